"""A guide from its bytes to the notes it gives, with a named skip for every block that gives none."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from operator import is_
from typing import Any

from flashcards.core.errors import TooLarge
from flashcards.core.models import Guide, NoteDraft, Skip
from flashcards.core.record import record
from flashcards.guides.asked_again import told_apart
from flashcards.guides.blocks import Block, read_blocks
from flashcards.guides.captions import with_captions
from flashcards.guides.competencies import declared_level, declared_principles
from flashcards.guides.deck_marks import deck_marks, marked_deck
from flashcards.guides.defaults import defaults
from flashcards.guides.dialect import decode
from flashcards.guides.document import Section, into_sections
from flashcards.guides.front_matter import read_front_matter
from flashcards.guides.headings import Cover, cover_of, greets
from flashcards.guides.lettered import with_lettered
from flashcards.guides.listed_headings import with_listed_headings
from flashcards.guides.naming import deck_name, readable
from flashcards.guides.noise import ABOUT_THE_GUIDE, Sifted, sift, skip, undone
from flashcards.guides.quotes import is_sample, without_quotes
from flashcards.guides.shapes import DRILLS, READY, SHAPES
from flashcards.guides.shapes.plans import find_plans
from flashcards.guides.shapes.shape import TOO_LONG, Found, Shape
from flashcards.guides.source_text import as_meant
from flashcards.guides.untold import explains, lists_the_guide, untold
from flashcards.guides.wording import plain, tidy
from flashcards.guides.worth import weighed

MAX_NOTES = 5_000
MAX_SIDE_BYTES = 64_000
CONTEXT_CHARACTERS = 200
INTRODUCTION = "an introduction"
BETWEEN_HEADINGS, CUT_OFF = " › ", "…"
"""In a context line."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A guide with what its notes were made from: its outermost blocks in order, and the same as a tree of sections."""

    guide: Guide
    blocks: tuple[Block, ...]
    root: Section


def read_guide(raw: bytes, path: str) -> Guide:
    """Decode, read and recognise. A guide without cards is no error.

    Raises UnreadableFile for what is not a text, TooLarge above 2 MB, 50,000 lines or 5,000 notes.
    """
    text, repairs = decode(raw, path)
    return read_text(text, path, repairs).guide


def read_text(text: str, path: str, repairs: tuple[str, ...] = ()) -> Reading:
    """Read and recognise a text that was decoded. The same text always reads the same. Raises TooLarge."""
    with _uncollected():
        return _reading(text, path, repairs)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: there are none, and it looks at all that was read so far, again and again."""
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()


def _reading(text: str, path: str, repairs: tuple[str, ...]) -> Reading:
    matter = read_front_matter(text)
    below = "\n" * matter.line_count + "\n".join(text.split("\n")[matter.line_count :])
    blocks = read_blocks(as_meant(below))
    blocks = with_captions(with_listed_headings(with_lettered(without_quotes(blocks))))
    said = defaults(matter)
    marks = deck_marks(said.marks, text)
    named = plain(tidy(matter.values.get("title", ""))) or ("" if any(map(_is_heading, blocks)) else readable(path))
    heading, root = into_sections(blocks, named, is_deck=bool(marks))
    title = plain(heading) or readable(path)
    notes, skips = _read(root, _Frame(level=said.level, tags=said.tags, as_of=said.as_of))
    if len(notes) > MAX_NOTES:
        raise TooLarge(f"{path}: the guide gives {len(notes):,} cards; the most is {MAX_NOTES:,}. Split it into several guides.")
    guide = Guide(
        path=path,
        title=title,
        deck=deck_name(path, title, matter.values.get("deck", "") or marked_deck(marks)),
        text=text,
        front_matter=matter.values,
        notes=tuple(notes),
        skips=tuple(sorted([*([matter.skip] if matter.skip else []), *said.skips, *skips], key=lambda skip: skip.line)),
        repairs=repairs,
        plans=find_plans(root),
    )
    return Reading(guide, blocks, root)


def _is_heading(block: Block) -> bool:
    return block.kind == "heading"


def context_line(title: str, heading: tuple[str, ...], deck: str) -> str:
    """ "title › heading › heading", at most 200 characters, cut from the outside. Without a title, the deck's last name."""
    parts = [part for part in (title or deck.split("::")[-1], *heading) if part]
    line = BETWEEN_HEADINGS.join(parts)
    while len(line) > CONTEXT_CHARACTERS and len(parts) > 1:
        parts = parts[1:]
        line = BETWEEN_HEADINGS.join([CUT_OFF, *parts])
    return line if len(line) <= CONTEXT_CHARACTERS else line[: CONTEXT_CHARACTERS - 1] + CUT_OFF


