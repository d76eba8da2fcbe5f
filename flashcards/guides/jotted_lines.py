"""Lines of notes that are jotted down in a fence without a language: a name and what it is, beside a sign or in columns.

Programs, their output and drawings stand in such fences too, so nearly every line has to have a form of notes, and much has
to be said in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

LEAST_FORMED, LEAST_TOLD = 0.8, 0.4
"""Shares of the lines: those that have a form of notes, and those that say something in words."""
LEAST_LINES = 2
MOST_WORDS_OF_A_NAME, LEAST_WORDS, LEAST_SAID = 8, 2, 4
"""Of what is explained; in lower case, of what explains it; and of a line that names nothing."""
MOST_IN_A_LINE = 400
"""Characters; a longer line is no note."""
MOSTARROWS = 2
"""In a line that explains; more of them draw."""
LEAST_OWN = 0.75
"""Share of the names that come once."""

_RULE = re.compile(r"\s*([-=~_*\u2500\u2501\u2550])\1{2,}\s*")
_DRAWN = re.compile(
    r"[\u2500-\u257f\u25b2\u25b6\u25ba\u25bc\u25c0\u25c4\u2190\u2194\u2196-\u2199]|-->|<-|==>|\s\|\s|\|\s*$|^\s*[|/\\^+\u2191\u2193]"
    r"|^\s*[a-z_][\w-]*:$"
)
"""What draws, or begins the keys below another."""
_PROGRAM = re.compile(
    r"[{};\\]$|\w\(\)|[a-z_]\w\([^\s()]|\w\[|://|[=!<>+*/|&-]=|&&|\|\||\$\{?[a-z]|\s--?[a-z]|</?\w|\"\w+\":|[a-z]=[\w\"']|\s#\s"
    r"|^(?:[$#%>@\]})]|//|--|(?:if|for|while|else|elif|def|class|try|return|switch|case|function|begin|end|do|import|from|let"
    r"|const|var|print|SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WHERE|SET|GET|POST|PUT|PATCH|PASS|FAIL)\b)"
)
_BULLET = re.compile(r"(?:[-*+•·]|(?P<number>\d{1,2}[.)]))\s+")
_SIGN = re.compile(r"[✅❌✓✔✗✘☑\u26a0]\ufe0f?\s+")
ARROW = re.compile(r"[\u2192\u21d2\u279c]|(?<!\S)[-=]>(?!\S)")
_ENTRY = re.compile(
    r"(?P<name>[\w\"“`{][^\n]{0,59}?)(?P<sign>\s*:\s+|\s+(?:[\u2192\u21d2\u279c]|[-=]>)\s+|\s+[-–—=]\s+|\s{2,})(?P<said>\S.*)"
)
_AIM = re.compile(r"\s*:|\s{2,}|\s*[\u2192\u21d2\u279c]")
_NAME = re.compile(r"[A-Za-z]{2}|^[A-Z]\b")
_SENTENCE_WITHIN, _CLOCK, _FILE = re.compile(r"[.!?]\s"), re.compile(r"\d:\d\d"), re.compile(r"\.[a-z]{1,4}$|/$|^\.?/")
_SUM = re.compile(r"(?<!\w)\d\w*(?:/\w+)?(?: [\w/]+)? [*×x/+] |[=≈] ~?[$\d]")
_WORD = re.compile(r"(?<![\w/.-])(?!(?:ns|us|ms|[kmgt]b)\b)[a-z][a-z'’-]+(?![\w/(]|\.\w)")
_GAP = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its bullet. group: counts the blank lines before it. name, said: of what explains a name, else ""."""

    number: int
    indent: int
    group: int
    text: str
    is_marked: bool = False
    is_numbered: bool = False
    is_underlined: bool = False
    name: str = ""
    said: str = ""
    aim: str = ""
    cells: tuple[str, ...] = ()

    @property
    def is_entry(self) -> bool:
        return bool(self.name)

    @property
    def words(self) -> int:
        return len(_WORD.findall(self.said or self.text))


