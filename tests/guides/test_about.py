"""What the front matter of a guide tells its reader."""

from __future__ import annotations

import pytest

from flashcards.guides.about import Value, about
from flashcards.guides.front_matter import read_front_matter

KNOWN = {"aws/sqs.md": 1, "aws/sns.md": 2, "basics/index.md": 3}
TITLES = {1: "SQS", 2: "SNS", 3: "Basics"}


def told(text: str) -> dict[str, tuple[Value, ...]]:
    found = about(read_front_matter(f"---\n{text}\n---\n").values, "aws/sqs.md", KNOWN, TITLES)
    return {fact.name: fact.values for fact in found.facts} if found else {}


def test_what_helps_a_reader_is_told_in_the_order_of_the_author() -> None:
    facts = told(
        "difficulty: intermediate\naudience: [L6, L7]\nestimated_time: 45 min\nstatus: draft\n"
        "success_criteria:\n  - can draw it\n  - can price it\nversion: 3"
    )
    assert list(facts) == ["Difficulty", "Audience", "Estimated time", "Success criteria"]
    assert facts["Audience"] == (Value("L6"), Value("L7"))


def test_the_summary_stands_by_itself() -> None:
    found = about({"summary": "All of\n*queues*"}, "a.md", {}, {})
    assert found
    assert (found.summary, found.facts) == ("All of queues", ())


@pytest.mark.parametrize("front_matter", [{}, {"tags": "a\nb", "version": "1"}, {"level": " ", "summary": ""}])
def test_where_nothing_is_told_there_is_nothing(front_matter: dict[str, str]) -> None:
    assert about(front_matter, "a.md", {}, {}) is None


def test_related_guides_are_called_by_their_titles_where_they_are_known() -> None:
    facts = told('related_content: [sns.md, ../basics/, lost.md, "[Fan-out](sns.md#fan-out)", L6/L7, sqs.md]')
    assert facts["Related content"] == (
        Value("SNS", 2), Value("Basics", 3), Value("lost.md"), Value("Fan-out", 2), Value("L6/L7"), Value("sqs.md"),
    )  # fmt: skip


def test_a_few_short_values_share_a_line() -> None:
    found = about({"level": "L6", "prerequisites": "Two years of managing a team of managers"}, "a.md", {}, {})
    assert found
    assert [fact.is_short for fact in found.facts] == [True, True]
    assert not about({"objectives": "Explain the trade-offs aloud\nDraw the whole flow"}, "a.md", {}, {}).facts[0].is_short  # type: ignore[union-attr]
