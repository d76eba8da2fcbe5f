"""Markdown -> blocks within blocks, each with its source lines, made of the tokens of parser.py."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from flashcards.guides.block import Block as Block
from flashcards.guides.block import pieces as pieces
from flashcards.guides.block import text_of as text_of
from flashcards.guides.branches import as_list
from flashcards.guides.fences import is_prose, may_be_prose
from flashcards.guides.html import to_markdown
from flashcards.guides.jotted_lines import are_jottings
from flashcards.guides.jottings import read_jottings
from flashcards.guides.layout import dedented, is_marked, is_text, read_layout
from flashcards.guides.parser import BOX, tokens_of

FOLD = "<details>"
"""The mark of a fold."""
MAX_DEPTH = 40
"""Nesting of tokens that is still read, about 20 lists in one another. The parser itself drops text silently at 60."""

_KINDS = {
    "paragraph": "paragraph",
    "heading": "heading",
    "bullet_list": "list",
    "ordered_list": "numbers",
    "list_item": "item",
    "blockquote": "quote",
    "table": "table",
    "thead": "rows",
    "tbody": "rows",
    "tr": "row",
    "th": "cell",
    "td": "cell",
    "admonition": "admonition",
    "admonition_title": "title",
    "container_box": "admonition",
    "fold": "fold",
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
    "hr": "rule",
}
_KINDS |= {f"{name}_open": kind for name, kind in _KINDS.items()}
_LEVEL = attrgetter("level")
_BULLET = re.compile(r"\s*\n\s*[*+-]\s+")
_BOLD_TWICE = re.compile(r"(?<!\*)\*{4}(?!\*)([^*\n]+)\*{4}(?!\*)")
_BOLD_TAG = re.compile(r"<(b|strong)>[ ]{0,3}([^\s<>*][^<>*\n]{0,200}?)[ ]{0,3}</\1>", re.IGNORECASE)
_LAST_BREAKS = re.compile(r"(?<![>\s])(?:\s*<br\s{0,3}/?>)++\s*\Z", re.IGNORECASE)
_REFERENCE = re.compile(r"`[^`\n]*`|(?<![\\\]])\[(?P<text>[^\[\]\n]+)\](?:\[(?P<label>[^\[\]\n]*)\])?(?![(\[:])")


def read_blocks(text: str) -> tuple[Block, ...]:
    """The outermost blocks of a text. After a fence that is never closed, reading goes on at the next heading, once."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    blocks, lines = _read(text), text.split("\n")
    return tuple([part for block in blocks for part in (_of_code(block, lines) if block.kind == "code" else (block,))])


def _read(text: str) -> tuple[Block, ...]:
    lines = text.split("\n")
    blocks = _parse(text, lines)
    resume = _line_to_resume_at(lines, blocks[-1].line) if blocks and blocks[-1].is_unclosed else None
    if resume is None:
        return blocks
    unclosed = Block("code", blocks[-1].line, resume - 1, "\n".join(lines[blocks[-1].line : resume - 1]), is_unclosed=True)
    return (*blocks[:-1], unclosed, *_parse("\n" * (resume - 1) + "\n".join(lines[resume - 1 :]), lines))


def _of_code(block: Block, lines: list[str]) -> Iterable[Block]:
    """A fence, perhaps with what its text says; or in place of indented code, that it is none, what it says."""
    if not lines[block.line - 1].startswith(("    ", "\t")):
        return (_with_prose(block),)
    text = dedented(block.text)
    if not is_text(text):
        return (block,)
    return _shifted(_read(text), block.line - 1) if is_marked(text) else read_layout(text, block.line)


def _with_prose(block: Block) -> Block:
    """A fence with what its text says, if it is prose and more than headings; fences in it stay as they are."""
    if block.is_unclosed:
        return block
    if not is_prose(block.mark, block.text):
        notes = _notes(block.text) if may_be_prose(block.mark) else None
        return replace(block, children=read_jottings(notes, block.line + 1)) if notes else block
    children = _shifted(_read(block.text), block.line)
    return replace(block, children=children) if any(child.kind != "heading" for child in children) else block


def _notes(text: str) -> str | None:
    """Notes that are jotted down in a fence, or drawn as branches."""
    return text if are_jottings(text) else as_list(text)


def _line_to_resume_at(lines: list[str], fence_line: int) -> int | None:
    """Line of the first heading below a blank line; level 1 does not count, since `# …` is a comment in much code."""
    below = range(fence_line, len(lines))
    return next((at + 1 for at in below if re.match("##+ ", lines[at]) and not lines[at - 1].strip()), None)


def _parse(text: str, lines: list[str]) -> tuple[Block, ...]:
    tokens, links = tokens_of(text)
    blocks: list[Block] = []
    begin = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            blocks.append(_block(tokens[begin : index + 1], lines, links))
            begin = index + 1
    return tuple(blocks)


