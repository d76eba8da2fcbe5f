"""A guide's blocks as a tree of sections: what stands under which heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from flashcards.core.record import record
from flashcards.guides.blocks import Block, pieces, read_blocks
from flashcards.guides.boxes import as_box, box_title, is_heading
from flashcards.guides.card_marks import begins_card, has_mark, is_answer_mark
from flashcards.guides.html import is_simple, to_markdown
from flashcards.guides.wording import explicit_id, is_way, plain, tidy

GOOD_SIGNS, BAD_SIGNS = "✅✓✔☑👍🟢", "❌✗✘❎🚫⛔👎🔴⚠"

MOST_OF_A_NAME = 2
"""How often a heading may stand in a guide and still name something by itself."""

LEAST_OF_A_PREFACE = 100
"""Characters of a text above all headings, none of which then names the guide."""

_BOXES = ("admonition", "code", "fold")
_CONTAINERS = (*_BOXES, "html")
_FENCED_LABEL = re.compile(r"[A-Z0-9\"“][^.?!\n]{1,100}:?")
_BOLD_LINE = re.compile(
    r"(?:\*\*|__)(?P<label>(?P<number>(?:Q(?:uestion)?\s?)?\d{1,3}[.):]\s+)[^*_\n]{1,500}?|[^*_\n]{1,100}?)(?:\*\*|__)(?P<after>\s*+(?:\([^()\n]{0,60}\))?)\s*+:?\s*+(?P<id>\^[\w-]+)?"
)
_LABEL = re.compile(r"(?:\*\*|__)[^*_\n]{1,100}?(?::(?:\*\*|__)|(?:\*\*|__)\s*:)")

_OF_A_WAY = re.compile(
    r"\W{0,6}(?:when|why|how|(?:best|good) (?:for|when)|use (?:when|if|for)|watch (?:out|for)|(?:works|suits|pros|cons"
    r"|(?:dis)?advantages?|trade-?offs?|benefits?|drawbacks?|downsides?|strengths?|weaknesses|risks?|costs?|effort|limits?"
    r"|limitations?|goals?|timeline|examples?|signs?)\b)",
    re.IGNORECASE,
)
_WEIGHS = re.compile(r"\W{0,6}(?:recommendations?|conclusion|verdict|bottom line|summary|takeaways?|decision)\b", re.IGNORECASE)
"""Labels of what is said of one of several ways, and of all of them."""


@record(frozen=True, slots=True)
class Section:
    """What stands under a heading, up to the next. A bold line alone is a heading one level below the current one (`is_label`).

    So is the title of a box or of a fold; one without a title goes by the heading it stands under. What stands in a fence of
    prose stands where the fence does. trail: Markdown of the headings from the guide's title inward, its own last; the title may
    be empty. path: the same as plain text without the title, a repeated one with a counter, so that it is unique in the guide.
    box: the marker and type of an admonition ("!!! tip"), FOLD, or "". sign: the tick or cross before the heading, which the
    trail leaves out. is_deck: whether the guide calls itself a deck of cards. common: headings that stand more often than twice
    in the guide, and so name nothing by themselves. words: all that stood right under the heading, in lower case, for
    a first look.
    """

    trail: tuple[str, ...]
    path: tuple[str, ...]
    line: int
    is_label: bool = False
    explicit_id: str | None = None
    box: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    sign: str = ""
    is_deck: bool = False
    common: Set[str] = field(default=frozenset(), compare=False, repr=False)
    words: str = field(default="", compare=False, repr=False)

    @property
    def heading(self) -> str:
        return self.trail[-1] if len(self.trail) > 1 else ""

    def words_of_parts(self) -> str:
        """Its words, those of the labels below it, and the headings."""
        parts = [self.words]
        for below in self.sections:
            parts += [below.heading.lower(), below.words_of_parts() if below.is_label else ""]
        return "\n".join(parts)

    def holding(self, blocks: Sequence[Block], sections: Sequence[Section], words: str | None = None) -> Section:
        """The same section with other content. Written out, since many are made."""
        return Section(
            *(self.trail, self.path, self.line, self.is_label, self.explicit_id, self.box, tuple(blocks), tuple(sections)),
            *(self.sign, self.is_deck, self.common, self.words if words is None else words),
        )

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the guide."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting += reversed(section.sections)


def read_document(text: str, title: str = "") -> tuple[str, Section]:
    """Title (the given one, else the first h1, else "") and the section that holds the whole guide."""
    return into_sections(read_blocks(text), title)


def into_sections(blocks: Sequence[Block], title: str = "", *, is_deck: bool = False) -> tuple[str, Section]:
    """The same of blocks that were read."""
    first = next((block for block in blocks if is_heading(block)), None)
    names_the_guide = first is not None and first.mark == "1" and not _is_one_of_several(first, blocks, title)
    title = title or (tidy(first.text) if first and names_the_guide else "")
    tree = _Tree([_Draft(0, Section((title,), (), 1, is_deck=is_deck))])
    tree.add([block for block in blocks if not (names_the_guide and block is first)])
    tree.close(1)
    return title, tree.stack[0].finished()


def _is_one_of_several(first: Block, blocks: Sequence[Block], title: str) -> bool:
    """Whether the first heading is a chapter's: the guide has several of its rank, and a title from elsewhere or a preface."""
    several = sum(block.kind == "heading" and block.mark == "1" for block in blocks) > 1
    if not title:
        return several and blocks[0].kind == "paragraph" and len(blocks[0].text) >= LEAST_OF_A_PREFACE
    return several and tidy(first.text).casefold() != title.casefold()


