"""The learner's own stories to a Markdown file of theirs, and from it: added, changed or the same, in one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from flashcards.core.errors import BadInput, TooLarge, UnreadableFile, WrongField
from flashcards.core.models import FOLLOW_UPS
from flashcards.core.moment import Moment
from flashcards.core.names import NOTE_ID
from flashcards.core.plural import count_of
from flashcards.core.stories.story import Story, StoryDraft, draft_of
from flashcards.guides.story_file import PARTS, StoryInFile, facts, read, written
from flashcards.rendering import render
from flashcards.rendering.difference import mark_difference
from flashcards.services.stories.drafting import checked
from flashcards.services.stories.storing import rewrite_story, store_stories, write_out
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.journal import Change, record
from flashcards.storage.notes import guids_among
from flashcards.storage.stories import stories

MAX_BYTES, MOST_STORIES = 16_000_000, 1000
"""Of a file."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A story of a file. story: which one of the collection it is; None: a new one."""

    draft: StoryDraft
    guid: str | None
    story: Story | None

    @property
    def story_id(self) -> int | None:
        return self.story.id if self.story else None

    @property
    def is_same(self) -> bool:
        """Whether nothing of it changed."""
        return self.story is not None and draft_of(self.story) == self.draft


@dataclass(frozen=True, slots=True)
class StoryPlan:
    """What an import of stories does, in the order of the file."""

    coming: tuple[Coming, ...]

    @property
    def added(self) -> tuple[Coming, ...]:
        return tuple(one for one in self.coming if one.story_id is None)

    @property
    def changed(self) -> tuple[Coming, ...]:
        return tuple(one for one in self.coming if one.story_id is not None and not one.is_same)

    @property
    def same(self) -> tuple[Coming, ...]:
        return tuple(one for one in self.coming if one.is_same)


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a story that a file has otherwise: both as HTML, the words marked that differ; "" where it says nothing."""

    name: str
    before_html: str
    after_html: str


def export_stories(db: Connection, only: Collection[int] | None = None) -> str:
    """The learner's own stories, for the learner: those that are not ticked for sharing too. only: ids; None for all."""
    wanted = [one for one in stories(db) if only is None or one.id in only]
    return written(StoryInFile(draft_of(one), one.guid) for one in wanted)


def plan_stories(db: Connection, raw: bytes, path: str, moment: Moment) -> StoryPlan:
    """What importing a file would do; nothing is written. A story is known by its id, else by its title.

    path: what the file is called. Raises: BadInput with path and line; UnreadableFile; TooLarge.
    """
    with snapshot(db):
        return _plan(db, _checked(db, raw, path, moment), path)


def compare_parts(story: StoryDraft, draft: StoryDraft) -> tuple[PartView, ...]:
    """What a file says otherwise of a story that is there, in the order of the file."""
    old, new = _parts(story), _parts(draft)
    names = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    return tuple(PartView(name, *mark_difference(_html(name, old), _html(name, new))) for name in names)


def import_stories(db: Connection, raw: bytes, path: str, moment: Moment) -> StoryPlan:
    """Add and change stories as a file has them; those that it does not name stay. One undo takes all of it back.

    Raises as `plan_stories`; then nothing is written.
    """
    found = _checked(db, raw, path, moment)
    with write(db):
        plan = _plan(db, found, path)
        changes = _add(db, plan.added, moment) if plan.added else []
        for one in plan.changed:
            assert one.story_id is not None  # what is changed is known
            changes += rewrite_story(db, one.story_id, write_out(db, one.draft, beside=one.story_id), moment)
        record(db, f"Imported {count_of(len(plan.added) + len(plan.changed), 'story')}", changes, moment.stamp)
    return plan


def _checked(db: Connection, raw: bytes, path: str, moment: Moment) -> list[StoryInFile]:
    """The stories of a file, fit to be stored."""
    stories_in_file = read(_decoded(raw, path), path)
    if len(stories_in_file) > MOST_STORIES:
        raise TooLarge(f"{path}: a file has at most {MOST_STORIES} stories. Split it into several.")
    found = []
    for one in stories_in_file:
        if one.guid and not NOTE_ID.fullmatch(one.guid):
            raise BadInput(f"{path}:{one.line}: {one.guid[:40]!r} cannot be an id. Leave the line `- Id:` out.")
        try:
            found.append(replace(one, draft=checked(db, one.draft, moment)))
        except WrongField as error:
            raise BadInput(f"{path}:{one.line}: {error.message}") from None
    return found


def _decoded(raw: bytes, path: str) -> str:
    """The text as it is: unlike a guide it is mended nowhere."""
    if len(raw) > MAX_BYTES:
        raise TooLarge(f"{path}: a file of stories has at most {MAX_BYTES // 1_000_000} MB. Split it into several.")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableFile(f"{path}:{line}: this is no text in UTF-8. Save the file in that encoding.") from None


def _plan(db: Connection, found: Sequence[StoryInFile], path: str) -> StoryPlan:
    known = stories(db)
    named = {one.guid for one in found if one.guid}
    coming: list[Coming] = []
    met: set[str] = set()
    for one in found:
        story = _same_story(one, known, named, path)
        name = story.guid if story else one.guid or one.draft.title.casefold()
        if name in met:
            raise BadInput(f"{path}:{one.line}: {one.draft.title!r} stands in this file twice. Leave one out.")
        met.add(name)
        coming.append(Coming(one.draft, one.guid, story))
    return StoryPlan(tuple(coming))


def _same_story(one: StoryInFile, known: Sequence[Story], named: Collection[str], path: str) -> Story | None:
    """named: the ids that stand in the file; what they name is not known by its title. Raises BadInput when it may be several."""
    title = one.draft.title.casefold()
    found = [story for story in known if story.guid == one.guid] or [
        story for story in known if story.title.casefold() == title and story.guid not in named
    ]
    if len(found) > 1:
        ids = ", ".join(story.guid for story in found)
        raise BadInput(f"{path}:{one.line}: {len(found)} of your stories are called so. Say which by `- Id: …`: {ids}.")
    return found[0] if found else None


def _parts(draft: StoryDraft) -> dict[str, str]:
    """All that a story says, by its names in a file: a line each, then what is Markdown."""
    asked = "\n\n".join(text for one in draft.follow_ups for text in (f"**{one.question}**", one.answer) if text)
    return facts(draft) | {heading: getattr(draft, name) for heading, name in PARTS.items()} | {FOLLOW_UPS: asked}


def _html(name: str, parts: Mapping[str, str]) -> str:
    text = parts.get(name, "")
    return render(text) if name in PARTS or name == FOLLOW_UPS else escape(text)


def _add(db: Connection, added: Sequence[Coming], moment: Moment) -> list[Change | None]:
    """Each keeps the id it had elsewhere, unless a note has it here."""
    taken = guids_among(db, [one.guid for one in added if one.guid])
    guids = [None if one.guid in taken else one.guid for one in added]
    return store_stories(db, [write_out(db, one.draft) for one in added], guids, moment)
