from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.comparison import MOST_CHARACTERS, Span, compare, is_same


@pytest.mark.parametrize(
    ("expected", "typed", "spans"),
    [
        ("443", "443", [("443", "same")]),
        ("443", "434", [("4", "same"), ("3", "wrong"), ("4", "same"), ("3", "missing")]),
        ("queue", "quue", [("qu", "same"), ("e", "missing"), ("ue", "same")]),
        ("queue", "queeue", [("queue"[:3], "same"), ("e", "wrong"), ("ue", "same")]),
        ("Lima", "lima", [("l", "wrong"), ("L", "missing"), ("ima", "same")]),
        ("Lima", "", [("Lima", "missing")]),
        ("", "Lima", [("Lima", "wrong")]),
        ("", "", []),
        ("two words", "  two\n\twords ", [("two words", "same")]),
        ("café", "cafe\u0301", [("café", "same")]),
        ("abc", "xyz", [("xyz", "wrong"), ("abc", "missing")]),
    ],
)
def test_what_was_typed_is_compared(expected: str, typed: str, spans: list[tuple[str, str]]) -> None:
    assert [(span.text, span.status) for span in compare(expected, typed)] == spans


def test_the_same_text_differently_spaced_and_encoded_is_the_same() -> None:
    assert is_same("un café\nnoir", " un  cafe\u0301 noir ")
    assert not is_same("Lima", "lima")


def test_long_texts_that_differ_are_shown_whole() -> None:
    spans = compare("x" + "a" * (MOST_CHARACTERS + 1) + "y", "x" + "b" * 2 + "y")

    assert [(len(span.text), span.status) for span in spans] == [
        (1, "same"),
        (2, "wrong"),
        (MOST_CHARACTERS + 1, "missing"),
        (1, "same"),
    ]


def read(spans: tuple[Span, ...], without: str) -> str:
    return "".join(span.text for span in spans if span.status != without)


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_the_spans(expected: str, typed: str) -> None:
    spans = compare(expected, typed)

    assert read(spans, "wrong") == " ".join(unicodedata.normalize("NFC", expected).split())
    assert read(spans, "missing") == " ".join(unicodedata.normalize("NFC", typed).split())
    assert is_same(expected, typed) == all(span.status == "same" for span in spans)
    assert all(span.text for span in spans)