@dataclass(slots=True)
class _Draft:
    """A section while it is being filled."""

    level: int
    section: Section
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    is_in_card: bool = False

    @property
    def is_bold_line(self) -> bool:
        return self.section.is_label and not self.section.box

    @property
    def is_way(self) -> bool:
        """Whether it is a bold line that says which of several ways it is."""
        return self.is_bold_line and is_way(self.section.heading)

    def take(self, block: Block) -> None:
        """A ready card (`Q:`) goes on over all that follows, boxes and fences too, up to a rule or a card of another form."""
        begins = block.kind == "paragraph" and has_mark(block.text)
        self.is_in_card = begins or (self.is_in_card and not self.ends_card(block))
        self.blocks.append(block)

    def ends_card(self, block: Block) -> bool:
        return block.kind == "rule" or begins_card(block, self.section.is_deck)

    def finished(self) -> Section:
        words = "\n".join([text for block in self.blocks for text in pieces(block)]).lower()
        return self.section.holding(self.blocks, self.sections, words)


@dataclass(slots=True)
class _Tree:
    """The sections that are open, the innermost last, and how often each path came so far."""

    stack: list[_Draft]
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    common: set[str] = field(default_factory=set)

    def add(self, blocks: Sequence[Block], is_fenced: bool = False, levels: tuple[int, int] | None = None) -> int:
        """Take blocks in, below the section that is open now; those they open stay open.

        levels: of what all of them stand in, and of the last heading, if other blocks stand there before them. Gives the latter.
        """
        base, level = levels or (self.stack[-1].level, self.stack[-1].level)
        for index, block in enumerate(blocks):
            block = as_box(block) if block.kind == "quote" else block
            if self.stack[-1].is_in_card and block.kind in _CONTAINERS and not self.stack[-1].ends_card(block):
                self.stack[-1].take(block)
            elif block.kind in _BOXES and block.children:
                self._box(block)
            elif (
                block.kind == "html" and not block.is_unclosed and is_simple(block.text) and (said := _of_html(block.text, block))
            ):
                level = self.add(said, levels=(base, level))
            elif self.stack[-1].is_in_card and block.kind == "paragraph" and is_answer_mark(block.text):
                self.stack[-1].take(block)
            elif heading := _heading(block, blocks[index + 1 : index + 2], is_fenced):
                text, own_level = heading
                level = base + own_level if own_level else level
                if own_level and self.stack[-1].is_bold_line and self.stack[-1].blocks:
                    self.close(self.stack[-1].level)  # else it would have the chapters of a guide below it
                self.open(text, block.line, level if own_level else self._below_a_way(text, level + 1), is_label=not own_level)
            else:
                if _is_label_after_content(block, self.stack[-1]):
                    self.close(self._below_a_way(block.text, level + 1))
                self.stack[-1].take(block)
        return level

    def _below_a_way(self, label: str, level: int) -> int:
        """The level of a label, which is that of bold lines; one that describes a way, "Option B: …", stands below that."""
        is_of_it = _OF_A_WAY.match(label) is not None
        return level + 1 if is_of_it and any(draft.is_way and draft.level == level for draft in self.stack) else level

    def open(self, text: str, line: int, level: int, *, is_label: bool, box: str = "") -> None:
        """Open a section, and close all that it does not stand in."""
        self.close(level)
        outer = self.stack[-1].section
        text, own_id = explicit_id(text)
        heading = tidy(text)
        path = (*outer.path, plain(heading)) if heading else outer.path
        self.seen[path] = count = self.seen.get(path, 0) + 1
        if count > 1 and heading:
            path = (*path[:-1], f"{path[-1]} ({count})")
        trail = (*outer.trail, heading) if heading else outer.trail
        sign = text[0] if text and text[0] in GOOD_SIGNS + BAD_SIGNS else ""
        self.names[heading] += 1
        if self.names[heading] > MOST_OF_A_NAME:
            self.common.add(heading)
        section = Section(trail, path, line, is_label, own_id, box, (), (), sign, outer.is_deck, self.common)
        self.stack.append(_Draft(level, section))

    def close(self, level: int) -> None:
        """Close all sections of that level or a deeper one."""
        while len(self.stack) > 1 and self.stack[-1].level >= level:
            finished = self.stack.pop().finished()
            self.stack[-1].sections.append(finished)

    def _box(self, block: Block) -> None:
        """What stands in a box under its title; in a fence, where the fence stands."""
        if block.kind == "code":
            level = self.stack[-1].level + 1
            self.add(block.children, is_fenced=True)
        else:
            level = self.stack[-1].level + 1
            self.open(box_title(block), block.line, level, is_label=True, box=block.mark)
            self.add(block.children)
        self.close(level)


