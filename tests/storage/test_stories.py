"""Stories as rows: read as they were written, apart from examples, and private unless they are ticked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from flashcards.core.errors import Damaged, NotFound
from flashcards.core.models import Kind, NoteDraft
from flashcards.services.stories.authoring import delete_story
from flashcards.services.writing import add_note
from flashcards.storage.cards import cards_of_note
from flashcards.storage.database import Connection, write
from flashcards.storage.notes import add_tag, notes_worded
from flashcards.storage.pairs import pairs
from flashcards.storage.stories import cards_of_stories, example, examples, is_story, private_notes, stories, story, update_story
from tests.build import MOMENT, TODAY, import_files, import_guide
from tests.services.told import draft, tell

GUIDE = b"""# Stories

### Story: The pager

**Situation:** 40 pages a week.

**Task:** I was to bring them down.

**Action:** I read each and removed the causes of ten.

**Result:** 4 pages a week.
"""
NOTE = NoteDraft(Kind.STORY, "A time I disagreed", "All of it.", (), 0, 0)


def test_stories_are_listed_in_the_order_in_which_they_were_made(db: Connection) -> None:
    ids = [tell(db, title) for title in ("B", "A")]
    assert [(one.id, one.title) for one in stories(db)] == list(zip(ids, ("B", "A"), strict=True))


def test_a_story_that_is_not_there_is_named_as_such(db: Connection) -> None:
    story_id = tell(db)
    delete_story(db, story_id, MOMENT)
    import_guide(db, "a :: b")
    for missing in (0, story_id, story_id + 1, 99, 2**70):
        with pytest.raises(NotFound, match="no such story"):
            story(db, missing)


@pytest.mark.parametrize("ask", [stories, cards_of_stories, lambda db: pairs(db, TODAY)])
def test_the_stories_are_found_without_a_look_at_all_notes_or_cards(db: Connection, ask: Callable[[Connection], object]) -> None:
    tell(db, "The ledger", "Ownership")
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    ask(db)
    db.set_trace_callback(None)
    plans = [row["detail"] for question in asked for row in db.execute(f"EXPLAIN QUERY PLAN {question}")]
    assert "SCAN stories" in plans
    assert not {"SCAN notes", "SCAN cards"} & set(plans)


def test_what_did_not_change_is_no_change(db: Connection) -> None:
    story_id = tell(db, number="40 %")
    with write(db):
        assert update_story(db, story_id, draft(number="40 %")) is None
        assert update_story(db, story_id, draft(number="41 %")) is not None
    assert story(db, story_id).number == "41 %"


def test_a_story_without_a_row_of_its_own_is_an_example(db: Connection) -> None:
    own, added = tell(db), add_note(db, "By hand", NOTE, MOMENT)
    assert [one.id for one in examples(db)] == [added]
    assert [is_story(db, note_id) for note_id in (own, added)] == [True, False]


def test_an_example_that_its_guide_lost_is_none_any_more(db: Connection) -> None:
    import_files(db, {"stories.md": GUIDE})
    (listed,) = examples(db)
    assert example(db, listed.id).front == listed.front
    db.execute("UPDATE notes SET gone_at = created_at WHERE id = ?", (listed.id,))
    assert examples(db) == []
    for missing in (listed.id, tell(db), 99):
        with pytest.raises(NotFound):
            example(db, missing)


def test_no_import_knows_stories_of_ones_own(db: Connection) -> None:
    tell(db)
    example = add_note(db, "By hand", NOTE, MOMENT)
    assert [one.id for one in notes_worded(db)] == [example]


def test_only_what_is_ticked_is_not_private(db: Connection) -> None:
    mine, ticked = tell(db), tell(db, "For all", is_shared=True)
    by_hand = add_note(db, "By hand", NOTE, MOMENT)
    fact = add_note(db, "By hand", replace(NOTE, kind=Kind.FACT), MOMENT)
    assert private_notes(db) == {mine, by_hand}
    assert not {ticked, fact} & private_notes(db)


def test_cards_of_stories_are_theirs_alone(db: Connection) -> None:
    import_guide(db, "a :: b")
    story_id = tell(db, "The ledger", "Ownership", "Dive Deep")
    assert cards_of_stories(db) == cards_of_note(db, story_id)


def test_the_tag_of_a_leech_belongs_to_the_schedule(db: Connection) -> None:
    story_id = tell(db, tags=("mine",))
    with write(db):
        add_tag(db, story_id, "leech")
    assert story(db, story_id).tags == ("mine",)


def test_a_row_that_cannot_be_read_is_damage(db: Connection) -> None:
    story_id = tell(db)
    with write(db):
        db.execute("UPDATE stories SET follow_ups = '[1]'")
    with pytest.raises(Damaged, match=f"story {story_id}"):
        story(db, story_id)
