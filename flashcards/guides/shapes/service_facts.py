"""Limits, prices and uses of services, written as a dictionary of a program: a card for each entry, or each small dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical
from flashcards.guides.document import Section
from flashcards.guides.noise import skip
from flashcards.guides.shapes.lists import MOST_ITEMS
from flashcards.guides.shapes.literals import Entry, Literal, humanised, literals
from flashcards.guides.shapes.shape import TOO_LONG, Found, draft, is_short, kind_of
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import is_question, plain, subject

LANGUAGES = ("python", "py", "javascript", "js", "typescript", "ts", "json")
CODE_BESIDE = "code beside facts"
MOST_ON_A_LINE = 80
_QUOTED = re.compile(r"[\"“][^\"“”]{16,}[\"”]\s*$")
_MEASURE = re.compile(r"\d")
_EXAMPLE = re.compile(r"\b(?:examples?|samples?|walk-?through|case stud(?:y|ies)|real-world)\b", re.IGNORECASE)
"""Headings of the settings of one system, which few want to know by heart."""
_YEAR_BEHIND = re.compile(r"_?20\d\d$")
_YEAR_IN_HEADING = re.compile(r"\((20[12]\d)\)")


def find(section: Section) -> Iterator[Found]:
    if not any(block.kind == "code" for block in section.blocks):
        return
    if not section.heading or is_question(section.heading) or _QUOTED.search(section.heading):
        return
    for number, block in enumerate(section.blocks):
        if (
            block.kind != "code"
            or block.is_unclosed
            or block.mark.split(" ")[0].lower() not in LANGUAGES
            or "{" not in block.text
        ):
            continue
        before = section.blocks[number - 1] if number else None
        if before and before.kind == "paragraph" and read_term(before.text):
            continue  # the label above it asks for it
        found = [literal for literal in literals(block) if _says_something(literal)]
        if found:
            yield _facts(section, block, found)


def _says_something(literal: Literal) -> bool:
    """Whether its values are words or measures, as facts have them, and not the fields of some record."""
    values = [entry.value for entry in _leaves(literal.entries)]
    least = 0.25 if literal.name else 0.5
    return sum(" " in value or _MEASURE.search(value) is not None for value in values) >= least * len(values)


def _leaves(entries: tuple[Entry, ...] | list[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield from _leaves(entry.below) if entry.below else [entry]


def _facts(section: Section, block: Block, found: list[Literal]) -> Found:
    notes: list[NoteDraft] = []
    left: list[Entry] = []
    for literal in found:
        name = humanised(_YEAR_BEHIND.sub("", literal.name))
        about = subject(section) if _shares_a_word(name, subject(section)) else f"{subject(section)}: {name}"
        for names, entries in _groups((), list(literal.entries)):
            own = (name,) if not names and len(found) > 1 else names
            note = _note(section, block, about, own, entries, literal)
            if note:
                notes.append(note)
            else:
                left += entries
    skips = [replace(skip(block, TOO_LONG), line=block.line + entry.line) for entry in left]
    lines = sum(literal.end_line - literal.line + 1 for literal in found)
    has_code = len([line for line in block.text.split("\n") if line.strip() and not line.startswith(("#", "//"))]) > lines + 2
    return Found(tuple(notes), (block,), (*skips, *([skip(block, CODE_BESIDE)] if has_code else [])))


def _groups(path: tuple[str, ...], entries: list[Entry]) -> Iterator[tuple[tuple[str, ...], list[Entry]]]:
    """Entries that are asked together, with the names that lead to them: a small dictionary whole, else its plain entries."""
    is_small = len(entries) <= MOST_ITEMS and is_short(_listed(entries))
    flat = [entry for entry in entries if not entry.is_nested]
    if is_small and (path or len(flat) == len(entries)):
        yield path, entries
        return
    if len(flat) < len(entries) and 1 < len(flat) <= MOST_ITEMS and is_short(_listed(flat)):
        yield path, flat
        flat = []
    for entry in flat:
        yield (*path, humanised(entry.key)), entry.below or [entry]
    for entry in entries:
        if entry.is_nested:
            yield from _groups((*path, humanised(entry.key)), entry.below)


def _tells_apart(literal: Literal, name: str) -> bool:
    """Whether only one of all the entries has that name, so that it is known without those around it."""
    return sum(humanised(key) == name for key in _keys(literal.entries)) == 1


def _keys(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield entry.key
        yield from _keys(entry.below)


def _shares_a_word(name: str, about: str) -> bool:
    """Whether the name of a dictionary says nothing that its heading does not."""
    words = re.findall(r"\w{3,}", about.lower())
    return " " not in name or any(word[:4] == other[:4] for word in name.lower().split() for other in words)


def _note(
    section: Section, block: Block, about: str, names: tuple[str, ...], entries: list[Entry], literal: Literal
) -> NoteDraft | None:
    """ "Lambda limits: timeout?" with the values as they stand; None for one that is too long, or a mere word."""
    is_value = len(entries) == 1 and not entries[0].below and bool(names) and humanised(entries[0].key) == names[-1]
    back = canonical(entries[0].value if is_value else _listed(entries))
    if not is_short(back) or (is_value and not _MEASURE.search(back) and " " not in back):
        return None
    place = Block(
        "code", block.line + min(entry.line for entry in entries), block.line + max(entry.end_line for entry in entries)
    )
    last = about.lower().rpartition(": ")[2]
    asked = names[-1:] if len(names) > 1 and _tells_apart(literal, names[-1]) else names
    front = ": ".join([about, *(name for name in asked if name and plain(name).lower() not in (about.lower(), last))]) + "?"
    note = draft(section, kind_of(section, names[-1] if names else "", Kind.FACT), front, back, [place])
    year = _YEAR_IN_HEADING.search(section.heading)
    is_shown = _EXAMPLE.search(" ".join(section.path)) is not None
    return replace(note, as_of=note.as_of or literal.year or (year[1] if year else None), is_offered=is_shown)


def _listed(entries: list[Entry], indent: str = "") -> str:
    """Entries as a list of Markdown; short values of one entry stand on one line."""
    lines = []
    for entry in entries:
        inline = _inline(entry)
        name = f"{humanised(entry.key)}: " if entry.key else ""
        lines.append(f"{indent}- {name}{inline}".rstrip())
        if entry.below and not inline:
            lines.append(_listed(entry.below, indent + "    "))
    return "\n".join(lines)


def _inline(entry: Entry) -> str:
    """A value, or the values below it where they are few and short; "" where they need lines of their own."""
    if not entry.below:
        return entry.value
    parts = [f"{humanised(one.key)}: {one.value}" if one.key else one.value for one in entry.below if not one.below]
    is_few = len(parts) == len(entry.below) and (not entry.key or sum(map(len, parts)) < MOST_ON_A_LINE)
    return ", ".join(parts) if is_few else ""
