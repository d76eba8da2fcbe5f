"""Canonical Markdown must be the same to CommonMark and to the renderer of cards, and stable."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.guides.canonical import canonical
from tests.guides.structure import by_commonmark, by_renderer

words = st.lists(st.sampled_from(["alpha", "**bold**", "a: b", "`code`", "c - d", "12"]), min_size=1, max_size=3).map(" ".join)
paragraphs = st.lists(words, min_size=1, max_size=2)
code = st.just(["```py", "x = 1", "", "  y", "```"])
table = st.just(["| a | b |", "|---|---|", "| 1 | 2 |"])


def listed(blocks: st.SearchStrategy[list[list[str]]]) -> st.SearchStrategy[list[str]]:
    """A list in any spelling: marker, width of the marker, blank lines between items and before what is nested."""
    item = st.tuples(paragraphs, blocks, st.booleans(), st.integers(1, 3))
    return st.tuples(st.sampled_from(["-", "*", "+", "1.", "1)"]), st.lists(item, min_size=1, max_size=3), st.booleans()).map(
        _spell_list
    )


def _spell_list(parts: tuple[str, list[tuple[list[str], list[list[str]], bool, int]], bool]) -> list[str]:
    marker, items, is_loose = parts
    lines: list[str] = []
    for number, (text, nested, has_gap, spaces) in enumerate(items, 1):
        own = marker if marker in "-*+" else f"{number}{marker[-1]}"
        body = [*text, *(line for block in nested for line in ([""] if has_gap else []) + block)]
        margin = " " * (len(own) + spaces)
        lines += [own + " " * spaces + body[0], *(margin + line if line else "" for line in body[1:])]
        lines += [""] if is_loose and number < len(items) else []
    return lines


def _quoted(blocks: list[list[str]]) -> list[str]:
    return [f"> {line}" if line else ">" for block in blocks for line in [*block, ""]]


def _nested(below: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    blocks = st.lists(below, max_size=2)
    return listed(blocks) | blocks.map(_quoted)


pieces = st.recursive(paragraphs | code | table, _nested, max_leaves=12)
texts = st.lists(pieces, min_size=1, max_size=3).flatmap(
    lambda blocks: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join("\n".join(block) for block in blocks))
)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_the_renderer_shows_every_list_table_and_fence_of_the_source(text: str) -> None:
    made = canonical(text)

    assert not by_commonmark(text) - by_commonmark(made)
    assert not by_commonmark(made) - by_renderer(made)


@settings(max_examples=100, deadline=None)
@given(texts | st.text(alphabet='ab -*+1.)>#|`~=!?\\[]()<:\n\t_"', max_size=60))
def test_canonical_text_is_its_own_canonical_text(text: str) -> None:
    made = canonical(text)

    assert canonical(made) == made


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("text\n- a\n  - b\n", "text\n\n-   a\n    -   b"),
        ("1) a\n2) b\n", "1.  a\n2.  b"),
        ("- a\n\n* b\n", "-   a\n\n<!-- -->\n\n-   b"),
        ("- a\n  ```\n  x\n  ```\n- b\n", "-   a\n\n    ```\n    x\n    ```\n\n-   b"),
        ("- a\n-\n- b\n", "-   a\n-   <!-- -->\n-   b"),
        ("    code\n", "```\ncode\n```"),
        ("a\n---\n", "## a"),
        ("#1 priority\n", "\\#1 priority"),
        ("a\n     - b\n", "a - b"),
        ("R\\&D costs \\$5\n", "R&amp;D costs $5"),
        ('=== "Linux"\n    - a\n', "**Linux**\n\n-   a"),
        ("|a|b|\n|:-|-:|\n|1 \\| 2|\n", "| a | b |\n| :-- | --: |\n| 1 \\| 2 |  |"),
    ],
)
def test_spellings_become_one(source: str, made: str) -> None:
    assert canonical(source) == made
    assert canonical(made) == made
