"""Markdown -> blocks within blocks, each with its source lines. With its rules (folds.py) the only importer of markdown-it-py."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Any

import mdit_py_plugins.admon.index as admonitions
from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Rule
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from flashcards.guides.block import Block as Block
from flashcards.guides.block import pieces as pieces
from flashcards.guides.fences import is_prose
from flashcards.guides.folds import fold_plugin
from flashcards.guides.html import to_markdown
from flashcards.guides.layout import dedented, is_marked, is_text, read_layout

# The plugin knows no tabs (`=== "Linux"`), which have the same form.
admonitions.MARKERS += ("===",)  # type: ignore[assignment]
admonitions.MARKER_CHARS.add("=")

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
_SIGNS = {
    "heading": "#",
    "list": "-+*0123456789",
    "hr": "-*_",
    "blockquote": ">",
    "fence": "`~",
    "html_block": "<",
    "fold": "<",
    "html_table": "<",
    "admonition": "!?=",
    "container_box": ":",
    "reference": "[",
}
"""With what a line begins where the parser's rule may find something: it is not tried on the others, which takes much time."""
_LEVEL = attrgetter("level")
_BOX = re.compile(r"\s*([A-Za-z][\w-]*)\s*\[?([^\]\n]*)")
"""What stands behind the `:::` of a box: its type, and perhaps its title, in brackets or without."""
_BULLET = re.compile(r"\s*\n\s*[*+-]\s+")
_BOLD_TWICE = re.compile(r"(?<!\*)\*{4}(?!\*)([^*\n]+)\*{4}(?!\*)")
_REFERENCE = re.compile(r"`[^`\n]*`|(?<![\\\]])\[(?P<text>[^\[\]\n]+)\](?:\[(?P<label>[^\[\]\n]*)\])?(?![(\[:])")


def read_blocks(text: str) -> tuple[Block, ...]:
    """The outermost blocks of a text. After a fence that is never closed, reading goes on at the next heading, once."""
    blocks = _read(text)
    if not any(block.kind == "code" for block in blocks):
        return blocks
    lines = text.split("\n")
    return tuple(part for block in blocks for part in (_of_code(block, lines) if block.kind == "code" else (block,)))


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
    if block.is_unclosed or not is_prose(block.mark, block.text):
        return block
    children = _shifted(_read(block.text), block.line)
    return replace(block, children=children) if any(child.kind != "heading" for child in children) else block


def _line_to_resume_at(lines: list[str], fence_line: int) -> int | None:
    """Line of the first heading below a blank line; level 1 does not count, since `# …` is a comment in much code."""
    below = range(fence_line, len(lines))
    return next((at + 1 for at in below if re.match("##+ ", lines[at]) and not lines[at - 1].strip()), None)