@record(frozen=True, slots=True)
class _Frame:
    """What the front matter, headings and labels above a section say of all below them; cover: why it may be noise.

    is_opening: it stands above the first heading of a guide that has some.
    """

    cover: Cover | None = None
    level: str | None = None
    principles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    as_of: str | None = None
    is_opening: bool = False

    def within(self, section: Section) -> _Frame:
        cover = cover_of(section, self.cover)
        texts = [block.text for block in section.blocks if block.kind == "paragraph" and block.text.startswith("**")]
        level = next(filter(None, map(declared_level, texts)), self.level) if texts else self.level
        principles = next(filter(None, map(declared_principles, texts)), self.principles) if texts else self.principles
        return _Frame(cover, level, principles, self.tags, self.as_of, self.is_opening)

    def complete(self, note: NoteDraft, said: frozenset[str]) -> NoteDraft:
        """A note with what it does not say itself."""
        if not (self.level or self.principles or self.tags or self.as_of):
            return note
        around: dict[str, Any] = {"level": self.level, "principles": self.principles, "tags": self.tags, "as_of": self.as_of}
        added = {name: value for name, value in around.items() if value and name not in said and not getattr(note, name)}
        return replace(note, **added) if added else note


def _read(root: Section, around: _Frame) -> tuple[list[NoteDraft], list[Skip]]:
    """Notes in the order of the guide, each (heading path, front, back) and each explicit id once."""
    recognition = _Recognition(tuple(_framed(root, around)))
    recognition.apply(READY, root)
    ready = len(recognition.notes)
    recognition.apply(DRILLS, root := recognition.sifted(root, _contents))
    recognition.apply(SHAPES, root := recognition.sifted(root, _facts))
    recognition.leave(root)
    notes = weighed(recognition.notes[:ready], tuple(told_apart(recognition.notes[ready:])), root.trail[0])
    kept, refused = _checked(sorted(notes, key=lambda note: note.line))
    return kept, recognition.skips + refused


def _framed(section: Section, outer: _Frame) -> Iterator[_Frame]:
    """A frame for each section, in the order of the guide."""
    frame = outer.within(section)
    yield frame
    is_opening = not section.path and any(not below.is_label for below in section.sections)
    opening = replace(frame, is_opening=is_opening) if is_opening != frame.is_opening else frame
    for below in section.sections:
        opening = opening if below.is_label else frame
        yield from _framed(below, opening)


_Sift = Callable[[Section, _Frame, Block, Block | None], Sifted]
"""What is left of a block of a section, below the block before it."""


