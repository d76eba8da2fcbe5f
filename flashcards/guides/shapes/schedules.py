"""How a time is split: lists of minutes and what they are for, or headings that begin with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.shapes.durations import DURATION, duration_in
from flashcards.guides.shapes.reading_order import bold
from flashcards.guides.shapes.shape import Found, draft, is_short, text_of
from flashcards.guides.shapes.stories.labels import read_label
from flashcards.guides.wording import is_general, is_question, plain, subject, tidy

LEAST_STEPS = 2
LEAST_PARTS = 3
MOST_IN_A_LEAD = 80
LEAST_SHARE = 2 / 3
"""Share of the steps that say when or how long."""

_FROM_TO = re.compile(
    r"\W*(?:(?:minutes?|mins?|seconds?)\s+)?(?P<begin>\d{1,3})\s*(?:[-–—]|to)\s*\d{1,3}\s*(?:minutes?\b|mins?\b|seconds?\b|secs?\b|m\b|['′])?\W*(?=\s*\S)",
    re.IGNORECASE,
)
_HAS_UNIT = re.compile(r"\W*(?:minutes?|mins?|seconds?)\b|.{0,12}(?:\bmin|\d\s*m\b|\bsec|['′])", re.IGNORECASE)
_STEP = re.compile(
    rf"[^:(–—]{{2,80}}?\s*(?:[:(–—]|\s-)\s*[~(]?\s*{DURATION.pattern}(?:\s*(?:each|total|max))?\W*(?:\n.*)?",
    re.IGNORECASE | re.DOTALL,
)
_BEGINS = re.compile(rf"\W*{DURATION.pattern}\W*\s+\S", re.IGNORECASE)
_OF_TIME = re.compile(
    r".*\b(?:schedule|timeline|timing|time|agenda|structure|format|breakdown|split|interview|round|screen|session|loop|flow|answer"
    r"|response|story|stories|star|pitch|framework|approach|method|template|minutes?|mins?|seconds?|deep[- ]dive|presentation"
    r"|meeting|plan|day)\b.*",
    re.IGNORECASE,
)
_TIMED = re.compile(r"time|duration|minutes?|mins?\b")
_ASKED = "how to split the time?"


def find(section: Section) -> Iterator[Found]:
    for number, block in enumerate(section.blocks):
        if block.is_list or block.kind == "table":
            lead = _lead(section.blocks[number - 1]) if number else None
            heading = lead.text if lead else section.heading
            is_one = _is_schedule(_steps(block), heading) if block.is_list else _is_timetable(block, heading)
            back = markdown([block]) if is_one else ""
            if back and is_short(back):
                taken = (lead, block) if lead else (block,)
                yield Found((_note(section, back, taken, tidy(lead.text) if lead else ""),), taken)
    yield from _under_headings(section)
    yield from _of_story(section)


def _lead(block: Block) -> Block | None:
    """A line above a list that speaks of time: "Format (60 min)"."""
    is_line = (
        block.kind == "paragraph" and len(block.text) <= MOST_IN_A_LEAD and not block.text.rstrip().endswith((".", "!", "?"))
    )
    return block if is_line and duration_in(block.text) else None


def _steps(block: Block) -> list[str]:
    return [text_of(item).split("\n")[0] for item in block.children]


def _is_schedule(steps: Sequence[str], heading: str) -> bool:
    """Whether nearly all steps say from when to when, or how long, below a heading that speaks of time."""
    if len(steps) < LEAST_STEPS or not any(duration_in(step) for step in steps):
        return False
    if _share(_is_span(step) for step in steps):
        return True
    words = [plain(step) for step in steps]
    return _speaks_of_time(heading) and _share(_STEP.fullmatch(step) or _BEGINS.match(step) for step in words)


def _speaks_of_time(heading: str) -> bool:
    return _OF_TIME.fullmatch(plain(heading)) is not None


def _is_span(step: str) -> bool:
    words = plain(step)
    return _FROM_TO.match(words) is not None and _HAS_UNIT.match(words) is not None


def _share(flags: Iterator[object]) -> bool:
    found = [bool(flag) for flag in flags]
    return sum(found) >= LEAST_SHARE * len(found)


def _is_timetable(table: Block, heading: str) -> bool:
    """Whether a table of times and what they are for stands below a heading that speaks of time."""
    if len(table.children) < 2 or not _speaks_of_time(heading):
        return False
    heads = [plain(cell.text).lower() for cell in table.children[0].children[0].children]
    rows = [[plain(cell.text) for cell in row.children] for row in table.children[1].children]
    columns = [
        [f"{cell} min" if head.startswith("min") and cell[-1:].isdigit() else cell for cell in column]
        for head, column in zip(heads, zip(*rows, strict=False), strict=False)
    ]
    named = [column for head, column in zip(heads, columns, strict=False) if _TIMED.match(head)]
    times = columns if len(columns) == 2 else [*columns[:1], *(named if len(columns) == 3 else [])]
    return len(rows) >= LEAST_STEPS and any(map(_are_times, times))


def _are_times(cells: Sequence[str]) -> bool:
    return _share(DURATION.fullmatch(cell) or _is_span(f"{cell} x") for cell in cells)


def _under_headings(section: Section) -> Iterator[Found]:
    """`Minutes 0-10: …` as headings or bold lines, with what is done in them below."""
    steps = [below for below in section.sections if below.heading and _is_span(below.heading)]
    blocks = [part for step in steps for part in (bold(step.trail[-1], step.line), *step.blocks)]
    if len(steps) >= LEAST_STEPS and not any(step.sections for step in steps) and is_short(back := markdown(blocks)):
        yield Found((_note(section, back, blocks),), tuple(block for step in steps for block in step.blocks))


def _of_story(section: Section) -> Iterator[Found]:
    """How long each part of a story takes, where headings that teach it say so; what stands below them is for other shapes."""
    parts = [(below, label) for below in section.sections if below.blocks and (label := read_label(below.heading, True))]
    lines = [
        Block("paragraph", below.line, below.line, f"- {label.name}: {time}")
        for below, label in parts
        if (time := duration_in(label.shown))
    ]
    if len(lines) >= LEAST_PARTS:
        above = (below.heading for below in reversed(section.sections) if below.line < lines[0].line)
        front = f"{next(above, section.trail[-1])}: {_ASKED}"
        yield Found((draft(section, Kind.FACT, front, canonical("\n".join(line.text for line in lines)), lines),), ())


def _note(section: Section, back: str, blocks: Sequence[Block], name: str = "") -> NoteDraft:
    heading = section.heading
    asks = not name and (is_question(heading) or heading.lower().startswith("how "))
    front = f"{heading.rstrip('?')}?" if asks else f"{_about(section, name)}: {_ASKED}"
    return draft(section, Kind.FACT, front, back, blocks, explicit_id=section.explicit_id)


def _about(section: Section, name: str) -> str:
    """The heading, and the one above it where a single one says too little; its minutes stay."""
    if name:
        return f"{subject(section)}: {name}"
    heading = section.heading
    outer = subject(section, least=2) if is_general(heading) or len(heading.split()) < 3 else subject(section)
    return outer if heading in outer else heading or plain(outer)
