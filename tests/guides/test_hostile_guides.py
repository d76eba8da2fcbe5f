"""Guides made to be slow. Work is counted in calls: four times the guide may cost no more than eight times the work."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType

import pytest

from flashcards.core.errors import TooLarge
from flashcards.guides.dialect import MAX_LINES
from flashcards.guides.reading import read_guide

PLACE = "# A\n\n## Queues and topics\n\n"
REPEATED = {
    "paragraphs without words": PLACE + "|`\n\n",
    "bold marks alone": PLACE + "|**\n\n",
    "short paragraphs": PLACE + "|x\n\n",
    "tiny headings": "|# a\n",
    "headings with lists": "|## a\n\n- b\n- c\n\n",
    "bold lines": PLACE + "|**a**\n\n",
    "labels in one paragraph": PLACE + "|**a**: b\n",
    "term bullets": PLACE + "|- **Term**: x\n",
    "plain terms": PLACE + "|- Term: x\n",
    "items in other lists": PLACE + "|- a\n* b\n+ c\n",
    "nested items": PLACE + "|- a\n  - b\n    - c\n",
    "paragraphs in one item": PLACE + "- **Term**: x\n|\n  `\n",
    "questions without answers": "|Q: a\n",
    "questions with answers": "|Q: a\nA: b\n\n",
    "one long answer": "Q: a\nA: b\n\n|- x\n\ny\n\n",
    "definitions": "|term :: b\n",
    "definitions alone": "|term :: b\n\n",
    "definition marks": "| :: \n",
    "parts of an answer": "# A\n\n## Why?\n\n|**a**\n\nb\n\n",
    "fences": "|```\n",
    "fences and headings": "|```\n\n## a\n\n",
    "fences in code": "# A\n\n## Why?\n\n~~~\n|```a\n",
    "fences of Markdown in each other": "|```markdown\n```md\n```\n",
    "tags that never end": "|<Ab x=",
    "blank lines in code": "Q: a\nA: b\n\n```\n|\n",
    "tables": "|a | b\n---|---\nc | d\n\n",
    "html": "|<div>\n\n",
    "boxes": "|!!! tip\n    a\n\n",
    "folds": "|<details><summary>What is a?</summary>b</details>\n\n",
    "folds without end": "|<details>\n",
    "folds in a list": "|- What is a?\n\n    <details><summary>Answer</summary>b</details>\n",
    "single questions above their answers": PLACE + "|- What would you do?\n\nx\n\n",
    "answers that begin with dashes": PLACE + "- Tell me about a time you failed\n|  -- x\n",
    "bullets of an office program": PLACE + "|• a\n◦ b\n",
    "links over several lines": PLACE + "|[a\n",
    "captions": PLACE + "||**a**| |\n|-|-|\n|**Pros**|**Cons**|\n|b|c|\n\n",
    "questions in bold": "|**What is a?**\n\nb\n\n",
    "a question with a long answer": "## What is a?\n\n|b\n\n",
    "prompts": '|**Q1**: "What did you do?"\n\n*Follow-ups:*\n- b\n\n',
    "choices": "|What is a?\n\n- A. x\n- B. y\n- C. z\n\nAnswer: B\n\n",
    "keys": "## Quiz\n\n1. What is a?\n   - A. x\n   - B. y\n\n## Answers\n\n|1. B\n",
    "lines with a question mark": "|a\n?\nb\n\n",
    "sides in html": '<div class="front">\n\n|b\n\n',
    "quotes": "|> a\n\n",
    "references": '|[a]: b\n"x\n',
    "text laid out with spaces": "## A\n\n|    It is the first of all.\n      It is a part of the first.\n",
    "a table laid out with spaces": "## A\n\n    Name    Use    Price\n|    one of them    to be used    low\n",
    "white space in text": "## A\n\n    It is the first of all.|  ",
    "tables in html": "|<table><tr><td>a</td></tr></table>\n\n",
    "tables in html without end": "|<table>\n\n",
    "cells in html": "<table>|<tr><td rowspan=20>a<td colspan=20>b\n</table>",
    "white space in a cell": "<table><tr><td>a|  \nb</table>",
    "questions below items": "# A\n\n## B\n\n|- Ask:\n  - What do you do?\n  - How do you do it?\n  - Tell me about it.\n",
    "sentences of a paragraph": "# A\n\n## B\n\nIt is so.\n\n|It is a part of what is so. ",
    "stories in rows": "# A\n\n|Story|Situation|Action|Result|\n|---|---|---|---|\n||a|We broke it.|I mended it.|It runs.|\n",
    "keys of front matter": "---\n|k: v\n",
}
LINES = ["1.", "`", "*", "**a** ", "[", "[a](", "<a ", "(min ", "{#a} ", "\\", " ", " ^a", "as of ", "[Your ", ":: ", "-"]
PLACES = [
    "",
    "# ",
    "# A\n\n## ",
    "## A\n\n- ",
    "## A\n\n- **Term**: ",
    "Q: ",
    "Q: a\n\n**",
    "**a**",
    "## Why?\n\n",
    "## A\n\n- Term: ",
    "## A\n\n    ",
    "<table><tr><td>",
]


def calls(act: Callable[[], object]) -> int:
    """How many functions were called, in Python and below it."""
    counted: Counter[str] = Counter()

    def count(frame: FrameType, event: str, argument: object) -> None:
        counted[event] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return counted["call"] + counted["c_call"]


def guide(family: str, count: int) -> bytes:
    begin, repeated = family.split("|", 1)
    return (begin + repeated * count).encode()


@pytest.mark.parametrize("family", REPEATED.values(), ids=REPEATED.keys())
def test_work_grows_with_the_guide_and_not_with_its_square(family: str) -> None:
    read_guide(guide(family, 10), "warm.md")

    little, much = (calls(lambda count=count: read_guide(guide(family, count), "a.md")) for count in (100, 400))  # type: ignore[misc]

    assert much < 8 * max(little, 1_000)


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_a_hundred_thousand_characters_is_read(line: str) -> None:
    for place in PLACES:
        hostile = f"{place}{line * (100_000 // len(line))}x\n\ny\n"
        assert read_guide(hostile.encode(), "a.md").text == hostile


@pytest.mark.parametrize("tag", ['<details class="a > b', "<p title='a > b", '- <b id="a > b'])
def test_a_tag_that_is_left_open_within_quotation_marks_is_read(tag: str) -> None:
    assert read_guide(f"# A\n\n{tag}\n\n## Next\n\nQ: What?\nA: b\n".encode(), "a.md").notes[-1].front == "What?"


def test_more_than_fifty_thousand_lines_are_refused() -> None:
    with pytest.raises(TooLarge, match=r"a.md: the guide has 50,001 lines; the most is 50,000. Split it"):
        read_guide(b"\n" * (MAX_LINES + 1), "a.md")


def test_a_heading_too_long_to_stand_on_a_card_is_none() -> None:
    guide = read_guide(f"# A\n\n## {'long ' * 100}\n\n- **Term**: x\n".encode(), "a.md")

    assert [note.heading for note in guide.notes] == [()]
    assert [(skip.line, skip.reason) for skip in guide.skips] == [(3, "no shape for this yet (heading)")]
