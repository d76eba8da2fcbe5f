"""Two versions of a text as HTML, with the words marked that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from difflib import SequenceMatcher
from os.path import commonprefix

MOST_PAIRS = 20_000
"""Words of one text times words of the other, once what begins and ends alike is put aside: above it nothing is marked."""

_PIECES = re.compile(r'<(?:[^>"]|"[^"]*")*>|[^<\s]+|\s+')


def mark_difference(before: str, after: str) -> tuple[str, str]:
    """Both, what is only in the first in `<del>` and what is only in the second in `<ins>`. Their tags stay as they are."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    old_places, new_places = _words(old), _words(new)
    lost, come = _differing([old[place] for place in old_places], [new[place] for place in new_places])
    return _marked(old, {old_places[index] for index in lost}, "del"), _marked(new, {new_places[index] for index in come}, "ins")


def _words(pieces: Sequence[str]) -> list[int]:
    """Where the words stand among tags and spaces."""
    return [place for place, piece in enumerate(pieces) if not piece.startswith("<") and not piece.isspace()]


def _differing(old: list[str], new: list[str]) -> tuple[set[int], set[int]]:
    """Indexes of the words that the other has not."""
    begin = len(commonprefix([old, new]))
    end = len(commonprefix([old[begin:][::-1], new[begin:][::-1]]))
    ours, theirs = old[begin : len(old) - end], new[begin : len(new) - end]
    lost, come = set[int](), set[int]()
    if len(ours) * len(theirs) <= MOST_PAIRS:
        for operation, first, last, new_first, new_last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if operation != "equal":
                lost |= set(range(begin + first, begin + last))
                come |= set(range(begin + new_first, begin + new_last))
    return lost, come


def _marked(pieces: Sequence[str], chosen: Container[int], tag: str) -> str:
    """Chosen words that follow one another share a mark, with the space between them."""
    written: list[str] = []
    for place, piece in enumerate(pieces):
        if place not in chosen:
            written.append(piece)
        elif place >= 2 and place - 2 in chosen and pieces[place - 1].isspace():
            space = written.pop()
            written[-1] = written[-1].removesuffix(f"</{tag}>") + f"{space}{piece}</{tag}>"
        else:
            written.append(f"<{tag}>{piece}</{tag}>")
    return "".join(written)
