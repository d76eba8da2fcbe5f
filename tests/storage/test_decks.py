from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import NotFound
from flashcards.core.models import DEFAULT_PARAMETERS, Mix, Options
from flashcards.services.reviewing import open_desk
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck, decks, ensure_deck, given_options, parent_options, set_options
from flashcards.storage.migrations import memory_database
from tests.build import MOMENT, add_cards, add_deck


def test_decks_above_are_made_with_a_deck(db: Connection) -> None:
    add_deck(db, "AWS::Storage::S3")
    assert [each.name for each in decks(db)] == ["AWS", "AWS::Storage", "AWS::Storage::S3"]


def test_a_deck_that_is_there_is_not_made_again(db: Connection) -> None:
    assert add_deck(db, "AWS::S3") == add_deck(db, "aws::s3")
    assert len(decks(db)) == 2


@pytest.mark.parametrize(("first", "second"), [("Öl", "öl"), ("Straße", "STRASSE"), ("É::a", "é::b")])
def test_names_that_differ_in_case_only_are_one_deck_in_every_alphabet(db: Connection, first: str, second: str) -> None:
    add_cards(db, add_deck(db, first), 1)
    add_cards(db, add_deck(db, second), 1)
    tops = {each.name.split("::")[0] for each in decks(db) if "::" not in each.name}
    assert len(tops) == 1
    assert open_desk(db, MOMENT).counts.new == 2


def test_the_tree_has_parents_first_and_families_together(db: Connection) -> None:
    for name in ("b", "A::z", "A b", "A::b::c"):
        add_deck(db, name)
    assert [each.name for each in decks(db)] == ["A", "A::b", "A::b::c", "A::z", "A b", "b"]


def test_a_deck_inherits_what_it_does_not_say(db: Connection) -> None:
    top = add_deck(db, "A", new_per_day=5, desired_retention=0.8, learning_steps=[30])
    below = add_deck(db, "A::B", new_per_day=7, mix="new first")
    options = deck(db, below).options
    assert (options.new_per_day, options.desired_retention, options.learning_steps, options.mix) == (7, 0.8, (30,), Mix.NEW_FIRST)
    assert parent_options(db, "A::B") == deck(db, top).options
    assert parent_options(db, "A::none::of::these") == deck(db, top).options
    assert parent_options(db, "A") == Options()
    assert given_options(db, below) == {"new_per_day": 7, "mix": Mix.NEW_FIRST}


def test_an_option_of_a_newer_program_is_passed_over(db: Connection) -> None:
    assert deck(db, add_deck(db, "A", horizon="2027-01-01", new_per_day=3)).options == Options(new_per_day=3)


def test_the_weights_of_a_deck_are_those_its_options_name(db: Connection) -> None:
    with write(db):
        db.execute("INSERT INTO parameters (weights) VALUES ('[1, 2, 3]')")
    assert deck(db, add_deck(db, "A")).options.parameters == DEFAULT_PARAMETERS
    assert deck(db, add_deck(db, "B", parameters_id=2)).options.parameters == (1, 2, 3)


def test_saying_the_same_again_is_no_change(db: Connection) -> None:
    deck_id = add_deck(db, "A", new_per_day=5)
    with write(db):
        assert set_options(db, deck_id, {"new_per_day": 5}) is None


@pytest.mark.parametrize("deck_id", [0, -1, 2, 10**30])
def test_a_deck_that_is_not_there_is_named(db: Connection, deck_id: int) -> None:
    add_deck(db)
    with pytest.raises(NotFound):
        deck(db, deck_id)


@given(
    st.lists(st.lists(st.sampled_from(["a", "A", "ä", "Ä", "ß", "ss", " "]), min_size=1, max_size=3).map("::".join), max_size=6)
)
def test_no_two_decks_ever_have_one_name(names: list[str]) -> None:
    db = memory_database()
    with write(db):
        ids = {name: ensure_deck(db, name, MOMENT.stamp)[0] for name in names}
    folded = [each.name.casefold() for each in decks(db)]
    assert len(folded) == len(set(folded))
    assert all(deck(db, deck_id).name.casefold() == name.casefold() for name, deck_id in ids.items())
