from __future__ import annotations

import pytest

from flashcards.guides.reading import read_guide

OPTIONS = "- A. one\n- B. two\n- C. three"


def sides(text: str) -> list[tuple[str, str]]:
    return [(note.front.split("\n")[0], note.back) for note in read_guide(f"# Quiz\n\n{text}\n".encode(), "a.md").notes]


@pytest.mark.parametrize(
    "key",
    [
        "Answer: B",
        "**Answer:** B",
        "**Answer: B**",
        "**Correct answer**: (b)",
        "The correct answer is B.",
        "Answer: B) two",
        "Answer: two",
        "> Correct option: B",
        "<details><summary>Show answer</summary>B</details>",
        "<details><summary>Answer</summary>\n\nCorrect Answer: B\n\n</details>",
        '??? success "Answer"\n    B',
    ],
)
def test_the_key_is_read_in_every_spelling(key: str) -> None:
    assert sides(f"Which is even?\n\n{OPTIONS}\n\n{key}") == [("Which is even?", "B. two")]


@pytest.mark.parametrize("key", ["B, C", "B and C", "BC", "B & C", "B,C"])
def test_several_answers_are_right(key: str) -> None:
    assert sides(f"Which are more than one?\n\n{OPTIONS}\n\nAnswer: {key}") == [
        ("Which are more than one?", "-   B. two\n-   C. three")
    ]


@pytest.mark.parametrize(
    "options",
    [
        "- [ ] one\n- [x] two\n- [ ] three",
        "- [ ] A. one\n- [x] B. two\n- [ ] C. three",
        "A) one\nB) two ✅\nC) three",
        "- a. one\n- b. two (correct)\n- c. three",
    ],
)
def test_a_ticked_option_is_the_key(options: str) -> None:
    ((front, back),) = sides(f"Which is even?\n\n{options}")

    assert (front, back.split(". ")[-1]) == ("Which is even?", "two")


@pytest.mark.parametrize("text", ["Answer: A database is a store of rows.", "Answer: D", "Answered in chapter B."])
def test_a_sentence_is_no_key(text: str) -> None:
    guide = read_guide(f"# Quiz\n\nWhich is even?\n\n{OPTIONS}\n\n{text}\n".encode(), "a.md")

    assert not any(note.front.startswith("Which is even?\n") for note in guide.notes)


def test_an_explanation_too_long_for_one_answer_is_left_out() -> None:
    explanation = "It is so because it is so. " * 30

    assert sides(f"Which is even?\n\n{OPTIONS}\n\nAnswer: B\n\nExplanation: {explanation}") == [("Which is even?", "B. two")]


def test_a_list_of_tasks_below_a_question_is_no_choice() -> None:
    assert sides("## Before the day\n\nWhat is left to do?\n\n- [x] sleep\n- [ ] pack") == []


def test_lettered_plans_are_no_choice() -> None:
    assert not any("?" in front.rstrip("?") for front, _ in sides("## Options\n\nTwo ways:\n\n- A. first\n- B. second"))


@pytest.mark.parametrize(
    "below",
    [
        "<details><summary>📝 My answer</summary>\n\n- I think of pairs.\n- **B** ✅\n\n</details>",
        "* **Correct answer:** B\n* I think of pairs.",
    ],
)
def test_the_key_is_an_item_of_a_list_whose_others_explain_it(below: str) -> None:
    assert sides(f"## Question 1\n\n❓ Which is even ❓\n\n{OPTIONS}\n\n{below}") == [
        ("Which is even?", "B. two\n\n-   I think of pairs.")
    ]


@pytest.mark.parametrize("key", ["**Answer:** B", "```\nB) two\n```"])
def test_the_key_of_a_listed_question_need_not_be_indented(key: str) -> None:
    asked = "1. Which is even?\nA) one\nB) two\nC) three"

    assert sides(f"{asked}\n{key}\n\n{asked.replace('1.', '2.').replace('even', 'not odd')}\n{key}") == [
        ("Which is even?", "B. two"),
        ("Which is not odd?", "B. two"),
    ]


def test_a_quotation_that_asks_is_shown_without_its_mark_and_name() -> None:
    assert sides(f"> **Q1:**\nWhich is even?\n\n{OPTIONS}\n\n**Answer:** B") == [("Which is even?", "B. two")]


def test_a_question_with_its_key_in_a_fold_is_read_once_and_its_sources_are_left_out() -> None:
    told = "**Answer: B**\n\n**Explanation:**\n- pairs\n\n**References:** Numbers"
    fold = f"<details><summary>Show answer</summary>\n\n{told}\n</details>"
    guide = read_guide(f"# Quiz\n\n### Question 1\nWhich is even?\n\n{OPTIONS}\n\n{fold}\n".encode(), "a.md")

    assert [note.back for note in guide.notes] == ["B. two\n\n**Explanation**\n\n-   pairs"]
    assert guide.skips == ()
