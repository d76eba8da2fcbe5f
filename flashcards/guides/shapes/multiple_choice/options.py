"""The options of a multiple choice, and the letters of those that are right, in the spellings authors have for both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flashcards.guides.blocks import Block
from flashcards.guides.shapes.shape import text_of
from flashcards.guides.wording import plain

MOST_OPTIONS = 8
_OPTION = re.compile(
    r"(?:\[(?P<box>[ xX])\]\s+)?(?P<sign>[✅✔☑]\ufe0f?\s*)?(?:\*\*|__)?\(?(?P<letter>[A-Ha-h])[.)]\)?(?:\*\*|__)?:?\s+"
    r"(?P<text>\S.*)",
    re.DOTALL,
)
_BEGINS = re.compile(r"\n(?:\W{0,6}[Aa1]\W{0,3}[.)]|\[[ xX]\])")
_BOX = re.compile(r"\[(?P<box>[ xX])\]\s+(?P<text>\S.*)", re.DOTALL)
_TICK = re.compile(r"\s*(?:[✅✔☑✓]\ufe0f?|\*{0,2}\((?:correct|right)(?: answer)?\)\*{0,2})\s*$", re.IGNORECASE)
_LETTERS = r"(?P<letters>[A-Ha-h1-8](?:(?:\s*(?:,|&|/|\+|\band\b)\s*|\s+)(?:and\s+)?[A-Ha-h1-8](?![\w]))*|[A-H]{2,5})"
_AFTER = r"(?:\*\*|__|`)*\)?(?![\w'’])(?P<rest>.*)"
_KEY = re.compile(
    r"(?:>\s*)?\W*(?:the\s+)?(?:(?:correct|right|best)\s+)?(?:answers?|ans|key|solution|option|choice|correct)(?:\s*\(s\))?"
    rf"(?:\s+(?:is|are))?\s*[:=–—-]?\s*(?:\*\*|__|`)*\s*[:=]?\s*(?:\*\*|__|`)*\s*(?:options?\s+)?\(?{_LETTERS}{_AFTER}",
    re.IGNORECASE | re.DOTALL,
)
_BARE_KEY = re.compile(rf"(?:\*\*|__|`)*\s*(?:options?\s+)?\(?{_LETTERS}{_AFTER}", re.DOTALL)
_WORDED_KEY = re.compile(
    r"\W*(?:the\s+)?(?:(?:correct|right)\s+)?answers?(?:\s+is)?\s*:[\s*_]*(?P<text>\S[^\n]*?)[\s*_.]*(?:\n|$)", re.IGNORECASE
)
_NUMBERED_KEY = re.compile(
    r"(?:\*\*)?(?:Q(?:uestion)?\s*)?(?P<number>\d{1,3})(?:\*\*)?\s*[.):=–—-]+\s*(?:\*\*)?\(?(?P<letters>[A-Ha-h](?:\s*,\s*[A-Ha-h])*)\b"
)
_BEGINS_REST = re.compile(r"\s*(?:$|\n|[.,):;–—-])")


class Option(NamedTuple):
    """letter: "" where it has none. is_right: whether its author ticked it."""

    letter: str
    text: str
    is_right: bool = False


class Key(NamedTuple):
    """letters: those of the right options, or their numbers. rest: what the same text says after them."""

    letters: tuple[str, ...]
    rest: str


def may_have_options(block: Block) -> bool:
    """Whether options may stand in a block: a list of its own or in its first item, or lines, that begins like one."""
    if block.kind == "paragraph":
        return _BEGINS.search(f"\n{block.text}") is not None
    if not block.is_list:
        return False
    return block.kind == "numbers" or any(map(may_have_options, block.children[0].children))


def options_of_list(block: Block) -> tuple[Option, ...]:
    """The options of a list: lettered or with boxes to tick; of a numbered list, its items."""
    texts = [text_of(item) for item in block.children]
    lettered = _in_order([_option(text) for text in texts])
    if lettered:
        return lettered
    boxes = [_BOX.fullmatch(text) for text in texts]
    if all(boxes) and 2 < len(boxes) <= MOST_OPTIONS:
        options = tuple(Option("", box["text"], box["box"] != " ") for box in boxes if box)
        return options if len({option.is_right for option in options}) == 2 else ()
    if block.kind == "numbers" and 1 < len(texts) <= MOST_OPTIONS and all(texts):
        return tuple(Option(str(number), text) for number, text in enumerate(texts, int(block.mark or 1)))
    return ()


def split_lines(text: str) -> tuple[str, tuple[Option, ...], str]:
    """What stands above the lines that are options, those, and what stands below them."""
    lines = text.split("\n")
    begin = next((at for at, line in enumerate(lines) if _option(line)), None)
    if begin is None:
        return text, (), ""
    groups: list[str] = []
    for at, line in enumerate(lines[begin:], begin):
        if _option(line):
            groups.append(line)
        elif read_key(line, ()):
            return "\n".join(lines[:begin]), _in_order([_option(group) for group in groups]), "\n".join(lines[at:])
        else:
            groups[-1] += "\n" + line
    return "\n".join(lines[:begin]), _in_order([_option(group) for group in groups]), ""


def _option(text: str) -> Option | None:
    match = _OPTION.fullmatch(text)
    if match is None:
        return None
    words, ticks = _TICK.subn("", match["text"])
    words = words.removesuffix("**") if words.count("**") % 2 else words
    return Option(match["letter"], words, bool(ticks or match["sign"] or (match["box"] or " ") != " "))


def _in_order(options: Sequence[Option | None]) -> tuple[Option, ...]:
    """Options, if they are lettered one after the other from A."""
    found = tuple(option for option in options if option)
    letters = "".join(option.letter for option in found).upper()
    return found if 1 < len(found) == len(options) and "ABCDEFGH".startswith(letters) else ()


def read_key(text: str, options: Sequence[Option], *, is_answer: bool = False) -> Key | None:
    """The key a text begins with: "Correct answer: B, D. Because …"; "B" alone where it stands as an answer (`is_answer`)."""
    match = _KEY.fullmatch(text) or (_BARE_KEY.fullmatch(text) if is_answer else None)
    if match:
        letters = tuple(re.findall(r"[A-H1-8]", match["letters"].upper().replace("AND", "")))
        known = {option.letter.upper(): option for option in options}
        rest = match["rest"]
        right = known.get(letters[0])
        repeats = right is not None and plain(rest).lower().startswith(plain(right.text).lower().rstrip(".")[:20])
        if (not known or all(letter in known for letter in letters)) and (_BEGINS_REST.match(rest) or repeats):
            return Key(letters, _told_after(rest, right))
    worded = _WORDED_KEY.match(text) if options else None
    said = plain(worded["text"]).lower().rstrip(".") if worded else ""
    right = next((option for option in options if said and plain(option.text).lower().rstrip(".") == said), None)
    return Key((right.letter.upper(),), text[worded.end() :].strip()) if right and worded else None


def repeats_option(text: str, options: Sequence[Option]) -> bool:
    """Whether the first line of a text is one of some options, word by word."""
    said = _option(text.partition("\n")[0])
    return said is not None and any((said.letter, said.text) == (option.letter, option.text) for option in options)


def _told_after(rest: str, right: Option | None) -> str:
    """What follows a letter, without the option's own words."""
    rest = re.sub(r"^[\s.,):;*_–—-]+", "", rest)
    words = plain(right.text).rstrip(".") if right else ""
    if words and plain(rest).lower().startswith(words.lower()) and rest[: len(words)].lower() == words.lower():
        rest = re.sub(r"^[\s.,):;*_–—-]+", "", rest[len(words) :])
    return rest.strip()


def numbered_keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """`1. B  2. A, C`: the number of each question with its letters."""
    for match in _NUMBERED_KEY.finditer(text):
        yield int(match["number"]), tuple(re.findall(r"[A-H]", match["letters"].upper()))