def are_jottings(text: str) -> bool:
    """Whether most lines of a fence are notes, and none draws."""
    if not _may_be(text):
        return False
    lines = lines_of(text, 1)
    above = (None, *lines)
    formed = sum(_is_formed(line, before) for before, line in zip(above, lines, strict=False))
    told = sum(map(_is_told, lines))
    are_notes = formed >= LEAST_FORMED * len(lines) and told >= max(LEAST_LINES, LEAST_TOLD * len(lines))
    return are_notes and not _are_records(lines) and not _lead_down(lines)


def _may_be(text: str) -> bool:
    """Whether a closer look may find notes: nothing draws, and few lines are a program's."""
    lines = [line.strip() for line in text.split("\n") if line.strip() and not _RULE.fullmatch(line)]
    programs = sum(_PROGRAM.search(line) is not None for line in lines)
    return programs <= (1 - LEAST_FORMED) * len(lines) and not any(map(_DRAWN.search, lines))


def _lead_down(lines: Sequence[Line]) -> bool:
    """Whether arrows begin lines one below the other, each further to the right: they draw what is called by what."""
    return any(
        after.indent > line.indent and all(ARROW.match(one.text) for one in (line, after))
        for line, after in zip(lines, lines[1:], strict=False)
    )


def _are_records(lines: Sequence[Line]) -> bool:
    """Whether names come again and again: as fields of records, or where one line leads to another, as messages and states do."""
    names = [line.name for line in lines if line.name and not line.is_marked]
    own = set(names)
    return len(own) < LEAST_OWN * len(names) or any(line.aim in own for line in lines if line.aim)


def lines_of(text: str, first: int) -> list[Line]:
    """The lines of such notes, of which the first is that line of the guide; rules are left out."""
    found: list[Line] = []
    group = 0
    for number, raw in enumerate(text.split("\n"), first):
        line = raw.expandtabs(4)
        if not line.strip():
            group += 1
        elif _RULE.fullmatch(line):
            found[-1:] = [replace(one, is_underlined=one.number == number - 1) for one in found[-1:]]
        else:
            found.append(_read(number, len(line) - len(line.lstrip()), group, line.strip()))
    return found


def _read(number: int, indent: int, group: int, text: str) -> Line:
    if len(text) > MOST_IN_A_LINE:
        return Line(number, indent, group, text)
    bullet = _BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    sign = _SIGN.match(text)
    entry = _ENTRY.fullmatch(text, sign.end() if sign else 0)
    cells = () if bullet or sign else tuple(_GAP.split(text))
    shown = " ".join(text.split())
    line = Line(number, indent, group, shown, bool(bullet or sign), bool(bullet and bullet["number"]), cells=cells)
    if entry is None or not _is_name(entry["name"]):
        return line
    shown = shown if entry["sign"].strip() else f"{entry['name']}: {' '.join(entry['said'].split())}"
    aim = _AIM.split(entry["said"])[0] if ARROW.search(entry["sign"]) else ""
    return replace(line, text=shown, name=entry["name"], said=entry["said"], aim=aim)


def _is_name(name: str) -> bool:
    is_short = len(name.split()) <= MOST_WORDS_OF_A_NAME and _NAME.search(name) is not None
    return is_short and not any(sign.search(name) for sign in (_SENTENCE_WITHIN, _CLOCK, _FILE))


def _is_formed(line: Line, before: Line | None) -> bool:
    """Whether a line is a name with what it is, a heading, an item, a sentence, or goes on from the line above."""
    if len(line.text) > MOST_IN_A_LINE or _PROGRAM.search(line.text):
        return False
    is_below = before is not None and line.indent > before.indent
    if line.is_entry or line.is_underlined or line.text.endswith(":"):
        return True
    return line.words >= (LEAST_WORDS if line.is_marked else LEAST_SAID) or (is_below and line.words > 0)


def _is_told(line: Line) -> bool:
    """Whether a line says something in words, or answers a question, and neither draws nor reckons."""
    if (
        len(line.text) > MOST_IN_A_LINE
        or _PROGRAM.search(line.text)
        or _SUM.search(line.text)
        or len(ARROW.findall(line.text)) > MOSTARROWS
    ):
        return False
    return line.name.endswith("?") or line.words >= (LEAST_WORDS if line.is_marked or line.is_entry else LEAST_SAID)
