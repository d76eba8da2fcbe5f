"""The learner's own stories: added, edited and deleted, each in one transaction that one undo takes back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.core.errors import Stale, WrongField
from flashcards.core.moment import Moment
from flashcards.core.plural import some
from flashcards.core.stories.outlines import OUTLINES
from flashcards.core.stories.story import Story, StoryDraft, draft_of
from flashcards.services.stories.adopting import as_own
from flashcards.services.stories.drafting import checked
from flashcards.services.stories.storing import Written, rewrite_story, store_stories, write_out
from flashcards.storage.cards import next_id
from flashcards.storage.database import Connection, write
from flashcards.storage.journal import record
from flashcards.storage.notes import remove_notes
from flashcards.storage.stories import stories, story


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """What is filled into a slot of the guided start: what to call the story, what happened, in a line, and what it shows."""

    title: str = ""
    text: str = ""
    principle: str = ""


def add_story(db: Connection, draft: StoryDraft, moment: Moment) -> int:
    """Store a story with a card for each principle it shows; returns its id, or that of one that is there word for word.
    Raises WrongField.
    """
    (story_id,) = _add(db, [write_out(db, checked(db, draft, moment))], "story", moment)
    return story_id


def story_version(shown: Story) -> str:
    """An opaque text for what the editor shows of a story: another one means it was changed since."""
    return hashlib.sha256(repr(draft_of(shown)).encode()).hexdigest()[:16]


def edit_story(db: Connection, story_id: int, draft: StoryDraft, version: str, moment: Moment) -> None:
    """Give a story other words or principles. Cards of the principles that stay keep their schedule.

    version: `story_version` of what was edited. Raises: NotFound; WrongField; Stale when the story has changed since: nothing
    is written, and the caller shows what was typed beside what the story is now.
    """
    known = story(db, story_id)
    written = write_out(db, checked(db, draft, moment), beside=known.id)
    with write(db):
        if story_version(story(db, story_id)) != version:
            raise Stale("This story was changed meanwhile. Compare your text with the story as it is now, then save again.")
        record(db, "Edited a story", rewrite_story(db, story_id, written, moment), moment.stamp)


def delete_story(db: Connection, story_id: int, moment: Moment) -> None:
    """Mark a story as deleted, with its cards. What was told of it stays. Raises NotFound."""
    with write(db):
        known = story(db, story_id)
        record(db, "Deleted a story", remove_notes(db, [known.id], moment.stamp), moment.stamp)


def fill_outlines(db: Connection, lines: Mapping[str, OutlineLine], moment: Moment) -> tuple[int, ...]:
    """The guided start: a story for each line that is filled in, its text the situation so far; returns their ids.

    lines: by the key of the outline. Raises WrongField, naming the outline whose line cannot be stored.
    """
    written = []
    for outline in OUTLINES:
        line = lines.get(outline.key, OutlineLine())
        if not (line.title + line.text).strip():
            continue
        shown = (line.principle,) if line.principle else ()
        draft = StoryDraft(title=line.title, situation=line.text, principles=shown, outline=outline.key)
        try:
            written.append(write_out(db, checked(db, draft, moment)))
        except WrongField as error:
            raise WrongField(outline.key, f"{outline.prompt}: {error.message}") from None
    return _add(db, written, "first line", moment)


def adopt_example(db: Connection, note_id: int, moment: Moment) -> int:
    """A copy of a story of a guide among the learner's own; returns its id, or that of a copy nobody has changed yet.
    Raises NotFound, BadInput.
    """
    draft = as_own(db, note_id)
    (story_id,) = _add(db, [write_out(db, checked(db, draft, moment), beside=note_id)], "story", moment)
    return story_id


def _add(db: Connection, written: Sequence[Written], noun: str, moment: Moment) -> tuple[int, ...]:
    """The ids of all. What is there word for word is not added again: a form that is sent twice makes no second story."""
    if not written:
        return ()
    with write(db):
        ids = {draft_of(one): one.id for one in stories(db)}
        new = [one for one in written if one.draft not in ids]
        if new:
            first = next_id(db, "notes")
            changes = store_stories(db, new, [None] * len(new), moment)
            record(db, f"Added {some(len(new), noun)}", changes, moment.stamp)
            ids |= {one.draft: first + place for place, one in enumerate(new)}
    return tuple(ids[one.draft] for one in written)