def _block(tokens: Sequence[Token], lines: list[str], links: dict[str, str]) -> Block:
    """Fold the flat tokens of one outermost block into a tree."""
    if max(map(_LEVEL, tokens)) > MAX_DEPTH:
        line, end_line = _lines_of(tokens[0], lines)
        return Block("deep", line, end_line, "\n".join(lines[line - 1 : end_line]))
    opened: list[Token] = []
    siblings: list[list[Block]] = [[]]
    text = ""
    for token in tokens:
        if token.nesting == 1:
            opened.append(token)
            siblings.append([])
            text = ""
        elif token.nesting == -1:
            children = tuple(siblings.pop())
            siblings[-1].append(_made(opened.pop(), text, children, lines))
        elif token.type == "inline":
            text = _inline(token.content, links)
            opened[-1].map = opened[-1].map or token.map  # a cell has none
        else:
            siblings[-1].append(_made(token, text, (), lines))
    return siblings[0][0]


def _made(token: Token, text: str, children: tuple[Block, ...], lines: list[str]) -> Block:
    """A block of its token, with the text right inside it and the blocks inside it."""
    kind = _KINDS[token.type]
    line, end_line = _lines_of(token, lines) if token.map else (children[0].line, children[-1].end_line) if children else (0, 0)
    if kind == "paragraph":
        return Block(kind, line, end_line, text, is_loose=not token.hidden)
    if kind in ("heading", "cell", "title"):
        return Block(kind, line, end_line, text, _mark(token), is_loose=True)
    if kind == "code":
        is_unclosed = token.type == "fence" and (line == end_line or not _closes(lines[end_line - 1], token))
        return Block(kind, line, end_line, token.content.rstrip("\n"), token.info.strip(), is_unclosed=is_unclosed)
    if kind == "html":
        comment_is_open = token.content.lstrip().startswith("<!--") and "-->" not in token.content
        return Block(kind, line, end_line, token.content.rstrip(), is_unclosed=comment_is_open)
    if token.type == "container_box_open":
        box = BOX.match(token.info)
        assert box  # the container opens for nothing else
        return Block("admonition", line, end_line, box[2] or box[1], f"::: {box[1]}", children)
    if kind == "admonition":
        quoted = re.search(r'"(.*)"', token.info)
        title = quoted[1] if quoted else token.content
        body = tuple(child for child in children if child.kind != "title")
        return Block(kind, line, end_line, title, f"{token.markup} {token.meta['tag']}", body)
    if kind == "fold":
        return Block(kind, line, end_line, _on_one_line(to_markdown(token.content)), FOLD, children)
    if kind == "item" and len(children) == 1:
        children = _alone_in_an_item(children[0], lines)
    is_loose = kind in ("list", "numbers") and any(
        block.is_loose for item in children for block in item.children if block.kind == "paragraph"
    )
    mark = children[0].mark if kind == "numbers" else _mark(token)
    return Block(kind, line, end_line, "", mark, children, is_loose)


def _alone_in_an_item(only: Block, lines: list[str]) -> tuple[Block, ...]:
    """The blocks of an item that holds one: what a quote holds (`1. > text`); a line far off its text is no code."""
    if only.kind == "quote":
        return only.children
    if only.kind == "code" and _is_aligned(only, lines):
        return (Block("paragraph", only.line, only.end_line, only.text.strip()),)
    return (only,)


def _is_aligned(code: Block, lines: list[str]) -> bool:
    """Whether what Markdown takes for code in an item is a line that stands far to the right of its number: `1.      Basics`."""
    return "\n" not in code.text and not code.mark and lines[code.line - 1].rstrip().endswith(code.text.strip())


def _on_one_line(text: str) -> str:
    """A summary, which may hold a list, as a heading."""
    return " ".join(_BULLET.sub(", ", text).replace(":,", ":").split())


def _shifted(blocks: tuple[Block, ...], by: int) -> tuple[Block, ...]:
    """Blocks that begin so many lines further down."""
    return tuple(
        Block(
            *(block.kind, block.line + by, block.end_line + by, block.text, block.mark),
            *(_shifted(block.children, by), block.is_loose, block.is_unclosed, block.part),
        )
        for block in blocks
    )


def _mark(token: Token) -> str:
    if token.type == "heading_open":
        return token.tag.removeprefix("h") + ("=" if token.markup in ("-", "=") else "")
    if token.type in ("th_open", "td_open"):
        return str(token.attrs.get("style", "")).removeprefix("text-align:")
    return token.info if token.type == "list_item_open" else ""


def _lines_of(token: Token, lines: list[str]) -> tuple[int, int]:
    """First and last line from 1, without the blank lines that lists and admonitions take along."""
    first, end = token.map or (0, 1)
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    return first + 1, end


def _closes(line: str, fence: Token) -> bool:
    marker = line.strip(" >\t")
    return len(marker) >= len(fence.markup) and set(marker) == {fence.markup[0]}


def _inline(text: str, links: dict[str, str]) -> str:
    """Text of a paragraph: no indentation, bold once, no breaks behind it; links made whole, since a card stands without them."""
    text = _BOLD_TWICE.sub(r"**\1**", text) if "****" in text else text
    text = _BOLD_TAG.sub(r"**\2**", text) if "</" in text and "`" not in text else text
    text = _LAST_BREAKS.sub("", text) if text.rstrip().endswith(">") else text
    text = "\n".join([line.lstrip() for line in text.split("\n")]) if "\n" in text else text.lstrip()
    if not links:
        return text

    def whole(match: re.Match[str]) -> str:
        href = links.get(normalizeReference(match["label"] or match["text"])) if match["text"] else None
        return f"[{match['text']}]({href})" if href else match[0]

    return _REFERENCE.sub(whole, text)
