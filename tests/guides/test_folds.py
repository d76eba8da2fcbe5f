from __future__ import annotations

import pytest

from flashcards.guides.blocks import Block, read_blocks
from flashcards.guides.canonical import canonical
from flashcards.guides.reading import read_guide


def fold(text: str) -> Block:
    return next(block for block in read_blocks(text) if block.kind == "fold")


@pytest.mark.parametrize(
    "text",
    [
        "<details><summary>What is toil?</summary>Because.</details>",
        "<details>\n<summary>What is toil?</summary><br><b>\n\nBecause.\n</b></details>",
        "<details>\n<summary>What is toil?</summary>\n\nBecause.\n\n</details>",
        "<details>\n\n<br>\n\n<summary>What is toil?</summary>\n\nBecause.\n\n</details>",
        "<details open>\n<summary><b>What is toil?</b></summary>\n    Because.\n</details>",
        "<DETAILS><SUMMARY>What is toil?</SUMMARY><STRONG>Because.</STRONG></DETAILS>",
        "<br>\n<details><summary>What is toil?</summary>\nBecause.</details>",
        "Text above.\n<details><summary>What is toil?</summary>\n\n<p>Because.</p>\n</details>",
    ],
)
def test_a_fold_is_read_in_every_form(text: str) -> None:
    guide = read_guide(f"# A\n\n{text}\n".encode(), "a.md")

    assert [(note.front, note.back) for note in guide.notes] == [("What is toil?", "Because.")]


def test_what_stands_in_a_fold_knows_its_lines() -> None:
    found = fold("text\n\n<details>\n<summary>a</summary><br><b>\n\nb\nc</b></details>\n")

    assert (found.text, found.line, found.end_line) == ("a", 3, 7)
    assert [(block.text, block.line, block.end_line) for block in found.children] == [("b\nc", 6, 7)]


def test_only_bold_around_the_whole_answer_is_taken_off() -> None:
    assert fold("<details><summary>a</summary><b>x</b> or <b>y</b></details>").children[0].text == "**x** or **y**"
    assert fold("<details><summary>a</summary><b>x <b>y</b></b></details>").children[0].text == "x **y**"


def test_a_fold_in_a_list_item_belongs_to_it() -> None:
    (item, other) = read_blocks("- a\n\n    <details><summary>s</summary>\n    b\n    </details>\n- c\n")[0].children

    assert [block.kind for block in item.children] == ["paragraph", "fold"]
    assert item.children[1].children[0].text == "b"
    assert other.children[0].text == "c"


def test_folds_stand_in_folds_and_code_holds_none() -> None:
    found = fold(
        "<details><summary>a</summary>\n\n<details><summary>b</summary>c</details>\n\n```\n</details>\n```\n</details>\n"
    )

    assert [block.kind for block in found.children] == ["fold", "code"]


def test_a_fold_that_never_ends_is_html() -> None:
    assert [block.kind for block in read_blocks("<details>\n\n- a\n\n`</details>`\n")] == ["html", "list", "paragraph"]


def test_words_behind_the_end_are_not_lost() -> None:
    assert "more" in read_blocks("<details><summary>a</summary>b</details> more\n")[0].text


def test_an_empty_fold_is_a_question_without_an_answer() -> None:
    guide = read_guide(b"# A\n\n<details>\n<summary>What is toil?</summary><br><b>\n</b></details>\n", "a.md")

    assert (guide.notes, [(skip.line, skip.reason) for skip in guide.skips]) == ((), [(3, "a question without an answer")])


def test_on_a_card_a_fold_is_its_title_and_what_stands_in_it() -> None:
    text = canonical("<details><summary>What is toil?</summary>\n\n- a\n</details>\n")

    assert text == "**What is toil?**\n\n-   a"
    assert canonical(text) == text


def test_folds_within_folds_without_end_are_read_calmly() -> None:
    assert read_guide(b"<details>\n" * 20_000, "a.md").title == "A"
    assert read_guide(b"<details><summary>\n" * 5_000 + b"</details>\n" * 5_000, "a.md").title == "A"
