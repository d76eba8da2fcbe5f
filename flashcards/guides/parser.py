"""Markdown -> tokens: markdown-it-py with the boxes and folds of guides (folds.py), and without what they do not need."""

from __future__ import annotations

import logging
import re
from functools import cache
from itertools import accumulate
from typing import Literal

import mdit_py_plugins.admon.index as admonitions
from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Rule
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from flashcards.guides.folds import fold_plugin

# The plugin knows no tabs (`=== "Linux"`), which have the same form.
admonitions.MARKERS += ("===",)  # type: ignore[assignment]
admonitions.MARKER_CHARS.add("=")

BOX = re.compile(r"\s*([A-Za-z][\w-]*)\s*\[?([^\]\n]*)")
"""What stands behind the `:::` of a box: its type, and perhaps its title, in brackets or without."""

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
_UNDERLINE = re.compile(r"\n(?<!\n\n)[ \t>]*(?:-+|=+)[ \t]*\n")
_DELIMITER = re.compile(r"\n(?<!\n\n)[ \t>]*[|:-][|: \t-]*(?:\n|<)")
"""What makes a heading of the line of text above it, and a table; in a text without any, that rule is left out."""


def tokens_of(text: str) -> tuple[list[Token], dict[str, str]]:
    """The flat tokens of the blocks of a text with `\\n` between its lines; and where its references lead, by their labels."""
    text += "\n"  # the admonition rule looks one character past the last line
    parser = _parser(_UNDERLINE.search(text) is not None, _DELIMITER.search(text) is not None)
    state = _State(text, parser)
    parser.block.tokenize(state, 0, state.lineMax)
    return state.tokens, {label: link["href"] for label, link in state.env.get("references", {}).items()}


class _Token(Token):
    """A token that is made in half the time: what most rules leave as it is stands here once. None of them adds to it."""

    attrs, meta = {}, {}
    map = children = None
    content = markup = info = ""
    block, hidden = True, False

    def __init__(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1], level: int) -> None:
        self.type, self.tag, self.nesting, self.level = ttype, tag, nesting, level


class _State(StateBlock):
    """Where the rules are in a text that ends with a line break. Its lines are measured at once, and not sign by sign."""

    def __init__(self, text: str, parser: MarkdownIt) -> None:
        super().__init__("", parser, {}, [])
        self.src = text
        lines = text.split("\n")[:-1]
        indents = [line[: len(line) - len(line.lstrip(" \t"))] for line in lines]
        ends = list(accumulate([len(line) + 1 for line in lines]))
        self.bMarks = [0, *ends]
        self.eMarks = [*(end - 1 for end in ends), len(text)]
        self.tShift = [*map(len, indents), 0]
        self.sCount = [*(len(indent.expandtabs(4)) for indent in indents), 0]
        self.bsCount = [0] * (len(lines) + 1)
        self.lineMax = len(lines)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if nesting < 0:
            self.level -= 1
        token = _Token(ttype, tag, nesting, self.level)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


@cache
def _parser(has_underlines: bool, has_tables: bool) -> MarkdownIt:
    """Blocks only: what stands inside a paragraph stays text, so hostile brackets cost nothing."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
    parser.use(admonitions.admon_plugin).use(fold_plugin)
    parser.use(container_plugin, "box", validate=lambda opening, marker: BOX.match(opening) is not None)
    if has_tables:
        parser.enable("table")
    if not has_underlines:
        parser.disable("lheading")
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
