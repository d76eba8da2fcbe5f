"""What cards a note of each form gives: tests/golden/forms/cases.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from flashcards.core import cloze
from flashcards.core.errors import BadInput
from flashcards.core.models import Form, Kind, NoteDraft
from flashcards.rendering import plain_text
from flashcards.services.carding import render_note
from flashcards.services.writing import checked

CASES = tomllib.loads((Path(__file__).parent.parent / "golden" / "forms" / "cases.toml").read_text(encoding="utf-8"))["note"]
GIVING, REFUSED = ([case for case in CASES if ("card" in case) is gives] for gives in (True, False))


def written(case: dict[str, Any]) -> NoteDraft:
    return NoteDraft(Kind.FACT, case["front"], case.get("back", ""), (), 0, 0, form=Form(case["form"]))


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", GIVING, ids=lambda case: case["name"])
def test_a_note_gives_the_cards_of_its_golden_file(case: dict[str, Any]) -> None:
    note = render_note(checked(written(case)), {})
    own = {"": (note.front_html, note.back_html), "reversed": (note.back_html, note.front_html)}
    shown = [(side.slot, *(own.get(side.slot) or (side.front_html, side.back_html))) for side in note.sides]

    assert [(slot, *map(plain_text, html)) for slot, *html in shown] == [
        (card["slot"], card["asks_text"], card["answers_text"]) for card in case["card"]
    ]


@pytest.mark.parametrize("case", [case for case in GIVING if case["form"] == "cloze"], ids=lambda case: case["name"])
def test_a_cloze_has_the_sides_of_its_golden_file(case: dict[str, Any]) -> None:
    front = checked(written(case)).front
    sides = [(f"c{number}", cloze.question(front, number), cloze.answer(front, number)) for number in cloze.gap_numbers(front)]

    assert sides == [(card["slot"], card["asks"].strip("\n"), card["answers"].strip("\n")) for card in case["card"]]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_what_gives_no_card_is_refused_with_the_reason_of_its_golden_file(case: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refusal:
        checked(written(case))
    assert refusal.value.message == case["mistake"]


def test_gaps_are_marked_in_the_html_of_both_sides() -> None:
    note = render_note(NoteDraft(Kind.FACT, "{{c1::a}} ==b==", "", (), 0, 0, form=Form.CLOZE), {})

    assert note.front_html == '<p><mark class="gap">a</mark> <mark class="gap">b</mark></p>'
    assert note.sides[0].front_html == '<p><mark class="gap">[…]</mark> b</p>'
    assert note.sides[0].back_html == '<p><mark class="gap">a</mark> b</p>'
