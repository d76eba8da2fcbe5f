"""Which fences hold prose: many authors put text into a fence that is no program."""

from __future__ import annotations

import re

PROSE = ("markdown", "md")
PERHAPS_PROSE = ("", "text", "txt", "plaintext")
LEAST_WORDS = 5
"""Of a sentence."""
LEAST_PROSE, LEAST_EVIDENCE = 0.8, 0.3
"""Shares of the lines of an unnamed fence: those without a sign of code, and those that only prose has."""

_CODE = re.compile(
    r"[{}<>|\\\u2190-\u21ff\u2500-\u257f]|[-=]{2,}[>]?|://|\w\(\)|;\s*$|\S {3,}\S|\S\t"
    r"|^\s*[$#%>]\s|^\s*[\w.]+ ?[-+*]?= ?|^\s*@\w|[+=]\s*$"
)
_EVIDENCE = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+\S|\s*(?:\*\*)?[A-Z\"“][^:{}]{0,80}:(?:\*\*)?(?:\s|$)|#{1,6}\s\w")
_SPEECH = re.compile(r"[\"“][^\"“”]{40,}[\"”]")
_WORD = re.compile(r"\w+")
_DIAGRAM = re.compile(r"-->|<--|==>|[\u2500-\u257f\u25b2\u25bc]")
_ITEM, _ARROW = re.compile(r"\s*[-*+•]\s+\w"), re.compile(r"\s\u2192\s")
"""In an item an arrow stands between steps; elsewhere it draws."""


def is_prose(info: str, text: str) -> bool:
    """Whether a fence of this info string is a piece of the guide's own text: lists, labels, sentences."""
    if not may_be_prose(info):
        return _language(info) in PROSE
    lines = [line for line in text.split("\n") if line.strip()]
    clean = sum(not has_code(line, has_steps=_ITEM.match(line) is not None) for line in lines)
    evidence = sum(_EVIDENCE.match(line) is not None or _is_sentence(line) for line in lines)
    is_said = evidence >= LEAST_EVIDENCE * len(lines) or _SPEECH.fullmatch(text.strip()) is not None
    return bool(lines) and clean >= LEAST_PROSE * len(lines) and is_said


def _is_sentence(line: str) -> bool:
    return line.rstrip(' \t"”)').endswith((".", "?", "!")) and len(_WORD.findall(line)) >= LEAST_WORDS


def may_be_prose(info: str) -> bool:
    """Whether a fence of this info string names no language, and only its lines can tell what it holds."""
    return _language(info) in PERHAPS_PROSE


def _language(info: str) -> str:
    return (info.split() or [""])[0].lower()


def has_code(line: str, *, has_steps: bool = False) -> bool:
    """Whether a line has a sign of code. has_steps: whether arrows may stand between steps, and do not draw."""
    return _CODE.search(_ARROW.sub(" ", line) if has_steps else line) is not None


def lines_of_text(mark: str, text: str) -> list[str]:
    """The lines of a fence that say something; none where it holds a program or a drawing."""
    is_text = _language(mark) in (*PROSE, *PERHAPS_PROSE)
    return [line for line in text.split("\n") if line.strip()] if is_text and not _DIAGRAM.search(text) else []
