from __future__ import annotations

import pytest

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.reading import read_guide


def notes_of(table: str, heading: str = "Queues") -> list[NoteDraft]:
    return list(read_guide(f"# Guide\n\n## {heading}\n\n{table}\n".encode(), "guide.md").notes)


def fronts_of(table: str, heading: str = "Queues") -> list[str]:
    return [note.front for note in notes_of(table, heading)]


def test_a_row_is_a_card_with_its_cells_by_their_headers() -> None:
    (note,) = notes_of("| Service | Size | Kept |\n|---|---|---|\n| **SQS** | 256 KB | 14 days |")

    assert (note.front, note.back) == ("SQS (Queues)?", "-   **Size**: 256 KB\n-   **Kept**: 14 days")
    assert (note.line, note.end_line) == (7, 7)


def test_a_definition_is_asked_as_one() -> None:
    (note,) = notes_of("| Term | Definition |\n|---|---|\n| Backlog | What waits in the queue |")

    assert (note.kind, note.front, note.back) == (Kind.CONCEPT, "What is Backlog?", "What waits in the queue")


@pytest.mark.parametrize("heading", ["Kafka vs SQS", "Kafka and SQS compared"])
def test_columns_that_the_heading_compares_stand_side_by_side(heading: str) -> None:
    (note,) = notes_of("| Need | Kafka | SQS |\n|---|---|---|\n| Replay | yes | no |", heading)

    assert (note.kind, note.front) == (Kind.COMPARISON, "Replay: Kafka vs SQS?")
    assert note.back == "-   **Kafka**: yes\n-   **SQS**: no"


def test_columns_of_two_levels_are_compared_and_the_card_has_neither() -> None:
    (note,) = notes_of("| Aspect | **L6** | **L7** |\n|---|---|---|\n| Scope | a team | many teams |")

    assert (note.front, note.level) == ("Scope: L6 vs L7 (Queues)?", None)


def test_columns_of_attributes_are_not_compared() -> None:
    assert fronts_of("| Feature | Notes | Example |\n|---|---|---|\n| Delay | up to 15 min | a reminder |") == ["Delay (Queues)?"]


def test_a_row_of_a_level_has_that_level() -> None:
    notes = notes_of("| Level | Scope |\n|---|---|\n| L6 | a team |\n| L7 | many teams |")

    assert [note.level for note in notes] == ["L6", "L7"]


def test_a_bar_in_a_cell_is_a_bar() -> None:
    notes = notes_of("| Walk | Cost |\n|---|---|\n| Depth | O(&#124;V&#124;) |\n| Breadth | O(\\|V\\|) |")

    assert [note.back for note in notes] == ["O(|V|)", "O(|V|)"]


def test_columns_that_stand_against_each_other_are_a_card_each() -> None:
    notes = notes_of("| Pros | Cons |\n|---|---|\n| cheap | slow |\n| simple | stale |\n| known | |", "Polling")

    assert [(note.front, note.back) for note in notes] == [
        ("Polling: pros?", "-   cheap\n-   simple\n-   known"),
        ("Polling: cons?", "-   slow\n-   stale"),
    ]


def test_a_row_too_long_for_one_card_is_a_card_a_cell() -> None:
    long = "word " * 90
    notes = notes_of(f"| Store | Good | Bad |\n|---|---|---|\n| Cache | {long} | {long} |")

    assert [note.front for note in notes] == ["Cache (Queues): Good?", "Cache (Queues): Bad?"]


def test_what_to_say_instead_is_asked_by_what_not_to_say() -> None:
    (note,) = notes_of('| Instead of | Say |\n|---|---|\n| "Fix this" | "Could this fail?" |', "Reviews")

    assert (note.front, note.back) == ('Improve: "Fix this" (Reviews)', '"Could this fail?"')


def test_rows_that_share_a_name_are_told_apart_by_the_next_column() -> None:
    assert fronts_of("| Path | Verb | Does |\n|---|---|---|\n| a | GET | reads |\n| b | GET | lists |\n| a | PUT | writes |") == [
        "a: GET: Does (Queues)?",
        "b: GET: Does (Queues)?",
        "a: PUT: Does (Queues)?",
    ]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("| Day | Read |\n|---|---|\n| 1 | caches |", "a timetable"),
        ("| Time | Round |\n|---|---|\n| 9:00 | design |\n| 10:00 | coding |", "a timetable"),
        ("| Skill | Mine |\n|---|---|\n| Caches | ★★☆ |\n| Queues | ★☆☆ |", "a form or a tracker"),
        ("| id | name |\n|---|---|\n| 7 | Ana |", "rows of an example"),
        ("| Read | Where |\n|---|---|\n| Caches | [here](https://example.org) |", "links only"),
        ("| Name |\n|---|\n| Ana |", "a table row that says nothing of its name"),
    ],
)
def test_what_is_no_knowledge_is_skipped_with_a_reason(table: str, reason: str) -> None:
    guide = read_guide(f"# Guide\n\n## Queues\n\n{table}\n".encode(), "guide.md")

    assert guide.notes == ()
    assert reason in [skip.reason for skip in guide.skips]


def test_a_name_that_stands_once_is_that_of_all_rows_below_it() -> None:
    rows = "| **Limits** | Size | 256 KB |\n|  | Time | 14 days |\n| **Order** | Groups | by key |"

    assert fronts_of(f"| Topic | Thing | Notes |\n|---|---|---|\n{rows}") == [
        "Limits: Size (Queues)?",
        "Limits: Time (Queues)?",
        "Order: Groups (Queues)?",
    ]
