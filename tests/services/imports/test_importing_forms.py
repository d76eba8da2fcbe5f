"""Guides that say how their cards are asked, and exports that come back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import Form, Kind, NoteDraft, Options, Rating
from flashcards.guides.matching import content_key
from flashcards.services.checking import check
from flashcards.services.configuring import choose_options
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.previewing import edit_staged
from flashcards.services.imports.rematching import view_import
from flashcards.services.queueing import today
from flashcards.services.undoing import undo
from flashcards.services.writing import draft_of, edit_note, note_version
from flashcards.storage.cards import cards_of_note
from flashcards.storage.database import Connection
from flashcards.storage.migrations import memory_database
from flashcards.storage.notes import note
from tests.build import (
    MOMENT,
    PNG,
    guide,
    import_files,
    import_guide,
    journal,
    later,
    live,
    one,
    rate,
    stage,
    state,
)

FORMS = ("basic :: 1", "both ::: ways", "Q: typed?\nA?: yes", "C: {{c1::a}} and ==b==")


def slots(db: Connection) -> list[tuple[int, str]]:
    return [tuple(row) for row in db.execute("SELECT note_id, slot FROM cards WHERE deleted_at IS NULL ORDER BY id")]


def test_an_import_makes_the_cards_of_every_form(db: Connection) -> None:
    import_guide(db, *FORMS)

    assert [note(db, number).form for number in (1, 2, 3, 4)] == [Form.BASIC, Form.REVERSED, Form.TYPED, Form.CLOZE]
    assert slots(db) == [(1, ""), (2, ""), (2, "reversed"), (3, ""), (4, "c1"), (4, "c2")]
    assert [card.position for number in (1, 2, 3, 4) for card in cards_of_note(db, number)] == [1, 2, 2, 3, 4, 4]
    assert cards_of_note(db, 4)[1].front_html == '<p>a and <mark class="gap">[…]</mark></p>'
    assert check(db).differences == ()


def test_importing_every_form_twice_changes_nothing(db: Connection) -> None:
    import_guide(db, *FORMS)
    before = state(db)

    assert import_guide(db, *FORMS).same == 4
    assert state(db) == before


def test_one_undo_takes_every_form_back(db: Connection) -> None:
    import_guide(db, *FORMS)
    undo(db, None, MOMENT)

    assert not any(live(db).values())


def test_a_named_card_that_is_asked_another_way_keeps_its_progress(db: Connection) -> None:
    import_guide(db, "TTL :: time to live ^ttl")
    rate(db, 1, Rating.EASY)
    remembered = cards_of_note(db, 1)[0].memory

    assert import_guide(db, "TTL ::: time to live ^ttl").changed == 1
    assert slots(db) == [(1, ""), (1, "reversed")]
    assert cards_of_note(db, 1)[0].memory == remembered
    import_guide(db, "TTL :: time to live ^ttl")
    assert slots(db) == [(1, "")]


def test_a_named_cloze_keeps_the_progress_of_the_gaps_that_stay(db: Connection) -> None:
    import_guide(db, "C: {{c1::a}} {{c2::b}} ^ab")
    rate(db, 2, Rating.EASY)
    remembered = cards_of_note(db, 1)[1].memory

    import_guide(db, "C: now {{c2::B}} and {{c3::c}} ^ab")

    assert [(card.slot, card.memory) for card in cards_of_note(db, 1)] == [("c2", remembered), ("c3", None)]
    assert cards_of_note(db, 1)[0].back_html == '<p>now <mark class="gap">B</mark> and c</p>'


def test_a_form_tells_two_contents_apart() -> None:
    draft = NoteDraft(Kind.FACT, "a", "b", (), 1, 1)

    assert len({content_key(replace(draft, form=form)) for form in Form}) == len(Form)


def test_a_card_is_edited_before_it_is_made_in_its_own_form(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("C: ==a==")})
    (staged,) = view_import(db, import_id).guides[0].notes

    edit_staged(db, import_id, staged.id, "==a== ==b==", "")
    apply_import(db, import_id, MOMENT)

    assert slots(db) == [(1, "c1"), (1, "c2")]
    assert import_guide(db, "C: ==a==").same == 1


def test_pictures_that_come_later_are_shown_in_gaps(db: Connection) -> None:
    text = guide("C: ![zones](zones.png) ==a==")
    import_files(db, {"guide.md": text})
    assert "<img" not in (cards_of_note(db, 1)[0].front_html or "")

    import_files(db, {"guide.md": text, "zones.png": PNG})

    assert "<img" in (cards_of_note(db, 1)[0].front_html or "")


# An export names its notes by their guid


def test_a_note_is_known_by_its_guid_in_a_guide_of_another_name(db: Connection) -> None:
    import_guide(db, "term :: meaning", "other :: 2")
    rate(db, 1, Rating.EASY)
    remembered = cards_of_note(db, 1)[0].memory
    exported = f"term :: a better meaning ^{note(db, 1).guid}"

    assert import_guide(db, exported, path="export.md").changed == 1
    assert (note(db, 1).back, cards_of_note(db, 1)[0].memory) == ("a better meaning", remembered)
    assert import_guide(db, exported, path="export.md").same == 1
    assert import_guide(db, "term :: meaning", "other :: 2").same == 2
    assert note(db, 1).back == "a better meaning"
    assert one(db, "SELECT COUNT(*) FROM notes") == 2


def test_an_export_that_nobody_edited_changes_nothing_at_all(db: Connection) -> None:
    import_guide(db, "term :: meaning ^t")
    shown = note(db, 1)
    edit_note(db, 1, replace(draft_of(shown), back="mine"), "Deck", note_version(shown), MOMENT)
    before = live(db), journal(db)

    assert import_guide(db, f"term :: mine ^{shown.guid}", path="export.md").same == 1
    assert (live(db), journal(db)) == before


def test_an_id_of_the_guide_goes_before_the_guid_of_another_note(db: Connection) -> None:
    import_guide(db, "first :: 1")
    guid = note(db, 1).guid
    import_guide(db, f"second :: 2 ^{guid}x", path="own.md")
    db.execute("UPDATE sources SET explicit_id = ? WHERE note_id = 2", (guid,))

    import_guide(db, f"second :: two ^{guid}", path="own.md")

    assert (note(db, 1).back, note(db, 2).back) == ("1", "two")


def test_the_guid_of_a_deleted_note_names_nothing(db: Connection) -> None:
    import_guide(db, "term :: meaning")
    guid = note(db, 1).guid
    undo(db, None, MOMENT)

    assert import_guide(db, f"term :: meaning ^{guid}").added == 1


# Cards of one note are asked on different days

CLOZE = "C: {{c1::a}} {{c2::b}} {{c3::c}} {{c4::d}}"
NOT_BURIED = {"bury_new_siblings": False, "bury_review_siblings": False, "bury_learning_siblings": False}


def asked_each_day(db: Connection, days: int, rating: Rating = Rating.EASY) -> list[set[int]]:
    """The cards that a session of each day asks, answered until none is left."""
    found = []
    for day in range(days):
        asked = set()
        for minute in range(60):
            at = later(days=day, minutes=minute)
            upcoming = today(db, at).queue.ids(at.at)
            if not upcoming:
                break
            asked.add(upcoming[0])
            rate(db, upcoming[0], rating, at)
        found.append(asked)
    return found


@pytest.mark.parametrize("rating", [Rating.GOOD, Rating.EASY])
def test_the_gaps_of_a_cloze_are_asked_on_different_days(db: Connection, rating: Rating) -> None:
    import_guide(db, CLOZE)

    days = asked_each_day(db, 8, rating)

    assert all(len(asked) <= 1 for asked in days)
    assert set().union(*days) == {1, 2, 3, 4}


def test_the_gaps_of_a_cloze_are_asked_together_where_the_deck_allows_it(db: Connection) -> None:
    import_guide(db, CLOZE)
    choose_options(db, note(db, 1).deck_id, NOT_BURIED, MOMENT)

    assert asked_each_day(db, 1)[0] == {1, 2, 3, 4}


def test_siblings_are_kept_apart_unless_the_learner_says_so() -> None:
    assert all(getattr(Options(), name) for name in NOT_BURIED)


@given(st.lists(st.sampled_from(FORMS), unique=True), st.lists(st.sampled_from(FORMS), unique=True))
def test_an_undo_of_an_import_of_any_forms_restores_what_was(first: list[str], second: list[str]) -> None:
    db = memory_database()
    if first and second:
        import_guide(db, *first)
        before = live(db)
        import_guide(db, *second)
        if live(db) != before:
            undo(db, None, MOMENT)
        assert live(db) == before
        assert check(db).differences == ()
    db.close()
