from __future__ import annotations

import pytest

from flashcards.guides.blocks import Block
from flashcards.guides.shapes.literals import Entry, literals


def read(text: str) -> list[tuple[str, ...]]:
    """The entries of all dictionaries as "key=value"; in brackets what stands below one."""
    return [tuple(map(shown, literal.entries)) for literal in literals(Block("code", 1, 1, text, "python"))]


def shown(entry: Entry) -> str:
    below = f"({', '.join(map(shown, entry.below))})" if entry.below else entry.value
    return f"{entry.key}={below}"


def test_a_dictionary_has_its_name_comment_year_and_lines() -> None:
    [literal] = literals(Block("code", 1, 1, '\n# Rates (2025)\nrates = {\n    "put": 3500,\n}', "python"))

    assert (literal.name, literal.comment, literal.year, literal.line, literal.end_line) == (
        "rates",
        "Rates (2025)",
        "2025",
        3,
        5,
    )
    assert [(entry.key, entry.value, entry.line) for entry in literal.entries] == [("put", "3500", 4)]


def test_a_name_may_give_the_year() -> None:
    assert [literal.year for literal in literals(Block("code", 1, 1, "limits_2024 = {\n  'a': 1\n}"))] == ["2024"]


def test_comments_beside_values_are_kept() -> None:
    assert read('x = {\n  "put": 3500,  # a second\n  "url": "https://a#b",\n}') == [("put=3500 (a second)", "url=https://a#b")]


def test_dictionaries_and_lists_stand_in_one_another() -> None:
    text = 'x = {\n  "a": {"b": "c, d", "e": 1},\n  "f": [\n    "g",\n    {"h": 2},\n  ],\n}'

    assert read(text) == [("a=(b=c, d, e=1)", "f=(=g, =(h=2))")]


def test_a_json_object_has_no_name() -> None:
    assert read('{\n  "a": 1\n}') == [("a=1",)]


@pytest.mark.parametrize(
    "text",
    [
        'x = {\n  "a": 1,\n  "a": 2,\n}',  # the last would hide the first
        "x = {\n  f(1),\n}",
        'x = {\n  "a": f(\n    1),\n}',
        'x = {\n  "a": 1,',
        "def f():\n    return {\n        'a': 1\n    }",
        "print({})",
    ],
)
def test_what_is_no_plain_dictionary_is_left_as_code(text: str) -> None:
    assert read(text) == []
