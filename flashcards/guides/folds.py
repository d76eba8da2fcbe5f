"""`<details>` … `</details>` as a block that holds others, in every form authors give it, and `<table>` … `</table>` as one.

Rules for the parser in blocks.

The answer may begin behind the summary and end before `</details>`, with or without blank lines; where all of it is bold
(`</summary><br><b>` … `</b></details>`) it is not. What stands in it may be indented as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

# Fences, code and comments hide what stands in them; one that is never closed goes on to the end, so no text is looked at twice.
_TAG = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*$.*?(?:^[ \t>]*(?P=fence)|\Z)"
    r"|`[^`\n]+`|<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>details|table)\b[^<>\n]{0,300}>",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_SUMMARY = re.compile(r"(?:\s|<br\s*/?>)*<summary\b[^<>\n]{0,300}>(?P<text>.*?)</summary\s*>", re.DOTALL | re.IGNORECASE)
_GAP = re.compile(r"(?:\s|<br\s*/?>)*", re.IGNORECASE)
_BOLD = re.compile(r"<(?P<end>/?)(?P<tag>b|strong)>\s*", re.IGNORECASE)
_ONLY_TAGS = re.compile(r"(?:\s*<[^<>\n]{1,300}>)*\s*")


class _Fold(NamedTuple):
    """Where the tag that opens a fold or a table ends, and where the one that closes it begins and ends."""

    begin: int
    close: int
    end: int


def fold_plugin(parser: MarkdownIt) -> None:
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("html_block", "fold", _fold, interrupts)
    parser.block.ruler.before("html_block", "html_table", _table, interrupts)


def _fold(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """A fold, or tags on the line before one, which would take it into their block."""
    start, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if not state.src.startswith("<", start) or state.is_code_block(line):
        return False
    if state.src[start : start + 8].lower() != "<details":
        return not silent and _tags_before(state, line, end_line, state.src[start:stop])
    found = _elements(state).get(start)
    last = found and bisect_right(state.bMarks, found.end - 1) - 1
    if found is None or last is None or last >= end_line or not _ONLY_TAGS.fullmatch(state.src, found.end, state.eMarks[last]):
        return False
    if not silent:
        _push(state, line, last, found)
    return True


def _table(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """A table with all that stands in it, blank lines too."""
    start = state.bMarks[line] + state.tShift[line]
    if state.src[start : start + 6].lower() != "<table" or state.is_code_block(line):
        return False
    found = _elements(state).get(start)
    last = found and bisect_right(state.bMarks, found.end - 1) - 1
    if found is None or last is None or last >= end_line or not _ONLY_TAGS.fullmatch(state.src, found.end, state.eMarks[last]):
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.map = [line, last + 1]
        token.content = state.getLines(line, last + 1, state.blkIndent, True)
        state.line = last + 1
    return True


def _tags_before(state: StateBlock, line: int, end_line: int, text: str) -> bool:
    after = state.src[state.bMarks[line + 1] :][:80].lstrip().lower() if line + 1 < end_line else ""
    if not after.startswith("<details") or not _ONLY_TAGS.fullmatch(text):
        return False
    token = state.push("html_block", "", 0)
    token.map = [line, line + 1]
    token.content = text
    state.line = line + 1
    return True


def _elements(state: StateBlock) -> dict[int, _Fold]:
    """Every fold and table of the text by where it opens; read once."""
    if "elements" not in state.env:
        opened: dict[str, list[re.Match[str]]] = {"details": [], "table": []}
        elements: dict[int, _Fold] = {}
        for tag in _TAG.finditer(state.src):
            same = opened[tag["name"].lower()] if tag["name"] else []
            if tag["end"] == "":
                same.append(tag)
            elif tag["end"] and same:
                first = same.pop()
                elements[first.start()] = _Fold(first.end(), tag.start(), tag.end())
        state.env["elements"] = elements
    found: dict[int, _Fold] = state.env["elements"]
    return found


def _push(state: StateBlock, line: int, last: int, found: _Fold) -> None:
    summary = _SUMMARY.match(state.src, found.begin, found.close)
    token = state.push("fold_open", "details", 1)
    token.map = [line, last + 1]
    token.content = summary["text"] if summary else ""
    begin, end = _unwrapped(state.src, summary.end() if summary else found.begin, _end_of_content(state, found.close))
    if begin < end:
        _read_within(state, begin, end)
    state.push("fold_close", "details", -1)
    state.line = last + 1


def _end_of_content(state: StateBlock, close: int) -> int:
    """The end of the line before, where `</details>` begins its line: in a quote, marks stand before it."""
    line = bisect_right(state.bMarks, close) - 1
    return state.eMarks[line - 1] if close == state.bMarks[line] + state.tShift[line] and line else close


def _unwrapped(text: str, begin: int, end: int) -> tuple[int, int]:
    """Where a content begins and ends without the breaks around it, and without the bold that holds the whole of it."""
    begin, end = _trimmed(text, begin, end)
    opening = _BOLD.match(text, begin, end)
    if opening is None or opening["end"]:
        return begin, end
    depth = 0
    for mark in _BOLD.finditer(text, begin, end):
        depth += -1 if mark["end"] else 1
        if depth == 0:
            return _trimmed(text, opening.end(), mark.start()) if mark.end() == end else (begin, end)
    return _trimmed(text, opening.end(), end)


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    gap = _GAP.match(text, begin, end)
    begin = gap.end() if gap else begin
    return begin, begin + len(text[begin:end].rstrip())


def _read_within(state: StateBlock, begin: int, end: int) -> None:
    """Read what stands between two places of the text, as if nothing stood around it on its lines."""
    first, last = (bisect_right(state.bMarks, place) - 1 for place in (begin, end - 1))
    kept = (state.blkIndent, state.lineMax, state.parentType, state.sCount[first], state.bMarks[first], state.tShift[first])
    end_mark = state.eMarks[last]
    is_whole = begin == state.bMarks[first] + state.tShift[first]
    lines = [at for at in range(first if is_whole else first + 1, last + 1) if not state.isEmpty(at)]
    indent = min((state.sCount[at] for at in lines), default=0)
    state.blkIndent, state.lineMax, state.parentType = max(indent, 0), last + 1, "fold"
    state.eMarks[last] = end
    if not is_whole:
        state.bMarks[first], state.tShift[first], state.sCount[first] = begin, 0, state.blkIndent
    state.md.block.tokenize(state, first, last + 1)
    state.eMarks[last] = end_mark
    state.blkIndent, state.lineMax, state.parentType, state.sCount[first], state.bMarks[first], state.tShift[first] = kept
