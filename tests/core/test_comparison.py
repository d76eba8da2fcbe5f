from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.comparison import MOST_PAIRS, Span, compare, is_same


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


def test_many_words_are_compared_word_by_word() -> None:
    spans = compare(f"one two {'x' * MOST_PAIRS} four", f"1 two {'x' * MOST_PAIRS}y four")

    assert [(span.text.replace("x", ""), span.status) for span in spans] == [
        ("1", "wrong"),
        ("one", "missing"),
        (" two ", "same"),
        ("y", "wrong"),
        ("", "missing"),
        (" four", "same"),
    ]


@pytest.mark.parametrize(("one", "other"), [("a", "ab"), ("a ", "a b ")])
def test_of_long_texts_all_that_differs_is_shown_whole(one: str, other: str) -> None:
    spans = compare("x" + one * MOST_PAIRS + "y", "x" + other * MOST_PAIRS + "y")

    assert [span.status for span in spans] == ["same", "wrong", "missing", "same"]


def test_no_more_pieces_are_compared_than_there_is_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Counting(SequenceMatcher[str]):
        def __init__(self, junk: None, a: Sequence[str], b: Sequence[str], autojunk: bool) -> None:
            asked.append(len(a) * len(b))
            super().__init__(junk, a, b, autojunk)

    monkeypatch.setattr("flashcards.core.comparison.SequenceMatcher", Counting)
    for length in (10, 89, 90, 1000):
        compare("a" * length, "ba" * (length // 2))
        compare("a " * length, "b a " * (length // 2))
    assert asked
    assert max(asked) <= MOST_PAIRS


def read(spans: tuple[Span, ...], without: str) -> str:
    return "".join(span.text for span in spans if span.status != without)


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_the_spans(expected: str, typed: str) -> None:
    spans = compare(expected, typed)

    assert read(spans, "wrong") == " ".join(unicodedata.normalize("NFC", expected).split())
    assert read(spans, "missing") == " ".join(unicodedata.normalize("NFC", typed).split())
    assert is_same(expected, typed) == all(span.status == "same" for span in spans)
    assert all(span.text for span in spans)
