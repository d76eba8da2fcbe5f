"""A guide from its bytes to the notes it gives, with a named skip for every block that gives none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from flashcards.core.errors import TooLarge
from flashcards.core.models import Guide, NoteDraft, Skip
from flashcards.guides.blocks import Block, read_blocks
from flashcards.guides.competencies import declared_level, declared_principles, level_in
from flashcards.guides.dialect import decode
from flashcards.guides.document import Section, into_sections
from flashcards.guides.front_matter import read_front_matter
from flashcards.guides.naming import deck_name, readable
from flashcards.guides.noise import heading_reason, own_reason, sift, skip
from flashcards.guides.shapes import READY, SHAPES
from flashcards.guides.shapes.plans import find_plans
from flashcards.guides.shapes.shape import TOO_LONG, Found, Shape
from flashcards.guides.wording import plain, tidy

MAX_NOTES = 5_000
MAX_SIDE_BYTES = 64_000
CONTEXT_CHARACTERS = 200


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
    matter = read_front_matter(text)
    blocks = read_blocks("\n" * matter.line_count + "\n".join(text.split("\n")[matter.line_count :]))
    heading, root = into_sections(blocks, plain(tidy(matter.values.get("title", ""))))
    title = plain(heading) or readable(path)
    notes, skips = _read(root, _outermost(matter.values))
    if len(notes) > MAX_NOTES:
        raise TooLarge(f"{path}: the guide gives {len(notes):,} cards; the most is {MAX_NOTES:,}. Split it into several guides.")
    guide = Guide(
        path=path,
        title=title,
        deck=deck_name(path, title, matter.values.get("deck", "")),
        text=text,
        front_matter=matter.values,
        notes=tuple(notes),
        skips=tuple(sorted([*([matter.skip] if matter.skip else []), *skips], key=lambda skip: skip.line)),
        repairs=repairs,
        plans=find_plans(root),
    )
    return Reading(guide, blocks, root)


def context_line(title: str, heading: tuple[str, ...], deck: str) -> str:
    """ "title › heading › heading", at most 200 characters, cut from the outside. Without a title, the deck's last name."""
    parts = [part for part in (title or deck.split("::")[-1], *heading) if part]
    line = " › ".join(parts)
    while len(line) > CONTEXT_CHARACTERS and len(parts) > 1:
        parts = parts[1:]
        line = " › ".join(["…", *parts])
    return line if len(line) <= CONTEXT_CHARACTERS else line[: CONTEXT_CHARACTERS - 1] + "…"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the front matter, headings and labels above a section say of all below them; reason: why it is noise."""

    reason: str | None = None
    level: str | None = None
    principles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    as_of: str | None = None

    def within(self, section: Section) -> _Frame:
        texts = [block.text for block in section.blocks if block.kind == "paragraph" and block.text.startswith("**")]
        return replace(
            self,
            reason=self.reason or heading_reason(section),
            level=next(filter(None, map(declared_level, texts)), self.level),
            principles=next(filter(None, map(declared_principles, texts)), self.principles),
        )

    def complete(self, note: NoteDraft, said: frozenset[str]) -> NoteDraft:
        """A note with what it does not say itself."""
        around: dict[str, Any] = {
            "level": note.level or self.level,
            "principles": note.principles or self.principles,
            "tags": note.tags or self.tags,
            "as_of": note.as_of or self.as_of,
        }
        return replace(note, **{name: value for name, value in around.items() if name not in said})


def _outermost(front_matter: dict[str, str]) -> _Frame:
    words = (tag.strip().lstrip("#") for tag in front_matter.get("tags", "").split(","))
    return _Frame(
        level=level_in(front_matter.get("level", "")) or level_in(front_matter.get("audience", "")),
        tags=tuple(dict.fromkeys("-".join(word.split()) for word in words if word)),
        as_of=" ".join(front_matter.get("as_of", "").split()) or None,
    )


def _read(root: Section, around: _Frame) -> tuple[list[NoteDraft], list[Skip]]:
    """Notes in the order of the guide, each (heading path, front, back) and each explicit id once."""
    notes: list[NoteDraft] = []
    skips: list[Skip] = []
    taken: set[tuple[int, int]] = set()
    for section, frame in _framed(root, around):
        for found in _recognised(section, frame.reason, taken, skips):
            notes += [frame.complete(note, found.said) for note in found.notes]
            skips += found.skips
    kept, refused = _checked(sorted(notes, key=lambda note: note.line))
    return kept, skips + refused


def _framed(section: Section, outer: _Frame) -> Iterator[tuple[Section, _Frame]]:
    frame = outer.within(section)
    yield section, frame
    for below in section.sections:
        yield from _framed(below, frame)


def _recognised(section: Section, reason: str | None, taken: set[tuple[int, int]], skips: list[Skip]) -> Iterator[Found]:
    """What the shapes find in a section; blocks are known by their first line. What is left is skipped with a reason."""
    if not section.blocks and not section.sections:
        return
    yield from _apply(READY, section, taken)
    free = [block for block in _free(section.blocks, taken) if block.kind != "rule"]  # it separates; there is nothing to learn
    if reason:
        skips += [skip(block, own_reason(block) or reason) for block in free]
        return
    sifted: list[Block] = []
    for block in free:
        kept, dropped = sift(section, block)
        sifted += [kept] if kept else []
        skips += dropped
    yield from _apply(SHAPES, replace(section, blocks=tuple(sifted)), taken)
    skips += [skip(block, _unshaped(section, block)) for block in _free(sifted, taken)]


def _unshaped(section: Section, block: Block) -> str:
    """Why a block that is no noise became no card."""
    if block.kind == "paragraph" and not section.path and section.sections:
        return "an introduction"
    return f"no shape for this yet ({'list' if block.is_list else block.kind})"


def _apply(shapes: tuple[Shape, ...], section: Section, taken: set[tuple[int, int]]) -> Iterator[Found]:
    for shape in shapes:
        free = _free(section.blocks, taken)
        if not free and not section.sections:
            return
        for found in shape(replace(section, blocks=free)):
            taken.update(block.place for block in found.blocks)
            yield found


def _free(blocks: Iterable[Block], taken: set[tuple[int, int]]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.place not in taken)


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