def _of_html(html: str, around: Block) -> tuple[Block, ...]:
    """What simple HTML says, as blocks that all stand where it does; none where it says but itself, as a tag left open does."""
    markdown = to_markdown(html)
    blocks = read_blocks(markdown) if markdown != html else ()
    return tuple(_placed(block, around, part) for part, block in enumerate(blocks, 1))


def _placed(block: Block, around: Block, part: int) -> Block:
    children = tuple(_placed(child, around, part) for child in block.children)
    return replace(block, line=around.line, end_line=around.end_line, children=children, part=part)


def _is_label_after_content(block: Block, draft: _Draft) -> bool:
    """Whether a block is `**Label**: text` below a bold line's content: then it stands beside the bold line, not under it."""
    is_content = bool(draft.blocks) and (not _LABEL.match(draft.blocks[-1].text) or _weighs(block, draft))
    return draft.is_bold_line and is_content and block.kind == "paragraph" and _LABEL.match(block.text) is not None


def _weighs(block: Block, draft: _Draft) -> bool:
    """Whether a label below one of several ways speaks of all of them: "Recommendation"."""
    return draft.is_way and _WEIGHS.match(block.text) is not None


def _heading(block: Block, after: Sequence[Block], is_fenced: bool) -> tuple[str, int] | None:
    """Text and level of a block that is a heading; level 0: a bold line, or in a fence a line above its list."""
    if is_heading(block):
        return block.text, int(block.mark[0])
    if block.kind != "paragraph":
        return None
    bold = _BOLD_LINE.fullmatch(block.text) if block.text.startswith(("**", "__")) else None
    if bold and (bold["number"] or not bold["label"].rstrip().endswith((".", "!"))):
        return f"{bold['label'].rstrip(': ')}{bold['after'].rstrip()} {bold['id'] or ''}".strip(), 0
    if is_fenced and after and after[0].is_list and _FENCED_LABEL.fullmatch(block.text):
        return block.text.rstrip(": "), 0
    return None
