"""Canonical Markdown: one spelling that CommonMark and Python-Markdown read alike.

Blank lines stand between blocks, what belongs to a list item is indented by four, adjacent lists are kept apart by a comment,
code is fenced, and boxes and tabs become a bold title with their content below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from flashcards.guides.blocks import Block, read_blocks

SEPARATOR = "<!-- -->"

# A continuation line that would begin a block of its own, in either dialect, once its indentation is gone.
_WOULD_BEGIN = re.compile(r"[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|#|>|`{3}|~{3}|[-=_*|: ]+$|<[A-Za-z/!?]|!!!|\?\?\?|===|:::")
# Escapes that only CommonMark knows, outside code; the others are left as they are.
_ESCAPE = re.compile(r"(?P<code>`+[^`]*`+)|\\(?P<sign>[^\n])")
_SPELLED_OUT = {"&": "&amp;", "<": "&lt;", "~": "&#126;", "=": "&#61;", **{sign: sign for sign in "$%\"',/:;?@^"}}
# A line that is text in either dialect, whatever stands above it, and needs no escape; and what is made of such lines.
_BEGIN = r"(?:\*{1,2}(?=\w)|[\"'“(](?=\S)|`(?=\w)|\[[^\]\n]+\]\(|[^\W\d_]|\d+(?:\.\d|(?![\d.)])))"
_LINE = rf"{_BEGIN}(?:[^\n\r\\\0]*[^\s\\\0])?"
_TEXT = rf"{_LINE}(?:\n{_LINE})*+"
_BULLETS = rf"-   {_LINE}(?:\n-   {_LINE})*+"
_PASSAGE = rf"{_TEXT}(?:\n\n{_BULLETS})?+"
_PLAIN = re.compile(rf"(?:{_PASSAGE}|{_BULLETS})(?:\n\n{_PASSAGE})*+")
_BULLET = re.compile(r"^- (?=\S)", re.MULTILINE)
_LANGUAGE = re.compile(r"[\w#.+-]+")


def canonical(text: str) -> str:
    """The canonical spelling of a piece of Markdown. Law: canonical(canonical(x)) == canonical(x)."""
    plain = text.strip("\n")
    plain = _BULLET.sub("-   ", plain) if "\n- " in plain or plain[:2] == "- " else plain
    return plain if not plain or _PLAIN.fullmatch(plain) else markdown(read_blocks(text))


def markdown(blocks: Iterable[Block]) -> str:
    """Canonical Markdown of some blocks."""
    return "\n".join(_lines(tuple(blocks)))


def _lines(blocks: tuple[Block, ...], gap: bool = True) -> list[str]:
    """Lines of blocks below one another, with a blank line between them unless they stand in a tight list."""
    if len(blocks) == 1:
        return _block_lines(blocks[0])
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        made = _block_lines(block)
        if not made:
            continue
        if before is not None and _would_merge(before, block):
            lines += ["", SEPARATOR, ""]
        elif before is not None and gap:
            lines.append("")
        lines += made
        before = block
    return lines


def _would_merge(before: Block, block: Block) -> bool:
    """Whether Python-Markdown would make one block of two."""
    return (before.is_list and block.is_list) or before.kind == block.kind == "quote"


def _block_lines(block: Block) -> list[str]:
    match block.kind:
        case "paragraph" | "text":
            return _paragraph(block.text)
        case "heading":
            return [f"{'#' * int(block.mark[0])} {' '.join(block.text.split())}".rstrip()]
        case "list" | "numbers":
            return _list(block)
        case "table":
            return _table(block)
        case "quote":
            return [f"> {line}".rstrip() for line in _lines(block.children)]
        case "admonition" | "fold":
            title = [f"**{' '.join(block.text.replace('*', '').split())}**"] if block.text.replace("*", "").strip() else []
            body = _lines(block.children)
            return [*title, *([""] if title and body else []), *body]
        case "code":
            return _code(block)
        case "rule":
            return ["***"]
        case "item":
            return _lines(block.children)
        case _:
            return block.text.split("\n")


def _paragraph(text: str) -> list[str]:
    """Lines of a paragraph. One that would be read as a new block is joined to the line before: a line break is only a space."""
    if "\n" not in text and text[:1] not in ("#", ":", "\\"):
        return [(_ESCAPE.sub(_spelled_out, text) if "\\" in text else text).rstrip()]
    first, *rest = (_ESCAPE.sub(_spelled_out, text) if "\\" in text else text).split("\n")
    lines = ["\\" + first if first.startswith("#") else f"&#58;{first[1:]}" if first.startswith(":::") else first]
    for line in rest:
        if _WOULD_BEGIN.match(line):
            lines[-1] = f"{lines[-1].rstrip()} {line}"
        else:
            lines.append(line)
    return [line.rstrip() + ("  " if line.endswith("  ") and line is not lines[-1] else "") for line in lines]


def _spelled_out(match: re.Match[str]) -> str:
    return match[0] if match["code"] else _SPELLED_OUT.get(match["sign"], match[0])


def _list(block: Block) -> list[str]:
    gap = _has_gaps(block)
    lines: list[str] = []
    for offset, item in enumerate(block.children):
        marker = f"{int(block.mark or 1) + offset}." if block.kind == "numbers" else "-"
        marker = marker.ljust(3) + " "
        body = _lines(item.children, gap) or [SEPARATOR]
        if item.children and item.children[0].kind in ("code", "table", "rule"):
            body = [SEPARATOR, "", *body]
        lines += [""] if gap and lines else []
        lines.append(marker + body[0])
        lines += [" " * len(marker) + line if line else "" for line in body[1:]]
    return lines


def _has_gaps(block: Block) -> bool:
    """Whether a blank line stands anywhere in a list: then one stands between all its items."""
    return block.is_loose or any(_item_has_gaps(item) for item in block.children)


def _item_has_gaps(item: Block) -> bool:
    """A paragraph with one list below it needs no blank line, and an item without content neither; all else does."""
    if [child.text for child in item.children] == [SEPARATOR]:
        return False
    below = item.children[1:] if item.children and item.children[0].kind == "paragraph" else item.children
    return len(below) > 1 or any(not block.is_list or _has_gaps(block) for block in below)


def _table(block: Block) -> list[str]:
    head, *body = [row for rows in block.children for row in rows.children]
    rules = {"left": ":--", "right": "--:", "center": ":-:"}
    rule = [rules.get(cell.mark, "---") for cell in head.children]
    return [_row(head), "| " + " | ".join(rule) + " |", *map(_row, body)]


def _row(row: Block) -> str:
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell.text) for cell in row.children) + " |"


def _code(block: Block) -> list[str]:
    longest = max((len(run) for run in re.findall(r"^[^\S\n]*(`{3,})", block.text, re.MULTILINE)), default=2)
    fence = "`" * max(3, longest + 1)
    language = _LANGUAGE.match(block.mark)
    return [fence + (language[0] if language else ""), *block.text.split("\n"), fence]
