"""Simple texts are not given to the parser: they come out as the parser would have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.rendering import render
from flashcards.rendering.simple import MAX_CHARS, simple_html

WORDS = st.sampled_from(
    """a SQS naïve 日本 x1 http://x.y www.x.com x@y.de 1. 1) 3. 30 - -- + = == (c) ... a: : it's "q" !!! ??? 50% a/b → <b> &amp;
    | # **b** **i:** **`j`** **k`l`** p**q**r ** *d* `c` `a>b` `"q"` `[x](y)` `:x:` `#!py` `p`q `` ` ``t`` ``` ~~~ _e_ a_b_c ~~g~~
    ///Footnotes *[HTML]: [^1] [f] {: .x} \\ &copy;""".split()
)
LINES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join) | st.lists(WORDS, min_size=1, max_size=4).map("".join)
TEXTS = st.lists(LINES, min_size=1, max_size=3)
BLOCKS = st.one_of(
    TEXTS.map("\n".join),
    TEXTS.map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    TEXTS.map(lambda lines: "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))),
    TEXTS.map(lambda lines: "\n".join(f"1. {line}" for line in lines)),
    st.text("ab`* -1.:\n", max_size=12),
)


@given(st.lists(BLOCKS, min_size=1, max_size=3).map("\n\n".join))
def test_a_simple_text_comes_out_as_the_parser_would_have_it(text: str) -> None:
    html = simple_html(text)
    if html is not None:
        assert html == render(f"\n{text}")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("What is SQS?", "<p>What is SQS?</p>"),
        ("Size: 1 MiB\nas of 2026", "<p>Size: 1 MiB\nas of 2026</p>"),
        ("**SQS**: use `send`", "<p><strong>SQS</strong>: use <code>send</code></p>"),
        ("First\n\n- **`a`** b\n- 30 s", "<p>First</p>\n<ul>\n<li><strong><code>a</code></strong> b</li>\n<li>30 s</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    ],
)
def test_simple_texts_are_written_at_once(text: str, html: str) -> None:
    assert simple_html(text) == html == render(f"\n{text}")


@pytest.mark.parametrize(
    "text",
    ["", " a", "a ", "- a\n  - b", "- a\n\n- b", "a  b", "1) a", "2. a", "`a", "**a", "a *b*", "a_b", "a | b", "<b>"]
    + ["a & b", "a [b]", "a \\b", "- [ ] a", "a\n---", "a\n- b\n\n  c", "```\na\n```", "a" * (MAX_CHARS + 1)],
)  # fmt: skip
def test_whatever_may_mean_more_is_left_to_the_parser(text: str) -> None:
    assert simple_html(text) is None
