"""Plans of days or weeks: their frame. What is to be learned inside them becomes cards as anywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from flashcards.core.plans import Plan, PlanBlock, PlanDay
from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.forms import is_form
from flashcards.guides.noise import skip
from flashcards.guides.shapes.days import Mark, read_day, without_time
from flashcards.guides.shapes.durations import DURATION, minutes_in
from flashcards.guides.shapes.questions.lines import is_task
from flashcards.guides.shapes.shape import Found, text_of, without_box
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.untold import explains
from flashcards.guides.wording import is_question, plain

PLAN = "part of a plan"
LEAST_DAYS = 2
MOST_TASKS = 30
MOST_IN_A_TASK = 120

_DELIVERABLES = re.compile(
    r".*\b(?:deliverables|milestones?|outcomes|end[- ]of[- ](?:day|week)|by the end|done when)\b.*", re.IGNORECASE
)
_TIME = re.compile(r"\W*(?:total |estimated )?(?:time|duration|study time)\b[^:\n]{0,20}[*_]{0,2}:", re.IGNORECASE)
_FRAME = re.compile(
    r"\W*(?:(?:goals?|focus|objectives?|themes?|topics?|time blocks?|duration|output)\b[^:\n]{0,20}"
    r"|dependenc(?:y|ies)|prerequisites?|status|(?:\w+ )?(?:folders?|files?|links?|resources?|repo(?:sitory)?)(?:\*\*)?):",
    re.IGNORECASE,
)
_OF_A_PLAN = re.compile(
    r".*\b(?:plans?|schedule|calendar|road-?map|routine|weekly|week|weeks|daily|days|study|practice|prep(?:aration)?|timeline|path|journey"
    r"|program(?:me)?|sprint|grid)\b.*",
    re.IGNORECASE,
)


_Listed = tuple[Mark, PlanDay]


def find(section: Section) -> Iterator[Found]:
    """Days in lists, lines and tables, and what is to be done on them: parts of a plan's frame, and no cards."""
    *above, is_day = [read_day(name) is not None for name in section.trail[1:]] or [False]
    is_timed = minutes_in(plain(section.heading)) is not None
    is_frame = is_day or (is_timed and above[-1:] == [True])
    is_work = is_timed and any(above) and is_task(section.heading)
    for block in section.blocks:
        if (is_frame and (_is_tasks(block) or _is_purpose(block))) or (is_work and _is_told(block)) or _listed(section, block):
            yield Found((), (block,), (skip(block, PLAN),))


def find_plans(root: Section) -> tuple[Plan, ...]:
    """The plans a guide holds, in its order."""
    return tuple(_plans(root))


def _plans(section: Section) -> Iterator[Plan]:
    """Plans below a heading; days within a week or a day are its blocks, and no plan of their own."""
    marked = [(mark, below) for below in section.sections if (mark := read_day(below.heading))]
    for unit in dict.fromkeys(mark.unit for mark, _ in marked):
        days = tuple(_day(mark, below) for mark, below in marked if mark.unit == unit)
        if len(days) >= LEAST_DAYS:
            yield Plan(_title(section), unit, days)
    for block in section.blocks:
        if listed := _listed(section, block):
            yield Plan(_title(section), listed[0][0].unit, tuple(day for _, day in listed))
    framed = {id(below) for _, below in marked} if len(marked) >= LEAST_DAYS else set()
    for below in section.sections:
        if id(below) not in framed:
            yield from _plans(below)


def _title(section: Section) -> str:
    return plain(section.trail[-1]) or "Plan"


def _day(mark: Mark, section: Section) -> PlanDay:
    deliverables = [below for below in section.sections if _DELIVERABLES.fullmatch(below.heading)]
    blocks = tuple(_block(below) for below in section.sections if not _DELIVERABLES.fullmatch(below.heading))
    tasks = _tasks(section.blocks)
    if tasks:
        blocks = (PlanBlock(mark.title, None, tasks), *blocks)
    listed = tuple(task for below in deliverables for task in _tasks(below.blocks))
    return PlanDay(mark.number, mark.title, section.line, _minutes(section, blocks), blocks, listed)


def _block(section: Section) -> PlanBlock:
    title = plain(section.heading)
    labels = tuple(plain(below.heading) for below in section.sections)
    return PlanBlock(without_time(title), minutes_in(title), (*_tasks(section.blocks), *labels)[:MOST_TASKS])


