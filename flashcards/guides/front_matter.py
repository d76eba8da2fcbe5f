"""The block of YAML or TOML at the head of a guide: key to text. It is never a card, and never a reason to refuse the guide."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

import yaml

from flashcards.core.models import Skip

MAX_CHARACTERS = 16_000
MOST_OF_A_VALUE = 1_000
"""Characters of a value that are kept."""
_KEYS = {
    "---": re.compile(r"(?P<key>[A-Za-z_][\w .-]{0,60}):(?:\s|$)"),
    "+++": re.compile(r"\[{0,2}(?P<key>[A-Za-z_][\w.-]{0,60})(?:\s*=|\]{1,2}$)"),
}
"""How a key is written, by the line that opens and closes the block."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Values as text (a list's with a line for each), the number of source lines it takes, and why it could not be read.

    lines: where the keys stand, from 1.
    """

    values: dict[str, str] = field(default_factory=dict)
    line_count: int = 0
    skip: Skip | None = None
    lines: dict[str, int] = field(default_factory=dict)


def read_front_matter(text: str) -> FrontMatter:
    """What stands between a `---` (or `+++`) in the first line with text and the next one, if it begins with a key."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    mark = lines[first].rstrip()
    key = _KEYS.get(mark)
    if key is None or not key.match(next((line for line in lines[first + 1 :] if line.strip()), "")):
        return FrontMatter()
    ends = ("---", "...") if mark == "---" else (mark,)
    end = next((number for number, line in enumerate(lines) if number > first and line.rstrip() in ends), None)
    if end is None:
        last = _last_line_of_keys(lines, first)
        return _unread(f'the front matter is not closed; add a line "{mark}" after line {last}', lines, last)
    source = "\n" * first + "\n".join(lines[first + 1 : end])
    if len(source) > MAX_CHARACTERS:
        return _unread(f"the front matter has more than {MAX_CHARACTERS:,} characters; shorten it", lines, end + 1)
    try:
        values = tomllib.loads(f"\n{source}") if mark == "+++" else yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506  see _text
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _unread(f"the front matter is not valid {'TOML' if mark == '+++' else 'YAML'} ({_problem(error)})", lines, end + 1)
    if not isinstance(values, dict):
        return _unread("the front matter is not a list of keys and values", lines, end + 1)
    keys = {match["key"]: number + 1 for number in range(first + 1, end) if (match := key.match(lines[number]))}
    return FrontMatter({key: _text(value) for key, value in values.items() if isinstance(key, str)}, end + 1, lines=keys)


def _last_line_of_keys(lines: list[str], first: int) -> int:
    """Number of the last line before the guide seems to begin: at a blank line or a heading."""
    below = range(first, len(lines))
    return next((number for number in below if not lines[number].strip() or lines[number].startswith("#")), len(lines))


def _unread(reason: str, lines: list[str], line_count: int) -> FrontMatter:
    return FrontMatter(line_count=line_count, skip=Skip(1, reason, "\n".join(lines[:line_count])[:200]))


def _problem(error: Exception) -> str:
    """The parser's own words with the line as counted in the guide."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem and error.problem_mark:
        return f"line {error.problem_mark.line + 2}: {error.problem}"
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    return "too deeply nested" if isinstance(error, RecursionError) else "it cannot be parsed"


def _text(value: object) -> str:
    """A value as text; the loader of YAML gives no other. Of a list one level is looked at: aliases can grow endlessly."""
    if isinstance(value, list):
        return "\n".join(" ".join(part.split()) for part in value if isinstance(part, str))[:MOST_OF_A_VALUE]
    return "" if value is None or isinstance(value, dict) else str(value)[:MOST_OF_A_VALUE]
