"""The learner's own stories: note, search, cards and history follow what is written, and one undo takes each step back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BadInput, NotFound, Stale, WrongField
from flashcards.core.stories.outlines import OUTLINES
from flashcards.core.stories.story import FollowUp, StoryDraft, draft_of
from flashcards.services.checking import check
from flashcards.services.queueing import today
from flashcards.services.stories.authoring import (
    OutlineLine,
    add_story,
    adopt_example,
    delete_story,
    edit_story,
    fill_outlines,
    story_version,
)
from flashcards.services.stories.drafting import checked
from flashcards.services.undoing import redo, undo
from flashcards.services.writing import add_note, edit_note, note_version, similar_notes
from flashcards.services.writing import draft_of as note_draft
from flashcards.storage.database import Connection
from flashcards.storage.decks import decks
from flashcards.storage.migrations import memory_database
from flashcards.storage.notes import note
from flashcards.storage.stories import examples, stories, story
from tests.build import MOMENT, import_files, later, live, one, state
from tests.services.told import asked, draft, tell

EXAMPLE = b"""# Stories

## Ownership

### Story: The pager (L6)

**Context:** We had 40 pages a week.

**Challenge:** I had to bring them down.

**Action:** I read every page for a month and removed the causes of ten.

**Results:** 4 pages a week, three months later.

**Lessons learned:** I would start with the loudest one.

**Follow-up questions:**

