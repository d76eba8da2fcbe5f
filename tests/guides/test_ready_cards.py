from __future__ import annotations

import pytest

from flashcards.core.models import Form, Guide, Kind
from flashcards.guides.reading import read_guide


def read(text: str) -> Guide:
    return read_guide(text.encode(), "guide.md")


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


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("term :: meaning", ("term", "meaning")),
        ("- term :: meaning", ("term", "meaning")),
        ("two words\n?\nmeaning", ("two words", "meaning")),
        ("A {{c1::gap}} here.", ("A {{c1::gap}} here.", "")),
        ("| Front | Back |\n|---|---|\n| one | two |", ("one", "two")),
        ("> **Q:** Quoted?\n>\n> **A:** Yes.", ("Quoted?", "Yes.")),
        ("<details>\n<summary>Why is it folded?</summary>\n\nIt is long.\n\n</details>", ("Why is it folded?", "It is long.")),
    ],
)
@pytest.mark.parametrize("before", ["Q: First?\nA: One.", "C: A [first] one."])
def test_a_card_of_any_form_ends_the_answer_above_it(before: str, text: str, sides: tuple[str, str]) -> None:
    first, second = read(f"{before}\n\n{text}").notes

    assert first.back in ("One.", "")
    assert "\n" not in first.front
    assert (second.front, second.back) == sides


@pytest.mark.parametrize("text", ["- one\n- two", "`a :: b` is code.", "Run it:\n\n```text\na :: b\n```", "It ==matters==."])
def test_other_text_goes_on_as_the_answer(text: str) -> None:
    (note,) = read(f"Q: First?\nA: One.\n\n{text}").notes

    assert len(note.back) > len("One.")


def test_more_text_with_gaps_belongs_to_a_card_that_has_no_answer_yet() -> None:
    (note,) = read("C: A {{c1::first}} one.\n\nA {{c2::second}} one.").notes

    assert note.front == "A {{c1::first}} one.\n\nA {{c2::second}} one."


def test_a_fold_below_a_question_holds_its_answer() -> None:
    (note,) = read("Q: Why?\n<details><summary>Answer</summary>\nBecause.\n</details>").notes

    assert (note.front, note.back) == ("Why?", "Because.")


def test_the_colons_of_a_gap_are_no_mark_between_sides_in_a_deck() -> None:
    (note,) = read("---\ntags: flashcards\n---\n\nWith {{c1::gaps}} in it.").notes

    assert (note.form, note.back) == (Form.CLOZE, "")


def test_an_answer_that_waits_to_be_written_is_none() -> None:
    guide = read("Q: What happened?\nA: [Your answer here]")

    assert (guide.notes, [skip.reason for skip in guide.skips]) == ((), ["placeholder"])


def test_a_hint_between_question_and_answer_stands_behind_the_answer() -> None:
    (note,) = read('**Question:** "Why?"\n\n**Memory Hook:** *one reason*\n\n**Answer:**\n> Because.').notes

    assert (note.front, note.back) == ("Why?", "> Because.\n\n**Memory Hook:** *one reason*")


def test_the_letters_of_a_story_are_no_answer() -> None:
    parts = '**S:** "We lost a day."\n\n**T:** "I had to find it."\n\n**A:** "I asked 3 people."\n\n**R:** "We found 9 hours."'
    (note,) = read(f'**Question:** "Tell me about a time you lost something."\n\n{parts}').notes

    assert (note.kind, note.front) == (Kind.STORY, "Tell me about a time you lost something.")
    assert note.back.startswith("**Situation**")


def test_a_space_may_stand_before_the_colon_of_a_mark() -> None:
    guide = read("> Q : How many tries?\n>\n> A : Three.\n\n> Q : And then?\n>\n> A : The dead letters.\n")

    assert [(note.front, note.back) for note in guide.notes] == [
        ("How many tries?", "Three."),
        ("And then?", "The dead letters."),
    ]
