from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cloze import MOST_GAPS, answer, filled, gap_numbers, gaps, has_opening, mistake, question
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
