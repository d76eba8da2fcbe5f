"""Notes out as Markdown and CSV, and in again: into their own collection nothing changes, into another one all arrive."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from flashcards.core.errors import BadInput, NotFound
from flashcards.core.models import Form, Kind, NoteDraft
from flashcards.core.stories.story import StoryDraft
from flashcards.services.checking import check
from flashcards.services.imports.gathering import gather_uploads
from flashcards.services.imports.planning import counts, plan_import
from flashcards.services.sharing import Chosen, as_markdown, choose_notes
from flashcards.services.stories.authoring import add_story, adopt_example
from flashcards.services.undoing import undo
from flashcards.services.writing import add_note, draft_of
from flashcards.storage.database import Connection
from flashcards.storage.decks import deck
from flashcards.storage.media import media_name
from flashcards.storage.migrations import memory_database
from flashcards.storage.notes import live_notes
from flashcards.storage.stories import example, examples, stories
from tests.build import MOMENT, PNG, card_count, import_files, import_guide, later, one, state
from tests.services.lived import live_in
from tests.services.written import Write, by_markdown, by_zip, ways

STORY = b"""# Stories

## Ownership: the pager

**Situation:** We had 40 pages a week and I was on call.

**Task:** I had to bring them down.

**Action:** I read every page for a month and removed the causes of ten.

