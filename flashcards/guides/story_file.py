"""The learner's own stories as one Markdown file, and back: `##` for each, a list of what is known of it, `###` for its parts.

Law: `written(read(written(stories))) == written(stories)`, byte for byte. A line of a text that would begin a story, a part or a
question has a backslash in front; one that has such backslashes already has one more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from flashcards.core.errors import BadInput
from flashcards.core.models import FOLLOW_UPS
from flashcards.core.stories.story import FollowUp, Section, StoryDraft

TITLE = "# Stories"
LEARNED = "Learned"
PARTS = {**{section.value: section.name.lower() for section in Section}, LEARNED: "learned"}
"""Heading to field; FOLLOW_UPS stands beside them."""
PRINCIPLE, ID = "Principle", "Id"

_STORY, _PART, _QUESTION = (re.compile(rf"{'#' * depth}(?:\s+(.*))?") for depth in (2, 3, 4))
_FIELD = re.compile(r"[-*+]\s+([^:]*):(.*)")
_IN_PART, _IN_ANSWER = (re.compile(rf"\\*#{{2,{depth}}}(?:\s|$)") for depth in (3, 4))
"""Lines that have, or need, a backslash."""

Line = tuple[int, str]
"""Its number, from 1, and what it says."""
Block = tuple[Line, list[Line]]
"""A heading, without its marks, and what stands below it."""


@dataclass(frozen=True, slots=True)
class StoryInFile:
    """A story as a file has it. guid: its name, if it had one. line: of its heading, from 1."""

    draft: StoryDraft
    guid: str | None = None
    line: int = 0


def written(stories: Iterable[StoryInFile]) -> str:
    """All of them, in this order."""
    return "\n".join(line for block in [[TITLE], *map(_story, stories)] for line in (*block, ""))


def read(text: str, path: str) -> tuple[StoryInFile, ...]:
    """Every story in it, as it stands there: nothing is checked but that it can be meant. Raises BadInput with path and line."""
    lines = list(enumerate(_even(text.removeprefix("\ufeff")).split("\n"), 1))
    above, stories = _cut(lines, _STORY)
    for number, line in above:
        if line.strip() and not line.startswith("# "):
            _refuse(path, number, "this stands above the first story; begin a story with a line `## Its title`")
    return tuple(_read_story(path, block) for block in stories)


def facts(draft: StoryDraft) -> dict[str, str]:
    """What a file says of a story in one line each, by its name there."""
    said: dict[str, str] = {"Title": draft.title}
    for name, value in _fields(StoryInFile(draft)):
        if value:
            said[name] = f"{said[name]}, {value}" if name in said else value
    return said


def _story(one: StoryInFile) -> list[str]:
    draft = one.draft
    lines = [f"## {_one_line(draft.title)}".rstrip(), "", *(f"- {name}: {said}" for name, said in _fields(one) if said)]
    for heading, name in PARTS.items():
        if text := _tidy(getattr(draft, name)):
            lines += ["", f"### {heading}", "", _guarded(text, _IN_PART)]
    asked = [(_one_line(one.question), _tidy(one.answer)) for one in draft.follow_ups]
    asked = [(question, answer) for question, answer in asked if question or answer]
    lines += ["", f"### {FOLLOW_UPS}"] if asked else []
    for question, answer in asked:
        lines += ["", f"#### {question}".rstrip(), *(["", _guarded(answer, _IN_ANSWER)] if answer else [])]
    return lines


def _fields(one: StoryInFile) -> Iterator[tuple[str, str]]:
    draft = one.draft
    yield from ((PRINCIPLE, _one_line(name)) for name in draft.principles)
    yield "Strength", str(draft.strength)
    yield "Level", _one_line(draft.level or "")
    yield "Year", str(draft.year or "")
    yield "Number", _one_line(draft.number)
    yield "Scope", _one_line(draft.scope)
    yield "Tags", ", ".join(_tags(" ".join(draft.tags)))
    yield "Outline", _one_line(draft.outline or "")
    yield "Shared", "yes" if draft.is_shared else ""
    yield ID, _one_line(one.guid or "")


def _read_story(path: str, block: Block) -> StoryInFile:
    (number, title), lines = block
    head, parts = _cut(lines, _PART)
    said = _read_fields(path, head) | _read_parts(path, parts)
    guid = said.pop("guid", None)
    return StoryInFile(StoryDraft(title=title, **said), guid, number)


def _read_fields(path: str, lines: Sequence[Line]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for number, line in lines:
        if not line.strip():
            continue
        found = _FIELD.fullmatch(line)
        if not found:
            _refuse(path, number, "write what is known of a story as `- Name: value`, and its text below `### Situation`")
        name, value = _one_line(found[1]), _one_line(found[2])
        if name.casefold() == PRINCIPLE.casefold():
            said["principles"] = (*said.get("principles", ()), value)
            continue
        field, meaning = _meaning(path, number, name)
        if field in said:
            _refuse(path, number, f"{name} is said twice for this story; leave one out")
        try:
            said[field] = meaning(value)
        except ValueError as error:
            _refuse(path, number, f"{name} cannot be {value[:40]!r}; {error}")
    return said


def _meaning(path: str, number: int, name: str) -> tuple[str, Callable[[str], Any]]:
    known = {one.casefold(): meaning for one, meaning in _MEANINGS.items()}
    if name.casefold() not in known:
        _refuse(path, number, f"there is no field {name[:40]!r}; known are {', '.join((PRINCIPLE, *_MEANINGS))}")
    return known[name.casefold()]


def _read_parts(path: str, parts: Sequence[Block]) -> dict[str, Any]:
    fields = {heading.casefold(): name for heading, name in (*PARTS.items(), (FOLLOW_UPS, "follow_ups"))}
    said: dict[str, Any] = {}
    for (number, heading), lines in parts:
        field = fields.get(heading.casefold())
        if field is None:
            known = ", ".join((*PARTS, FOLLOW_UPS))
            _refuse(
                path, number, f"there is no part {heading[:40]!r}; known are {known}. Put a backslash before a heading of yours"
            )
        if field in said:
            _refuse(path, number, f"{heading} comes twice in this story; join the two")
        said[field] = _read_follow_ups(path, lines) if field == "follow_ups" else _text(lines, _IN_PART)
    return said


def _read_follow_ups(path: str, lines: Sequence[Line]) -> tuple[FollowUp, ...]:
    above, asked = _cut(lines, _QUESTION)
    for number, line in above:
        if line.strip():
            _refuse(path, number, "begin each question that may follow with `####`; its answer stands below")
    return tuple(FollowUp(question, _text(answer, _IN_ANSWER)) for (_, question), answer in asked)


def _cut(lines: Sequence[Line], heading: re.Pattern[str]) -> tuple[list[Line], list[Block]]:
    """The lines above the first such heading, and each heading with those below it."""
    above: list[Line] = []
    blocks: list[Block] = []
    for number, line in lines:
        if found := heading.fullmatch(line):
            blocks.append(((number, _one_line(found[1] or "")), []))
        else:
            (blocks[-1][1] if blocks else above).append((number, line))
    return above, blocks


def _guarded(text: str, headings: re.Pattern[str]) -> str:
    return "\n".join(f"\\{line}" if headings.match(line) else line for line in text.split("\n"))


def _text(lines: Iterable[Line], headings: re.Pattern[str]) -> str:
    return "\n".join(line[1:] if line.startswith("\\") and headings.match(line) else line for _, line in lines).strip()


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tidy(text: str) -> str:
    return _even(text).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tags(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"[^\s,]+", text)))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError("write a whole number")
    return int(text)


def _switch(text: str) -> bool:
    if text.casefold() not in ("yes", "no"):
        raise ValueError("write yes or no")
    return text.casefold() == "yes"


def _refuse(path: str, number: int, why: str) -> NoReturn:
    raise BadInput(f"{path}:{number}: {why}.")


_MEANINGS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "Strength": ("strength", _number),
    "Level": ("level", str),
    "Year": ("year", _number),
    "Number": ("number", str),
    "Scope": ("scope", str),
    "Tags": ("tags", _tags),
    "Outline": ("outline", str),
    "Shared": ("is_shared", _switch),
    ID: ("guid", str),
}
"""By name in the file, the field and how its value is read."""
