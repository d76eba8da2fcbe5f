"""What stands together below a heading: a paragraph, or one with the list, quote or code it leads in to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.shapes.beginnings import LEAST_CHARACTERS, goes_on
from flashcards.guides.shapes.definitions import SENTENCE_END, without_lead
from flashcards.guides.shapes.shape import follows, is_short
from flashcards.guides.shapes.topics import is_run_in
from flashcards.guides.wording import has_any, plain

MOST_LINES_OF_CODE = 15
"""Code that goes along with the sentence above it."""

_PICTURE = re.compile(r"(?:\[?!\[[^\]\n]*\]\([^)\n]*\)(?:\]\([^)\n]*\))?\s*)+")
_SHOWN = ("table", "figure", "diagram", "chart", "image", "picture", "section", "graph", "link")
_POINTS = re.compile(
    rf"\b(?:following|below|above)\s+(?:{'|'.join(_SHOWN)})s?\b"
    r"|\b(?:table|figure|diagram|chart|image)s?\s+(?:below|above|shows?|highlights?|summari[sz]es)\b"
)

_COUNTED = re.compile(
    r"(?:there|here|these|below)\s+(?:is|are)\s+(?:(?:also|the|some|several|many|multiple|various|different|a (?:few|couple of)"
    r"|two|three|four|five|six|\d{1,2}|main|following)\s+)+(?P<what>\S+(?:\s+\S+){2,})",
    re.IGNORECASE,
)

Passage = tuple[Block, ...]
"""A block, or a paragraph with the list, quote or code it leads in to."""


def runs(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Paragraphs, lists, quotes and short pieces of code with nothing else between them."""
    run: list[Block] = []
    for block in blocks:
        if run and not (_is_text(block) and follows(run[-1], block)):
            yield run
            run = []
        if _is_text(block) and (run or block.kind != "code"):
            run.append(block)
    if run:
        yield run


def _is_text(block: Block) -> bool:
    if block.kind == "code":
        return not block.is_unclosed and "mermaid" not in block.mark and block.text.count("\n") < MOST_LINES_OF_CODE
    return block.kind in ("paragraph", "quote") or block.is_list


def is_picture(block: Block) -> bool:
    """Whether a paragraph is nothing but pictures."""
    return block.kind == "paragraph" and "![" in block.text and _PICTURE.fullmatch(block.text) is not None


def passages_of(run: Sequence[Block]) -> Iterator[Passage]:
    """A run in passages."""
    index = 0
    while index < len(run):
        after = run[index + 1] if index + 1 < len(run) else None
        length = 2 if after and (_goes_along(after, run[index]) or _leads_in(run[index], after)) else 1
        yield tuple(run[index : index + length])
        index += length


def _goes_along(code: Block, before: Block) -> bool:
    """Whether code belongs to what stands above it; a list is understood without."""
    return code.kind == "code" and not before.is_list


def joined(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Passages, each paragraph that belongs to the one above it together with that, as long as they are short together."""
    whole: Passage = ()
    for passage in passages:
        if whole and _goes_on(whole, passage) and is_short(markdown((*whole, *passage))):
            whole += passage
            continue
        if whole:
            yield whole
        whole = passage
    if whole:
        yield whole


def _goes_on(before: Passage, passage: Passage) -> bool:
    """Whether a paragraph goes on from the one above it, or stands below one that begins with its term."""
    text = passage[0].text
    is_below = goes_on(text) or (is_run_in(before[0].text) and not is_run_in(text))
    return is_below and all(block.kind == "paragraph" for block in (*before, *passage))


def are_run_in(passages: Sequence[Passage]) -> bool:
    """Whether a text is told under terms in bold that stand like headings in its first lines."""
    found = [passage[0].kind == "paragraph" and is_run_in(passage[0].text) for passage in passages]
    return sum(found) > 1 and found[0]


def as_one(passage: Passage) -> Block:
    """The first paragraph of a passage, with those joined to it."""
    first = passage[0]
    if len(passage) == 1 or passage[-1].kind != "paragraph":
        return first
    return replace(first, text="\n\n".join([block.text for block in passage]), end_line=passage[-1].end_line)


def _leads_in(block: Block, after: Block) -> bool:
    """Whether a paragraph ends in ":", or stands above a list like a label, an unfinished sentence, or "There are two …"."""
    if block.kind != "paragraph" or after.kind == "paragraph":
        return False
    words = plain(block.text)
    if words.endswith(":") or not after.is_list:
        return words.endswith(":")
    return not words.endswith((".", "!", "?", ")", "”", '"')) or bool(counted(SENTENCE_END.split(words)[-1]))


def counted(sentence: str) -> str:
    """What a sentence says there are several of: "Ways to find a page" of "There are two ways to find a page."; else ""."""
    found = _COUNTED.fullmatch(sentence.rstrip(".:"))
    return found["what"][0].upper() + found["what"][1:] if found else ""


def is_dangling(block: Block) -> bool:
    """Whether a paragraph, or a list of one line, only leads in to what is elsewhere, or speaks of a picture beside it."""
    if block.is_list and len(block.children) == len(block.children[0].children) == 1:
        block = block.children[0].children[0]
    if block.kind != "paragraph":
        return False
    words = plain(block.text)
    return words.endswith(":") or (_points(words.lower()) and len(SENTENCE_END.split(words)) == 1)


def _points(words: str) -> bool:
    return has_any(words, _SHOWN) and _POINTS.search(words) is not None


def before_lead(block: Block) -> Block | None:
    """A paragraph without the sentence at its end that leads in to what is elsewhere; None where it is no such paragraph."""
    text = without_lead(block.text) if block.kind == "paragraph" else block.text
    return replace(block, text=text) if text != block.text and len(plain(text)) >= LEAST_CHARACTERS else None
