"""The bundled bank of behavioural questions: enough of them for every principle, each drilled, each with what is asked next."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from flashcards.core.models import Guide, Kind
from flashcards.guides.competencies import PRINCIPLES
from flashcards.guides.reading import read_guide

BANK = Path(__file__).parent.parent / "decks" / "leadership" / "behavioural-questions.md"
LEAST_OF_A_PRINCIPLE, LEAST_IN_ALL, LEAST_ASKED_NEXT = 10, 160, 3
MOST_CHARACTERS = 200
"""Of a question that is understood at one hearing."""
ALIKE = 85
"""Likeness, 0-100, from which two questions are one in other words."""


@pytest.fixture(scope="module")
def bank() -> Guide:
    return read_guide(BANK.read_bytes(), "leadership/behavioural-questions.md")


def test_every_principle_has_at_least_ten_questions_and_all_together_160(bank: Guide) -> None:
    counts = Counter(note.principles for note in bank.notes)
    assert set(counts) == {(principle,) for principle in PRINCIPLES}
    assert min(counts.values()) >= LEAST_OF_A_PRINCIPLE
    assert len(bank.notes) >= LEAST_IN_ALL


def test_a_principle_is_the_heading_its_questions_stand_under(bank: Guide) -> None:
    assert all(note.heading == note.principles for note in bank.notes)


def test_every_question_is_drilled_and_becomes_one_note(bank: Guide) -> None:
    lines = BANK.read_text(encoding="utf-8").split("\n")
    assert [note.line for note in bank.notes] == [at for at, line in enumerate(lines, 1) if line.startswith("- ")]
    assert all(note.kind is Kind.QUESTION and note.is_drilled and not note.is_offered for note in bank.notes)


def test_only_the_introduction_is_left_out(bank: Guide) -> None:
    assert [skip.reason for skip in bank.skips] == ["an introduction"]


def test_every_question_has_its_follow_ups_and_none_is_asked_twice(bank: Guide) -> None:
    written = sum(line.startswith("    - ") for line in BANK.read_text(encoding="utf-8").split("\n"))
    asked_next = [question for note in bank.notes for question in note.follow_ups]
    assert min(len(note.follow_ups) for note in bank.notes) >= LEAST_ASKED_NEXT
    assert len(set(asked_next)) == len(asked_next) == written
    assert all(question.endswith("?") for question in asked_next)


def test_every_question_has_an_id_of_its_own(bank: Guide) -> None:
    ids = [note.explicit_id for note in bank.notes]
    assert all(own_id and own_id == own_id.lower() for own_id in ids)
    assert len(set(ids)) == len(ids)


def test_a_question_is_a_sentence_without_marks_that_is_understood_at_one_hearing(bank: Guide) -> None:
    fronts = [note.front for note in bank.notes]
    assert not [front for front in fronts if not front.endswith(("?", ".")) or any(mark in front for mark in "(^*")]
    assert max(map(len, fronts)) < MOST_CHARACTERS


def test_no_two_questions_are_alike(bank: Guide) -> None:
    pairs = combinations((note.front for note in bank.notes), 2)
    assert not [(one, other) for one, other in pairs if fuzz.token_sort_ratio(one, other) >= ALIKE]


def test_every_principle_has_questions_for_l7_and_more_for_both_levels(bank: Guide) -> None:
    for principle in PRINCIPLES:
        levels = Counter(note.level for note in bank.notes if note.principles == (principle,))
        assert 0 < levels["L7"] < levels[None], principle


def test_the_bank_goes_to_a_deck_of_its_own(bank: Guide) -> None:
    assert (bank.title, bank.deck) == ("Behavioural questions", "Leadership::Questions")
    assert (bank.front_matter["version"], bank.front_matter["last_reviewed"]) == ("1", "2026-11-22")
    assert bank.front_matter["description"]