@cache
def _parser() -> MarkdownIt:
    """Blocks only: what stands inside a paragraph stays text, so hostile brackets cost nothing."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable("table")
    parser.use(admonitions.admon_plugin).use(fold_plugin)
    parser.use(container_plugin, "box", validate=lambda opening, marker: _BOX.match(opening) is not None)
    parser.core.ruler.disable(["inline", "text_join"])
    rules = [rule for rule in parser.block.ruler.__rules__ if rule.enabled]
    chains = {chain: [rule for rule in rules if chain in rule.alt] for rule in rules for chain in rule.alt}
    parser.block.ruler.__cache__ = {chain: [_at_its_sign(part)] for chain, part in {**chains, "": rules}.items()}
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("markdown_it.")]:
        setattr(logging.getLogger(name), "debug", _say_nothing)  # noqa: B010  a third of the time goes into calls of it
    return parser


def _at_its_sign(rules: list[Rule[RuleFuncBlockType]]) -> RuleFuncBlockType:
    """One rule in place of several: it tries those that may find something in a line that begins so."""
    anywhere = [rule.fn for rule in rules if rule.name not in _SIGNS]
    at = {sign: [rule.fn for rule in rules if sign in _SIGNS.get(rule.name, sign)] for sign in "".join(_SIGNS.values())}

    def tried(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        begin = state.bMarks[line] + state.tShift[line]
        fitting = at.get(state.src[begin], anywhere) if begin < state.eMarks[line] else anywhere
        for rule in fitting:  # noqa: SIM110  a generator takes longer
            if rule(state, line, end_line, silent):
                return True
        return False

    return tried


def _say_nothing(*_: object) -> None:
    """In place of what each rule of the parser says of each line it is tried on."""


def _parse(text: str, lines: list[str]) -> tuple[Block, ...]:
    environment: dict[str, Any] = {}
    tokens = _parser().parse(text + "\n", environment)  # the admonition rule looks one character past the last line
    links = {label: link["href"] for label, link in environment.get("references", {}).items()}
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
        elif token.type == "inline":
            text = _inline(token.content, links)
            opened[-1].map = opened[-1].map or token.map  # a cell has none
        else:
            children = tuple(siblings.pop()) if token.nesting == -1 else ()
            siblings[-1].append(_made(opened.pop() if token.nesting == -1 else token, text, children, lines))
    return siblings[0][0]


def _made(token: Token, text: str, children: tuple[Block, ...], lines: list[str]) -> Block:
    """A block of its token, with the text right inside it and the blocks inside it."""
    kind = _KINDS[token.type.removesuffix("_open")]
    line, end_line = _lines_of(token, lines) if token.map else (children[0].line, children[-1].end_line) if children else (0, 0)
    if kind in ("paragraph", "heading", "cell", "title"):
        return Block(kind, line, end_line, text, _mark(token), is_loose=not token.hidden)
    if kind == "code":
        is_unclosed = token.type == "fence" and (line == end_line or not _closes(lines[end_line - 1], token))
        return Block(kind, line, end_line, token.content.rstrip("\n"), token.info.strip(), is_unclosed=is_unclosed)
    if kind == "html":
        comment_is_open = token.content.lstrip().startswith("<!--") and "-->" not in token.content
        return Block(kind, line, end_line, token.content.rstrip(), is_unclosed=comment_is_open)
    if token.type == "container_box_open":
        box = _BOX.match(token.info)
        assert box  # the container opens for nothing else
        return Block("admonition", line, end_line, box[2] or box[1], f"::: {box[1]}", children)
    if kind == "admonition":
        quoted = re.search(r'"(.*)"', token.info)
        title = quoted[1] if quoted else token.content
        body = tuple(child for child in children if child.kind != "title")
        return Block(kind, line, end_line, title, f"{token.markup} {token.meta['tag']}", body)
    if kind == "fold":
        return Block(kind, line, end_line, _on_one_line(to_markdown(token.content)), FOLD, children)
    if kind == "item" and len(children) == 1 and children[0].kind == "quote":  # `1. > text`
        children = children[0].children
    if kind == "item" and len(children) == 1 and children[0].kind == "code" and _is_aligned(children[0], lines):
        only = children[0]
        children = (Block("paragraph", only.line, only.end_line, only.text.strip()),)
    is_loose = kind in ("list", "numbers") and any(
        block.is_loose for item in children for block in item.children if block.kind == "paragraph"
    )
    mark = children[0].mark if kind == "numbers" else _mark(token)
    return Block(kind, line, end_line, "", mark, children, is_loose)


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
    """Text of a paragraph: no indentation, bold once, and reference links made whole, since a card stands without the guide."""
    text = _BOLD_TWICE.sub(r"**\1**", text) if "****" in text else text
    text = "\n".join([line.lstrip() for line in text.split("\n")]) if "\n" in text else text.lstrip()
    if not links:
        return text

    def whole(match: re.Match[str]) -> str:
        href = links.get(normalizeReference(match["label"] or match["text"])) if match["text"] else None
        return f"[{match['text']}]({href})" if href else match[0]

    return _REFERENCE.sub(whole, text)
