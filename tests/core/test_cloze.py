from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cloze import _HIDDEN as HIDDEN
from flashcards.core.cloze import MOST_GAPS, MOST_PLACES, answer, filled, gap_numbers, gaps, has_opening, mistake, question
from flashcards.rendering import plain_text, render

PIECES = st.sampled_from(
    [
        "{{c1::",
        "{{c2::",
        "{{c34::",
        "}}",
        "==",
        "::",
        ";;",
        "`",
        "``",
        "```\n",
        "\n",
        "\n\n",
        "\\",
        "{",
        "}",
        "<!--",
        "-->",
        "a",
        " b",
        "é",
    ]
    + ["- ", "| ", "|\n| --- |\n", "# ", "> ", "<b>", "[x](y)", "&"]
)
FRONTS = st.lists(PIECES, max_size=30).map("".join)


def test_a_gap_says_where_it_stands() -> None:
    front = "x {{c2::answer::hint}} y"
    (gap,) = gaps(front)

    assert front[gap.start : gap.end] == "{{c2::answer::hint}}"
    assert (gap.number, gap.answer, gap.hint) == (2, "answer", "hint")


def test_every_answer_is_marked_in_the_whole_text() -> None:
    assert filled("{{c1::a::hint}} and ==b==") == '<mark class="gap">a</mark> and <mark class="gap">b</mark>'


def test_a_gap_that_is_not_closed_is_text_as_it_is() -> None:
    front = "{{c1::open and {{c2::closed}}"

    assert gap_numbers(front) == (2,)
    assert question(front, 2) == '{{c1::open and <mark class="gap">&#91;…&#93;</mark>'


def test_a_mistake_is_placed_by_line_and_column() -> None:
    assert mistake("one\ntwo {{c1::three") == (
        "Line 2, column 5",
        "the gap is not closed; write }} after its answer, in the same paragraph",
    )


def test_a_text_may_have_only_so_many_gaps() -> None:
    assert mistake("==a== " * MOST_GAPS) is None
    assert mistake("==a== " * (MOST_GAPS + 1)) == ("The front", "there are more than 50 gaps; make several notes of it")
    assert mistake("{{c1::a}} " * (MOST_GAPS + 1)) is None  # one card


def test_code_ends_with_as_many_ticks_as_it_began_with_in_its_paragraph() -> None:
    assert gap_numbers("``==a== ` ==b== `` ==c==") == (1,)
    assert gap_numbers("``==a== ` ==b==") == (1, 2)
    assert gap_numbers("` ==a==\n\n==b== `") == (1, 2)
    assert gap_numbers("\\` ==a== ` ==b== `") == (1,)


def test_ticks_are_read_once_however_many_lengths_they_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    front = "".join("`" * length + "a" for length in range(1, 350)) + " ==a=="
    searches = []

    class Counting:
        def search(self, text: str, place: int) -> re.Match[str] | None:
            searches.append(place)
            return HIDDEN.search(text, place)

    monkeypatch.setattr("flashcards.core.cloze._HIDDEN", Counting())
    assert gap_numbers(front) == (1,)
    assert len(searches) == 350


def test_a_number_no_gap_can_have_is_told_with_its_place() -> None:
    for number in ("0", "007", "1000"):
        assert mistake(f"one {{{{c{number}::a}}}}") == ("Line 1, column 5", "gaps are numbered from 1 to 999")
    assert mistake("`{{c0::a}}` ==b==") is None


def test_a_text_may_have_only_so_many_pieces() -> None:
    assert mistake("{{c1::a}} " * MOST_PLACES) is None
    assert mistake("{{c1::a}} " * (MOST_PLACES + 1)) == (
        "The front",
        "there are more than 500 pieces to recall; make several notes of it",
    )


def test_code_has_no_opening() -> None:
    assert not has_opening("`{{c1::a}}` and a == b")
    assert has_opening("{{c1::never closed")


def test_an_unclosed_comment_hides_the_rest() -> None:
    assert gap_numbers("==a== <!-- ==b==") == (1,)


@given(FRONTS)
def test_any_cloze_is_rendered(front: str) -> None:
    for number in gap_numbers(front):
        assert isinstance(plain_text(render(question(front, number))), str)
        assert isinstance(plain_text(render(answer(front, number))), str)


@given(FRONTS)
def test_a_question_and_its_answer_differ_in_the_gaps_alone(front: str) -> None:
    for number in gap_numbers(front):
        asked = question(front, number).split('<mark class="gap">')
        answered = answer(front, number).split('<mark class="gap">')

        assert len(asked) == len(answered) == 1 + sum(gap.number == number for gap in gaps(front))


@given(FRONTS)
def test_gaps_stand_in_order_and_never_overlap(front: str) -> None:
    ends = [0, *(place for gap in gaps(front) for place in (gap.start, gap.end))]

    assert ends == sorted(ends)
    assert gap_numbers(front) == tuple(sorted({gap.number for gap in gaps(front)}))


@given(st.text(max_size=200))
def test_text_without_marks_is_left_as_it_is(text: str) -> None:
    plain = text.replace("=", "").replace("{", "")

    assert filled(plain) == plain
    assert gap_numbers(plain) == ()
