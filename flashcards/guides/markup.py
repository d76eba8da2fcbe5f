"""Markup of another program that leaked into a guide: `import` lines, containers, tags of templates, classes, tool calls."""

from __future__ import annotations

import re

_TOOL_CALL = re.compile(r"</?(?:function_calls|invoke|parameter|tool_call)\b", re.IGNORECASE)
_LINE = re.compile(
    r"\s*(?:(?:import|export)\s.+(?:\bfrom\s+|\s)['\"].*|:{3,}.*|\{%.*%\}|\{:?\s*[.#][\w-][^{}]*\}|\{:[^{}]*\}|\{\{<.*>\}\}|</?[A-Z]\w*(?:\s[^<>]*)?/?>\s*"
    r"|\[TOC\]|\[\[_?TOC_?\]\])$"
)
_COMPONENT = re.compile(r"<[A-Z]\w*[^<>\n]*\n")
"""The first of several lines."""
_BEGINNINGS = ("i", "e", ":", "{", "<", "[", "")


def is_markup_line(line: str) -> bool:
    """Whether another program would have read a line and shown something else; an empty line too."""
    return line.lstrip()[:1] in _BEGINNINGS and _LINE.match(line) is not None


def is_markup(text: str) -> bool:
    """Whether all lines of a text are such, or it is one component, or it has a tool call."""
    if text[:1] == "<" and text.endswith("/>") and _COMPONENT.match(text):
        return True
    return ("<" in text and _TOOL_CALL.search(text) is not None) or all(map(is_markup_line, text.split("\n")))