def _minutes(section: Section, blocks: Sequence[PlanBlock]) -> int | None:
    """As the day says itself, else all its blocks together."""
    said = [line for block in section.blocks if block.kind == "paragraph" for line in block.text.split("\n") if _TIME.match(line)]
    found = next((minutes for text in (*said, section.heading) if (minutes := minutes_in(plain(text)))), None)
    counted = [block.minutes for block in blocks if block.minutes]
    return found or (sum(counted) if counted else None)


def _tasks(blocks: Sequence[Block]) -> tuple[str, ...]:
    """First lines of list items; what waits to be filled in is no task."""
    lines = [without_box(text_of(item).split("\n")[0]) for block in blocks if block.is_list for item in block.children]
    return tuple(plain(line) for line in lines if line and not is_form(line))[:MOST_TASKS]


def _is_tasks(block: Block) -> bool:
    """Whether a list right below a day's heading only says what to do, and explains no term."""
    return block.is_list and not any(len(item.children) > 1 or _explains(text_of(item)) for item in block.children)


def _is_told(block: Block) -> bool:
    """Whether a paragraph below what is to be done says how to do it, and explains nothing."""
    return block.kind == "paragraph" and not explains(block)


def _is_purpose(block: Block) -> bool:
    """Whether all lines of a paragraph say what a day is for: `**Goal**: …`, `**Topics**: …`."""
    return block.kind == "paragraph" and all(map(_FRAME.match, block.text.split("\n")))


def _explains(text: str) -> bool:
    term = read_term(text)
    return len(text) > MOST_IN_A_TASK or (term is not None and bool(term.rest))


def _listed(section: Section, block: Block) -> list[_Listed]:
    """Days that are items of a list, lines of a paragraph or rows of a table, below a heading that speaks of a plan.

    They follow one another without a gap: others are times to know.
    """
    if not _is_of_a_plan(section.heading or plain(section.trail[-1])) or is_question(section.heading):
        return []
    days = list(_days_of(block))
    follow = all(day.unit == after.unit and after.number == day.last + 1 for (day, _), (after, _) in pairwise(days))
    return days if follow and len(days) >= LEAST_DAYS else []


@lru_cache(maxsize=4096)
def _is_of_a_plan(heading: str) -> bool:
    return _OF_A_PLAN.fullmatch(heading) is not None


def _days_of(block: Block) -> Iterator[_Listed]:
    match block.kind:
        case "list" | "numbers":
            for item in block.children:
                yield from _day_of_line(text_of(item), item.line, _tasks(item.children[1:]))
        case "paragraph":
            for line in block.text.split("\n"):
                yield from _day_of_line(line, block.line, ())
        case "table" if len(block.children) > 1:
            yield from _days_of_table(block)


def _day_of_line(text: str, line: int, tasks: tuple[str, ...]) -> Iterator[_Listed]:
    if mark := read_day(text):
        minutes = minutes_in(plain(text))
        blocks = (PlanBlock(mark.title, minutes, tasks),) if tasks else ()
        yield mark, PlanDay(mark.number, mark.title, line, minutes, blocks, ())


def _days_of_table(table: Block) -> Iterator[_Listed]:
    """`| Day | Focus | Minutes |`: the first other cell is the title, a column of minutes or hours their time, the rest tasks."""
    heads = [plain(cell.text).lower() for cell in table.children[0].children[0].children]
    unit = next((unit for unit in ("day", "week") if heads and heads[0].rstrip("s").startswith(unit)), "")
    for row in table.children[1].children:
        cells = [plain(cell.text) for cell in row.children]
        mark = read_day(cells[0] if cells[0][:1].isalpha() else f"{unit} {cells[0]}")
        if mark and unit:
            timed = [(head, cell, _minutes_of_cell(head, cell)) for head, cell in zip(heads[1:], cells[1:], strict=False) if cell]
            texts = [(head.capitalize(), cell) for head, cell, minutes in timed if minutes is None]
            blocks = tuple(PlanBlock(head, None, (cell,)) for head, cell in texts[1:])
            minutes = next((minutes for _, _, minutes in timed if minutes), None)
            yield mark, PlanDay(mark.number, texts[0][1] if texts else "", row.line, minutes, blocks, ())


def _minutes_of_cell(head: str, cell: str) -> int | None:
    if cell.isdigit() and head.startswith(("min", "time", "dur", "hour")):
        return int(cell) * (60 if head.startswith("hour") else 1)
    return minutes_in(cell) if DURATION.fullmatch(cell) else None
