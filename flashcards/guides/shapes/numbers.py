"""Numbers to know by heart: `name = 5  # ns`, aligned columns, dicts of numbers, `1 TB = 1,000 GB`; and formulas, kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.shapes.shape import Found, draft, is_short, text_of
from flashcards.guides.wording import ask_section, ask_term, is_question, plain, subject

MOST_LINES = 60
MOST_LINES_OF_A_FORMULA = 15
MOST_IN_A_LINE = 300
MOST_NAME, LEAST_NAME = 70, 3
"""Characters of what a number is called; a shorter name is a variable of a program."""
LEAST_FIGURES = 3
"""Lines of a name and a figure that are numbers to know one by one."""

_LANGUAGES = ("", "text", "txt", "plaintext", "python", "py", "json")
_REMARK = re.compile(r"(?<=\s)(?:#|//)(?P<remark>.*)$|/\*(?P<between>.*)\*/$")
_UNIT = re.compile(r"[A-Za-zµμ%/]{1,5}\b")
_NUMBER = r"[~≈<>≤≥±$€£]?\s?[-+]?\d[\d,_.]{0,40}(?:[eE][-+]?\d+)?"
_ENTRY = re.compile(
    r"(?P<open>[\"']?)(?P<name>[A-Za-z0-9][^=:≈\"'{}\[\]]{0,69}?)(?P=open)\s*(?::|=|≈|~=|→|->)\s*(?P<value>[^\s{\[].*?)(?P<end>,?)"
)
_COLUMNS = re.compile(r"(?P<name>\S+(?: \S+)*)(?: {2,}|\t+)(?P<rest>\S.*)")
_ASSIGNED = re.compile(r"[A-Za-z_]\w*(?: ?\([^()]*\))?\s*=\s*[^=].*")
_ARITHMETIC = re.compile(r"[\w)\]]\s*(?:[-+*/×÷]|\*\*)\s*[\w(]")
_ONE_LITERAL = re.compile(rf"[\"']?{_NUMBER}.{{0,40}}")
_CALL = re.compile(r"\w\(|\bdef\b|\bclass\b|\bimport\b|\breturn\b|\bfor\b.*\bin\b|;$|\bif\b.*:$")
_FIGURE = re.compile(rf"{_NUMBER}\s?[A-Za-zµμ%]{{0,12}}(?:/[A-Za-z]{{1,10}})?")
_RULE = re.compile(r"[-=_+|: ]{3,}")
_EQUALS = re.compile(r"(?P<name>[^=≈:\n]{2,70}?)\s*(?<![<>!])(?:=|≈|~=)\s*(?P<value>[~≈]?\S.*)")
_ESTIMATE = re.compile(r"(?:[-*•]\s+)?(?P<name>[^\W\d_][^:=\n]{1,69}?)\s*:\s+(?P<value>\S.*)")
_NAMED_FIGURE = re.compile(
    r"(?P<name>[^:|→\n]{1,70}?)\s*(?::|\||→|\s[-–—=]>?(?=\s))\s+"
    r"(?P<value>(?:(?:about|around|roughly|some|up to|under|over)\s)?"
    rf"{_FIGURE.pattern}\.?(?:\s*[(,;|=≈~–—-].*|\s(?:per|a|an)\s\S+)?)",
    re.IGNORECASE,
)
_UNIT_OF = re.compile(
    r"(?P<money>[$€£])|\d\s*(?:(?P<time>(?:[nµμum]?s|secs?|seconds?|min(?:ute)?s?|h|hours?|days?|weeks?|months?|years?)\b)"
    r"|(?P<size>[kKMGTP]?i?(?:B|bytes?|bits?)\b)|(?P<other>[^\s\d.,][^\s.,]*))"
)
_DIGIT, _SHARE = re.compile(r"\d"), re.compile(r"~?(\d{1,2}(?:\.\d{1,2})?)\s?%")
WHOLE, MOST_LOST = 100, 2
"""Of shares in per cent, and what is lost where they are rounded."""


class Number(NamedTuple):
    """A line of numbers: its name, what stands there for it with its units and its remark, and the line.

    is_equal: whether the two are equal, and not only named together.
    """

    name: str
    value: str
    line: int
    is_equal: bool = True


def find(section: Section) -> Iterator[Found]:
    for before, block in zip((None, *section.blocks), section.blocks, strict=False):
        if block.kind == "code" and block.mark.lower() in _LANGUAGES and not block.is_unclosed:
            yield from _in_code(section, block, before)
        elif block.kind == "paragraph" or block.is_list:
            yield from _in_lines(section, block)


def _in_code(section: Section, block: Block, before: Block | None) -> Iterator[Found]:
    lines = [(block.line + at, line) for at, line in enumerate(block.text.split("\n"), 1) if line.strip()]
    if not lines or len(lines) > MOST_LINES or max(len(line) for _, line in lines) > MOST_IN_A_LINE:
        return
    if any(_CALL.search(line.partition("#")[0]) for _, line in lines):
        return
    numbers = _entries(lines) or _columns(lines) or _estimates(lines) or _figures(lines)
    if numbers:
        yield Found(tuple(_note(section, number) for number in numbers), (block,))
    elif len(lines) <= MOST_LINES_OF_A_FORMULA and _is_formula([line for _, line in lines]):
        leads_in = before is not None and before.kind == "paragraph" and before.text.rstrip("*_ ").endswith(":")
        yield _formula(section, (before, block) if before and leads_in else (block,))


def _entries(lines: list[tuple[int, str]]) -> list[Number]:
    """Numbers of `name = 5  # ns` or `"name": 5,  # ns`, if each line is one, a remark, or a bracket."""
    numbers: list[Number] = []
    for line, text in lines:
        text = text.strip()
        if text.startswith(("#", "//")) or re.fullmatch(r"(?:\w+\s*=\s*)?[{}\[\](),]+", text):
            continue
        remark = _REMARK.search(text)
        entry = _ENTRY.fullmatch(text[: remark.start()].rstrip() if remark else text)
        if not entry or not re.fullmatch(_ONE_LITERAL, entry["value"]) or _is_computed(entry["name"], entry["value"]):
            return []
        said = (remark["remark"] or remark["between"] or "").strip() if remark else ""
        value = entry["value"].strip("\"'")
        numbers.append(
            Number(_name(entry["name"]), f"{value} {said if _UNIT.match(said) else f'({said})'}" if said else value, line)
        )
    return numbers if len(numbers) > 1 and all(len(number.name) >= LEAST_NAME for number in numbers) else []


def _is_computed(name: str, value: str) -> bool:
    return bool(re.search(r"[A-Za-z_]\w*\s*[*/]|[*/]\s*[A-Za-z_(]", value)) and re.fullmatch(r"\w+", name) is not None


def _columns(lines: list[tuple[int, str]]) -> list[Number]:
    """Numbers of lines in columns that spaces keep apart, and of equations among them, without a head and ruled lines."""
    numbers: list[Number] = []
    head: list[str] = []
    in_columns = 0
    for at, (line, text) in enumerate(lines):
        columns = _COLUMNS.fullmatch(text.strip())
        equation = _EQUALS.fullmatch(text.strip())
        if _RULE.fullmatch(text.strip()) or (at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1][1].strip())):
            head = _cells(text) if at == 0 else head
        elif columns and _FIGURE.fullmatch((cells := _cells(columns["rest"]))[0]):
            first = head[0] if len(head) > 1 and not re.search(r"[^\W\d_]", columns["name"]) else ""
            in_columns += 1
            numbers.append(Number(f"{first} {columns['name']}".strip(), " · ".join(cells), line))
        elif equation and re.search(r"\d", text):
            numbers.append(Number(equation["name"], equation["value"], line))
        else:
            return []
    return numbers if in_columns > 2 else []


def _estimates(lines: list[tuple[int, str]]) -> list[Number]:
    """Numbers of `Name: so much × so much = so much`, if each line is one, and some at least are reckoned."""
    found = [(line, _ESTIMATE.fullmatch(text.strip())) for line, text in lines]
    told = [(line, match) for line, match in found if match and _DIGIT.search(match["value"])]
    numbers = [Number(match["name"], match["value"], line) for line, match in told]
    is_reckoned = any(sign in number.value for number in numbers for sign in "=≈~×→")
    return numbers if len(numbers) == len(lines) > 1 and is_reckoned else []


def _cells(text: str) -> list[str]:
    """What stands in the columns of a line. A unit stands with its number: "5" and "ns" are one."""
    joined: list[str] = []
    for cell in re.split(r" {2,}|\t+", text.strip()):
        if joined and re.fullmatch(r"[\d.,]+", joined[-1]) and re.fullmatch(r"[A-Za-zµμ/%]{1,5}", cell):
            joined[-1] += f" {cell}"
        else:
            joined.append(cell)
    return joined


def _name(text: str) -> str:
    """A name without the underscores of a program."""
    return " ".join(text.replace("_", " ").split())


def _note(section: Section, number: Number) -> NoteDraft:
    """ "L1 cache reference (Latency)?", or "1 TB = ? (Capacity)"."""
    name = number.name.rstrip("* ")
    about = subject(section)
    equation = f"{name} = ? ({about})" if about else f"{name} = ?"
    if re.match(r"\d", name):
        front = equation if number.is_equal else f"{name} ({about})?" if about else f"{name}?"
    else:
        front = ask_term(name, section)
    return draft(section, Kind.FACT, front, canonical(number.value), [Block("line", number.line, number.line)], label=name)


def _is_formula(lines: list[str]) -> bool:
    """Whether all of it is equations, one of them at least of more than a number."""
    told = [line for line in lines if not line.lstrip().startswith(("#", "//"))]
    joined = re.sub(r"([-+*/=,(×])\s*\n\s*", r"\1 ", "\n".join(told)).split("\n")
    computes = any(_ARITHMETIC.search(line.partition("#")[0].partition("=")[2]) for line in joined)
    return computes and all(_ASSIGNED.fullmatch(line.strip()) for line in joined)


def _formula(section: Section, blocks: tuple[Block, ...]) -> Found:
    note = draft(section, Kind.FACT, ask_section(section), markdown(blocks), blocks, explicit_id=section.explicit_id)
    return Found((note,), blocks) if subject(section) and is_short(note.back) else Found((), ())


def _in_lines(section: Section, block: Block) -> Iterator[Found]:
    """Equations in a list or in lines, if each item or line is one."""
    if block.is_list:
        lines = [(item.line, text_of(item) if len(item.children) == 1 else "") for item in block.children]
    else:
        lines = list(enumerate(block.text.split("\n"), block.line))
    numbers = _figures(lines)
    for line, text in () if numbers else lines:
        number = _equation(line, text) if "=" in text or "≈" in text else None
        if number is None:
            return
        numbers.append(number)
    if len(numbers) > 1:
        yield Found(tuple(_note(section, number) for number in numbers), (block,))


def _figures(lines: list[tuple[int, str]]) -> list[Number]:
    """Numbers of `Disk seek: 10 ms`, if all lines are such, enough of them, and measure the same; else they tell of one thing."""
    numbers: list[Number] = []
    for line, text in lines if len(lines) >= LEAST_FIGURES else ():
        found = _NAMED_FIGURE.fullmatch(text) if _DIGIT.search(text) and len(text) <= MOST_IN_A_LINE else None
        if found is None or is_question(found["name"]):
            return []
        value = " · ".join(map(str.strip, found["value"].split("|")))
        numbers.append(Number(found["name"].strip("*` "), value, line, is_equal=False))
    is_one_measure = len({_measure(number.value) for number in numbers}) == 1
    return numbers if is_one_measure and not _are_a_whole(numbers) else []


def _are_a_whole(numbers: list[Number]) -> bool:
    """Whether they are the shares of one thing, which are known together: they add up to all of it."""
    shares = [_SHARE.fullmatch(number.value) for number in numbers]
    return all(shares) and WHOLE - MOST_LOST <= sum(float(share[1]) for share in shares if share) <= WHOLE + MOST_LOST


def _measure(value: str) -> str:
    """What a figure measures: time, size, or whatever its unit is."""
    unit = _UNIT_OF.search(value)
    if unit is None or unit.lastgroup is None:
        return ""
    return unit["other"].lower() if unit.lastgroup == "other" else unit.lastgroup


def _equation(line: int, text: str) -> Number | None:
    found = _EQUALS.fullmatch(text.strip())
    if not found or not re.search(r"\d", found["value"]) or is_question(text) or len(plain(found["name"])) > MOST_NAME:
        return None
    return Number(found["name"].strip("*` "), found["value"], line) if "http" not in text else None
