"""Cards' Markdown to HTML: what each extension gives, what becomes of pictures and links, and what is not rendered at all."""

from __future__ import annotations

import inspect
import sys
from concurrent.futures import ThreadPoolExecutor
from html import escape
from itertools import repeat

import pytest
from pygments.lexers import get_lexer_by_name

from flashcards.rendering import plain_text, render
from flashcards.rendering.guard import is_hostile
from flashcards.rendering.renderer import LANGUAGES

IMAGES = {"img/a b.png": "3f2a.png", "x&y.gif": "77aa.gif"}


def flat(markdown: str) -> str:
    return render(markdown, IMAGES).replace("\n", "")


# What each extension gives


def test_a_table_keeps_its_alignment_as_an_attribute() -> None:
    html = flat("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert '<th align="center">a</th><th align="right">b</th>' in html
    assert '<td align="center">1</td><td align="right">2</td>' in html
    assert "style" not in html


def test_a_task_list_has_check_boxes_that_cannot_be_pressed() -> None:
    html = flat("- [ ] open\n- [x] done")
    assert html.startswith('<ul class="task-list"><li class="task-list-item"><input type="checkbox" disabled=""')
    assert '<li class="task-list-item"><input type="checkbox" checked="" disabled="" aria-label="task"> done</li>' in html


def test_two_tildes_strike_through_and_one_is_a_tilde() -> None:
    assert flat("~~old~~ H~2~O, ~5 ms") == "<p><del>old</del> H~2~O, ~5 ms</p>"


def test_an_admonition_keeps_its_type_and_title() -> None:
    html = flat('!!! danger inline "Mind"\n\n    the **gap**')
    assert html == '<div class="admonition danger"><p class="admonition-title">Mind</p><p>the <strong>gap</strong></p></div>'


def test_details_fold_and_can_start_open() -> None:
    assert flat("??? tip\n\n    body") == '<details class="tip"><summary>Tip</summary><p>body</p></details>'
    assert flat("???+ tip\n\n    body").startswith('<details class="tip" open="open">')


def test_a_footnote_stands_below_without_links_that_lead_nowhere() -> None:
    html = flat("Eleven nines[^1].\n\n[^1]: Of durability.")
    assert '<sup><a class="footnote-ref" rel="noopener noreferrer">1</a></sup>' in html
    assert '<div class="footnote"><hr><ol><li><p>Of durability.</p></li></ol></div>' in html


def test_a_definition_list_and_an_abbreviation_are_understood() -> None:
    assert flat("RPO\n:   Data lost") == "<dl><dt>RPO</dt><dd>Data lost</dd></dl>"
    assert flat("*[SLA]: Agreement\n\nThe SLA") == '<p>The <abbr title="Agreement">SLA</abbr></p>'


def test_fenced_code_is_coloured_by_classes_alone() -> None:
    html = flat('``` python title="x.py" hl_lines="1"\ndef f(): ...\n```')
    assert '<div class="highlight">' in html
    assert '<span class="k">def</span>' in html
    assert '<span class="filename">x.py</span>' in html
    assert "style" not in html


@pytest.mark.parametrize("language", ["mermaid", "csharp", "nonsense", ""])
def test_other_code_stays_code_without_colours(language: str) -> None:
    assert flat(f"```{language}\nint x;\n```") == '<div class="highlight"><pre><span></span><code>int x;</code></pre></div>'


def test_indented_code_is_code() -> None:
    assert flat("    int <x>;") == '<div class="highlight"><pre><span></span><code>int &lt;x&gt;;</code></pre></div>'


def test_code_beyond_the_allowance_is_shown_without_colours() -> None:
    fence = "```python\n" + "x = 1  # comment\n" * 200 + "```\n\n"
    assert render(fence).count('class="n"') == 200
    assert render(fence * 3).count('class="n"') == 200
    assert render(fence).count('class="n"') == 200


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_language_to_be_coloured_has_a_lexer(language: str) -> None:
    assert get_lexer_by_name(language)


def test_an_attribute_list_is_not_shown() -> None:
    assert flat("## Title {#here .wide }") == "<h2>Title</h2>"


def test_lists_nest_by_four_spaces_and_start_with_their_own_number() -> None:
    assert flat("3. a\n\n    - b\n\n4. c") == '<ol start="3"><li><p>a</p><ul><li>b</li></ul></li><li><p>c</p></li></ol>'


# Pictures and links


def test_a_picture_that_came_along_is_served_as_our_media() -> None:
    picture = '<img src="/media/3f2a.png" alt="A &amp; &quot;B&quot;" loading="lazy">'
    assert flat('![A & "B"](<img/a b.png> "title")') == f"<p>{picture}</p>"
    assert flat("<img src='img/a b.png' alt='A &amp; \"B\"' width=9999>") == f"<p>{picture}</p>"
    assert 'src="/media/77aa.gif"' in flat("![](x&y.gif)")


@pytest.mark.parametrize("source", ["https://example.com/x.png", "//example.com/x.png", "b.png", "/media/9999.png", "/review"])
def test_any_other_picture_is_its_alternative_text(source: str) -> None:
    assert flat(f"![A < B]({source})") == '<p><span class="missing-image">A &lt; B</span></p>'


@pytest.mark.parametrize("address", ["https://example.com/?a=1&b=2", "HTTP://example.com", "mailto:me@example.com"])
def test_a_link_may_lead_out(address: str) -> None:
    assert flat(f"[x]({address})") == f'<p><a href="{escape(address)}" rel="noopener noreferrer">x</a></p>'


@pytest.mark.parametrize("address", ["next.md", "#part", "/undo", "//example.com", "ssh:host", "javascript:x", "http:x"])
def test_any_other_link_keeps_its_text_only(address: str) -> None:
    assert flat(f"[x]({address})") == '<p><a rel="noopener noreferrer">x</a></p>'


def test_a_tag_that_is_not_html_is_text_so_that_no_fact_is_lost() -> None:
    assert plain_text(render("A List<String> in <region>, a<b")) == "A List<String> in <region>, a<b"


def test_comments_scripts_and_styles_are_not_shown() -> None:
    assert plain_text(render("- a\n\n<!-- -->\n\n1. b\n\n<style>\np {}\n</style>\n\n<script>\nx()\n</script>")) == "a b"


# One line of text


def test_plain_text_is_one_line_without_markup() -> None:
    html = render("## Title\n\nre*lia*ble `a < b`\n\n- one\n- two\n\n![a bucket](x&y.gif) ![gone](y.png)", IMAGES)
    assert plain_text(html) == "Title reliable a < b one two a bucket gone"


# What is not rendered


@pytest.mark.parametrize(
    "hostile",
    [
        "```\n" + "a" * 64_000 + "\n```",
        "```\n" * 401,
        f'``` python hl_lines="{"1-9 " * 60}"\nx\n```',
        "[" * 401,
        "![" * 101,
        "<div>\n\n" * 1001,
        "> " * 21 + "a",
        "[^1]: " + "> " * 21 + "a",
        "- " * 21 + "a",
        "1. " * 21 + "a",
        "    " * 21 + "- a",
        "\n\n".join("a" * 4_002),
        "a" * 8_001,
        "_" + "*" * 200,
        "|a" * 61 + "\n" + "|-" * 61 + "\n" + "|\n" * 100,
        "a\n=\n" * 1300,
        "`a" * 4_000,
        ("a" * 7_000 + "\n\n") * 8 + "<" * 250,
        f"[a]: https://example.com/{'x' * 7_000}\n\n" + "[a] " * 390,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_text_that_would_stall_the_parser_is_shown_as_written(hostile: str) -> None:
    assert render(hostile) == f'<pre class="plain">{escape(hostile, quote=False)}</pre>'


def test_an_abbreviation_is_not_written_out_a_thousand_times() -> None:
    assert is_hostile(f"*[A]: {'t' * 900}\n\n" + ("A " * 3_000 + "\n\n") * 3)
    assert not is_hostile("*[SLA]: Service Level Agreement\n\n" + "The SLA says so. " * 100)


def test_marks_in_fenced_code_are_no_reason_for_suspicion() -> None:
    html = render("A **matrix**:\n\n```python\n" + "m = [[<![" * 300 + "\n```")
    assert html.startswith("<p>A <strong>matrix</strong>:</p>")


def test_a_fence_that_is_never_closed_does_not_hide_marks() -> None:
    assert render("```python\n" + "[" * 401).startswith('<pre class="plain">')


def test_a_card_after_a_hostile_one_renders_as_ever() -> None:
    card = "[^1] *[A]: x\n\n[^1]: note\n\n```python\nx = 1\n```"
    before = render(card)
    render("- a\n\n    [a]: b\n\n[^2]: c\n\n" + "[" * 401)
    assert render(card) == before


def test_nesting_too_deep_for_the_stack_is_shown_as_written() -> None:
    text, limit = "- " * 20 + "deep", sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 30)
    try:
        html = render(text)
    finally:
        sys.setrecursionlimit(limit)
    assert html == f'<pre class="plain">{escape(text)}</pre>'
    assert render(text).startswith("<ul>")


def test_characters_that_are_no_text_do_no_harm() -> None:
    assert plain_text(render("a\ud800b")) == "a?b"
    assert plain_text(render("a\x00b\x02c\x03d")) == "abcd"
    assert render("") == ""


def test_threads_render_beside_each_other() -> None:
    cards = [f"Card {n}[^1] with `code`\n\n[^1]: note {n}" for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render, cards, repeat(IMAGES))) == [render(card, IMAGES) for card in cards]
