"""Nothing a guide holds can act: every payload comes out harmless, balanced and with its text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.rendering import plain_text, render
from flashcards.rendering.sanitiser import CLASSES, sanitise
from tests.payloads import PAYLOADS

OWN = {"diagram.png": "3f2a.png"}
VOID = {"br", "hr", "img", "input", "wbr"}
PLAIN_TAGS = set(
    """abbr b blockquote caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 i ins kbd li
    mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var""".split()
)
SAFE_VALUES = {
    ("a", "href"): r"(?i:https?://|mailto:).*",
    ("a", "rel"): "noopener noreferrer",
    ("a", "title"): ".*",
    ("abbr", "title"): ".*",
    ("details", "open"): ".*",
    ("img", "src"): "/media/3f2a[.]png",
    ("img", "alt"): ".*",
    ("img", "loading"): "lazy",
    ("input", "type"): "checkbox",
    ("input", "disabled"): "",
    ("input", "checked"): ".*",
    ("input", "aria-label"): "task",
    ("ol", "start"): ".*",
    **{(cell, name): ".*" for cell in ("td", "th") for name in ("align", "colspan", "rowspan")},
}
REQUIRED = {"a": {"rel"}, "img": {"src", "alt", "loading"}, "input": {"type", "disabled", "aria-label"}}


class Judge(HTMLParser):
    """Reads HTML as a browser would and notes whatever should not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in PLAIN_TAGS | VOID | {"a"} or REQUIRED.get(tag, set()) - dict(attrs).keys():
            self.faults.append(f"<{tag}> with {attrs}")
        self.faults += [f"<{tag} {name}={value!r}>" for name, value in attrs if not is_safe(tag, name, value or "")]
        self.open += [tag] if tag not in VOID else []

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes what it did not open")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def is_safe(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return set(value.split()) <= CLASSES
    return re.fullmatch(SAFE_VALUES.get((tag, name), "(?!)"), value, re.DOTALL) is not None


def faults(html: str) -> list[str]:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge.faults + [f"<{tag}> stays open" for tag in judge.open]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_harmless_and_its_text_stays(payload: str) -> None:
    html = render(f"Alpha begins.\n\n{payload}\n\nOmega ends.", OWN)
    text = plain_text(html)
    assert faults(html) == []
    assert text.startswith("Alpha begins.")
    assert "Omega ends." in text
    assert text.count("keep") == payload.count("keep")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_as_harmless_inside_a_sentence_a_list_and_a_table(payload: str) -> None:
    flat = payload.replace("\n", " ")
    html = render(f"**Alpha** {flat} omega\n\n- {flat}\n\n| a | b |\n|---|---|\n| {flat} | x |\n", OWN)
    assert faults(html) == []


def test_the_judge_sees_what_is_wrong() -> None:
    assert faults('<a href="https://example.com" rel="noopener noreferrer">x</a><br>') == []
    wrong = ["<script>", "<p onclick=x></p>", "<p style=x></p>", "<p id=x>", "<p class=modal></p>", "<input>", "</div>", "<div>"]
    wrong += ["<a></a>", "<a rel='noopener noreferrer' href=javascript:x></a>", "<img src=/media/3f2a.png alt=x>", "<!-- x -->"]
    assert [html for html in wrong if not faults(html)] == []


def test_an_unfinished_script_does_not_swallow_the_rest_of_the_card() -> None:
    for tag in ("script", "style", "template", "textarea", "title", "xmp", "plaintext", "iframe", "noscript", "select", "svg"):
        assert "Omega ends." in plain_text(render(f"Alpha <{tag}> begins.\n\n<{tag}>\n\nOmega ends."))


MARKS = ["\n", "\n\n", "    ", "- ", "> ", "1. ", "`", "```\n", "*", "**", "_", "~~"]
MARKS += ["[", "](", ")", "<", ">", "&", "|", "\\", "!!! note\n"]
TAGS = ["<table>", "<td>", "</table>", "<a href=https://example.com>", "</a>", "<p>", "</p>", "<pre>", "<b>", "![x](diagram.png)"]
hostile_text = st.lists(st.sampled_from([*PAYLOADS, *MARKS, *TAGS]) | st.text(max_size=12), max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(hostile_text)
def test_any_text_renders_to_harmless_html(text: str) -> None:
    assert faults(render(text, OWN)) == []


def test_html_that_a_second_parse_would_read_otherwise_is_settled_at_once() -> None:
    link = '<a href="http://{}.example" rel="noopener noreferrer">{}</a>'
    misnested = "<a href=http://a.example>x<table><a href=http://b.example>y"
    assert sanitise(misnested, OWN) == link.format("a", "x") + link.format("b", "y") + "<table></table>"
    assert sanitise("<pre>" + "\n" * 9 + "x</pre>", OWN) == "<pre>x</pre>"


@settings(max_examples=150, deadline=None)
@given(hostile_text)
def test_sanitising_twice_is_sanitising_once(text: str) -> None:
    once = sanitise(text, OWN)
    assert faults(once) == []
    assert sanitise(once, OWN) == once
    rendered = render(text, OWN)
    assert sanitise(rendered, OWN) == rendered


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_no_character_is_too_odd_to_render(text: str) -> None:
    assert faults(render(text)) == []
