"""Principles: added, renamed everywhere, reworded, ordered and removed, each with one undo."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from flashcards.core.errors import BadInput, NotFound
from flashcards.core.stories.principles import PrincipleDraft
from flashcards.core.stories.retrieval import Promptness, Retrieval
from flashcards.guides.competencies import PRINCIPLES
from flashcards.services.stories.mocking import begin_mock, open_mock
from flashcards.services.stories.stating_principles import (
    add_principle,
    edit_principle,
    order_principles,
    remove_principle,
)
from flashcards.services.undoing import redo, undo
from flashcards.storage.database import Connection
from flashcards.storage.principles import principle, principles
from flashcards.storage.retrievals import insert_retrieval, run
from flashcards.storage.stories import stories, story
from flashcards.storage.takes import take
from tests.build import MOMENT, add_deck, import_files, one
from tests.services.told import asked, tell
from tests.tellings import add_question, begin, rename_principle

KINDNESS = PrincipleDraft("Kindness", "Be kind.", "To your team.", "To all.")
OWNERSHIP, DIVE_DEEP = 2, 12


def names(db: Connection) -> list[str]:
    return [known.name for known in principles(db)]


def test_a_collection_begins_with_the_sixteen_that_guides_name(db: Connection) -> None:
    assert names(db) == list(PRINCIPLES)
    assert all(one.meaning and one.l6 and one.l7 for one in principles(db))


@pytest.mark.parametrize(
    "step",
    [
        lambda db: add_principle(db, KINDNESS, MOMENT),
        lambda db: rename_principle(db, OWNERSHIP, "Own it"),
        lambda db: edit_principle(db, OWNERSHIP, KINDNESS, MOMENT),
        lambda db: order_principles(db, [known.id for known in reversed(principles(db))], MOMENT),
        lambda db: remove_principle(db, DIVE_DEEP, MOMENT),
    ],
)
def test_each_step_can_be_undone_and_done_again(db: Connection, step: Callable[[Connection], object]) -> None:
    tell(db, "The ledger", "Ownership")
    before = principles(db), stories(db)
    step(db)
    after = principles(db), stories(db)
    assert after != before
    undo(db, None, MOMENT)
    assert (principles(db), stories(db)) == before
    redo(db, None, MOMENT)
    assert (principles(db), stories(db)) == after


def test_one_more_stands_at_the_end_and_can_be_shown(db: Connection) -> None:
    principle_id = add_principle(db, KINDNESS, MOMENT)
    assert principle(db, principle_id).meaning == "Be kind."
    assert names(db)[-1] == "Kindness"
    assert list(asked(db, tell(db, "The ledger", "kindness"))) == [f"p{principle_id}"]


def test_a_new_name_goes_to_every_note_that_names_it_and_cards_stay(db: Connection) -> None:
    question = b'# T\n\n## Ownership Questions\n\n**1. "Tell me about a time you took on more."**\n\n- Why you?\n- What then?\n'
    import_files(db, {"bank.md": question})
    assert one(db, "SELECT COUNT(*) FROM notes WHERE principles LIKE '%\"Ownership\"%'") > 0
    story_id = tell(db, "The ledger", "Dive Deep", "Ownership")
    before = asked(db, story_id)
    rename_principle(db, OWNERSHIP, "Own it")
    assert story(db, story_id).principles == ("Dive Deep", "Own it")
    assert asked(db, story_id) == before
    assert one(db, "SELECT COUNT(*) FROM notes WHERE principles LIKE '%\"Ownership\"%'") == 0
    assert json.loads(one(db, "SELECT principles FROM notes WHERE id = 1")) == ["Own it"]


def test_a_new_name_goes_to_takes_and_to_mocks_that_go_on_and_one_undo_takes_it_back(db: Connection) -> None:
    take_id = begin(db, principle="Ownership").take_id
    mock_id = begin_mock(db, "loop", MOMENT, rounds=1, questions=1)
    (place,) = open_mock(db, mock_id).mock.places
    asked_for = next(known for known in principles(db) if known.name == place.principle)
    rename_principle(db, asked_for.id, "Asked for")
    (renamed,) = open_mock(db, mock_id).mock.places
    assert renamed == replace(place, principle="Asked for")
    undo(db, None, MOMENT)
    assert open_mock(db, mock_id).mock.places == (place,)
    rename_principle(db, OWNERSHIP, "Own it")
    assert take(db, take_id).principle == "Own it"
    undo(db, None, MOMENT)
    assert take(db, take_id).principle == "Ownership"


def test_a_new_name_goes_to_what_was_retrieved_and_one_undo_takes_it_back(db: Connection) -> None:
    question_id = add_question(db, add_deck(db), "Tell me", "Ownership")
    missed = Retrieval("run", 0, question_id, "Tell me", "Ownership", None, None, 15, None, Promptness.STUCK)
    insert_retrieval(db, missed, MOMENT)
    rename_principle(db, OWNERSHIP, "Own it")
    assert run(db, "run") == [replace(missed, principle="Own it")]
    undo(db, None, MOMENT)
    assert run(db, "run") == [missed]


def test_a_name_in_another_case_is_renamed_too(db: Connection) -> None:
    add_question(db, add_deck(db), "Tell me", "dive deep", "OWNERSHIP")
    rename_principle(db, OWNERSHIP, "Own it")
    assert json.loads(one(db, "SELECT principles FROM notes")) == ["dive deep", "Own it"]


def test_an_edit_changes_name_and_meaning_in_one_step(db: Connection) -> None:
    tell(db, "The ledger", "Ownership")
    edit_principle(db, OWNERSHIP, KINDNESS, MOMENT)
    known = principle(db, OWNERSHIP)
    assert (known.name, known.meaning, known.position) == ("Kindness", "Be kind.", 1)
    assert stories(db)[0].principles == ("Kindness",)
    assert one(db, "SELECT label FROM journal ORDER BY id DESC") == "Renamed Ownership to Kindness"


def test_a_name_may_change_its_case(db: Connection) -> None:
    tell(db, "The ledger", "Ownership")
    rename_principle(db, OWNERSHIP, "OWNERSHIP")
    assert stories(db)[0].principles == ("OWNERSHIP",)


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        (PrincipleDraft(" "), "no name"),
        (PrincipleDraft("x" * 81), "at most 80 characters"),
        (PrincipleDraft("ownership"), "already"),
        (PrincipleDraft("New", meaning="x" * 301), "at most 300 characters"),
    ],
)
def test_what_no_principle_can_be_is_refused(db: Connection, draft: PrincipleDraft, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        add_principle(db, draft, MOMENT)
    assert len(names(db)) == 16


def test_there_are_forty_at_most(db: Connection) -> None:
    for number in range(24):
        add_principle(db, PrincipleDraft(f"Principle {number}"), MOMENT)
    with pytest.raises(BadInput, match="the most"):
        add_principle(db, KINDNESS, MOMENT)


def test_no_two_have_one_name(db: Connection) -> None:
    with pytest.raises(BadInput, match="already"):
        rename_principle(db, OWNERSHIP, "dive deep")


def test_an_order_names_each_once(db: Connection) -> None:
    for ids in ([], [1, 1], list(range(1, 18))):
        with pytest.raises(BadInput, match="every principle once"):
            order_principles(db, ids, MOMENT)


def test_one_that_is_shown_is_not_removed_and_its_stories_are_named(db: Connection) -> None:
    tell(db, "The ledger", "Ownership")
    tell(db, "The outage", "Dive Deep", "Ownership")
    with pytest.raises(BadInput, match="The ledger; The outage"):
        remove_principle(db, OWNERSHIP, MOMENT)
    assert "Ownership" in names(db)


def test_one_that_is_added_again_is_the_same_one(db: Connection) -> None:
    remove_principle(db, OWNERSHIP, MOMENT)
    assert "Ownership" not in names(db)
    assert add_principle(db, PrincipleDraft("ownership", "Mine."), MOMENT) == OWNERSHIP
    assert names(db)[-1] == "ownership"


def test_one_that_is_not_there_is_named_as_such(db: Connection) -> None:
    for principle_id in (0, 99, 2**70):
        with pytest.raises(NotFound, match="no such principle"):
            rename_principle(db, principle_id, "New")


@pytest.mark.parametrize("name", ["\u200b", "\u2060 \ufeff", "\u3164", "\u2800", "\u00ad\u034f"])
def test_a_name_that_nobody_can_see_is_none(db: Connection, name: str) -> None:
    with pytest.raises(BadInput, match="no name"):
        add_principle(db, PrincipleDraft(name), MOMENT)
