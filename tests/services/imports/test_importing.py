"""Guides in: looked through, taken in one step, taken back in one; twice is once, and nobody's progress is lost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.models import Rating
from flashcards.guides.matching import Coming, match_guides
from flashcards.services import mending
from flashcards.services.imports import importing
from flashcards.services.imports.gathering import gather_uploads
from flashcards.services.imports.importing import Applied, apply_import
from flashcards.services.imports.planning import ImportPlan, load_known, plan_import
from flashcards.services.imports.preparing import stage_import
from flashcards.services.imports.previewing import discard_import, edit_staged, tick
from flashcards.services.imports.rematching import answer_guide, view_import
from flashcards.services.mending import Chosen
from flashcards.services.reviewing import open_desk
from flashcards.services.undoing import redo, undo
from flashcards.services.writing import delete_notes
from flashcards.storage.cards import card
from flashcards.storage.database import Connection, connect, write
from flashcards.storage.media import media
from flashcards.storage.migrations import memory_database
from flashcards.storage.notes import add_tag, note, set_marked
from tests.build import (
    GIF,
    MOMENT,
    PNG,
    add_cards,
    add_deck,
    card_count,
    guide,
    import_files,
    import_guide,
    journal,
    later,
    live,
    log,
    one,
    rate,
    stage,
    state,
)

TESTS = Path(__file__).parents[2]
GUIDES = [*sorted((TESTS / "golden" / "guides").glob("*.md")), *sorted((TESTS / ".." / ".." / "shared" / "corpus").glob("*.md"))]
"""Our own of every shape, and collected ones where there are any."""


def everything(db: Connection) -> object:
    """All that an import could change but the previews."""
    return state(db), log(db), journal(db), one(db, "SELECT COUNT(*) FROM media")


def fronts(db: Connection) -> list[str]:
    return [row["front"] for row in db.execute("SELECT front FROM notes WHERE deleted_at IS NULL ORDER BY id")]


def suspensions(db: Connection) -> dict[str, str | None]:
    """Why the cards are suspended, by the front of their notes."""
    found = db.execute("SELECT front, suspended FROM cards JOIN notes ON notes.id = note_id ORDER BY notes.id")
    return {row["front"]: row["suspended"] for row in found}


# Twice is once

words = st.text("abcd ", min_size=1, max_size=4).filter(lambda text: text.strip() == text)
lines = st.builds(
    lambda front, back, name: f"{front} :: {back}" + (f" ^{name}" if name else ""),
    words,
    words,
    st.sampled_from(["", "", "i", "j"]),
)
headings = words.map("## {}".format)
guides = st.lists(lines | headings, max_size=8).map(lambda parts: guide(*parts))
folders = st.dictionaries(st.sampled_from(["one.md", "two.md", "deep/one.md"]), guides, min_size=1, max_size=3)


@given(folders, folders)
@settings(max_examples=60)
def test_importing_twice_is_importing_once_whatever_was_there(first: dict[str, bytes], second: dict[str, bytes]) -> None:
    db = memory_database()
    import_files(db, first)
    import_files(db, second)
    before = everything(db)
    applied = import_files(db, second, later(1))
    assert everything(db) == before
    assert (applied.added, applied.changed, applied.gone) == (0, 0, 0)
    db.close()


@given(folders, folders)
@settings(max_examples=40)
def test_one_undo_takes_an_import_back_and_redo_brings_it_again(first: dict[str, bytes], second: dict[str, bytes]) -> None:
    db = memory_database()
    import_files(db, first)
    before, actions = live(db), len(journal(db))
    import_files(db, second, later(1))
    after = live(db)
    if len(journal(db)) > actions:
        undo(db, None, later(2))
        assert live(db) == before
        redo(db, None, later(3))
    assert live(db) == after
    db.close()


@pytest.mark.parametrize(
    "files",
    [
        {"guide.md": guide("A :: 1 ^x"), "two.md": guide("A :: 1")},
        {"guide.md": guide("A :: 1 ^x", "## Below", "A :: 1")},
        {"guide.md": guide("A :: 1", "## Below", "A :: 1 ^x")},
        {"another.md": guide("A :: 1"), "guide.md": guide("A :: 1 ^x")},
    ],
    ids=["in a guide after it", "below it", "above it", "in a guide before it"],
)
def test_what_a_note_is_reworded_to_may_stand_elsewhere_too(db: Connection, files: dict[str, bytes]) -> None:
    import_guide(db, "a :: 1 ^x")
    import_files(db, files)
    before = everything(db)
    import_files(db, files)
    assert everything(db) == before
    assert suspensions(db) == {"A": None}


def test_importing_whole_guides_twice_changes_nothing() -> None:
    files = {file.name: file.read_bytes() for file in GUIDES if ".BIG." not in file.name}
    db = memory_database()
    first = import_files(db, files)
    before = everything(db)
    again = import_files(db, files, later(1))
    assert first.added > 100
    assert (again.added, again.changed, again.gone) == (0, 0, 0)
    assert everything(db) == before
    db.close()


# The same note, whatever happened to its text


def test_a_note_with_an_id_keeps_its_memory_when_both_sides_are_reworded(db: Connection) -> None:
    import_guide(db, "a :: 1 ^x", "b :: 2")
    rate(db, 1, Rating.EASY)
    before = card(db, 1).memory
    assert import_guide(db, "A new question :: and its answer ^x", "b :: 2") == Applied(added=0, changed=1, same=1, gone=0)
    assert (note(db, 1).front, note(db, 1).back) == ("A new question", "and its answer")
    assert "A new question" in note(db, 1).front_html
    assert card(db, 1).memory == before
    assert len(log(db)) == 1


def test_a_reworded_note_keeps_its_mark_and_its_leech_tag(db: Connection) -> None:
    import_guide(db, "a :: 1 ^x")
    with write(db):
        set_marked(db, 1, True)
        add_tag(db, 1, "leech")
    import_guide(db, "b :: 1 ^x")
    assert (note(db, 1).front, note(db, 1).is_marked, note(db, 1).tags) == ("b", True, ("leech",))


def test_a_note_without_an_id_is_another_one_when_its_text_is_quite_another(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2", "c :: 3")
    assert import_guide(db, "d :: one", "b :: 2", "c :: 3") == Applied(added=1, changed=0, same=2, gone=1)


def test_a_note_may_get_an_id_or_move_to_another_heading_and_stays_itself(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    assert import_guide(db, "b :: 2", "## Below", "a :: 1 ^x") == Applied(added=0, changed=0, same=1, gone=0, moved=1)
    assert import_guide(db, "b :: 2", "## Below", "a :: I ^x") == Applied(added=0, changed=1, same=1, gone=0)
    assert fronts(db) == ["a", "b"]


def test_a_note_gone_from_its_guide_is_parked_and_comes_back_with_its_memory(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    rate(db, 1)
    remembered = card(db, 1).memory
    assert import_guide(db, "b :: 2").gone == 1
    assert suspensions(db) == {"a": "gone", "b": None}
    assert note(db, 1).is_gone
    assert import_guide(db, "a :: 1", "b :: 2") == Applied(added=0, changed=0, same=2, gone=0)
    assert suspensions(db) == {"a": None, "b": None}
    assert (note(db, 1).is_gone, card(db, 1).memory) == (False, remembered)


def test_a_note_with_an_id_comes_back_even_with_other_words(db: Connection) -> None:
    import_guide(db, "a :: 1 ^x", "b :: 2")
    import_guide(db, "b :: 2")
    assert import_guide(db, "A :: I ^x", "b :: 2").changed == 1
    assert suspensions(db) == {"A": None, "b": None}


def test_what_the_learner_suspended_stays_so_when_the_note_goes_and_comes_back(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    mending.suspend(db, Chosen((1,)), MOMENT)
    import_guide(db, "b :: 2")
    assert suspensions(db)["a"] == "user"
    import_guide(db, "a :: 1", "b :: 2")
    assert suspensions(db)["a"] == "user"


def test_a_fact_in_two_guides_is_one_note_and_gone_only_with_its_last_place(db: Connection) -> None:
    import_files(db, {"one.md": guide("a :: 1", "b :: 2"), "two.md": guide("a :: 1", "c :: 3")})
    assert fronts(db) == ["a", "b", "c"]
    import_guide(db, "b :: 2", path="one.md")
    assert suspensions(db)["a"] is None
    import_guide(db, "c :: 3", path="two.md")
    assert suspensions(db)["a"] == "gone"
    import_guide(db, "a :: 1", "b :: 2", path="one.md")
    assert suspensions(db)["a"] is None


def test_a_fact_that_stands_twice_in_a_guide_is_gone_with_its_second_place(db: Connection) -> None:
    import_guide(db, "x :: 0", "## One", "a :: 1", "## Two", "a :: 1")
    assert fronts(db) == ["x", "a"]
    import_guide(db, "x :: 0", "## One", "## Two", "a :: 1")
    assert suspensions(db)["a"] is None
    import_guide(db, "x :: 0", "## One", "## Two")
    assert suspensions(db)["a"] == "gone"


def test_the_place_that_stays_is_the_one_that_is_kept(db: Connection) -> None:
    import_guide(db, "x :: 0", "## One", "a :: 1", "## Two", "a :: 1")
    shorter = ("x :: 0", "## One", "Nothing.", "Nothing.", "Nothing.", "Nothing.", "## Two", "a :: 1")
    import_guide(db, *shorter)
    places = db.execute("SELECT heading, gone_at IS NULL AS stands FROM sources WHERE note_id = 2 ORDER BY id")
    assert [tuple(row) for row in places] == [('["One"]', 0), ('["Two"]', 1)]
    before = everything(db)
    import_guide(db, *shorter)
    assert everything(db) == before


def test_a_deck_is_chosen_at_the_first_import_only(db: Connection) -> None:
    import_guide(db, "a :: 1", deck="First")
    import_guide(db, "a :: 1", "b :: 2", deck="Second")
    assert {row["name"] for row in db.execute("SELECT name FROM decks")} == {"First"}


def test_cards_are_asked_in_the_order_of_the_guide(db: Connection) -> None:
    import_guide(db, "z :: 1", "a :: 2", "m :: 3")
    asked = open_desk(db, MOMENT).question
    assert asked is not None
    assert [note(db, each).front for each in (1, 2, 3)] == ["z", "a", "m"]
    assert asked.note.front == "z"


# The preview


def test_a_preview_changes_nothing_of_the_collection(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2", "c :: 3")
    before = everything(db)
    import_id = stage(db, {"guide.md": guide("b :: II", "c :: 3", "d :: 4")})
    view = view_import(db, import_id)
    assert [view.count(status) for status in ("added", "changed", "same", "gone")] == [1, 1, 1, 1]
    assert everything(db) == before
    discard_import(db, import_id)
    assert everything(db) == before
    with pytest.raises(NotFound):
        view_import(db, import_id)


def test_an_unticked_card_is_not_made(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2")})
    first, _ = view_import(db, import_id).guides[0].notes
    tick(db, import_id, first.id, False)
    assert apply_import(db, import_id, MOMENT) == Applied(added=1, changed=0, same=0, gone=0)
    assert fronts(db) == ["b"]


def test_an_unticked_change_leaves_the_note_and_is_offered_again(db: Connection) -> None:
    import_guide(db, "a :: 1 ^x", "b :: 2")
    for _ in range(2):
        import_id = stage(db, {"guide.md": guide("A :: 1 ^x", "b :: 2")})
        view = view_import(db, import_id)
        assert view.count("changed") == 1
        tick(db, import_id, view.guides[0].notes[0].id, False)
        apply_import(db, import_id, MOMENT)
        assert fronts(db) == ["a", "b"]


def test_an_unticked_change_of_a_parked_note_leaves_it_parked(db: Connection) -> None:
    import_guide(db, "a :: 1 ^x", "b :: 2")
    import_guide(db, "b :: 2")
    before = state(db)
    import_id = stage(db, {"guide.md": guide("A :: 1 ^x", "b :: 2")})
    tick(db, import_id, view_import(db, import_id).guides[0].notes[0].id, False)
    apply_import(db, import_id, MOMENT)
    assert (state(db)["notes"], state(db)["cards"]) == (before["notes"], before["cards"])


def test_an_unticked_gone_note_is_kept_and_is_offered_again(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    for _ in range(2):
        import_id = stage(db, {"guide.md": guide("b :: 2")})
        (gone,) = [each for each in view_import(db, import_id).guides[0].notes if each.status == "gone"]
        tick(db, import_id, gone.id, False)
        applied = apply_import(db, import_id, MOMENT)
        assert applied is not None
        assert applied.gone == 0
        assert suspensions(db)["a"] is None


def test_a_note_edited_in_the_preview_is_recognised_next_time(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2")})
    first = view_import(db, import_id).guides[0].notes[0]
    edited = edit_staged(db, import_id, first.id, "  A better *question*\r\n", "1")
    assert (edited.draft.front, edited.original.front) == ("A better *question*", "a")
    assert "<em>question</em>" in edited.front_html
    apply_import(db, import_id, MOMENT)
    assert fronts(db) == ["A better *question*", "b"]
    before = everything(db)
    assert import_guide(db, "a :: 1", "b :: 2") == Applied(added=0, changed=0, same=2, gone=0)
    assert everything(db) == before


@pytest.mark.parametrize(("front", "back"), [("", "1"), (" \n", "1"), ("a", ""), ("a", " ")])
def test_a_card_cannot_be_edited_into_an_empty_one(db: Connection, front: str, back: str) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1")})
    (first,) = view_import(db, import_id).guides[0].notes
    with pytest.raises(BadInput):
        edit_staged(db, import_id, first.id, front, back)
    assert view_import(db, import_id).guides[0].notes == (first,)


def test_a_card_of_another_preview_cannot_be_ticked_or_edited(db: Connection) -> None:
    first, second = (stage(db, {"guide.md": guide("a :: 1")}) for _ in range(2))
    (other,) = view_import(db, second).guides[0].notes
    with pytest.raises(NotFound):
        tick(db, first, other.id, False)
    with pytest.raises(NotFound):
        edit_staged(db, first, other.id, "x", "y")


def test_applying_twice_makes_cards_once(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1")})
    assert apply_import(db, import_id, MOMENT) == Applied(1, 0, 0, 0)
    before = everything(db)
    assert apply_import(db, import_id, MOMENT) is None
    assert everything(db) == before
    assert view_import(db, import_id).head.applied == asdict(Applied(1, 0, 0, 0))


def test_a_preview_that_is_not_what_would_happen_any_more_is_shown_afresh(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2", "c :: 3")})
    second, third = view_import(db, import_id).guides[0].notes[1:]
    tick(db, import_id, second.id, False)
    edit_staged(db, import_id, third.id, "see", "3")
    import_guide(db, "a :: 1", path="other.md")
    before = everything(db)
    with pytest.raises(Stale, match="shown afresh"):
        apply_import(db, import_id, MOMENT)
    assert everything(db) == before
    shown = view_import(db, import_id).guides[0].notes
    assert [(each.status, each.is_ticked, each.draft.front) for each in shown] == [
        ("same", True, "a"), ("added", False, "b"), ("added", True, "see"),
    ]  # fmt: skip
    assert apply_import(db, import_id, MOMENT) == Applied(added=1, changed=0, same=1, gone=0)
    assert fronts(db) == ["a", "see"]


def test_a_preview_survives_that_its_guide_was_undone(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    import_id = stage(db, {"guide.md": guide("a :: 1", "c :: 3")})
    undo(db, None, MOMENT)
    with pytest.raises(Stale):
        apply_import(db, import_id, MOMENT)
    assert apply_import(db, import_id, MOMENT) == Applied(added=2, changed=0, same=0, gone=0)
    assert fronts(db) == ["a", "c"]


def test_reviews_do_not_outdate_a_preview(db: Connection) -> None:
    add_cards(db, add_deck(db), 1)
    import_id = stage(db, {"guide.md": guide("a :: 1")})
    rate(db, 1)
    assert apply_import(db, import_id, MOMENT) == Applied(1, 0, 0, 0)


def test_two_previews_of_one_file_make_its_cards_and_its_guide_once(db: Connection) -> None:
    first, second = (stage(db, {"guide.md": guide("a :: 1", "b :: 2")}) for _ in range(2))
    apply_import(db, first, MOMENT)
    before = everything(db)
    with pytest.raises(Stale):
        apply_import(db, second, MOMENT)
    assert apply_import(db, second, MOMENT) == Applied(added=0, changed=0, same=2, gone=0)
    assert everything(db) == before


def test_a_burst_of_imports_of_one_file_makes_its_cards_and_its_guide_once(stored: Connection) -> None:
    files = {"guide.md": guide(*(f"{number} :: answer" for number in range(30)))}
    ids = [stage(stored, files) for _ in range(6)]

    def apply(import_id: int) -> None:
        db = connect(stored.path)
        for _ in range(2):
            try:
                apply_import(db, import_id, MOMENT)
                break
            except Stale:
                continue
        db.close()

    threads = [Thread(target=apply, args=(import_id,)) for import_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one(stored, f"SELECT COUNT(*) FROM {table}") for table in ("notes", "cards", "sources", "guides")] == [30, 30, 30, 1]


def test_a_preview_nobody_came_back_to_is_forgotten(db: Connection) -> None:
    old = stage(db, {"guide.md": guide("a :: 1")})
    stage(db, {"guide.md": guide("a :: 1")}, later(6))
    assert view_import(db, old)
    stage(db, {"guide.md": guide("a :: 1")}, later(8))
    with pytest.raises(NotFound, match="Choose the files again"):
        view_import(db, old)


# The same name, another guide


def test_a_small_guide_whose_cards_were_all_reworded_under_their_ids_is_the_same_guide(db: Connection) -> None:
    import_guide(db, "a :: 1 ^x", "b :: 2 ^y")
    assert import_guide(db, "A :: I ^x", "B :: II ^y") == Applied(added=0, changed=2, same=0, gone=0)


def test_a_known_name_with_other_cards_asks_and_a_new_version_replaces(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    import_id = stage(db, {"guide.md": guide("c :: 3", "d :: 4")})
    (shown,) = view_import(db, import_id).guides
    assert (shown.guide.guide_id, shown.guide.resembles_id) == (None, 1)
    answer_guide(db, import_id, shown.guide.id, is_new_version=True)
    assert view_import(db, import_id).count("gone") == 2
    assert apply_import(db, import_id, MOMENT) == Applied(added=2, changed=0, same=0, gone=2)
    assert one(db, "SELECT COUNT(*) FROM guides") == 1


def test_a_known_name_with_other_cards_asks_and_another_guide_stands_beside(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    import_id = stage(db, {"guide.md": guide("c :: 3", "d :: 4")})
    answer_guide(db, import_id, view_import(db, import_id).guides[0].guide.id, is_new_version=False)
    assert view_import(db, import_id).guides[0].guide.resembles_id is None
    assert apply_import(db, import_id, MOMENT) == Applied(added=2, changed=0, same=0, gone=0)
    before = everything(db)
    import_guide(db, "c :: 3", "d :: 4")
    import_guide(db, "a :: 1", "b :: 2")
    assert everything(db) == before


# All or nothing


def test_an_import_that_breaks_off_leaves_everything_as_it_was(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    import_guide(db, "a :: 1", "b :: 2 ^x")
    import_id = stage(db, {"guide.md": guide("c :: 3", "b :: II ^x"), "new.md": guide("d :: 4", deck="New")})
    before, shown = everything(db), view_import(db, import_id)
    for broken in ("apply_guide", "park", "record"):
        with monkeypatch.context() as patched:
            patched.setattr(importing, broken, _after(getattr(importing, broken)))
            with pytest.raises(KeyboardInterrupt):
                apply_import(db, import_id, MOMENT)
        assert (everything(db), view_import(db, import_id)) == (before, shown)
    assert apply_import(db, import_id, MOMENT) == Applied(added=2, changed=1, same=0, gone=1)


def _after(step: Callable[..., object]) -> Callable[..., object]:
    """The step, and then the plug is pulled."""

    def broken(*arguments: object, **named: object) -> object:
        step(*arguments, **named)
        raise KeyboardInterrupt

    return broken


# Pictures


def test_only_pictures_that_a_guide_names_are_kept(db: Connection) -> None:
    files = {"guide.md": guide("a :: see ![](p/one.png) and ![](p/two%20more.gif)"), "p/one.png": PNG, "p/two more.gif": GIF}
    import_files(db, files | {"p/unused.png": PNG + b"unused"})
    names = {row["name"] for row in db.execute("SELECT name FROM media")}
    assert set(re.findall(r'src="/media/([^"]+)"', note(db, 1).back_html)) == names
    assert sorted(media(db, name) for name in names) == sorted([PNG, GIF])
    assert all(hashlib.sha256(media(db, name)).hexdigest().startswith(name.split(".")[0]) for name in names)


def test_a_picture_that_did_not_come_along_is_its_alternative_text(db: Connection) -> None:
    import_guide(db, "a :: ![Two zones](zones.png) ![far](https://example.org/x.png)")
    assert "<img" not in note(db, 1).back_html
    assert "Two zones" in note(db, 1).back_html


def test_pictures_that_come_along_later_are_shown(db: Connection) -> None:
    text = guide("a :: ![Two zones](zones.png)")
    import_files(db, {"guide.md": text})
    rate(db, 1)
    import_files(db, {"guide.md": text, "zones.png": PNG})
    assert "<img" in note(db, 1).back_html
    before = everything(db)
    import_files(db, {"guide.md": text, "zones.png": PNG})
    import_files(db, {"guide.md": text})
    assert everything(db) == before
    undo(db, None, MOMENT)
    assert "<img" not in note(db, 1).back_html


def test_a_picture_edited_out_of_a_preview_can_be_edited_back_in(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: ![](a.png)"), "a.png": PNG})
    (staged,) = view_import(db, import_id).guides[0].notes
    edit_staged(db, import_id, staged.id, "a", "nothing")
    stage(db, {"other.md": guide("b :: 2")})
    edited = edit_staged(db, import_id, staged.id, "a", "![](a.png)")
    (name,) = re.findall(r'src="/media/([^"]+)"', edited.back_html)
    assert media(db, name) == PNG


def test_a_picture_of_an_undone_import_is_there_when_it_is_redone(db: Connection) -> None:
    import_files(db, {"guide.md": guide("a :: ![](a.png)"), "a.png": PNG})
    undo(db, None, MOMENT)
    stage(db, {"other.md": guide("b :: 2")})
    redo(db, None, MOMENT)
    (name,) = re.findall(r'src="/media/([^"]+)"', note(db, 1).back_html)
    assert media(db, name) == PNG


# What is left out


def test_a_pdf_among_good_guides_is_left_out_by_name(db: Connection) -> None:
    import_id = stage(db, {"good.md": guide("a :: 1"), "bad.md": b"%PDF-1.7"})
    view = view_import(db, import_id)
    assert [path for path, _ in view.head.left_out] == ["bad.md"]
    assert apply_import(db, import_id, MOMENT) == Applied(1, 0, 0, 0)


def unanswered(db: Connection, plan: ImportPlan) -> ImportPlan:
    """The plan of a guide with one card, as if the guide gave no answer."""
    (planned,) = plan.guides
    draft = replace(planned.matches[0].draft, back="")
    (matched,) = match_guides([Coming("guide.md", "Guide", planned.guide_id, [draft])], load_known(db))
    return replace(plan, guides=(replace(planned, matches=matched.matches),))


def test_a_question_without_an_answer_is_stored_and_not_asked_until_it_has_one(db: Connection) -> None:
    plan = plan_import(db, gather_uploads([("guide.md", guide("a :: 1 ^x"))]))
    apply_import(db, stage_import(db, unanswered(db, plan), MOMENT), MOMENT)
    assert (card_count(db), open_desk(db, MOMENT).left) == (1, 0)
    assert import_guide(db, "a :: 1 ^x").changed == 1
    assert open_desk(db, MOMENT).left == 1
    undo(db, None, MOMENT)
    assert open_desk(db, MOMENT).left == 0


def test_a_note_whose_heading_was_renamed_says_where_it_stands_now(db: Connection) -> None:
    import_guide(db, "## Old\n\nA :: 1\n")
    import_guide(db, "## New\n\nA :: 1\n")
    assert one(db, "SELECT context FROM notes") == "Guide › New"


def texts(db: Connection) -> set[tuple[str, str]]:
    """What can be asked or is parked: both sides of every note that was not taken back."""
    return {(row["front"], row["back"]) for row in db.execute("SELECT front, back FROM notes WHERE deleted_at IS NULL")}


def test_an_old_text_that_stands_on_without_its_id_is_a_card_of_its_own(db: Connection) -> None:
    import_guide(db, "old :: 1 ^x")
    import_guide(db, "new :: 1 ^x", "old :: 1")
    assert texts(db) == {("new", "1"), ("old", "1")}


def test_a_note_another_guide_still_says_otherwise_is_left_to_it(db: Connection) -> None:
    import_files(db, {"one.md": guide("old :: 1 ^x"), "two.md": guide("old :: 1")})
    import_files(db, {"one.md": guide("new :: 1 ^x")})
    assert texts(db) == {("new", "1"), ("old", "1")}


def test_two_guides_that_reword_one_note_differently_both_have_their_card(db: Connection) -> None:
    import_files(db, {"one.md": guide("old :: 1 ^x"), "two.md": guide("old :: 1 ^x")})
    import_files(db, {"one.md": guide("this :: 1 ^x"), "two.md": guide("that :: 1 ^x")})
    assert texts(db) == {("this", "1"), ("that", "1")}


def test_a_preview_names_the_deck_that_is_used(db: Connection) -> None:
    import_guide(db, "a :: 1", deck="Old")
    view = view_import(db, stage(db, {"guide.md": guide("a :: 1", "b :: 2", deck="New")}))
    assert view.guides[0].guide.deck == "Old"


def test_an_edited_card_is_stored_in_the_form_cards_have(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1")})
    note_id = view_import(db, import_id).guides[0].notes[0].id
    edited = edit_staged(db, import_id, note_id, "Why?", "Two reasons:\n- one\n  - deeper")
    assert edited.back_html.count("<ul>") == 2
    with pytest.raises(BadInput, match="64 kB"):
        edit_staged(db, import_id, note_id, "Why?", "x" * 64_001)


def test_a_picture_that_undo_brings_back_is_still_there(db: Connection) -> None:
    for name, content in (("a.png", PNG), ("b.png", PNG + b"more")):
        text = f"# Guide\n\nQ: What? ^x\nA: ![it]({name})\n".encode()
        apply_import(db, stage_import(db, plan_import(db, gather_uploads([("guide.md", text), (name, content)])), MOMENT), MOMENT)
    stage(db, {"other.md": guide("a :: 1")})
    undo(db, None, MOMENT)
    (name,) = re.findall(r'src="/media/([^"]+)"', note(db, 1).back_html)
    assert media(db, name) == PNG


def test_a_card_reworded_while_it_is_shown_is_stale(db: Connection) -> None:
    import_guide(db, "a :: 1 ^x")
    before = one(db, "SELECT changes FROM cards")
    import_guide(db, "a :: 2 ^x")
    assert one(db, "SELECT changes FROM cards") > before


def test_a_card_that_was_unticked_stays_unticked_until_it_is_ticked(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2")})
    tick(db, import_id, view_import(db, import_id).guides[0].notes[0].id, False)
    apply_import(db, import_id, MOMENT)
    again = import_guide(db, "a :: 1", "b :: 2", "c :: 3")
    assert (again.added, card_count(db)) == (1, 2)
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2", "c :: 3")})
    tick(db, import_id, view_import(db, import_id).guides[0].notes[0].id, True)
    assert apply_import(db, import_id, MOMENT) == Applied(1, 0, 2, 0)


def test_a_note_that_is_deleted_while_its_preview_is_shown_comes_unticked(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2", "c :: 3")})
    delete_notes(db, [1], MOMENT)
    with pytest.raises(Stale):
        apply_import(db, import_id, MOMENT)
    shown = view_import(db, import_id).guides[0].notes
    assert [(each.status, each.is_ticked) for each in shown] == [("added", False), ("same", True), ("added", True)]
    apply_import(db, import_id, MOMENT)
    assert fronts(db) == ["b", "c"]


def test_what_was_made_and_deleted_while_its_preview_was_shown_comes_unticked(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2")})
    import_guide(db, "a :: 1", "b :: 2")
    delete_notes(db, [1], MOMENT)
    with pytest.raises(Stale):
        apply_import(db, import_id, MOMENT)
    assert [each.is_ticked for each in view_import(db, import_id).guides[0].notes] == [False, True]


def test_a_card_that_was_ticked_though_it_was_not_wanted_keeps_its_tick_in_a_fresh_preview(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    delete_notes(db, [1], MOMENT)
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2", "c :: 3")})
    tick(db, import_id, view_import(db, import_id).guides[0].notes[0].id, True)
    import_guide(db, "c :: 3", path="other.md")
    with pytest.raises(Stale):
        apply_import(db, import_id, MOMENT)
    assert [each.is_ticked for each in view_import(db, import_id).guides[0].notes] == [True, True, True]


def test_undo_brings_back_what_was_not_wanted_before_and_redo_what_is_not_wanted_now(db: Connection) -> None:
    first = stage(db, {"guide.md": guide("a :: 1", "b :: 2")})
    tick(db, first, view_import(db, first).guides[0].notes[0].id, False)
    apply_import(db, first, MOMENT)
    second = stage(db, {"guide.md": guide("a :: 1", "b :: 2", "c :: 3")})
    known = view_import(db, second).guides[0].notes
    tick(db, second, known[0].id, True)
    tick(db, second, known[2].id, False)
    apply_import(db, second, MOMENT)
    assert fronts(db) == ["b", "a"]
    undo(db, None, MOMENT)
    assert ticks(db) == [("a", False), ("b", True), ("c", True)]
    redo(db, None, MOMENT)
    assert ticks(db) == [("a", True), ("b", True), ("c", False)]


def ticks(db: Connection) -> list[tuple[str, bool]]:
    """How the guide would come now."""
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2", "c :: 3")})
    return [(each.draft.front, each.is_ticked) for each in view_import(db, import_id).guides[0].notes]
