"""Where a ready card begins: a card its author wrote as one. There the answer of the card above it ends."""

from __future__ import annotations

import re

from flashcards.guides.blocks import Block
from flashcards.guides.wording import plain

FRONTS = ("front", "question", "q", "prompt", "card front", "front side", "front of card", "side a")
BACKS = ("back", "answer", "a", "card back", "back side", "back of card", "side b")
"""What the columns of a table of cards are called."""

MARK = re.compile(r"^\*{0,2}(?:C(?:loze)?\*{0,2}|(?:Q(?:uestion)?|Front)\*{0,2} ?):", re.MULTILINE)
QUESTION = re.compile(r"\*{0,2}(?:Q(?:uestion)?|Front)\*{0,2} ?:\*{0,2}(?:\s+|$)(?P<text>.*)")
_ANSWER_ALONE = re.compile(r"\*{0,2}(?:[✅✔☑✓]\ufe0f? ?)?(?:A(?:nswer|NSWER)?|Back)(?:\*{0,2}:\*{0,2}|:?\*{2})")
CLOZE = re.compile(r"C(?:loze)?:\s+(?P<text>.+)")

_LEAST_OWN = 4
"""Words of a summary that names something by itself; "Answer" or "Why it works" speak of what stands above."""

_SEPARATOR = re.compile(r" :::? ")
_TIGHT = re.compile(r"(?<=[^\s:]):::?(?=[^\s:])")
_DRESSED = re.compile(r"(?:\*\*|__)(?P<bold>[^*_\n]+)(?:\*\*|__)|[\"“](?P<said>[^\"“”\n]+)[\"”]")
_HIDDEN = re.compile(r"`[^`]*`|\{\{c\d+::.*?\}\}")
_OF_ABOVE = re.compile(
    r"\W*(?:click|tap|press|show|see|view|reveal|open|expand|toggle|check|answer|solution|hint)\b", re.IGNORECASE
)


def begins_card(block: Block, is_deck: bool) -> bool:
    """Whether a block is a ready card of any form, or a fold with a name of its own. is_deck: whether highlights are gaps."""
    match block.kind:
        case "paragraph":
            return has_mark(block.text) or has_gaps(block.text, is_deck) or _is_divided(block.text)
        case "list" | "numbers" | "quote":
            first = _first_paragraph(block)
            return first is not None and (QUESTION.match(first.text) is not None or _is_divided(first.text))
        case "table":
            return sides_of(block) is not None
        case "fold":
            is_own = len(block.text.split()) >= _LEAST_OWN or block.text.endswith("?")
            return is_own and _OF_ABOVE.match(block.text) is None
    return False


def has_mark(text: str) -> bool:
    """Whether a line of a text begins with the mark of a question, a front or a text with gaps."""
    return ":" in text and MARK.search(text) is not None


def is_answer_mark(text: str) -> bool:
    """Whether a line says nothing but that the answer of a card stands below it."""
    return _ANSWER_ALONE.fullmatch(text) is not None


def _first_paragraph(block: Block) -> Block | None:
    while block.children and block.kind != "paragraph":
        block = block.children[0]
    return block if block.kind == "paragraph" else None


def has_gaps(text: str, is_deck: bool) -> bool:
    return "{{c" in text or (is_deck and text.count("==") > 1)


def undressed(front: str) -> str:
    """A front without the bold or the quotation marks around all of it."""
    dressed = _DRESSED.fullmatch(front)
    return (dressed["bold"] or dressed["said"]).strip() if dressed else front


def divider(lines: list[str]) -> int | None:
    """The line that is only `?` or `??`, between the sides of a card."""
    return next((at for at, line in enumerate(lines) if at and line.strip() in ("?", "??")), None)


def separator(text: str, is_deck: bool = False) -> re.Match[str] | None:
    """The ` :: ` or ` ::: ` between term and definition, outside code and gaps; in a deck, the spaces may be left out."""
    if "::" not in text:
        return None
    shown = _HIDDEN.sub(lambda hidden: "`" * len(hidden[0]), text)
    mark = _SEPARATOR.search(shown) or (_TIGHT.search(shown) if is_deck else None)
    if not mark or not mark.start() or (mark[0][0] == ":" and not re.search(r"\s|\?$", shown[: mark.start()])):
        return None
    return mark


def sides_of(table: Block) -> tuple[int, int] | None:
    """The columns of a table that its author named as the sides of a card."""
    names = [plain(cell.text).lower().rstrip(":") for cell in table.children[0].children[0].children]
    front = next((at for at, name in enumerate(names) if name in FRONTS), None)
    back = next((at for at, name in enumerate(names) if name in BACKS), None)
    return None if front is None or back is None else (front, back)


def _is_divided(text: str) -> bool:
    lines = text.split("\n")
    return separator(lines[0]) is not None or divider(lines) is not None
