"""Guides to HTML: what their authors meant, an anchor for every text, and nothing that can act or stall."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.guides.blocks import read_blocks
from flashcards.guides.outline import parts
from flashcards.rendering.page import Page, write_page
from flashcards.rendering.words import MAX_PART_CHARS, Words
from tests.guides.test_hostile_guides import REPEATED, calls
from tests.guides.test_hostile_guides import guide as hostile_guide
from tests.payloads import PAYLOADS
from tests.rendering.test_payloads import Judge, hostile_text

OWN = {"diagram.png": "3f2a.png"}
LED = {"next.md": "/guides/2", "#part": "#L9", "^1": "/guides/1?line=9#L9"}


def page(text: str, starts: tuple[int, ...] = ()) -> Page:
    text = text.replace("\r", "\n")  # as every guide is decoded
    return write_page(read_blocks(text), Words(LED.get, OWN), starts)


def flat(text: str, starts: tuple[int, ...] = ()) -> str:
    """The HTML without line breaks and ids."""
    return re.sub(r' id="L\d+"', "", "".join(page(text, starts).html).replace("\n", ""))


# What the author meant


def test_lists_need_no_blank_line_and_nest_by_two_spaces() -> None:
    html = flat("Steps:\n- a\n  - b\n    1. c\n- d\n")
    assert html == "<p>Steps:</p><ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>"


def test_a_loose_item_has_paragraphs_and_code_of_its_own() -> None:
    html = flat("1. a\n\n   ```\n   x\n   ```\n\n2. b\n")
    assert html == (
        '<ol><li><p>a</p><div><div class="highlight"><pre><code>x</code></pre></div></div></li><li><p>b</p></li></ol>'
    )


def test_a_list_begins_with_its_own_number() -> None:
    assert flat("3. a\n4. b\n") == '<ol start="3"><li>a</li><li>b</li></ol>'


def test_boxes_have_their_kind_and_title() -> None:
    assert flat('!!! tip "A **good** one"\n    text\n') == (
        '<div class="admonition tip"><p class="admonition-title">A <strong>good</strong> one</p><p>text</p></div>'
    )
    assert flat("!!! warning inline end\n    text\n").startswith(
        '<div class="admonition warning"><p class="admonition-title">Warning<'
    )
    assert flat('!!! unheard ""\n    text\n') == '<div class="admonition note"><p>text</p></div>'


def test_folds_are_closed_or_open() -> None:
    assert flat("??? note\n    text\n") == '<div><details class="note"><summary>Note</summary><p>text</p></details></div>'
    assert '<details class="note" open>' in flat("???+ note\n    text\n")


def test_the_head_of_a_page_is_no_text_of_a_guide() -> None:
    assert flat('<head>\n  <meta property="og:image" content="x" />\n</head>\n') == "<div></div>"


def test_what_stands_in_a_fold_of_html_is_in_it() -> None:
    html = flat(
        "<details>\n<summary>More</summary>\n\n- **a**\n\n<details><summary>x</summary>y</details>\n\n</details>\n\nafter\n"
    )
    assert html.startswith("<div><details><summary>More</summary><ul><li><strong>a</strong></li></ul>")
    assert html.endswith("</details></div><p>after</p>")
    assert html.count("<details>") == html.count("</details>") == 2


FOLD_PIECES = ("<details>", "<details open>", "<details\nclass=x>", "</details>", "<summary>", "</summary>", "<b>", "</b>")
GAPS = (" ", "\n", "\n\n", "\n\n    ", "\n- ", "\n\n> ", "\n## ")


@given(st.lists(st.sampled_from([*FOLD_PIECES, *GAPS, "word"]), max_size=40))
def test_a_fold_however_broken_keeps_all_that_is_written(pieces: list[str]) -> None:
    text = "".join(f"{piece}{place}x" if piece == "word" else piece for place, piece in enumerate(pieces))
    shown = re.sub(r"<[^>]*>", "", flat(text))
    assert [word for word in re.findall(r"word\d+x", text) if word not in shown] == []


def test_a_fold_that_is_never_closed_swallows_nothing() -> None:
    assert flat("<details><summary>More</summary>\n\ntext\n").endswith("</div><p>text</p>")


def test_neighbouring_tabs_are_one_group_with_their_labels() -> None:
    html = flat('=== "Linux"\n    a\n\n=== "Mac"\n    ```sh\n    ls\n    ```\n\ntext\n\n=== "Alone"\n    b\n')
    assert html.count('<div class="tabs">') == 2
    assert re.findall(r'<p class="tab-label">(\w+)</p>', html) == ["Linux", "Mac", "Alone"]


def test_tables_keep_their_alignment_and_their_words() -> None:
    html = flat("| a | b |\n|:-:|--:|\n| **1** | `x\\|y` |\n")
    assert '<th align="center">a</th><th align="right">b</th>' in html
    assert '<td align="center"><strong>1</strong></td><td align="right"><code>x|y</code></td>' in html


def test_code_has_colours_a_name_and_marked_lines() -> None:
    html = flat('```python title="x.py" hl_lines="1"\ndef f(): ...\n```')
    assert '<span class="filename">x.py</span>' in html
    assert '<span class="hll">' in html
    assert '<span class="k">def</span>' in html
    assert flat("```csharp\nint <x>;\n```") == '<div><div class="highlight"><pre><code>int &lt;x&gt;;</code></pre></div></div>'


def test_a_fence_of_prose_is_shown_as_text_and_one_of_code_as_code() -> None:
    assert flat("```markdown\nS: a **story**\n```") == '<div class="prose"><p>S: a <strong>story</strong></p></div>'
    assert "<pre><code>" in flat("```\n+---+\n```")


def test_task_lists_have_boxes_that_cannot_be_pressed() -> None:
    html = flat("- [ ] open\n- [x] done\n")
    assert '<li class="task-list-item"><input type="checkbox" disabled aria-label="to do">open</li>' in html
    assert '<input type="checkbox" checked disabled aria-label="done">done' in html


def test_headings_leave_out_no_level() -> None:
    assert re.findall(r"<(h\d)>", flat("# a\n\n#### b\n\n###### c\n\n## d\n")) == ["h2", "h3", "h4", "h2"]


def test_ready_cards_are_apart() -> None:
    assert flat("Q: a\nA?: b\nQ: c\nA: d\nC: e\n") == (
        '<p>Q: a<span class="line">A?: b</span><span class="line asks">Q: c</span>'
        '<span class="line">A: d</span><span class="line asks">C: e</span></p>'
    )


def test_lines_that_begin_anew_stand_below_one_another() -> None:
    html = flat("**Level**: L6\n**Time**: 20 min\ngoes on\n\n✅ one\n✅ two\n\nQ: a?\nA: b\n\nplain\nplain\n")
    assert html.count('<span class="line">') == 3
    assert "20 min" in html
    assert "<p>plainplain</p>" in html


def test_a_definition_is_set_apart() -> None:
    assert flat("RPO\n:   Data lost\n") == '<p>RPO<span class="line definition">Data lost</span></p>'


def test_footnotes_are_led_to_and_stand_where_they_are_written() -> None:
    html = flat("Nines[^1], `[^1]`.\n\n[^1]: Of durability.\n")
    assert (
        'Nines<sup><a class="footnote-ref" href="/guides/1?line=9#L9" rel="noopener noreferrer">1</a></sup>, <code>[^1]</code>'
        in html
    )
    assert "<p><sup>1</sup> Of durability.</p>" in html
    assert "<sup>2</sup></a>" in flat("See[^2].\n\n[^2]: https://example.com\n")


def test_marks_for_mkdocs_are_not_shown() -> None:
    html = flat("## Title {#own .wide}\n\n[x](https://example.com){ .md-button } :material-check: done\n\n[TOC]\n")
    assert html == '<h2>Title</h2><p><a href="https://example.com" rel="noopener noreferrer">x</a>  done</p>'


def test_the_ids_of_cards_are_not_for_readers() -> None:
    assert (
        flat("## Fan-out ^fan-out\n\nTwo ^2 and\n\n- **a**: b ^own-id\n")
        == "<h2>Fan-out</h2><p>Two ^2 and</p><ul><li><strong>a</strong>: b</li></ul>"
    )


def test_links_lead_to_guides_or_out_or_nowhere() -> None:
    html = flat(
        "[a](next.md) [b](#part) [c](https://example.com) [d](gone.md) <a href='next.md'>e</a> [f](/undo) [g](//example.com)\n"
    )
    assert re.findall(r'<a href="([^"]+)"', html) == ["/guides/2", "#L9", "https://example.com", "/guides/2"]
    assert re.findall(r"\w</a>", html) == [f"{letter}</a>" for letter in "abcdefg"]


def test_pictures_are_our_own() -> None:
    html = flat("![A](diagram.png) ![B](https://example.com/x.png)\n\n<img src='diagram.png' alt='C'>\n")
    assert re.findall(r'<img src="([^"]+)" alt="(\w)"', html) == [("/media/3f2a.png", "A"), ("/media/3f2a.png", "C")]
    assert '<span class="missing-image">B</span>' in html


# Anchors


def test_every_text_has_an_anchor_and_a_place_for_a_mark_at_its_beginning() -> None:
    text = "# a\n\np\n\n- i\n  - j\n\n| h |\n|---|\n| r |\n\n```\nx\n```\n\n> q\n\n!!! tip\n    b\n\n<div>x</div>\n"
    made = page(text)
    assert made.lines == (1, 3, 5, 6, 8, 10, 12, 16, 18, 19, 21)
    assert all(
        html.rstrip(">").endswith((f'id="L{line}"', 'admonition tip"')) for html, line in zip(made.html, made.lines, strict=False)
    )


def test_a_card_that_begins_within_a_paragraph_has_its_line() -> None:
    made = page("a :: 1\nb :: 2\nc\n", starts=(2,))
    assert made.lines == (1, 2)
    assert '<span id="L2" class="line">' in "".join(made.html)


# Hostile guides


class GuideJudge(Judge):
    """A page has more than a card: anchors, and links among guides."""

    OURS = re.compile(
        r"L\d+|/guides/\d+(\?line=\d+)?(#L\d+)?|#L\d+|to do|done|tabs?|tab-label|line( definition)?|words|task-list-item"
    )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(
            tag, [(name, "task" if name == "aria-label" else value) for name, value in attrs if not self.is_ours(name, value)]
        )

    def is_ours(self, name: str, value: str | None) -> bool:
        return name in ("id", "href", "class") and self.OURS.fullmatch(value or "") is not None


def faults(text: str) -> list[str]:
    judge = GuideJudge()
    judge.feed("".join(page(text).html))
    judge.close()
    return judge.faults + [f"<{tag}> stays open" for tag in judge.open]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_harmless_wherever_it_stands(payload: str) -> None:
    flat = payload.replace("\n", " ")
    for text in (
        f"Alpha begins.\n\n{payload}\n\nOmega ends.",
        f"# {flat}\n\n**Alpha** {flat} omega\n\n- {flat}\n\n| a | b |\n|---|---|\n| {flat} | x |\n",
        f'=== "{flat}"\n    {flat}\n\n??? tip "{flat}"\n    {flat}\n',
        f"<details><summary>{flat}</summary>\n\n{flat}\n\n</details>\n",
        f"```{flat}\n{payload}\n```\n\n[^1]: {flat}\n\n- [ ] {flat}\n",
    ):
        assert faults(text) == []


@settings(max_examples=100, deadline=None)
@given(hostile_text)
def test_any_guide_becomes_harmless_html(text: str) -> None:
    assert faults(text) == []


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_no_character_is_too_odd_to_be_shown(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("family", REPEATED.values(), ids=REPEATED.keys())
def test_a_page_costs_no_more_in_a_guide_of_a_hundred_times_the_length(family: str) -> None:
    def work(count: int) -> int:
        text = hostile_guide(family, count).decode()
        first = parts(read_blocks(text), text)[0]
        return calls(lambda: write_page(first.blocks, Words(LED.get, OWN)))

    work(10)
    assert work(3_000) < 4 * max(work(400), 10_000)


def test_a_page_of_too_many_words_shows_the_rest_as_it_was_written() -> None:
    text = "".join(f"{'*a* ' * 500}\n\n" for _ in range(MAX_PART_CHARS // 1_000))
    html = flat(text)
    assert "<em>a</em>" in html
    assert html.endswith("*a* </p>") or html.endswith("*a*</p>")


@pytest.mark.parametrize("mark", ["[", "![", "<", "<details>"])
def test_a_text_of_too_many_marks_is_shown_as_it_was_written(mark: str) -> None:
    text = mark * 1_001
    assert text.replace("<", "&lt;").replace(">", "&gt;") in flat(f"a {text}\n")


def test_folds_in_folds_do_not_exhaust_the_stack() -> None:
    assert "text" in flat("<details>\n\n" * 2_000 + "text\n\n" + "</details>\n\n" * 2_000)