**Result:** 4 pages a week, three months later.
"""
NOTE = NoteDraft(Kind.FACT, "front", "back", (), 1, 1)


@pytest.fixture
def lived(db: Connection) -> Connection:
    live_in(db)
    return db


def notes(db: Connection) -> list[tuple[str, NoteDraft]]:
    """What each note says that is no story, and its deck; in no order of ids."""
    told = [one for one in live_notes(db) if one.kind is not Kind.STORY]
    return sorted(((deck(db, one.deck_id).name, draft_of(one)) for one in told), key=str)


def fronts(chosen: Chosen) -> set[str]:
    return {note.front for _, note in chosen.notes}


@ways
def test_importing_an_export_into_its_own_collection_changes_no_note(lived: Connection, write: Write) -> None:
    before, said, cards = state(lived), notes(lived), card_count(lived)
    plan = plan_import(lived, gather_uploads(write(lived).items()))
    assert {status: number for status, number in counts(plan).items() if number} == {"same": len(said)}
    import_files(lived, write(lived), later(20))
    assert (notes(lived), card_count(lived)) == (said, cards)
    for table in ("notes", "cards"):
        assert [row[:8] for row in state(lived)[table]] == [row[:8] for row in before[table]]
    assert check(lived).differences == ()


@ways
def test_importing_an_export_into_an_empty_collection_brings_every_note(lived: Connection, write: Write) -> None:
    other = memory_database()
    applied = import_files(other, write(lived))
    assert notes(other) == notes(lived)
    assert applied.added == len(notes(lived))
    assert one(other, "SELECT COUNT(*) FROM cards") == card_count(lived) - 1  # that of the story
    undo(other, None, MOMENT)
    assert card_count(other) == 0


def test_an_export_that_was_edited_comes_back_as_a_change(lived: Connection) -> None:
    contents = by_markdown(lived)
    (path,) = (path for path, content in contents.items() if b"holds messages" in content)
    contents[path] = contents[path].replace(b"holds messages", b"keeps messages")
    applied = import_files(lived, contents, later(20))
    assert applied.changed == 1
    assert one(lived, "SELECT back FROM notes WHERE id = 1") == "keeps messages"


def test_pictures_come_along_where_the_notes_say_they_lie(db: Connection) -> None:
    import_files(db, {"a/b.md": b"# T\n\nbox :: ![a box](../img/my%20box.png)", "img/my box.png": PNG})
    add_note(db, "By hand", replace(NOTE, back=f"![x](/media/{media_name(PNG)})"), MOMENT)
    contents = by_markdown(db)
    assert [path for path, content in contents.items() if content == PNG] == ["img/my box.png", f"media/{media_name(PNG)}"]
    other = memory_database()
    import_files(other, contents)
    shown = [note.back_html.count(f'<img src="/media/{media_name(PNG)}"') for note in live_notes(other)]
    assert shown == [1, 1]


def test_a_picture_that_lies_outside_is_named(db: Connection) -> None:
    import_files(db, {"a/b/c.md": b"---\ndeck: D\n---\n# T\n\nbox :: ![a box](../../box.png)", "box.png": PNG})
    files = as_markdown(db, choose_notes(db, MOMENT))
    assert list(files.contents) == ["D.md"]
    assert files.left_out == ("D.md: the picture ../../box.png cannot lie where the note says",)


def test_own_stories_stay_at_home_unless_they_are_ticked(db: Connection) -> None:
    add_note(db, "By hand", replace(NOTE, front="Written as a note", kind=Kind.STORY), MOMENT)
    add_story(db, StoryDraft(title="Mine"), MOMENT)
    add_story(db, StoryDraft(title="For all", is_shared=True), MOMENT)
    chosen = choose_notes(db, MOMENT)
    assert fronts(chosen) == {"For all"}
    assert chosen.stories == 2


def test_a_ticked_story_comes_to_others_as_an_example(db: Connection) -> None:
    add_story(db, StoryDraft(title="For all", result="40 %", principles=("Ownership",), is_shared=True), MOMENT)
    other = memory_database()
    import_files(other, by_markdown(db))
    (listed,) = examples(other)
    found = example(other, listed.id)
    assert (found.front, found.back, found.principles) == ("For all", "**Result**\n\n40 %", ("Ownership",))


def test_an_import_leaves_the_stories_it_came_from_alone(db: Connection) -> None:
    add_story(db, StoryDraft(title="For all", result="40 %", principles=("Ownership",), is_shared=True), MOMENT)
    before = state(db)["cards"], stories(db)
    import_files(db, by_markdown(db))
    assert (state(db)["cards"][:1], stories(db)) == before


def test_an_example_of_a_guide_is_not_private(db: Connection) -> None:
    import_files(db, {"stories.md": STORY})
    assert len(fronts(choose_notes(db, MOMENT))) == 1
    note_id = one(db, "SELECT id FROM notes WHERE kind = 'story'")
    adopt_example(db, note_id, MOMENT)
    chosen = choose_notes(db, MOMENT)
    assert [note.id for _, note in chosen.notes] == [note_id]
    assert chosen.stories == 1


def test_a_deck_goes_with_those_below_it(lived: Connection) -> None:
    assert fronts(choose_notes(lived, MOMENT, "aws")) == {"queue", "box", "FIFO", "S3", "EBS"}
    assert fronts(choose_notes(lived, MOMENT, "AWS::Stores")) == {"S3", "EBS"}
    with pytest.raises(NotFound, match="no deck 'AW'"):
        choose_notes(lived, MOMENT, "AW")


def test_a_search_goes_with_the_notes_whose_cards_it_finds(lived: Connection) -> None:
    assert fronts(choose_notes(lived, MOMENT, search="objects")) == {"S3"}
    assert fronts(choose_notes(lived, MOMENT, "By hand", "tag:aws")) == {"Region"}
    with pytest.raises(BadInput):
        choose_notes(lived, MOMENT, search='"open')


def test_what_is_deleted_stays_away_and_what_is_gone_from_its_guide_goes_along(lived: Connection) -> None:
    found = fronts(choose_notes(lived, MOMENT))
    assert not {"topic", "taken"} & found
    assert "EBS" in found


def test_equal_collections_give_equal_archives(lived: Connection) -> None:
    assert by_zip(lived) == by_zip(lived)
    with zipfile.ZipFile(BytesIO(by_zip(lived)["notes.zip"])) as archive:
        assert archive.testzip() is None


def test_a_table_among_guides_is_left_out_with_its_reason_when_it_is_wrong(db: Connection) -> None:
    gathered = gather_uploads([("good.md", b"# G\n\na :: b"), ("bad.csv", b"front;back\n"), ("fine.csv", b"front,back\nc,d\n")])
    assert list(gathered.guides) == ["good.md", "fine.csv/Fine.md"]
    assert gathered.left_out[0][0] == "bad.csv"
    assert "semicolons" in gathered.left_out[0][1]
    with pytest.raises(BadInput, match=r"bad\.csv:2: level"):
        gather_uploads([("bad.csv", b"front,back,level\na,b,9\n")])


def test_a_table_is_a_guide_that_can_be_brought_up_to_date(db: Connection) -> None:
    import_files(db, {"words.csv": b"deck,front,back\nAWS,a,1\nAWS,b,2\nGCP,c,3\n"})
    applied = import_files(db, {"words.csv": b"deck,front,back\nAWS,a,1\nAWS,d,4\nGCP,c,3\n"}, later(1))
    assert (applied.added, applied.same, applied.gone) == (1, 2, 1)
    assert {name for name, _ in notes(db)} == {"AWS", "GCP"}


def test_a_cloze_and_a_reversed_note_have_their_cards_again(db: Connection) -> None:
    import_files(db, {"w.csv": b"form,front,back\ncloze,{{c1::one}} and {{c2::two}},\nreversed,a,b\ntyped,c,d\n"})
    assert one(db, "SELECT COUNT(*) FROM cards") == 5
    assert {note.form for note in live_notes(db)} == {Form.CLOZE, Form.REVERSED, Form.TYPED}
    import_guide(db, "x :: y")
