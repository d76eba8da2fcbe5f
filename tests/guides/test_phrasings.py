from __future__ import annotations

import pytest

from flashcards.guides.reading import read_guide


def pairs_of(text: str) -> list[tuple[str, str]]:
    guide = read_guide(f"# Guide\n\n## Openings\n\n{text}".encode(), "guide.md")
    return [(note.front, note.back) for note in guide.notes]


@pytest.mark.parametrize(
    "text",
    [
        '- ❌ "We shipped"\n- ✅ "I led it"\n',
        '- Weak: "We shipped"\n- Strong: "I led it"\n',
        '- **Strong**: "I led it"\n- **Weak**: "We shipped"\n',
        '❌ "We shipped"\n✅ "I led it"\n',
        '**Weak answer:** "We shipped"\n\n**Strong answer:** "I led it"\n',
        '**❌ Vague**\n\n> "We shipped"\n\n**✅ Clear**\n\n> "I led it"\n',
        '### Bad\n\n```text\n"We shipped"\n```\n\n### Better\n\n```text\n"I led it"\n```\n',
        '- "I led it" (not "We shipped")\n',
        '- Instead of "We shipped", say "I led it"\n',
        '- "We shipped" → "I led it"\n',
    ],
)
def test_a_weak_line_asks_for_the_strong_one(text: str) -> None:
    assert pairs_of(text) == [('Improve: "We shipped" (Openings)', '"I led it"')]


def test_the_item_above_a_pair_names_it() -> None:
    assert pairs_of('1. **No number**\n   - Avoid: "Faster"\n   - Better: "Twice as fast"\n') == [
        ('Improve: "Faster" (No number)', '"Twice as fast"')
    ]


def test_what_is_remarked_on_the_weak_line_stands_with_the_answer() -> None:
    assert pairs_of('❌ "We shipped" (no scope)\n✅ "I led it"\n') == [
        ('Improve: "We shipped" (Openings)', '"I led it"\n\n**Weak**: no scope')
    ]


def test_weak_lines_have_all_strong_ones_where_they_are_not_as_many() -> None:
    text = '**❌ Weak**\n\n- "A"\n\n**✅ Strong**\n\n- "B"\n- "C"\n'

    assert pairs_of(text) == [('Improve: "A" (Openings)', '-   "B"\n-   "C"')]


def test_a_strong_line_without_a_weak_one_is_no_pair() -> None:
    assert not any(front.startswith("Improve") for front, _ in pairs_of('**✅ Strong**\n\n"I led the whole of it"\n'))


def test_a_strong_line_alone_answers_to_its_heading() -> None:
    assert pairs_of('**✅ Strong opening**\n\n> "I led the team that runs the billing platform."\n') == [
        ("Strong opening?", '"I led the team that runs the billing platform."')
    ]


def test_what_is_done_well_and_badly_is_no_pair_of_lines() -> None:
    text = "**Do**\n\n- Ask first\n- Draw early\n\n**Do not**\n\n- Argue with a hint\n- Stay silent\n- Guess\n"

    assert [front for front, _ in pairs_of(text)] == ["Openings: Do?", "Openings: Do not?"]


def test_a_warning_and_a_checklist_are_no_pair() -> None:
    text = "### ⚠️ Why loops fail\n\n- nobody wrote it down\n\n### ✅ Before the loop\n\n- water\n"

    assert not any(front.startswith("Improve") for front, _ in pairs_of(text))


def test_columns_of_what_is_done_well_and_badly_are_a_card_each() -> None:
    text = "| Good | Bad |\n|---|---|\n| Quotes the notes | Trusts a feeling |\n| Asks again | Defends the vote |\n"

    assert [back for _, back in pairs_of(text)] == [
        "-   Quotes the notes\n-   Asks again",
        "-   Trusts a feeling\n-   Defends the vote",
    ]
