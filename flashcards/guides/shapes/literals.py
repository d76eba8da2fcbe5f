"""Facts that a guide writes as a dictionary of a program: `limits = {"timeout": {"limit": "15 minutes"}, …}`.

Read line by line, as people write them, so that comments beside values are kept; what is not of this form is no such dictionary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flashcards.guides.blocks import Block

MOST_LINES = 200
_ROOT = re.compile(r"(?:(?:const|let|var)\s+)?(?P<name>[A-Za-z_]\w*)?\s*=?\s*\{\s*(?:(?:#|//).*)?")
_KEY = re.compile(r"(?P<quote>[\"']?)(?P<key>[^\"'{}\[\]:,#][^\"'{}\[\],#\n]{0,80}?)(?P=quote)\s*:\s*(?P<value>\S.*)")
_COMMENT = re.compile(r"\s*(?:#|//)\s*(?P<comment>.*)$")
_PIECE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[{}\[\],#]|//|[^\"'{}\[\],#/]+|.")
_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")
_YEAR_IN_BRACKETS = re.compile(r"\((?:as of |updated )?(20[12]\d)\)")


@dataclass(slots=True)
class Entry:
    """A key with its value, or with entries below it; in a list the key is "". Lines count from 1 within the fence."""

    key: str
    value: str
    line: int
    end_line: int
    is_dict: bool = False
    below: list[Entry] = field(default_factory=list)

    @property
    def is_nested(self) -> bool:
        return self.is_dict and bool(self.below)


@dataclass(frozen=True, slots=True)
class Literal:
    """A dictionary with the name it is given to, the comment above it, and the year either of them names."""

    name: str
    comment: str
    entries: tuple[Entry, ...]
    line: int
    end_line: int

    @property
    def year(self) -> str | None:
        in_comment = _YEAR_IN_BRACKETS.search(self.comment)
        in_name = _YEAR.search(self.name)
        return in_comment[1] if in_comment else in_name[0] if in_name else None


def literals(block: Block) -> list[Literal]:
    """The dictionaries at the outermost level of a piece of code, whose entries each have a line or stand in one."""
    lines = block.text.split("\n")[:MOST_LINES]
    found: list[Literal] = []
    number, comment = 0, ""
    while number < len(lines):
        line = lines[number]
        root = _ROOT.fullmatch(line) if not line.startswith(" ") and "{" in line else None
        end = _end(lines, number) if root else None
        if root and end:
            entries = _entries(lines, number + 1, end)
            if entries:
                found.append(Literal(root["name"] or "", comment, tuple(entries), number + 1, end + 1))
            number = end
        comment = line.lstrip("#/ ").strip() if line.startswith(("#", "//")) else comment if not line.strip() else ""
        number += 1
    return found


def humanised(key: str) -> str:
    """ "cost_per_gb" as words; a name with capitals or spaces stays as it is."""
    return key.replace("_", " ").strip() if "_" in key else key


def _end(lines: list[str], start: int) -> int | None:
    return next((at for at in range(start + 1, len(lines)) if lines[at].rstrip(" ;,") == "}"), None)


def _entries(lines: list[str], start: int, end: int) -> list[Entry] | None:
    """Entries between two lines; None where a line is of another form, or a key comes twice."""
    root = Entry("", "", start, end, is_dict=True)
    stack = [root]
    for number in range(start, end):
        line = lines[number].strip()
        if not line:
            continue
        if line.rstrip(",") in ("}", "]"):
            if len(stack) < 2:
                return None
            stack.pop().end_line = number + 1
        elif not _add(stack, line, number + 1):
            return None
    return root.below if len(stack) == 1 else None


def _add(stack: list[Entry], line: str, number: int) -> bool:
    """Read one line into the innermost open entry. False where it is of another form."""
    value, comment = _split_comment(line)
    if not value:
        return False
    key = _KEY.match(value) if stack[-1].is_dict else None
    if stack[-1].is_dict and (key is None or any(entry.key == key["key"] for entry in stack[-1].below)):
        return False
    name, value = (key["key"], key["value"]) if key else ("", value)
    entry = Entry(name, "", number, number)
    stack[-1].below.append(entry)
    if value in ("{", "["):
        entry.is_dict = value == "{"
        stack.append(entry)
        return True
    return _fill(entry, value.rstrip(",").strip(), comment)


def _fill(entry: Entry, value: str, comment: str) -> bool:
    """A value that stands on one line: a piece of text, or a list or dictionary in itself."""
    if value[:1] in "{[" and value[-1:] in "}]":
        entry.is_dict = value[0] == "{"
        for part in _parts(value[1:-1]):
            key = _KEY.match(part) if entry.is_dict else None
            if entry.is_dict and key is None:
                return False
            entry.below.append(Entry(key["key"] if key else "", _bare(key["value"] if key else part), entry.line, entry.line))
        if entry.below and comment:
            entry.below[-1].value += f" ({comment})"
        return bool(entry.below)
    entry.value = _bare(value) + (f" ({comment})" if comment else "")
    return bool(value) and value[-1] not in "({["


def _parts(text: str) -> list[str]:
    """Pieces between the commas that stand in no quotes and no brackets."""
    parts, depth = [""], 0
    for piece in _PIECE.findall(text):
        depth += (piece in "{[") - (piece in "}]") if len(piece) == 1 else 0
        if piece == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts if part.strip()]


def _split_comment(line: str) -> tuple[str, str]:
    """A line without its comment, and that comment."""
    at = 0
    for piece in _PIECE.findall(line):
        if piece in ("#", "//"):
            return line[:at].strip(), line[at:].lstrip("#/ ").strip()
        at += len(piece)
    return line, ""


def _bare(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
