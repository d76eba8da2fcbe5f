from __future__ import annotations

import pytest

from flashcards.guides.reading import read_guide


def cards_of(text: str) -> list[tuple[str, str]]:
    guide = read_guide(f"# Guide\n\n## Latency\n\n{text}".encode(), "guide.md")
    return [(note.front, note.back) for note in guide.notes]


@pytest.mark.parametrize(
    "text",
    [
        "```python\nmemory_read = 100  # ns\nssd_read = 150_000  # ns\n```\n",
        '```python\nlatency = {\n    "memory_read": 100,  # ns\n    "ssd_read": 150_000,  # ns\n}\n```\n',
    ],
)
def test_named_numbers_are_a_card_each_with_their_units(text: str) -> None:
    assert cards_of(text) == [("memory read (Latency)?", "100 ns"), ("ssd read (Latency)?", "150_000 ns")]


def test_aligned_columns_are_a_card_a_line() -> None:
    text = "```\nCPU cache      0.5 ns\nMain memory    100   ns    200x L1 cache\nSSD        150,000   ns    150 us\n```\n"

    assert cards_of(text) == [
        ("CPU cache (Latency)?", "0.5 ns"),
        ("Main memory (Latency)?", "100 ns · 200x L1 cache"),
        ("SSD (Latency)?", "150,000 ns · 150 us"),
    ]


def test_a_figure_without_letters_is_named_by_its_column() -> None:
    text = "```\nPower    Value\n---------------\n10       1024\n16       65,536\n20       1,048,576\n```\n"

    assert [front for front, _ in cards_of(text)] == ["Power 10 (Latency)?", "Power 16 (Latency)?", "Power 20 (Latency)?"]


def test_conversions_ask_for_the_other_side() -> None:
    assert cards_of("- 1 TB = 1,000 GB\n- 1 day = 86,400 s\n") == [
        ("1 TB = ? (Latency)", "1,000 GB"),
        ("1 day = ? (Latency)", "86,400 s"),
    ]


def test_a_formula_is_kept_whole_with_what_leads_in_to_it() -> None:
    assert cards_of("Both must work:\n\n```\nTotal = First * Second\n```\n") == [
        ("Latency?", "Both must work:\n\n```\nTotal = First * Second\n```")
    ]


@pytest.mark.parametrize(
    "code",
    [
        "x = 5\ny = 10",
        "count = 1\nfor item in items:\n    count = 2",
        "web      1/1    Running    5m\ncache    1/1    Running    9m\nqueue    1/1    Running    3m",
    ],
)
def test_a_program_and_its_output_are_no_numbers_to_know(code: str) -> None:
    assert not any("```" not in back for _, back in cards_of(f"```\n{code}\n```\n"))


def test_an_estimate_is_a_card_a_line() -> None:
    text = "```text\nUsers:    20M, 2M of them daily\nWrites:   2M x 3 a day = 6M/day = ~70/s\n```\n"

    assert cards_of(text) == [
        ("Users (Latency)?", "20M, 2M of them daily"),
        ("Writes (Latency)?", "2M x 3 a day = 6M/day = ~70/s"),
    ]


def test_named_figures_that_measure_the_same_are_a_card_each() -> None:
    assert cards_of("* Disk seek: 10 ms\n* Memory: 100 ns (a cache miss)\n* Flight – 0.1 s\n") == [
        ("Disk seek (Latency)?", "10 ms"),
        ("Memory (Latency)?", "100 ns (a cache miss)"),
        ("Flight (Latency)?", "0.1 s"),
    ]


def test_named_figures_of_one_thing_stay_together() -> None:
    assert cards_of("- Team: 8 people\n- Budget: $2M\n- Time: 6 months\n") == [
        ("Latency?", "-   Team: 8 people\n-   Budget: $2M\n-   Time: 6 months")
    ]


def test_figures_apart_by_bars_are_a_card_a_line() -> None:
    assert cards_of("99 % | 3.65 days | 7.3 hours\n99.9 % | 8.76 hours | 44 minutes\n99.99 % | 53 minutes | 4 minutes\n") == [
        ("99 % (Latency)?", "3.65 days · 7.3 hours"),
        ("99.9 % (Latency)?", "8.76 hours · 44 minutes"),
        ("99.99 % (Latency)?", "53 minutes · 4 minutes"),
    ]


def test_shares_of_a_whole_are_known_together() -> None:
    assert cards_of("- Reads - 60%\n- Writes - 30%\n- Deletes - 10%\n") == [
        ("Latency?", "-   Reads - 60%\n-   Writes - 30%\n-   Deletes - 10%")
    ]
