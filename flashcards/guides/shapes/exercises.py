"""Exercises: a problem to be worked on, with the time it may take and what makes it a success."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import compress
from operator import not_

from flashcards.core.models import CRITERIA, Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import TO_DO, skip
from flashcards.guides.shapes.days import read_day
from flashcards.guides.shapes.durations import DURATION, duration_in
from flashcards.guides.shapes.labelled_parts import Label, Piece, Reader, contents, sources
from flashcards.guides.shapes.questions.lines import is_task
from flashcards.guides.shapes.shape import Found, draft, text_of
from flashcards.guides.shapes.terms import read_plain_term, read_term
from flashcards.guides.wording import explicit_id, has_any, is_general, plain, subject, tidy

TIME, JUDGED, GIVEN, MORE, STORY = range(5)
"""What a part of an exercise says: how long, what counts, what is to be done, what else belongs to it; or that it is a story."""
TIME_LIMIT = "Time limit"
MOST_IN_A_NAME, MOST_IN_A_TASK = 80, 400
"""Characters of a problem that is part of an exercise's name, and of a task that is told with it."""

_NAMES = (
    (
        TIME,
        r"(?:target |suggested |estimated |recommended )?(?:time|duration)"
        r"(?: (?:limit|target|budget|required|allowed|allotted|box|needed))?|time-?box|target",
    ),
    (
        JUDGED,
        r"(?:success|evaluation|acceptance|scoring|grading|(?:self-)?assessment|pass(?:ing)?) (?:criteria|metrics|rubric)"
        r"|pass(?:ing)? requirements?|criteria|rubric|evaluation|success|what good looks like|done when|(?:you )?pass (?:if|when)"
        r"|scoring|must[- ]haves?",
    ),
    (
        GIVEN,
        r"(?:your |the )?(?:tasks?|problem(?: statement)?|scenario|prompt|exercise|assignment|challenge|brief|mission)"
        r"|instructions?",
    ),
    (
        MORE,
        r"focus(?: areas?)?|goals?|objectives?|constraints?|givens?|requirements?|(?:expected )?(?:deliverables?|output)|steps?"
        r"|hints?|rules|inputs?|materials?|follow-?ups?|variations?|extensions?|stretch(?: goals?)?|key (?:points|areas)|topics?"
        r"|skills?|tips?|approach|difficulty|company|questions?|scale|assumptions?|setup",
    ),
    (STORY, r"situation"),
)
_ROLES = tuple((role, re.compile(names, re.IGNORECASE)) for role, names in _NAMES)
_KIND_OF_ONE = r"(?:.*\s)?(?:exercises?|problem|challenge|drill|kata|mock|simulation|assignment|case study|scenario)"
_NAMED = re.compile(rf"{_KIND_OF_ONE}\b(?:\s+(?:\w{{1,2}}|\d+[A-Za-z]?))?\s*(?:[:.–—-].*|\(.*\)|)", re.IGNORECASE)
_SET = re.compile(r"(?:[\w-]+\s+){0,2}?(?:exercise|challenge|kata|assignment)(?:\s+\w{1,2})?(?:\s*[:–—-].*)?", re.IGNORECASE)
_NAMES_OF_ONE = (
    *("exercise", "problem", "challenge", "drill", "kata"),
    *("mock", "simulation", "assignment", "case study", "scenario"),
)
_BEGINS_PART = re.compile(rf"\n\W{{0,8}}+(?:\d+\W+)?+(?:{'|'.join(names for role, names in _NAMES if role <= GIVEN)})\b")
_BARE = re.compile(rf"part \w{{1,3}}\b.*|{_KIND_OF_ONE}\s*\w{{0,3}}", re.IGNORECASE)
_NOT_ONE = re.compile(
    r".*\b(?:each|per|patterns?|sets?|types?|schedule|plan|session|interviews|resources|tips|your (?:response|answer))\b.*",
    re.IGNORECASE,
)
_TIME_BEHIND = re.compile(rf"\s*[(\[]?{DURATION.pattern}[^()\[\]]{{0,20}}[)\]]?$", re.IGNORECASE)
_DELIVERABLES = re.compile(r"(?:expected )?(?:deliverables?|output)", re.IGNORECASE)
_CAN = re.compile(r"\W*(?:I )?[Cc]an\b")
_CHECK_BOX = re.compile(r"\[[ xX]\]\s+")


