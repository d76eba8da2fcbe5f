"""Facts in a fence that are drawn as branches below what they are about: lists in other signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEAST_TOLD, MOST_FIGURES = 0.4, 0.3
"""Shares of the branches: those that say something in words, while parts of a drawing have names; and those that reckon."""
LEAST_HEADS, LEAST_BRANCHES = 2, 2
"""One head alone may be a thing drawn with its parts. Branches are those below a head, on the whole."""

_BRANCH = re.compile(r" {0,4}[├└]─{1,3} ?(?P<text>\w[^│├└┌┐┘─]*)")
_HEAD = re.compile(r"[A-Z0-9][^│├└┌┐┘─→►▶]{2,99}")
_NO_FACT = re.compile(r"\S+(?:/|\.[a-z]{1,5})(?:\s.*)?|.*[{};\\<]$|.*(?:\w\(\)|\s#\s|←).*")
"""A file, a folder, or a line of a program."""
_FIGURES = re.compile(r"[^:(]*:\s+\D{0,3}\d.*|[^(]* [=≈×] .*")
_WORD = re.compile(r"(?<![\w/.-])[a-z][a-z'’-]+(?![\w/(]|\.\w)")
_LEAST_WORDS = 2


def as_list(text: str) -> str | None:
    """The same lines as heads with items, if each of them is a head or a fact on a branch right below one."""
    if "─ " not in text:
        return None
    lines = [line.rstrip() for line in text.split("\n")]
    branches = [_BRANCH.fullmatch(line) for line in lines]
    said = [branch["text"] for branch in branches if branch]
    heads = [place for place, branch in enumerate(branches) if lines[place] and not branch]
    if not _are_facts(said, [lines[place] for place in heads]) or not all(any(branches[at + 1 : at + 2]) for at in heads):
        return None
    return "\n".join(_shown(line, branch) for line, branch in zip(lines, branches, strict=True))


def _shown(line: str, branch: re.Match[str] | None) -> str:
    if branch:
        return f"  - {branch['text']}"
    return f"{line.rstrip(':')}:" if line else line


def _are_facts(said: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether what stands on branches mostly says something, and neither it nor a head is a part of something drawn."""
    if len(heads) < LEAST_HEADS or len(said) < LEAST_BRANCHES * len(heads) or not all(map(_HEAD.fullmatch, heads)):
        return False
    told = sum(len(_WORD.findall(text)) >= _LEAST_WORDS for text in said)
    figures = sum(_FIGURES.fullmatch(text) is not None for text in said)
    are_told = told >= LEAST_TOLD * len(said) and figures <= MOST_FIGURES * len(said)
    return are_told and not any(map(_NO_FACT.fullmatch, (*said, *heads)))
