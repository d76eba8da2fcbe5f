"""What a card claims is on a card as it is shown: every item, row and line of code, by another reading of the same guide."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from flashcards.core.models import Guide, NoteDraft, Skip
from flashcards.guides.reading import read_guide
from flashcards.guides.wording import explicit_id
from flashcards.rendering.renderer import render
from tests.guides.test_corpus import SHARED

ROOT = Path(__file__).parents[2]
OWN = [*sorted((ROOT / "tests" / "golden" / "guides").glob("*.md")), *sorted((ROOT / "decks").rglob("*.md"))]
REAL = [*sorted((SHARED / "corpus").glob("*.md")), *sorted((SHARED / "seeds").glob("*.txt"))]
REFERENCE = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])
MARKS = frozenset(
    "q a c s t r question answer cloze situation task action result avoid better instead of say not i can know understand "
    "correct explanation interviewer candidate".split()
)
"""Words that say what a text is: a card has a place of its own for it."""
NUMBER = re.compile(r"^\s*(?:[-*+]\s+)?(?:\d+[.)]?|\[[ xX]\])(?=\s|$)")
LINKS = re.compile(r"(?:\s*!?\[[^\[\]]*\]\([^()]*\)(?:<br/?>)?[,;|]?)+\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """An item with its own text alone, a row, or a line of code. Lines count from 1; block: the line where its block begins."""

    kind: str
    block: int
    line: int
    end_line: int
    words: frozenset[str]


def words(shown: str) -> frozenset[str]:
    """Words of a piece of HTML."""
    text = re.sub(r"<[^<>]*>", " ", re.sub(r"</?(?:span|strong|em|del)\b[^<>]*>", "", shown))
    return frozenset(re.split(r"[\W_]+", html.unescape(text).casefold())) - {""}


def parts(text: str) -> Iterator[Part]:
    """All items, rows and lines of code of a text, outside raw HTML; without numbering, and cells that only lead elsewhere."""
    tokens = REFERENCE.parse(text)
    block = 0
    for number, token in enumerate(tokens):
        if token.map is None:
            continue
        first, end = token.map
        block = block if token.level else first + 1
        if token.type in ("list_item_open", "tr_open"):
            texts = [part for part in own_text(tokens, number) if "<" not in part and not LINKS.fullmatch(part)]
            said = [explicit_id(NUMBER.sub("", text))[0] for text in texts]
            kind = "item" if token.type == "list_item_open" else "row"
            yield Part(kind, block, first + 1, end, words(" ".join(map(REFERENCE.renderInline, said))) - MARKS)
        elif token.type == "fence":
            for line, code in enumerate(token.content.split("\n"), first + 2):
                yield Part("code", block, line, line, words(html.escape(NUMBER.sub("", code))) - MARKS)


def own_text(tokens: list[Token], number: int) -> Iterator[str]:
    """Texts of an item or row that stand in no item below it."""
    depth = 0
    for token in tokens[number + 1 :]:
        if token.level == tokens[number].level and token.nesting == -1:
            return
        depth += token.nesting if token.type.startswith("list_item") else 0
        if token.type == "inline" and not depth:
            yield token.content


def lost(guide: Guide) -> list[Part]:
    """Parts that stand where a card was made of, and are neither on such a card nor named as left out."""
    shown = [(note, words(" ".join(map(render, sides(note))))) for note in guide.notes]
    headings = {words(heading) for note in guide.notes for heading in note.heading}
    there = [part for part in parts(guide.text) if part.line >= text_begins(guide)]
    return [part for part in there if not is_kept(part, shown, headings) and not is_named(part, guide.skips)]


def sides(note: NoteDraft) -> Iterator[str]:
    yield from (note.front, note.back, " ".join(note.heading), *note.principles, note.level or "")
    for label, text in note.sections:
        yield from (label, text)


def is_kept(part: Part, shown: list[tuple[NoteDraft, frozenset[str]]], headings: set[frozenset[str]]) -> bool:
    """Whether the cards around it have all its words. A line of a fence may be the heading of those below it."""
    around = [said for note, said in shown if note.line <= part.end_line and part.line <= note.end_line]
    return not around or part.words <= frozenset().union(*around) or any(part.words <= heading for heading in headings)


def is_named(part: Part, skips: tuple[Skip, ...]) -> bool:
    """Whether it is left out by itself, or with all of its block, of which a skip shows the beginning."""
    return any(
        part.line <= skip.line <= part.end_line
        or (part.block <= skip.line < part.line and (part.words <= words(html.escape(skip.text)) or len(skip.text) == 200))
        for skip in skips
    )


def text_begins(guide: Guide) -> int:
    """The first line below the front matter."""
    return guide.text.split("\n---\n", 1)[0].count("\n") + 2 if guide.front_matter else 1


@pytest.mark.parametrize("path", [*OWN, *REAL], ids=lambda path: path.name)
def test_what_a_card_claims_is_on_a_card(path: Path) -> None:
    guide = read_guide(path.read_bytes(), path.name)

    assert [(part.line, sorted(part.words)) for part in lost(guide)] == []