def read_part(text: str, is_heading: bool = False) -> Label | None:
    """The label of an exercise's part that a line begins with: `Time limit: 20 minutes`, `**Success criteria**: …`."""
    if is_heading:
        name, rest = tidy(DURATION.sub("", text)).strip(" ()"), ""
    else:
        term = (read_term(text) or read_plain_term(text)) if ":" in text else None
        if term is None:
            return None
        name, rest = term
    role = _role_of(name)
    if role == TIME and rest and not duration_in(rest):  # a target is not always one of time
        role = MORE if name.lower() == "target" else None
    if role is None or (role != TIME and DURATION.fullmatch(rest)):
        return None
    if is_heading and role == GIVEN and name != tidy(text):  # a step and its time
        return None
    return Label(role, {TIME: TIME_LIMIT, JUDGED: CRITERIA}.get(role, name), name, rest)


@lru_cache(maxsize=4096)
def _role_of(name: str) -> int | None:
    return next((role for role, names in _ROLES if names.fullmatch(name)), None)


_READER = Reader(read_part)


@dataclass(slots=True)
class _Exercise:
    """title: its own heading, bold line or list item; "" if it stands right under the section's."""

    section: Section
    title: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        roles = {piece.label.role for piece in self.pieces if piece.label}
        name = plain(self.title or self.section.heading)
        if STORY in roles or not _has_content(self.pieces):
            return False
        time = TIME in roles or duration_in(name) is not None
        if _NOT_ONE.fullmatch(name):
            return sum((time, JUDGED in roles, GIVEN in roles)) > 2
        if _NAMED.fullmatch(name):
            return time or JUDGED in roles or GIVEN in roles or _has_timed_steps(self.pieces) or _is_set(name, self.pieces)
        return sum((time, JUDGED in roles, GIVEN in roles)) > 1


def find(section: Section) -> Iterator[Found]:
    """Exercises right under a section's headings."""
    if len(section.trail) == 1:
        yield from _found(section)
    for below in section.sections:
        if not below.is_label:
            yield from _found(below)


def _found(section: Section) -> Iterator[Found]:
    if not _may_be(f"{section.heading.lower()}\n{section.words_of_parts()}"):
        return
    exercises: list[_Exercise] = []
    for exercise in _exercises(section):
        if exercise.is_one:
            exercises.append(exercise)
        elif exercises:  # forms for the answer may stand before what makes it a good one
            exercises[-1].pieces += [piece for piece in exercise.pieces if piece.label and piece.label.role == JUDGED]
    in_plan = any(map(read_day, section.trail))
    for exercise in exercises:
        if taken := sources(exercise.pieces):
            heading = Block("heading", exercise.section.line, exercise.section.line, exercise.section.heading, "2")
            checked = [in_plan and _is_checked(piece) for piece in exercise.pieces]
            skips = tuple(skip(block, TO_DO) for piece in compress(exercise.pieces, checked) for block in piece.content)
            exercise.pieces = list(compress(exercise.pieces, map(not_, checked)))
            yield Found((_note(exercise),), (heading, *taken), skips)


def _may_be(words: str) -> bool:
    """Whether a text in lower case may hold what makes an exercise: the labels of one, or its name and how long it takes."""
    if _BEGINS_PART.search(f"\n{words}"):
        return True
    return has_any(words, _NAMES_OF_ONE) and (has_any(words, ("min", "hour")) or duration_in(words) is not None)


def _exercises(section: Section) -> Iterator[_Exercise]:
    """All that stands under a section's heading, cut at the titles among it."""
    exercise = _Exercise(section)
    shouted: Label | None = None
    for piece in _READER.pieces(section):
        if label := _shouted(piece):
            shouted = label
        elif piece.title or piece.is_end:
            yield exercise
            exercise = _Exercise(piece.section or section, piece.title)
        elif not _is_of_plan(piece):
            exercise.pieces.append(_under(shouted, piece) if shouted else piece)
            shouted = None
    yield exercise


def _shouted(piece: Piece) -> Label | None:
    """The part that a line in capitals begins, as in a fence: `SCENARIO: …`, `CURRENT ISSUES:`."""
    is_label = bool(piece.title) and piece.section is not None and piece.section.is_label
    if not is_label or not piece.title.partition(":")[0].isupper():
        return None
    return read_part(piece.title) or Label(MORE, piece.title.capitalize(), piece.title, "")


def _under(label: Label, piece: Piece) -> Piece:
    line = piece.content[0].line if piece.content else 1
    beside = (Block("paragraph", line, line, label.rest),) if label.rest else ()
    return replace(piece, label=label, content=(*beside, *piece.content)) if piece.label is None else piece


def _is_checked(piece: Piece) -> bool:
    """Whether a part of a plan is a list of what must be there or what one can do at its end."""
    items = [text_of(item) for block in piece.content if block.is_list for item in block.children]
    is_handed_in = piece.label is not None and _DELIVERABLES.fullmatch(piece.label.name) is not None
    return bool(items) and (is_handed_in or sum(_CAN.match(item) is not None for item in items) * 2 > len(items))


