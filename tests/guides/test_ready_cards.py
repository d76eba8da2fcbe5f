from __future__ import annotations

import pytest

from flashcards.core.models import Form, Guide
from flashcards.guides.reading import read_guide


def read(text: str) -> Guide:
    return read_guide(text.encode(), "a.md")


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("What?\n?\nThis.", ("What?", "This.")),
        ("What\nis it?\n?\nthis\nand that", ("What\nis it?", "this\nand that")),
        ("What?\n?\n- a\n- b", ("What?", "-   a\n-   b")),
        ("What?\n?\n```sh\nls\n```", ("What?", "```sh\nls\n```")),
        ("What?\n?\n\nThis.", ("What?", "This.")),
    ],
)
def test_a_line_with_a_question_mark_stands_between_the_sides(text: str, sides: tuple[str, str]) -> None:
    assert [(note.front, note.back) for note in read(text).notes] == [sides]


def test_two_question_marks_ask_both_ways() -> None:
    assert [note.form for note in read("one\n??\ntwo").notes] == [Form.REVERSED]


def test_highlights_are_gaps_only_in_a_deck() -> None:
    text = "A ==queue== holds what waits."

    assert read(text).notes == ()
    assert [note.form for note in read(f"---\ntags: flashcards\n---\n{text}").notes] == [Form.CLOZE]
    assert [note.front for note in read(f"{text} #flashcards").notes] == [text]


def test_the_tag_of_a_deck_names_it_and_is_no_tag() -> None:
    guide = read("---\ntags: [flashcards/aws/event-driven, queues]\n---\n\nQ: What?\nA: This.")

    assert (guide.deck, guide.notes[0].tags) == ("AWS::Event Driven", ("queues",))


def test_the_front_matter_names_the_deck_before_a_tag_does() -> None:
    assert read("---\ndeck: Mine\n---\n\n#flashcards/other\n\nQ: What?\nA: This.").deck == "Mine"


def test_dates_of_another_program_are_on_no_card() -> None:
    guide = read("a :: b <!--SR:!2026-01-01,3,250-->\n\nWhat?\n?\nThis.\n<!--SR:!2026-01-01,3,250-->")

    assert [(note.front, note.back) for note in guide.notes] == [("a", "b"), ("What?", "This.")]
    assert [skip.reason for skip in guide.skips] == ["dates of another program"]


def test_brackets_of_a_cloze_are_gaps_but_links_are_not() -> None:
    (note,) = read("C: The [sky](https://example.org) is [blue] and [wide].").notes

    assert note.front == "The [sky](https://example.org) is {{c1::blue}} and {{c2::wide}}."


@pytest.mark.parametrize("head", ["Front | Back", "Question | Answer", "# | Q | A"])
def test_a_table_with_named_sides_gives_a_card_a_row(head: str) -> None:
    row = " | ".join(["1", "What?", "This.<br>And that."][-head.count("|") - 1 :])

    assert [(note.front, note.back) for note in read(f"| {head} |\n|{'---|' * (head.count('|') + 1)}\n| {row} |").notes] == [
        ("What?", "This.  \nAnd that.")
    ]


def test_a_table_with_another_column_is_no_deck() -> None:
    guide = read("| Front | Back | Score |\n|---|---|---|\n| What? | This. | 3 |")

    assert "This." not in [note.back for note in guide.notes]


@pytest.mark.parametrize(
    "classes", [("card-front", "card-back"), ("question", "answer"), ("cardFront", "cardBack"), ("front", "back")]
)
def test_html_with_named_sides_is_a_card(classes: tuple[str, str]) -> None:
    front, back = classes
    text = f'<div class="card">\n<div class="{front}"><h3>CAP</h3></div>\n<div class="{back}"><p>three</p></div>\n</div>'

    assert [(note.front, note.back) for note in read(text).notes] == [("CAP", "three")]


@pytest.mark.parametrize("text", ["- Q: One?\n- A: first", "1. **Q:** One?\n   **A:** first", "- Q: One?\n  - A: first"])
def test_a_list_of_questions_and_answers_is_read(text: str) -> None:
    assert [(note.front, note.back) for note in read(text).notes] == [("One?", "first")]


def test_an_answer_that_waits_to_be_written_is_none() -> None:
    guide = read("Q: What happened?\nA: [Your answer here]")

    assert (guide.notes, [skip.reason for skip in guide.skips]) == ((), ["placeholder"])
