from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.cloze import gap_numbers
from flashcards.core.errors import BadInput, NotFound, Stale, TooLarge
from flashcards.core.imports import Status
from flashcards.core.models import Card, Form, Kind, NoteDraft, Rating, Suspension
from flashcards.guides.reading import MAX_SIDE_BYTES
from flashcards.services.arranging import delete_deck
from flashcards.services.checking import check
from flashcards.services.imports.rematching import view_import
from flashcards.services.picturing import MAX_PICTURE_BYTES, save_picture
from flashcards.services.placing import columns_at
from flashcards.services.shelving import Shelf
from flashcards.services.undoing import redo, undo
from flashcards.services.writing import (
    add_note,
    delete_notes,
    draft_of,
    edit_note,
    note_version,
    preview,
    similar_notes,
    tags_of,
)
from flashcards.storage.cards import cards_of_note
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck
from flashcards.storage.guides import declined, sources_of
from flashcards.storage.migrations import memory_database
from flashcards.storage.notes import add_tag, note
from tests.build import GIF, MOMENT, PNG, add_deck, guide, import_files, import_guide, later, live, one, rate, stage, state


def written(front: str = "front", back: str = "back", form: Form = Form.BASIC, **said: Any) -> NoteDraft:
    return NoteDraft(Kind.FACT, front, back, (), 0, 0, form=form, **said)


def gapped(front: str, back: str = "") -> NoteDraft:
    return written(front, back, Form.CLOZE)


def edit(db: Connection, note_id: int, deck_name: str = "Deck", **columns: Any) -> None:
    """Change some of what the editor shows."""
    shown = note(db, note_id)
    edit_note(db, note_id, replace(draft_of(shown), **columns), deck_name, note_version(shown), MOMENT)


def slots(db: Connection, note_id: int) -> dict[str, Card]:
    return {card.slot: card for card in cards_of_note(db, note_id)}


# Adding


def test_a_note_is_added_with_its_deck_and_a_card_for_each_slot(db: Connection) -> None:
    note_id = add_note(db, "AWS::Queues", gapped("{{c1::a}} {{c2::b}}"), MOMENT)

    stored = note(db, note_id)
    assert (stored.form, stored.kind, stored.context) == (Form.CLOZE, Kind.FACT, "Queues")
    assert deck(db, stored.deck_id).name == "AWS::Queues"
    cards = slots(db, note_id)
    assert list(cards) == ["c1", "c2"]
    assert len({card.position for card in cards.values()}) == 1
    assert check(db).differences == ()


def test_a_note_goes_into_the_deck_that_is_there_however_it_is_spelled(db: Connection) -> None:
    deck_id = add_deck(db, "AWS::Queues")

    assert note(db, add_note(db, "aws::queues", written(), MOMENT)).deck_id == deck_id


def test_one_undo_takes_a_new_note_and_its_deck_back(db: Connection) -> None:
    before = live(db)
    add_note(db, "New", written(form=Form.REVERSED), MOMENT)
    added = live(db)

    undo(db, None, MOMENT)
    assert live(db) == before
    redo(db, None, MOMENT)
    assert live(db) == added


def test_sides_are_stored_in_canonical_markdown(db: Connection) -> None:
    stored = note(db, add_note(db, "Deck", written(" Three:\r\n* a\r\n* b ", "~~~\ncode\n~~~"), MOMENT))

    assert (stored.front, stored.back) == ("Three:\n\n-   a\n-   b", "```\ncode\n```")
    assert "<ul>" in stored.front_html


