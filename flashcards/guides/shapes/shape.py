"""What a shape is, and what all shapes share: drafting a note, and keeping backs short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from flashcards.core.models import Kind, NoteDraft, Skip
from flashcards.core.record import record
from flashcards.guides.asides import closed
from flashcards.guides.blocks import Block, read_blocks
from flashcards.guides.blocks import text_of as text_of
from flashcards.guides.canonical import markdown
from flashcards.guides.competencies import level_in, mentions_level, principles_in
from flashcards.guides.document import Section
from flashcards.guides.noise import TOO_LONG as TOO_LONG
from flashcards.guides.wording import as_of, plain

MOST_CHARACTERS = 600
"""Words of a back, in characters, that can be recalled as one answer."""

_KINDS = (
    (Kind.PITFALL, r"pitfalls?|mistakes?|red flags?|anti-?patterns?|avoid|look out for|gotchas?|don['’]?ts?|do not"),
    (Kind.TAKEAWAY, r"takeaways?|summary|tips|remember|key points|lessons|success metrics"),
    (Kind.COMPARISON, r"vs|versus|compared|differences?"),
    (Kind.PATTERN, r"patterns?|when (?:not )?to use"),
    (Kind.CONCEPT, r"definition|what (?:is|are)|concepts?"),
)
# A fence that is never closed goes on to the end, so no line is looked at twice.
_FENCED = re.compile(r"(?ms)^ *(?P<fence>`{3,})(?P<language>\w*)[^`\n]*\n.*?(?:^ *(?P=fence) *$|\Z)")
_MAY_BEGIN_A_BLOCK = re.compile(r"[-+>#<|~=:!?_\d\s]|\*(?!\*\w)|`{3}")
_ROOM_TO_ANSWER = re.compile(r"(?<=\?)\s*__+$")
_CHECK_BOX = re.compile(r"\[[ xX]\]\s+|☐\s*")
_PROSE = ("", "markdown", "md", "text", "txt")
_KIND_RULES = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _KINDS)


@record(frozen=True, slots=True)
class Found:
    """Notes a shape made, the outermost blocks it took for them, and what of those it left out.

    said: the names of what their author said of them in so many words; nothing around them adds to that.
    """

    notes: tuple[NoteDraft, ...]
    blocks: tuple[Block, ...]
    skips: tuple[Skip, ...] = ()
    said: frozenset[str] = frozenset()


Shape = Callable[[Section], Iterator[Found]]
"""Notes of one form in a section, whose `blocks` are those that are still free. It may take blocks of the sections below too."""


def draft(
    section: Section,
    kind: Kind,
    front: str,
    back: str,
    blocks: Iterable[Block],
    *,
    explicit_id: str | None = None,
    label: str = "",
) -> NoteDraft:
    """A note with its place, its level and its principles: from the label on the front, else from the nearest heading."""
    taken = tuple(blocks)
    level, principles = _named_above(section.trail)
    return NoteDraft(
        kind=kind,
        front=_ROOM_TO_ANSWER.sub("", front.strip()),
        back=closed(back.strip()),
        heading=section.path,
        line=min([block.line for block in taken]),
        end_line=max([block.end_line for block in taken]),
        explicit_id=explicit_id,
        as_of=as_of(f"{front}\n{back}"),
        level=level_in(label) if mentions_level(label) else level,
        principles=principles_in(label) or principles,
    )


@lru_cache(maxsize=4096)
def _named_above(trail: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The level and the principles of the nearest heading that names some."""
    level = next((level_in(name) for name in reversed(trail) if mentions_level(name)), None)
    return level, next(filter(None, map(principles_in, reversed(trail))), ())


def kind_of(section: Section, label: str = "", otherwise: Kind = Kind.FACT) -> Kind:
    """Kind by the words of the label, else of the headings from the innermost out."""
    return kind_by((label, *reversed(section.path)), otherwise)


def kind_by(names: Iterable[str], otherwise: Kind = Kind.FACT) -> Kind:
    """Kind by the first of some names that says it."""
    return next(filter(None, map(_kind_named, names)), otherwise)


@lru_cache(maxsize=4096)
def _kind_named(text: str) -> Kind | None:
    words = text.lower()
    return next((kind for kind, pattern in _KIND_RULES if pattern.search(words)), None)


def is_short(back: str) -> bool:
    """Whether a back can be recalled as one answer."""
    return len(back) <= MOST_CHARACTERS or recalled_characters(back) <= MOST_CHARACTERS


def recalled_characters(back: str) -> int:
    """Characters of a back's words; code in it is looked at, not recalled, and does not count."""
    if "```" in back:
        back = _FENCED.sub(lambda code: code[0] if code["language"] in _PROSE else "", back)
    return len(plain(back))


def follows(before: Block, block: Block) -> bool:
    """Whether only blank lines stand between two blocks, as far as their lines tell."""
    return block.line - before.end_line <= 3


def without_box(line: str) -> str:
    """A line without the box before it that is to be ticked."""
    box = _CHECK_BOX.match(line)
    return line[box.end() :] if box else line


def beside(rest: str, blocks: Iterable[Block] = ()) -> str:
    """Canonical Markdown of what stands beside a term, and of the blocks below that."""
    first = read_blocks(rest) if _MAY_BEGIN_A_BLOCK.match(rest) else [Block("paragraph", 1, 1, rest)] if rest else []
    return markdown([*first, *blocks])


def below(item: Block) -> str:
    """Canonical Markdown of what stands in an item below its first paragraph."""
    return markdown(item.children[1:])