@dataclass(slots=True)
class _Recognition:
    """What the shapes have found in a guide so far. taken: the places of blocks that are in a note."""

    frames: tuple[_Frame, ...]
    notes: list[NoteDraft] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)

    def apply(self, shapes: tuple[Shape, ...], root: Section) -> None:
        """Offer every section, the outer ones first, to each of the shapes."""
        for section, frame in zip(root.walk(), self.frames, strict=True):
            section = self._free(section)
            for shape in shapes:
                if not section.blocks and not section.sections:
                    break
                if (several := list(shape(section))) and self._take(several, frame):
                    section = self._free(section)

    def _take(self, several: Sequence[Found], frame: _Frame) -> bool:
        """Take in what one shape has found in a section. Gives whether blocks are in a note now that were not before."""
        own: set[tuple[int, int]] = set()
        for found in several:
            places = {block.place for block in found.blocks}
            if own.issuperset(places & self.taken):  # or an earlier shape has taken some, in a section below
                own |= places
                self.taken |= places
                self.notes += [frame.complete(note, found.said) for note in found.notes]
                self.skips += found.skips
        return bool(own)

    def _free(self, section: Section) -> Section:
        """A section without the blocks that are in a note."""
        if self.taken.isdisjoint([block.place for block in section.blocks]):
            return section
        return section.holding([block for block in section.blocks if block.place not in self.taken], section.sections)

    def leave(self, root: Section) -> None:
        """Name what is no noise and still became no card."""
        for section in root.walk():
            self.skips += [_left_over(section, block) for block in section.blocks if block.place not in self.taken]

    def sifted(self, root: Section, by: _Sift) -> Section:
        """The guide without what is in a note, and without what is sifted out now."""
        return self._sifted(root, iter(self.frames), by)

    def _sifted(self, section: Section, frames: Iterator[_Frame], by: _Sift) -> Section:
        frame = next(frames)
        kept: list[Block] = []
        for before, block in zip((None, *section.blocks), section.blocks, strict=False):
            if block.place not in self.taken:
                left, skips = by(section, frame, block, before)
                kept += [left] if left else []
                self.skips += skips
        sections = tuple(self._sifted(below, frames, by) for below in section.sections)
        if all(map(is_, kept, section.blocks)) and len(kept) == len(section.blocks) and all(map(is_, sections, section.sections)):
            return section
        return section.holding(kept, sections)


def _contents(section: Section, frame: _Frame, block: Block, before: Block | None) -> Sifted:
    """Without what has no content, or stands below a heading that says so. A rule only separates."""
    if block.kind == "rule":
        return None, ()
    kept, skips = sift(block)
    if kept and frame.cover and frame.cover.is_final:
        return None, (skip(block, frame.cover.reason),)
    return kept, skips


def _facts(section: Section, frame: _Frame, block: Block, before: Block | None) -> Sifted:
    """Without what tells no fact."""
    reason = untold(block, section.heading, section.box)
    if reason and block.kind == "quote" and before and is_sample(block, before):
        reason = None
    if reason is None and block.is_list and before and lists_the_guide(before):
        reason = ABOUT_THE_GUIDE
    if reason is None and frame.is_opening and greets(section) and block.kind == "paragraph" and not explains(block):
        reason = INTRODUCTION
    if reason is None and frame.cover and not explains(block):
        reason = frame.cover.reason
    if reason:
        return None, (skip(block, reason),)
    return undone(block) if block.is_list else (block, ())


def _left_over(section: Section, block: Block) -> Skip:
    if block.kind == "paragraph" and not section.path and section.sections:
        return skip(block, INTRODUCTION)
    return skip(block, f"no shape for this yet ({'list' if block.is_list else block.kind})")


def _checked(notes: list[NoteDraft]) -> tuple[list[NoteDraft], list[Skip]]:
    kept: list[NoteDraft] = []
    skips: list[Skip] = []
    seen: set[tuple[tuple[str, ...], str, str]] = set()
    ids: set[str] = set()
    for note in notes:
        key = (note.heading, note.front, note.back)
        if key in seen:
            skips.append(_left_out(note, "the same card stands above"))
        elif max(len(note.front.encode()), len(note.back.encode())) > MAX_SIDE_BYTES:
            skips.append(_left_out(note, TOO_LONG))
        elif note.explicit_id in ids:
            skips.append(_left_out(note, f"the id ^{note.explicit_id} stands above already, so this card goes without it"))
            kept.append(replace(note, explicit_id=None))
        else:
            kept.append(note)
        seen.add(key)
        ids.update([note.explicit_id] if note.explicit_id else [])
    return kept, skips


def _left_out(note: NoteDraft, reason: str) -> Skip:
    return Skip(note.line, reason, note.front[:200])