@pytest.mark.parametrize(
    ("draft", "deck_name", "message"),
    [
        (written(""), "Deck", "front is empty"),
        (written(back=" \n "), "Deck", "back is empty"),
        (gapped("no gap"), "Deck", "no gap"),
        (gapped("one\n{{c1::two"), "Deck", "^Line 2, column 1: the gap is not closed"),
        (written("é" * (MAX_SIDE_BYTES // 2 + 1)), "Deck", "at most 64 kB"),
        (written(tags=("two words",)), "Deck", "'two words' has a space"),
        (written(tags=("x" * 101,)), "Deck", "at most 100 tags"),
        (written(), "  ", "deck needs a name"),
    ],
)
def test_what_cannot_be_a_note_is_refused_and_nothing_is_written(
    db: Connection, draft: NoteDraft, deck_name: str, message: str
) -> None:
    before = state(db)
    with pytest.raises(BadInput, match=message):
        add_note(db, deck_name, draft, MOMENT)
    assert state(db) == before


def test_text_that_is_no_text_is_stored_as_what_can_be_read(db: Connection) -> None:
    stored = note(db, add_note(db, "Deck", written("a\ud800b", "c\0d"), MOMENT))

    assert (stored.front, stored.back) == ("a?b", "c\ufffdd")


def test_tags_are_read_apart_by_spaces_and_commas_and_each_is_kept_once(db: Connection) -> None:
    assert tags_of(" aws, #Queues queues,,L6 ") == ("aws", "Queues", "L6")
    assert tags_of("") == ()


# Editing


def test_an_edit_leaves_the_schedule_alone(db: Connection) -> None:
    note_id = add_note(db, "Deck", written(), MOMENT)
    (card,) = cards_of_note(db, note_id)
    rate(db, card.id, Rating.EASY)
    remembered = slots(db, note_id)[""].memory

    edit(db, note_id, front="new front", back="new back", form=Form.TYPED, tags=("x",), kind=Kind.CONCEPT)

    stored = note(db, note_id)
    assert (stored.front_html, stored.form, stored.kind, stored.tags) == ("<p>new front</p>", Form.TYPED, Kind.CONCEPT, ("x",))
    (after,) = cards_of_note(db, note_id)
    assert (after.id, after.memory) == (card.id, remembered)
    assert after.changes > card.changes
    assert one(db, "SELECT edited_at FROM notes") == MOMENT.stamp
    assert check(db).differences == ()


def test_undo_of_an_edit_brings_the_old_text_back(db: Connection) -> None:
    note_id = add_note(db, "Deck", gapped("{{c1::a}} {{c2::b}}"), MOMENT)
    before = state(db)

    edit(db, note_id, front="{{c2::b}} {{c3::c}}")
    edited = live(db)
    undo(db, None, MOMENT)

    assert live(db)["notes"] == [row for row in before["notes"] if row[-1]]
    assert live(db)["cards"] == before["cards"]
    redo(db, None, MOMENT)
    assert live(db) == edited


def test_saving_what_is_there_already_is_no_step_of_undo(db: Connection) -> None:
    note_id = add_note(db, "Deck", written(), MOMENT)
    edit(db, note_id)

    assert one(db, "SELECT COUNT(*) FROM journal") == 1
    assert one(db, "SELECT edited_at FROM notes") is None


def test_a_gap_that_goes_takes_its_card_along_and_brings_it_back_with_its_memory(db: Connection) -> None:
    note_id = add_note(db, "Deck", gapped("{{c1::a}} {{c2::b}}"), MOMENT)
    second = slots(db, note_id)["c2"]
    rate(db, second.id, Rating.EASY)
    remembered = slots(db, note_id)["c2"].memory

    edit(db, note_id, front="{{c1::a}} b")
    assert list(slots(db, note_id)) == ["c1"]
    edit(db, note_id, front="{{c1::a}} {{c2::again}}")

    back = slots(db, note_id)["c2"]
    assert (back.id, back.memory) == (second.id, remembered)
    assert back.back_html == '<p>a <mark class="gap">again</mark></p>'
    assert check(db).differences == ()


def test_another_form_keeps_the_card_it_shares(db: Connection) -> None:
    note_id = add_note(db, "Deck", written("a ==b==", "back"), MOMENT)
    (first,) = cards_of_note(db, note_id)

    edit(db, note_id, form=Form.REVERSED)
    assert list(slots(db, note_id)) == ["", "reversed"]
    assert slots(db, note_id)[""].id == first.id
    edit(db, note_id, form=Form.CLOZE)
    assert list(slots(db, note_id)) == ["c1"]
    edit(db, note_id, form=Form.BASIC)
    assert [card.id for card in cards_of_note(db, note_id)] == [first.id]


def test_new_cards_stand_where_their_note_stands(db: Connection) -> None:
    first = add_note(db, "Deck", gapped("==a=="), MOMENT)
    add_note(db, "Deck", written(), MOMENT)

    edit(db, first, front="==a== ==b==")

    assert {card.position for card in cards_of_note(db, first)} == {1}


def test_a_note_moves_with_its_cards_when_its_deck_is_edited(db: Connection) -> None:
    note_id = add_note(db, "Deck", gapped("==a== ==b=="), MOMENT)
    edit(db, note_id, "Other::Deeper", front="==a== b")
    edit(db, note_id, "Other::Deeper", front="==a== ==b==")

    stored = note(db, note_id)
    assert (deck(db, stored.deck_id).name, stored.context) == ("Other::Deeper", "Deeper")
    assert {card.deck_id for card in cards_of_note(db, note_id)} == {stored.deck_id}


def test_an_edit_of_what_was_changed_meanwhile_is_refused(db: Connection) -> None:
    note_id = add_note(db, "Deck", written(), MOMENT)
    shown = note(db, note_id)
    edit(db, note_id, front="theirs")
    before = state(db)

    with pytest.raises(Stale, match="changed meanwhile"):
        edit_note(db, note_id, replace(draft_of(shown), front="mine"), "Deck", note_version(shown), MOMENT)

    assert state(db) == before


def test_a_rating_in_another_tab_is_no_conflict_and_its_leech_tag_stays(db: Connection) -> None:
    note_id = add_note(db, "Deck", written(tags=("x",)), MOMENT)
    shown = note(db, note_id)
    with write(db):
        add_tag(db, note_id, "leech")

    edit_note(db, note_id, replace(draft_of(shown), front="mine", tags=("y",)), "Deck", note_version(shown), MOMENT)

    assert note(db, note_id).tags == ("y", "leech")
    assert draft_of(note(db, note_id)).tags == ("y",)


def test_what_has_no_answer_may_stay_without_one(db: Connection) -> None:
    note_id = add_note(db, "Deck", written(), MOMENT)
    db.execute("UPDATE notes SET back = ''")

    edit(db, note_id, front="Tell me about a failure.")
    assert slots(db, note_id)[""].is_drilled
    edit(db, note_id, back="An answer.")
    assert not slots(db, note_id)[""].is_drilled
    with pytest.raises(BadInput, match="back is empty"):
        edit(db, note_id, back="")


def test_a_question_of_a_bank_is_drilled_until_it_has_an_answer(db: Connection) -> None:
    import_guide(db, '## Questions\n\n1. "Tell me about a failure."\n   - Follow-ups:\n     - Who paid for it?\n')
    (note_id,) = db.execute("SELECT id FROM notes").fetchone()

    edit(db, note_id, front="Tell me about a mistake.")
    assert slots(db, note_id)[""].is_drilled
    edit(db, note_id, back="I shipped late.")
    assert not slots(db, note_id)[""].is_drilled


def test_an_edited_card_of_a_parked_note_stays_aside(db: Connection) -> None:
    import_guide(db, "other :: one", "C: ==one== two ^a")
    import_guide(db, "other :: one")
    edit(db, 2, front="==one== ==two==")

    assert {slot: card.suspended for slot, card in slots(db, 2).items()} == {"c1": Suspension.GONE, "c2": Suspension.GONE}
    import_guide(db, "other :: one", "C: ==one== two ^a")
    assert {slot: card.suspended for slot, card in slots(db, 2).items()} == {"c1": None, "c2": None}


@pytest.mark.parametrize("note_id", [0, 99, 2**63])
def test_a_note_that_is_not_there_can_be_neither_edited_nor_deleted(db: Connection, note_id: int) -> None:
    add_note(db, "Deck", written(), MOMENT)
    with pytest.raises(NotFound):
        edit_note(db, note_id, written(), "Deck", "", MOMENT)
    with pytest.raises(NotFound):
        delete_notes(db, [1, note_id], MOMENT)
    assert note(db, 1)


FRONTS = st.lists(
    st.sampled_from(["{{c1::a}}", "{{c2::b::h}}", "{{c7::`x`}}", "==d==", "==e;;f==", "words", "\n\n", "**b**"]), min_size=1
)


@given(FRONTS.map(" ".join), FRONTS.map(" ".join))
@settings(max_examples=60)
def test_cards_are_the_gaps_and_undo_restores_them(front: str, other: str) -> None:
    db = memory_database()
    if not (gap_numbers(front) and gap_numbers(other)):
        return
    note_id = add_note(db, "Deck", gapped(front), MOMENT)
    before = live(db)

    edit(db, note_id, front=other)
    assert sorted(slots(db, note_id)) == sorted(f"c{number}" for number in gap_numbers(other))
    edited = live(db)
    if edited != before:
        undo(db, None, MOMENT)
    assert live(db) == before
    if edited != before:
        redo(db, None, MOMENT)
    assert live(db) == edited
    assert check(db).differences == ()
    db.close()


# Guides


def test_an_edited_note_is_the_same_to_its_guide_and_is_not_overwritten(db: Connection) -> None:
    import_guide(db, "term :: meaning")
    edit(db, 1, back="my own words")
    before = state(db)

    assert import_guide(db, "term :: meaning").same == 1
    assert state(db) == before
    assert note(db, 1).back == "my own words"


def test_a_guide_that_says_something_new_of_an_edited_note_shows_it_changed(db: Connection) -> None:
    import_guide(db, "term :: meaning ^t")
    edit(db, 1, back="my own words")

    (shown,) = view_import(db, stage(db, {"guide.md": guide("term :: new meaning ^t")})).guides[0].notes

    assert (shown.status, shown.note_id, shown.draft.back) == (Status.CHANGED, 1, "new meaning")


def test_deleted_notes_come_back_by_undo(db: Connection) -> None:
    import_guide(db, "a :: 1", "b ::: 2", "c :: 3")
    before = live(db)

    assert delete_notes(db, [1, 2, 1], MOMENT) == 2
    assert [row[0] for row in live(db)["notes"]] == [3]
    assert one(db, "SELECT COUNT(*) FROM search") == 1

    undo(db, None, MOMENT)
    assert live(db) == before
    assert one(db, "SELECT COUNT(*) FROM search") == 3


def test_a_guide_does_not_bring_a_deleted_note_back_unasked(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    delete_notes(db, [1], MOMENT)
    delete_notes(db, [2], MOMENT)

    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2", "c :: 3")})
    shown = [(one.draft.front, one.status, one.is_ticked) for one in view_import(db, import_id).guides[0].notes]

    assert shown == [("a", "added", False), ("b", "added", False), ("c", "added", True)]


def test_a_guide_whose_deck_was_deleted_is_imported_into_a_deck_again(db: Connection) -> None:
    import_guide(db, "a :: 1", deck="One")
    deck_id = note(db, 1).deck_id
    delete_notes(db, [1], MOMENT)
    db.execute("UPDATE decks SET deleted_at = '2026'")

    import_guide(db, "b :: 2", deck="One")

    again = note(db, 2).deck_id
    assert again != deck_id
    assert deck(db, again).name == "One"
    assert one(db, "SELECT deck_id FROM guides") == again


# Duplicates


def test_notes_that_ask_the_same_words_are_similar(db: Connection) -> None:
    first = add_note(db, "Deck", written("What is **SQS**?"), MOMENT)
    add_note(db, "Deck", written("What is SQS for?"), MOMENT)
    cloze = add_note(db, "Other", gapped("It is {{c1::a queue::what?}}."), MOMENT)

    assert [one.id for one in similar_notes(db, "what  is sqs?")] == [first]
    assert similar_notes(db, "what is sqs?", but=first) == []
    assert [one.id for one in similar_notes(db, "It is ==a queue==.")] == [cloze]
    assert similar_notes(db, "What is SNS?") == []
    assert similar_notes(db, "What is SQS") == []


@pytest.mark.parametrize("front", ["", "?", '"', "a OR b", "NEAR(", "front:x", "*", "\0", "`", "\ud800"])
def test_any_text_can_be_looked_up(db: Connection, front: str) -> None:
    add_note(db, "Deck", written(), MOMENT)
    assert similar_notes(db, front) == []


# Preview


def test_a_preview_shows_each_card_as_it_would_be_asked(db: Connection) -> None:
    assert preview(db, written("*q*", "a")).cards == (("<p><em>q</em></p>", "<p>a</p>"),)
    assert preview(db, written("q", "a", Form.REVERSED)).cards == (("<p>q</p>", "<p>a</p>"), ("<p>a</p>", "<p>q</p>"))
    assert preview(db, gapped("==a== b", "more")).cards == (
        ('<p><mark class="gap">[…]</mark> b</p>', '<p><mark class="gap">a</mark> b</p><hr><p>more</p>'),
    )
    assert preview(db, gapped("==a== b")).mistake is None


@pytest.mark.parametrize(
    "draft", [written("q", ""), gapped("q {{c1::"), written("x" * 70_000), written("", "a"), gapped("==a== " * 60)]
)
def test_a_preview_of_what_cannot_be_saved_says_why_and_shows_what_there_is(db: Connection, draft: NoteDraft) -> None:
    shown = preview(db, draft)

    assert len(shown.cards) == 1
    with pytest.raises(BadInput) as refusal:
        add_note(db, "Deck", draft, MOMENT)
    assert shown.mistake == refusal.value.message


# Pictures


def test_a_pasted_picture_is_shown_by_its_reference(db: Connection) -> None:
    reference = save_picture(db, PNG)
    note_id = add_note(
        db, "Deck", written(f"![two zones]({reference})", "![gone](/media/0123456789abcdef0123456789abcdef.png)"), MOMENT
    )

    stored = note(db, note_id)
    assert stored.front_html == f'<p><img src="{reference}" alt="two zones" loading="lazy"></p>'
    assert "<img" not in stored.back_html
    edit(db, note_id, back="b")
    assert note(db, note_id).front_html == stored.front_html


def test_pictures_of_a_guide_are_still_shown_when_their_note_is_edited(db: Connection) -> None:
    line = "a :: ![far](https://example.org/x.png) ![one](p/one.png) and ![two](p/two%20more.gif)"
    import_files(db, {"guide.md": guide(line), "p/one.png": PNG, "p/two more.gif": GIF})
    before = note(db, 1)
    assert before.back_html.count("<img") == 2

    edit(db, 1, back=f"{before.back} indeed")
    assert note(db, 1).back_html == before.back_html.replace("</p>", " indeed</p>")
    edit(db, 1, back="![two](p/two%20more.gif)")
    assert note(db, 1).back_html.count(".gif") == 1


def test_pictures_are_kept_through_a_cloze(db: Connection) -> None:
    reference = save_picture(db, PNG)
    note_id = add_note(db, "Deck", gapped(f"![p]({reference}) ==a=="), MOMENT)

    assert all(reference in (side or "") for card in cards_of_note(db, note_id) for side in (card.front_html, card.back_html))


@pytest.mark.parametrize(
    ("content", "error"), [(b"<svg/>", BadInput), (b"", BadInput), (PNG + bytes(MAX_PICTURE_BYTES), TooLarge)]
)
def test_what_is_no_picture_is_refused(db: Connection, content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        save_picture(db, content)
    assert one(db, "SELECT COUNT(*) FROM media") == 0


def test_a_picture_that_is_pasted_twice_is_kept_once(db: Connection) -> None:
    assert save_picture(db, PNG) == save_picture(db, PNG)
    assert one(db, "SELECT COUNT(*) FROM media") == 1


# Every step is one

STEPS: dict[str, Callable[[Connection], object]] = {
    "add": lambda db: add_note(db, "New::Deck", written(), MOMENT),
    "edit": lambda db: edit(db, 1, "New::Deck", front="==x==", form=Form.CLOZE),
    "delete": lambda db: delete_notes(db, [1, 2], MOMENT),
}


@pytest.mark.parametrize("step", STEPS)
def test_each_is_one_step_of_undo(db: Connection, step: str) -> None:
    import_guide(db, "a :: 1", "b ::: 2", at=later(days=-1))
    before, steps = live(db), one(db, "SELECT COUNT(*) FROM journal")

    STEPS[step](db)
    assert live(db) != before
    assert one(db, "SELECT COUNT(*) FROM journal") == steps + 1
    undo(db, None, MOMENT)
    assert live(db) == before


def test_a_long_run_of_word_parts_is_looked_up_as_one_word(db: Connection) -> None:
    add_note(db, "Deck", NoteDraft(Kind.FACT, "_a" * 20_000, "b", (), 1, 1), MOMENT)
    assert [one.id for one in similar_notes(db, "_a" * 20_000)] == [1]


def test_a_note_typed_from_a_guide_that_was_deleted_meanwhile_is_kept_without_a_place(db: Connection) -> None:
    import_guide(db, "a :: 1")
    place = columns_at(db, 1, 7, Shelf())
    assert place
    delete_deck(db, 1, MOMENT)
    note_id = add_note(db, "Deck", NoteDraft(Kind.FACT, "typed", "b", (), 7, 7), MOMENT, place)
    assert (note(db, note_id).front, note(db, note_id).context) == ("typed", "Deck")
    assert sources_of(db, note_id) == []


def test_undo_of_a_deletion_takes_back_that_the_note_is_not_wanted(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    delete_notes(db, [1], MOMENT)
    assert len(declined(db, 1)) == 1
    undo(db, None, MOMENT)
    assert declined(db, 1) == set()
    redo(db, None, MOMENT)
    assert len(declined(db, 1)) == 1
