"""Words that only one of two versions has."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.rendering import render
from flashcards.rendering.difference import MOST_PAIRS, mark_difference

MARKS = re.compile(r"</?(?:del|ins)>")


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("<p>same</p>", "<p>same</p>", ("<p>same</p>", "<p>same</p>")),
        ("<p>30 seconds</p>", "<p>30 minutes</p>", ("<p>30 <del>seconds</del></p>", "<p>30 <ins>minutes</ins></p>")),
        ("<p>a</p>", "<p>a b  c</p>", ("<p>a</p>", "<p>a <ins>b  c</ins></p>")),
        ("<p>a b</p>", "<p><b>a</b> b</p>", ("<p>a b</p>", "<p><b>a</b> b</p>")),
        ("<ul><li>x</li></ul>", "<ul><li>y <i>z</i></li></ul>",
         ("<ul><li><del>x</del></li></ul>", "<ul><li><ins>y</ins> <i><ins>z</ins></i></li></ul>")),
        ('<a title="a > b">x</a>', '<a title="c > d">x</a>', ('<a title="a > b">x</a>', '<a title="c > d">x</a>')),
        ("", "<p>x</p>", ("", "<p><ins>x</ins></p>")),
    ],
)  # fmt: skip
def test_only_words_that_differ_are_marked(before: str, after: str, marked: tuple[str, str]) -> None:
    assert mark_difference(before, after) == marked


def test_texts_that_have_little_in_common_are_left_unmarked_when_they_are_long() -> None:
    before = " ".join(f"old{number}" for number in range(MOST_PAIRS // 100))
    after = " ".join(f"new{number}" for number in range(101))
    assert mark_difference(before, after) == (before, after)
    assert mark_difference(before, before + " more") == (before, before + " <ins>more</ins>")


@given(st.text("ab *_`\n-#|&<", max_size=80), st.text("ab *_`\n-#|&<", max_size=80))
def test_without_the_marks_both_are_as_they_were(before: str, after: str) -> None:
    old, new = render(before), render(after)
    if not MARKS.search(old + new):
        assert tuple(MARKS.sub("", side) for side in mark_difference(old, new)) == (old, new)