- Why ten?
- Who disagreed?
"""


def now(db: Connection) -> tuple[object, ...]:
    """All that undo must bring back; a story that was never there has left no trace a learner sees."""
    return live(db), stories(db)


def edited(db: Connection, story_id: int, **changes: Any) -> None:
    known = story(db, story_id)
    edit_story(db, story_id, replace(draft_of(known), **changes), story_version(known), later(1))


# Adding


def test_a_story_is_a_note_in_its_deck_with_a_card_for_each_principle(db: Connection) -> None:
    story_id = tell(db, "The ledger", "Ownership", "Dive Deep")
    shown = note(db, story_id)
    assert (shown.front, shown.principles, shown.context) == ("The ledger", ("Ownership", "Dive Deep"), "Stories")
    assert shown.back.startswith("**Situation**\n\nWe were slow.\n\n**Task**")
    assert "<p>40 % faster.</p>" in shown.back_html
    assert [deck.name for deck in decks(db)] == ["Stories"]
    assert asked(db, story_id) == {"p2": "new", "p12": "new"}
    assert one(db, "SELECT MIN(is_drilled) FROM cards") == 1
    assert check(db).differences == ()


def test_what_was_written_is_what_is_read(db: Connection) -> None:
    whole = draft(
        "The ledger", "Ownership", number="40 %", learned="Ask.", scope="9 people", year=2024, level="L6", strength=4,
        follow_ups=(FollowUp("Why?", "Because."),), tags=("a", "b"), outline="delivery", is_shared=True,
    )  # fmt: skip
    assert draft_of(story(db, add_story(db, whole, MOMENT))) == whole


def test_every_word_of_a_story_can_be_searched_for(db: Connection) -> None:
    tell(db, learned="perseverance", follow_ups=(FollowUp("Zebra?", "Giraffe."),))
    for word in ("slow", "perseverance", "zebra", "giraffe"):
        assert one(db, "SELECT COUNT(*) FROM search WHERE search MATCH ?", word) == 1


def test_a_story_is_never_reviewed(db: Connection) -> None:
    tell(db, "The ledger", "Ownership")
    assert list(today(db, MOMENT).queue.ids(MOMENT.at, None)) == []


def test_a_story_that_is_there_word_for_word_is_not_added_again(db: Connection) -> None:
    first = tell(db, "The ledger", "Ownership", tags=("a",), year=2024)
    before = state(db)
    assert tell(db, "The ledger", "Ownership", tags=("a",), year=2024, at=later(3)) == first
    assert state(db) == before
    for other in (draft("The ledger", "Ownership"), draft("The ledger", "Ownership", tags=("a",), year=2024, learned="Ask.")):
        assert add_story(db, other, MOMENT) != first
    assert len(stories(db)) == 3


def test_what_was_taken_back_or_deleted_can_be_added_anew(db: Connection) -> None:
    first = tell(db)
    undo(db, None, MOMENT)
    again = tell(db)
    delete_story(db, again, MOMENT)
    assert tell(db) not in (first, again)
    assert len(stories(db)) == 1


def test_undo_takes_a_story_away_and_redo_brings_it_back(db: Connection) -> None:
    story_id = tell(db, "The ledger", "Ownership")
    after = now(db)
    undo(db, None, MOMENT)
    assert (stories(db), live(db)["cards"], live(db)["decks"]) == ([], [], [])
    with pytest.raises(NotFound):
        story(db, story_id)
    redo(db, None, MOMENT)
    assert now(db) == after


# Drafts


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", " \n ", "no title"),
        ("title", "\u200b\u2060\ufeff\u3164\u00ad", "no title"),
        ("title", "x" * 201, "at most 200 characters"),
        ("action", "x" * 64_001, "Action holds at most 64 kB"),
        ("learned", "é" * 32_001, "Learned holds at most 64 kB"),
        ("number", "x" * 501, "at most 500 characters"),
        ("year", 1949, "from 1950 to 2026"),
        ("year", 2027, "from 1950 to 2026"),
        ("level", "L5", "L6 or L7"),
        ("strength", 0, "from 1 to 5"),
        ("strength", 6, "from 1 to 5"),
        ("outline", "somewhere", "must be one of: delivery"),
        ("principles", ("Kindness",), "no principle 'Kindness'"),
        ("principles", ("Ownership", "Dive Deep", "Think Big", "Frugality", "Earn Trust"), "at most 3 more"),
        ("follow_ups", (FollowUp("", "An answer."),), "no question"),
        ("follow_ups", (FollowUp("x" * 501),), "at most 500 characters"),
        ("follow_ups", (FollowUp("Why?"),) * 51, "at most 50"),
        ("tags", ("a b",), "space or comma"),
        ("tags", ("x" * 101,), "^There may be at most 100 tags, each of at most 100 characters"),
    ],
)
def test_what_no_story_can_be_is_refused_with_its_field(db: Connection, field: str, value: object, told: str) -> None:
    with pytest.raises(WrongField, match=told) as refused:
        add_story(db, replace(draft(), **{field: value}), MOMENT)
    assert refused.value.field == field
    assert now(db)[1] == []


def test_a_draft_is_tidied(db: Connection) -> None:
    typed = StoryDraft(
        title="  The\n ledger ", situation="a\r\n- b\r\n", number=" 40\n% ", principles=("dive deep", "Dive Deep", " "),
        follow_ups=(FollowUp(" ", ""), FollowUp(" Why\nnot? ", " x ")), tags=("#a", "A"),
    )  # fmt: skip
    assert checked(db, typed, MOMENT) == StoryDraft(
        title="The ledger", situation="a\n\n-   b", number="40 %", principles=("Dive Deep",),
        follow_ups=(FollowUp("Why not?", "x"),), tags=("a",),
    )  # fmt: skip


@pytest.fixture(scope="module")
def untouched() -> Iterator[Connection]:
    """A collection nothing is written to."""
    with closing(memory_database()) as connection:
        yield connection


@given(text=st.text(max_size=30), title=st.text(max_size=30))
def test_checking_twice_is_checking_once(untouched: Connection, text: str, title: str) -> None:
    typed = StoryDraft(title=f"T{title}", action=text, scope=text, follow_ups=(FollowUp(f"Q{title}", text),))
    first = checked(untouched, typed, MOMENT)
    assert checked(untouched, first, MOMENT) == first


# Editing


def test_an_edit_keeps_the_cards_of_principles_that_stay(db: Connection) -> None:
    story_id = tell(db, "The ledger", "Ownership", "Dive Deep")
    db.execute("UPDATE cards SET flag = 3 WHERE slot = 'p12'")
    edited(db, story_id, title="The move", principles=("Dive Deep", "Think Big"))
    assert list(asked(db, story_id)) == ["p12", "p8"]
    assert one(db, "SELECT flag FROM cards WHERE slot = 'p12'") == 3
    assert note(db, story_id).front_html == "<p>The move</p>"
    assert one(db, "SELECT COUNT(*) FROM search WHERE search MATCH 'move'") == 1


def test_a_principle_that_is_given_again_finds_its_memory(db: Connection) -> None:
    story_id = tell(db, "The ledger", "Ownership")
    db.execute("UPDATE cards SET flag = 5 WHERE slot = 'p2'")
    edited(db, story_id, principles=())
    assert asked(db, story_id) == {}
    edited(db, story_id, principles=("Think Big", "Ownership"))
    assert sorted(asked(db, story_id)) == ["p2", "p8"]
    assert one(db, "SELECT flag FROM cards WHERE slot = 'p2' AND deleted_at IS NULL") == 5


def test_undo_takes_an_edit_back_whole(db: Connection) -> None:
    story_id = tell(db, "The ledger", "Ownership", number="40 %")
    before = now(db)
    edited(db, story_id, title="Other", number="41 %", principles=("Think Big",), strength=5, is_shared=True)
    after = now(db)
    assert after != before
    undo(db, None, later(1))
    assert now(db) == before
    redo(db, None, later(1))
    assert now(db) == after
    assert check(db).differences == ()


def test_an_edit_of_what_changed_meanwhile_is_stale_and_writes_nothing(db: Connection) -> None:
    story_id = tell(db)
    version = story_version(story(db, story_id))
    edited(db, story_id, learned="Ask.")
    before = state(db)
    with pytest.raises(Stale, match="changed meanwhile"):
        edit_story(db, story_id, draft("Mine"), version, later(1))
    assert state(db) == before


def test_saving_what_was_there_changes_nothing(db: Connection) -> None:
    story_id = tell(db, "The ledger", "Ownership")
    undone = one(db, "SELECT COUNT(*) FROM journal")
    edited(db, story_id)
    assert one(db, "SELECT COUNT(*) FROM journal") == undone


def test_the_editor_of_notes_leaves_stories_alone(db: Connection) -> None:
    story_id = tell(db, "The ledger", "Ownership")
    shown = note(db, story_id)
    with pytest.raises(BadInput, match=f"/stories/{story_id}/edit"):
        edit_note(db, story_id, note_draft(shown), "Stories", note_version(shown), MOMENT)


def test_a_deleted_story_is_gone_with_its_cards_until_undo(db: Connection) -> None:
    story_id = tell(db, "The ledger", "Ownership")
    before = now(db)
    delete_story(db, story_id, MOMENT)
    assert (stories(db), asked(db, story_id)) == ([], {})
    assert similar_notes(db, "The ledger") == []
    with pytest.raises(NotFound):
        delete_story(db, story_id, MOMENT)
    undo(db, None, MOMENT)
    assert now(db) == before


# Outlines


def test_lines_that_are_filled_in_become_outlines(db: Connection) -> None:
    lines = {
        "incident": OutlineLine("Black Friday", "We lost the queue.", "Dive Deep"),
        "delivery": OutlineLine("Ledger"),
        "product": OutlineLine(),
    }
    ids = fill_outlines(db, lines, MOMENT)
    found = [story(db, story_id) for story_id in ids]
    assert [(one.title, one.situation, one.outline, one.primary) for one in found] == [
        ("Ledger", "", "delivery", None),
        ("Black Friday", "We lost the queue.", "incident", "Dive Deep"),
    ]
    assert all(one.is_outline for one in found)
    undo(db, None, MOMENT)
    assert stories(db) == []


def test_lines_that_are_sent_again_add_only_what_is_new(db: Connection) -> None:
    lines = {"incident": OutlineLine("Black Friday", "We lost the queue.", "Dive Deep")}
    (first,) = fill_outlines(db, lines, MOMENT)
    before = state(db)
    assert fill_outlines(db, lines, MOMENT) == (first,)
    assert state(db) == before
    assert fill_outlines(db, {**lines, "delivery": OutlineLine("Ledger")}, MOMENT)[1] == first
    assert len(stories(db)) == 2
    undo(db, None, MOMENT)
    assert [one.id for one in stories(db)] == [first]


def test_all_nine_can_be_filled_at_once_and_none_too(db: Connection) -> None:
    assert len(fill_outlines(db, {outline.key: OutlineLine(outline.prompt) for outline in OUTLINES}, MOMENT)) == 9
    before = state(db)
    assert fill_outlines(db, {}, MOMENT) == ()
    assert state(db) == before


def test_a_line_without_a_title_is_named_by_its_outline_and_none_is_stored(db: Connection) -> None:
    with pytest.raises(WrongField, match="A technical crisis you led people out of: The story has no title") as refused:
        fill_outlines(db, {"delivery": OutlineLine("Ledger"), "incident": OutlineLine("", "It broke.")}, MOMENT)
    assert refused.value.field == "incident"
    assert stories(db) == []


# Examples


def test_an_example_is_copied_part_by_part_and_stays_what_it_is(db: Connection) -> None:
    import_files(db, {"stories.md": EXAMPLE})
    (example,) = examples(db)
    before = state(db)["notes"], state(db)["cards"]
    own = story(db, adopt_example(db, example.id, MOMENT))
    assert own.situation == "We had 40 pages a week."
    assert own.task == "I had to bring them down."
    assert own.result == "4 pages a week, three months later."
    assert own.learned == "I would start with the loudest one."
    assert own.follow_ups == (FollowUp("Why ten?"), FollowUp("Who disagreed?"))
    assert (own.title, own.level, own.principles) == ("The pager", "L6", ("Ownership",))
    assert (state(db)["notes"][:1], state(db)["cards"][:1]) == before
    assert examples(db) == [example]


def test_a_copy_is_no_place_of_its_guide(db: Connection) -> None:
    import_files(db, {"stories.md": EXAMPLE})
    adopt_example(db, examples(db)[0].id, MOMENT)
    before = state(db)
    assert import_files(db, {"stories.md": EXAMPLE}).added == 0
    assert state(db) == before
    changed = import_files(db, {"stories.md": EXAMPLE.replace(b"4 pages a week", b"5 pages a week")})
    assert changed.changed == 1
    assert stories(db)[0].result == "4 pages a week, three months later."


def test_an_example_is_copied_twice_only_once_its_first_copy_says_something_else(db: Connection) -> None:
    import_files(db, {"stories.md": EXAMPLE})
    (example,) = examples(db)
    first = adopt_example(db, example.id, MOMENT)
    assert adopt_example(db, example.id, MOMENT) == first
    edited(db, first, title="Our pager")
    assert adopt_example(db, example.id, MOMENT) != first


def test_only_an_example_can_be_copied(db: Connection) -> None:
    import_files(db, {"guide.md": b"# T\n\nQ: a?\nA: b\n"})
    for note_id in (1, tell(db)):
        with pytest.raises(BadInput, match="Only a story of a guide"):
            adopt_example(db, note_id, MOMENT)
    with pytest.raises(NotFound):
        adopt_example(db, 999, MOMENT)


def test_a_story_that_has_no_parts_is_copied_as_a_situation(db: Connection) -> None:
    plain = replace(note_draft(note(db, tell(db))), front="A time I disagreed", back="All of it.", sections=())
    own = story(db, adopt_example(db, add_note(db, "By hand", plain, MOMENT), MOMENT))
    assert (own.title, own.situation, own.result) == ("A time I disagreed", "All of it.", "")
