"""An answer that is too long for one card, in the parts its author gave it: labelled lines, or lines and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flashcards.guides.canonical import canonical
from flashcards.guides.shapes.definitions import beginning
from flashcards.guides.shapes.shape import is_short
from flashcards.guides.shapes.terms import read_plain_term, read_term
from flashcards.guides.wording import plain

MOST_CHARACTERS = 6_000
"""Of an answer that is taken apart; a longer one is no answer to be recalled, however many cards it is put on."""
LEAST_LABELLED = 2
"""Lines with a label, in an answer that is asked label by label."""

_ENDS = re.compile(r"[.!?:;…][\"”')*_`]*$")
_BLOCK = re.compile(r"\n+(?:[-*+>|#]|\d+[.)]|`{3})")
_MARKS = re.compile(r"^[\W_]+")


_TOLD = re.compile(r"\b(?:I|[Ww]e)\b(?! (?:would|will|can|could|should|might|must|need|have to|use)\b)")
LEAST_TOLD = 3
"""Times that somebody who tells what he did says "I" or "we"; such an answer is told as a whole."""


class Part(NamedTuple):
    """What is asked for behind the question ("" for what comes first), and its Markdown."""

    name: str
    text: str


def parts_of(pieces: Sequence[str]) -> list[Part]:
    """The parts of an answer that is given line by line, each short enough to be recalled; one where it has no such parts.

    A piece that begins with a line break stands below a blank line. Lines that were only broken belong together.
    """
    whole = "\n".join(pieces)
    units = list(_units(pieces)) if len(whole) <= MOST_CHARACTERS and len(_TOLD.findall(whole)) < LEAST_TOLD else []
    are_short = len(units) > 1 and all(map(is_short, units))
    return (_labelled(units) or _begun(units)) if are_short else [Part("", canonical(whole))]


def _units(pieces: Sequence[str]) -> Iterator[str]:
    """Pieces that end with their sentence; what leads in to a list, a quotation or code goes along with that."""
    unit: list[str] = []
    for piece in pieces:
        is_new = _ENDS.search(unit[-1].rstrip()) if unit else None
        if is_new and not (unit[-1].rstrip("*_ ").endswith(":") and _BLOCK.match(piece)):
            yield "\n".join(unit)
            unit = []
        unit.append(piece)
    if unit:
        yield "\n".join(unit)


def _labelled(units: Sequence[str]) -> list[Part]:
    """A part for each unit, if all of them, but for one that comes first, begin with a label."""
    labels = [_label(unit.strip()) for unit in units]
    if labels.count("") > (not labels[0]) or len(labels) - labels.count("") < LEAST_LABELLED:
        return []
    return [Part(label, canonical(unit)) for label, unit in zip(labels, units, strict=True)]


def _label(text: str) -> str:
    term = read_term(text) or read_plain_term(text)
    return term.term if term and term.rest else ""


def _begun(units: Sequence[str]) -> list[Part]:
    """As many units in each part as are short together, asked by how the first of them begins."""
    groups: list[list[str]] = []
    for unit in units:
        if groups and is_short(canonical("\n".join([*groups[-1], unit]))):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    parts = [Part(f"“{_beginning(group[0])} …”", canonical("\n".join(group))) for group in groups]
    return [parts[0]._replace(name=""), *parts[1:]] if parts else []


def _beginning(text: str) -> str:
    words = _MARKS.sub("", plain(text))
    return beginning(words) or words[:40].rsplit(" ", 1)[0]
