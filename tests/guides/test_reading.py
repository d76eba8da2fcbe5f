from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flashcards.core.errors import TooLarge
from flashcards.core.models import Guide
from flashcards.guides.blocks import read_blocks
from flashcards.guides.reading import MAX_NOTES, read_guide
from flashcards.guides.source_text import as_meant


def read(text: str, path: str = "guide.md") -> Guide:
    return read_guide(text.encode(), path)


def unaccounted(guide: Guide) -> list[int]:
    """First lines of outermost blocks that are in no note and no skip, and are neither a heading nor a rule."""
    lines = {line for note in guide.notes for line in range(note.line, note.end_line + 1)} | {skip.line for skip in guide.skips}
    return [
        block.line
        for block in read_blocks(as_meant(guide.text))
        if block.kind not in ("heading", "rule")
        and not (block.text.startswith("**") and "\n" not in block.text)
        and not lines & set(range(block.line, block.end_line + 1))
    ]


def test_an_empty_guide_has_no_cards_and_no_skips() -> None:
    guide = read("", "docs/empty-guide.md")

    assert (guide.title, guide.deck, guide.notes, guide.skips) == ("Empty Guide", "Empty Guide", (), ())


def test_the_same_card_under_the_same_heading_is_made_once() -> None:
    guide = read("# A\n\n## Words\n\n- **FIFO**: in order\n- **FIFO**: in order\n")

    assert [note.line for note in guide.notes] == [5]
    assert [(skip.line, skip.reason) for skip in guide.skips] == [(6, "the same card stands above")]


def test_an_id_is_given_to_one_card_only() -> None:
    guide = read("# A\n\n## Words\n\n- **FIFO**: in order ^queue\n- **LIFO**: backwards ^queue\n")

    assert [note.explicit_id for note in guide.notes] == ["queue", None]
    assert guide.skips[0].reason == "the id ^queue stands above already, so this card goes without it"


def test_more_than_five_thousand_cards_are_refused() -> None:
    with pytest.raises(TooLarge, match=r"guide.md: the guide gives 5,001 cards; the most is 5,000"):
        read("".join(f"term {number} :: definition\n\n" for number in range(MAX_NOTES + 1)))


def test_a_side_above_64_kb_is_no_card() -> None:
    guide = read(f"Q: What?\nA: {'long ' * 13_000}\n")

    assert guide.notes == ()
    assert guide.skips[0].reason == "too long for a card"


def test_a_paragraph_too_long_for_one_answer_is_no_card() -> None:
    guide = read(f"# A\n\n## History of queues\n\n{'Once upon a time. ' * 50}\n")

    assert [(skip.line, skip.reason) for skip in guide.skips] == [(5, "too long for a card")]


def test_level_and_principle_come_from_the_nearest_heading() -> None:
    guide = read("# L7 stories\n\n## 2. Ownership\n\n### L6 expectations\n\n- owns a component\n- owns its costs\n")

    assert [(note.level, note.principles) for note in guide.notes] == [("L6", ("Ownership",))]


def test_both_levels_in_a_heading_are_no_level() -> None:
    guide = read("# L6 guide\n\n## L6 and L7 compared\n\n- **Team**: bigger\n")

    assert [note.level for note in guide.notes] == [None]


def test_a_declared_level_and_principle_hold_for_all_below() -> None:
    guide = read("# A\n\n## Outage\n\n**Primary LP**: Dive Deep\n**Target Level**: L6\n\n### Causes of the outage\n\n- a\n- b\n")

    assert [(note.level, note.principles) for note in guide.notes] == [("L6", ("Dive Deep",))]


def test_an_answer_goes_on_until_the_next_question() -> None:
    guide = read("Q: One?\nA: first\n\n- a\n\nlast\n\nQ: Two?\n\nA:\n\n```py\nx\n```\n")

    assert [(note.front, note.back, note.line, note.end_line) for note in guide.notes] == [
        ("One?", "first\n\n-   a\n\nlast", 1, 6),
        ("Two?", "```py\nx\n```", 8, 14),
    ]


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("1 MiB (as of 2026-05)", "2026-05"),
        ("1 MiB as of 2025, and growing", "2025"),
        ("As of\nMay  2026 it is 1 MiB", "May 2026"),
        ("as of 3 May 2026", "3 May 2026"),
        ("as of version 2025", None),
        ("as of 20255", None),
    ],
)
def test_a_card_knows_the_date_of_its_fact(text: str, as_of: str | None) -> None:
    assert [note.as_of for note in read(f"Q: How big?\nA: {text}\n").notes] == [as_of]


def test_a_guides_date_holds_where_a_card_gives_none() -> None:
    guide = read("---\nas_of: 2024-11\n---\nlong :: 1 MiB (as of 2026)\n\nshort :: 1 KiB\n")

    assert [note.as_of for note in guide.notes] == ["2026", "2024-11"]


def test_what_stands_before_the_first_heading_is_an_introduction() -> None:
    guide = read("# A\n\nQueues hold what waits.\n\n## Words\n\n- **FIFO**: in order\n")

    assert [(skip.line, skip.reason) for skip in guide.skips] == [(3, "an introduction")]


def test_marks_may_be_bold_with_or_without_their_text() -> None:
    guide = read("**Q: One?**\nA: *first*\n\n**Q:** Two **words**?\n**A:** second\n")

    assert [(note.front, note.back) for note in guide.notes] == [("One?", "*first*"), ("Two **words**?", "second")]


def test_a_question_without_an_answer_is_named() -> None:
    assert [skip.line for skip in read("Q: One?\nA: first\nQ: Two?\n").skips] == [3]


markdown_text = st.lists(
    st.sampled_from(
        [
            "# A",
            "## B",
            "**C**",
            "text",
            "- a",
            "  - b",
            "- **T**: x",
            "**L**: y",
            "Q: q",
            "A: a",
            "t :: d",
            "***",
            "| a |",
            "|---|",
            "```",
        ]
        + ["> q", "[L](x)", "- [ ] z", "[Your X]", "<div>", "!!! tip", "    code", "1. n", "why?", "lead:", "", "", ""]
    ),
    max_size=30,
).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(markdown_text)
@example("```\n## B\n```")
def test_no_block_vanishes(text: str) -> None:
    assert unaccounted(read(text)) == []


@settings(max_examples=100, deadline=None)
@given(st.text())
@example(">")
def test_any_text_can_be_read(text: str) -> None:
    guide = read_guide(text.encode("utf-8", "ignore"), "a.md") if "\x00" not in text and text.isprintable() else None

    assert guide is None or guide.title
