"""Decks made, renamed, moved, merged and deleted: whatever it was, one undo brings back what stood before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.deck_names import leaf, parents
from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.services.arranging import NameInUse, create_deck, delete_deck, merge, move, rename
from flashcards.services.checking import check
from flashcards.services.mending import Chosen
from flashcards.services.mending import move as move_notes
from flashcards.services.placing import find_card
from flashcards.services.reviewing import open_desk
from flashcards.services.shelving import Shelf
from flashcards.services.undoing import redo, undo
from flashcards.storage.database import Connection
from flashcards.storage.decks import deck, decks
from flashcards.storage.guides import guides
from flashcards.storage.migrations import memory_database
from tests.build import MOMENT, add_cards, add_deck, add_note, card_count, import_guide, journal, live, one, rate, state


def names(db: Connection) -> list[str]:
    return [each.name for each in decks(db)]


def deck_id(db: Connection, name: str) -> int:
    return int(one(db, "SELECT id FROM decks WHERE name = ? AND deleted_at IS NULL", name))


def name_of(db: Connection, card_id: int) -> str:
    return str(one(db, "SELECT decks.name FROM cards JOIN decks ON decks.id = deck_id WHERE cards.id = ?", card_id))


# Making


def test_a_deck_is_made_with_those_above_it_in_one_step(db: Connection) -> None:
    deck_id = create_deck(db, " AWS::  Storage ::S3 ", MOMENT)
    assert names(db) == ["AWS", "AWS::Storage", "AWS::Storage::S3"]
    assert deck(db, deck_id).name == "AWS::Storage::S3"
    undo(db, None, MOMENT)
    assert names(db) == []


def test_a_deck_below_another_takes_its_spelling(db: Connection) -> None:
    add_deck(db, "AWS")
    create_deck(db, "aws::s3", MOMENT)
    assert names(db) == ["AWS", "AWS::s3"]


@pytest.mark.parametrize("name", ["", " ", "::", "A::", "::A", "A::::B", "A:: ::B", "a\0b", "\ud800", "x" * 101, "x" * 65536])
def test_a_name_that_cannot_be_one_is_refused(db: Connection, name: str) -> None:
    deck_id = add_deck(db)
    for act in (lambda: create_deck(db, name, MOMENT), lambda: rename(db, deck_id, name, MOMENT)):
        with pytest.raises(BadInput):
            act()
    assert names(db) == ["Deck"]


def test_decks_go_ten_deep(db: Connection) -> None:
    create_deck(db, "::".join("abcdefghij"), MOMENT)
    with pytest.raises(BadInput, match="10 deep"):
        create_deck(db, "::".join("abcdefghijk"), MOMENT)
    with pytest.raises(BadInput, match="10 deep"):
        rename(db, 1, "one::more", MOMENT)


@pytest.mark.parametrize("name", ["aws", "AWS", "straße", "STRASSE"])
def test_a_name_in_use_in_any_case_is_refused_and_says_by_which_deck(db: Connection, name: str) -> None:
    taken = add_deck(db, "Aws"), add_deck(db, "Straße")
    other = add_deck(db, "Other")
    for act in (lambda: create_deck(db, name, MOMENT), lambda: rename(db, other, name, MOMENT)):
        with pytest.raises(NameInUse) as refused:
            act()
        assert refused.value.deck.id in taken
    assert journal(db) == []


# Renaming and moving


def test_decks_below_are_renamed_with_it(db: Connection) -> None:
    top = add_deck(db, "A")
    add_deck(db, "a::B::C")
    add_deck(db, "AB")
    rename(db, top, "X", MOMENT)
    assert names(db) == ["AB", "X", "X::B", "X::B::C"]


def test_another_name_nests_a_deck_or_takes_it_out(db: Connection) -> None:
    inner = add_deck(db, "A::B")
    rename(db, inner, "C::D::B", MOMENT)
    assert names(db) == ["A", "C", "C::D", "C::D::B"]
    rename(db, inner, "B", MOMENT)
    assert names(db) == ["A", "B", "C", "C::D"]


@pytest.mark.parametrize(("old", "new"), [("aws", "AWS"), ("öl", "ÖL"), ("Straße", "STRASSE")])
def test_a_name_may_change_in_its_case_alone(db: Connection, old: str, new: str) -> None:
    deck_id = add_deck(db, old)
    add_deck(db, f"{old}::below")
    rename(db, deck_id, new, MOMENT)
    assert names(db) == [new, f"{new}::below"]


def test_the_same_name_again_is_no_step(db: Connection) -> None:
    deck_id = add_deck(db, "A::B")
    rename(db, deck_id, "A::B", MOMENT)
    move(db, deck_id, 1, MOMENT)
    assert journal(db) == []


def test_a_deck_cannot_lie_below_itself(db: Connection) -> None:
    top, inner = add_deck(db, "A"), add_deck(db, "A::B")
    for act in (
        lambda: rename(db, top, "a::x", MOMENT),
        lambda: move(db, top, inner, MOMENT),
        lambda: move(db, top, top, MOMENT),
        lambda: merge(db, top, inner, MOMENT),
        lambda: merge(db, top, top, MOMENT),
    ):
        with pytest.raises(BadInput):
            act()
    assert names(db) == ["A", "A::B"]


def test_a_deck_moves_with_those_below_it_under_another_and_to_the_top(db: Connection) -> None:
    inner, other = add_deck(db, "A::B"), add_deck(db, "Other")
    add_deck(db, "A::B::C")
    move(db, inner, other, MOMENT)
    assert names(db) == ["A", "Other", "Other::B", "Other::B::C"]
    move(db, inner, None, MOMENT)
    assert names(db) == ["A", "B", "B::C", "Other"]


def test_a_moved_deck_inherits_from_where_it_is(db: Connection) -> None:
    inner, other = add_deck(db, "A::B"), add_deck(db, "Other", new_per_day=3)
    move(db, inner, other, MOMENT)
    assert deck(db, inner).options.new_per_day == 3


# Merging


def test_merging_takes_notes_and_guides_along_and_keeps_the_options_of_the_other(db: Connection) -> None:
    import_guide(db, "one :: 1", deck="From")
    (rated,) = add_cards(db, 1, 1)
    rate(db, rated)
    into = add_deck(db, "Into", new_per_day=3)
    before = state(db)
    merge(db, 1, into, MOMENT)
    assert names(db) == ["Into"]
    assert {name_of(db, card_id) for card_id in (1, rated)} == {"Into"}
    assert [guide.deck_id for guide in guides(db)] == [into]
    assert deck(db, into).options.new_per_day == 3
    undo(db, None, MOMENT)
    assert state(db) == before
    assert not [text for text in check(db).differences if "search" in text]


def test_decks_below_are_merged_with_those_of_their_name_and_else_moved(db: Connection) -> None:
    (same,) = add_cards(db, add_deck(db, "A::same"), 1)
    (own,) = add_cards(db, add_deck(db, "A::own::deep"), 1)
    add_deck(db, "B::SAME")
    merge(db, 1, add_deck(db, "B"), MOMENT)
    assert names(db) == ["B", "B::own", "B::own::deep", "B::SAME"]
    assert [name_of(db, card_id) for card_id in (same, own)] == ["B::SAME", "B::own::deep"]


def test_a_deck_merges_into_the_one_above_it_though_one_below_has_its_name(db: Connection) -> None:
    ids = {name: add_cards(db, add_deck(db, name), 1)[0] for name in ("A::B", "A::B::B", "A::B::B::C", "A::B::C")}
    before = state(db)
    merge(db, decks(db)[1].id, decks(db)[0].id, MOMENT)
    assert {name: name_of(db, card_id) for name, card_id in ids.items()} == {
        "A::B": "A", "A::B::B": "A::B", "A::B::B::C": "A::B::C", "A::B::C": "A::C",
    }  # fmt: skip
    undo(db, None, MOMENT)
    assert state(db) == before


def test_what_is_due_in_a_merged_deck_is_asked_in_the_other(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db, "A"), 1)
    into = add_deck(db, "B")
    merge(db, 1, into, MOMENT)
    shown = open_desk(db, MOMENT, into).question
    assert shown
    assert (shown.card.id, shown.deck.id) == (card_id, into)


# Deleting


def test_deleting_takes_all_that_is_in_it_and_one_undo_brings_it_back_with_its_schedule(db: Connection) -> None:
    import_guide(db, "one :: 1 ^one", deck="A::B")
    rate(db, 1)
    add_note(db, add_deck(db, "A"), cards=2)
    (kept,) = add_cards(db, add_deck(db, "Other"), 1)
    before, words = live(db), one(db, "SELECT COUNT(*) FROM search")
    assert delete_deck(db, one(db, "SELECT id FROM decks WHERE name = 'A'"), MOMENT) == 3
    assert (names(db), card_count(db), guides(db)) == (["Other"], 1, [])
    assert {table: len(rows) for table, rows in live(db).items()} == {
        "decks": 1,
        "notes": 1,
        "cards": 1,
        "guides": 0,
        "sources": 0,
        "declined": 0,
        "stories": 0,
    }
    assert one(db, "SELECT COUNT(*) FROM search") == 1
    shown = open_desk(db, MOMENT).question
    assert shown
    assert shown.card.id == kept
    undo(db, None, MOMENT)
    assert (live(db), one(db, "SELECT COUNT(*) FROM search")) == (before, words)


def test_a_place_in_a_deleted_guide_is_lost_though_its_note_is_elsewhere(db: Connection) -> None:
    import_guide(db, "one :: 1", deck="A", path="a.md")
    import_guide(db, "one :: 1", deck="B", path="b.md")
    delete_deck(db, deck_id(db, "B"), MOMENT)
    assert (names(db), card_count(db)) == (["A"], 1)
    found = find_card(db, 1, Shelf())
    assert [place.guide and place.guide.path for place in found.stands] == ["a.md"]
    assert [place.guide for place in found.lost] == [None]


def test_a_note_that_was_moved_away_before_its_guide_was_deleted_is_known_when_that_comes_again(db: Connection) -> None:
    import_guide(db, "one :: 1", "two :: 2", deck="Guide")
    move_notes(db, Chosen((1,)), add_deck(db, "Elsewhere"), MOMENT)
    before = state(db)
    delete_deck(db, deck_id(db, "Guide"), MOMENT)
    assert [place.guide for place in find_card(db, 1, Shelf()).lost] == [None]
    undo(db, None, MOMENT)
    assert state(db) == before
    redo(db, None, MOMENT)
    assert import_guide(db, "one :: 1", "two :: 2", deck="Guide").added == 1
    assert [(row[4], name_of(db, row[0])) for row in live(db)["notes"]] == [("one", "Elsewhere"), ("two", "Guide")]
    import_guide(db, "two :: 2", deck="Guide")
    assert one(db, "SELECT suspended FROM cards WHERE id = 1") == "gone"  # its only place is gone: none of before holds it


def test_notes_deleted_with_a_deck_do_not_come_back_unasked_and_undo_takes_that_back_too(db: Connection) -> None:
    import_guide(db, "one :: 1", "two :: 2")
    move_notes(db, Chosen((1,)), add_deck(db, "Trash"), MOMENT)
    before = live(db)
    delete_deck(db, deck_id(db, "Trash"), MOMENT)
    assert import_guide(db, "one :: 1", "two :: 2").added == 0
    undo(db, None, MOMENT)
    assert live(db) == before


def test_a_guide_whose_deck_was_deleted_comes_again_as_new(db: Connection) -> None:
    import_guide(db, "one :: 1")
    delete_deck(db, 1, MOMENT)
    assert import_guide(db, "one :: 1").added == 1
    assert (names(db), card_count(db)) == (["Deck"], 1)


@pytest.mark.parametrize("deck_id", [0, 99, 10**30])
def test_a_deck_that_is_not_there_cannot_be_arranged(db: Connection, deck_id: int) -> None:
    into = add_deck(db)
    for act in (
        lambda: rename(db, deck_id, "A", MOMENT),
        lambda: move(db, deck_id, None, MOMENT),
        lambda: merge(db, deck_id, into, MOMENT),
        lambda: merge(db, into, deck_id, MOMENT),
        lambda: delete_deck(db, deck_id, MOMENT),
    ):
        with pytest.raises(NotFound):
            act()


# Whatever is done


def _picked(db: Connection, pick: int) -> int:
    known = decks(db)
    return known[pick % len(known)].id


NAMES = ("A", "a::B", "B::A::c", "Ä", "ä::A")
STEPS: tuple[Callable[[Connection, int], object], ...] = (
    lambda db, pick: create_deck(db, NAMES[pick % len(NAMES)], MOMENT),
    lambda db, pick: rename(db, _picked(db, pick), NAMES[pick // 7 % len(NAMES)], MOMENT),
    lambda db, pick: move(db, _picked(db, pick), _picked(db, pick // 7), MOMENT),
    lambda db, pick: move(db, _picked(db, pick), None, MOMENT),
    lambda db, pick: merge(db, _picked(db, pick), _picked(db, pick // 7), MOMENT),
    lambda db, pick: delete_deck(db, _picked(db, pick), MOMENT) if len(decks(db)) > 3 else None,
    lambda db, pick: undo(db, None, MOMENT),
    lambda db, pick: redo(db, None, MOMENT),
)


@given(st.lists(st.tuples(st.integers(0, len(STEPS) - 1), st.integers(0, 999)), max_size=12))
def test_however_decks_are_arranged_the_tree_is_whole_and_undo_goes_all_the_way_back(steps: list[tuple[int, int]]) -> None:
    db = memory_database()
    for name in ("A::A::A", "A::B", "B", "C::a"):
        add_cards(db, add_deck(db, name), 1)
    first = live(db)
    for which, pick in steps:
        try:
            STEPS[which](db, pick)
        except (BadInput, Stale):
            assert not db.in_transaction
        _check_tree(db)
    while True:
        try:
            undo(db, None, MOMENT)
        except Stale:
            break
    assert live(db) == first


def _check_tree(db: Connection) -> None:
    known = [each.name.casefold() for each in decks(db)]
    assert len(known) == len(set(known))
    assert all(parent in known for name in known for parent in parents(name))
    assert all(leaf(name) for name in known)
    homeless = (
        "SELECT COUNT(*) FROM {} JOIN decks ON decks.id = deck_id WHERE {}.deleted_at IS NULL AND decks.deleted_at NOT NULL"
    )
    assert [one(db, homeless.format(table, table)) for table in ("notes", "cards", "guides")] == [0, 0, 0]