def _is_of_plan(piece: Piece) -> bool:
    """Whether a part is a list to tick off at the end of a day, and not what makes the exercise a success."""
    is_list = bool(piece.content) and all(block.is_list for block in piece.content)
    items = [item for block in piece.content for item in block.children] if is_list else []
    is_judged = piece.label is None or piece.label.role != MORE
    return not is_judged and bool(items) and all(_CHECK_BOX.match(text_of(item)) for item in items)


def _has_timed_steps(pieces: Sequence[Piece]) -> bool:
    """Whether most items of a list say how long they take."""
    items = [text_of(item) for piece in pieces for block in piece.content if block.is_list for item in block.children]
    return len(items) > 1 and sum(duration_in(item) is not None for item in items) * 2 > len(items)


def _is_set(name: str, pieces: Sequence[Piece]) -> bool:
    """Whether what is called an exercise begins with what is to be made."""
    first = next((block for piece in pieces for block in piece.content), None)
    return _SET.fullmatch(name) is not None and first is not None and first.kind == "paragraph" and is_task(first.text)


def _has_content(pieces: Sequence[Piece]) -> bool:
    """Whether something stands in it, does not only announce what was left out, and has no lines to write on."""
    contents = [block for piece in pieces if not (piece.label and piece.label.role == TIME) for block in piece.content]
    if not contents or any(child.kind == "rule" for block in contents for item in block.children for child in item.children):
        return False
    return not contents[-1].text.rstrip().endswith(":")


def _note(exercise: _Exercise) -> NoteDraft:
    section, (title, own_id) = exercise.section, explicit_id(exercise.title)
    name = plain(title or section.heading)
    sections = tuple(_sections(exercise.pieces))
    back = [_shown(piece) for piece in exercise.pieces if piece.content]
    if TIME_LIMIT not in dict(sections) and (time := duration_in(name)):
        sections = ((TIME_LIMIT, time), *sections)
        back.insert(0, f"**{TIME_LIMIT}**: {time}")
    front, own_id = _front(section, tidy(title), exercise.pieces), own_id or section.explicit_id
    own = contents(exercise.pieces)
    note = draft(section, Kind.EXERCISE, front, canonical("\n\n".join(back)), own, explicit_id=own_id, label=name)
    return replace(note, sections=sections)


def _front(section: Section, title: str, pieces: Sequence[Piece]) -> str:
    """The exercise by its own name, with what stands above it where that says too little, and what is to be done."""
    name = _TIME_BEHIND.sub("", title or section.heading)
    about = (
        subject(section, least=1 if title and not section.is_label else 2) if is_general(name) or _BARE.fullmatch(name) else ""
    )
    problem = next((piece.label.rest for piece in pieces if piece.label and piece.label.name.lower() == "problem"), "")
    parts = [_untimed(about) if name in about else f"{_untimed(about)}: {name}" if about else name]
    is_named = problem and len(plain(problem)) <= MOST_IN_A_NAME
    front = ": ".join([*parts, *([problem] if is_named else [])]).rstrip(".: ")
    task = "" if is_named else _task(pieces)
    return f"{front}\n\n{task}" if task and task not in front else front


def _untimed(names: str) -> str:
    return ": ".join(_TIME_BEHIND.sub("", name) for name in names.split(": "))


def _task(pieces: Sequence[Piece]) -> str:
    """What is to be done, where that is short enough to be read before the work begins."""
    told: list[Block] = []
    for piece in pieces:
        goes_on = piece.label is None and bool(told) and told[-1].text.endswith(":")
        if goes_on or (piece.label and piece.label.role == GIVEN):
            told += piece.content
    task = canonical(markdown(told))
    return task if len(plain(task)) <= MOST_IN_A_TASK else ""


def _sections(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """The parts that are known by name, each once."""
    seen: set[str] = set()
    for piece in pieces:
        if piece.label and piece.content and piece.label.name not in seen:
            seen.add(piece.label.name)
            yield piece.label.name, _lines(piece.content) if piece.label.role == JUDGED else canonical(markdown(piece.content))


def _lines(blocks: Sequence[Block]) -> str:
    """Criteria, one a line."""
    if not all(block.is_list for block in blocks):
        return canonical(markdown(blocks))
    return "\n".join(f"- {_CHECK_BOX.sub('', text_of(item))}" for block in blocks for item in block.children)


def _shown(piece: Piece) -> str:
    """A part below its bold label, or beside it where it is a line."""
    text = markdown(piece.content)
    if piece.label is None:
        return text
    is_line = len(piece.content) == 1 and piece.content[0].kind == "paragraph"
    return f"**{piece.label.shown}**: {text}" if is_line else f"**{piece.label.shown}**\n\n{text}"
