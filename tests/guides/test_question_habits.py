"""How other authors ask: answers behind arrows, scenarios without a question mark, banks of bold lines, tables of scenarios."""

from __future__ import annotations

import pytest

from flashcards.core.models import Kind
from flashcards.guides.reading import read_guide
from flashcards.guides.shapes.questions.names import is_follow_ups


def sides(text: str, title: str = "Guide") -> list[tuple[str, str]]:
    return [(note.front, note.back) for note in read_guide(f"# {title}\n\n{text}\n".encode(), "a.md").notes]


def ticked(text: str, title: str = "Guide") -> list[str]:
    notes = read_guide(f"# {title}\n\n{text}\n".encode(), "a.md").notes
    return [note.front for note in notes if not note.is_offered and note.kind is Kind.QUESTION]


def test_an_arrow_begins_the_answer_to_the_lines_above_it() -> None:
    text = (
        "1. **What is a queue?**\n   → Work that waits.\n"
        "2. **Difference between a queue and a topic.**\n   → Who reads it: one, or all.\n"
        "3. **Scenario:**\n   Your queue grows at night. What do you look at?\n   → The workers."
    )

    assert sides(text) == [
        ("What is a queue?", "Work that waits."),
        ("Difference between a queue and a topic.", "Who reads it: one, or all."),
        ("Your queue grows at night. What do you look at?", "The workers."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Night\n\n**Scenario:** The queue grows at night and nobody knows why.\n\n**Answer:** Look at the workers.",
        "## Scenario 2\n\n> **The queue grows at night and nobody knows why.**\n\n**Answer:**\nLook at the workers.",
    ],
)
def test_a_scenario_is_asked_where_its_answer_stands_below_it(text: str) -> None:
    assert sides(text) == [("The queue grows at night and nobody knows why.", "Look at the workers.")]


def test_a_verdict_below_a_statement_with_a_number_answers_it() -> None:
    first = "**Q4.** A queue keeps its order.\n❌ False (only some do)."
    second = "**Q5.** A topic has readers.\n\n✅ **Answer: True**"

    assert sides(f"## Quiz\n\n{first}\n\n{second}") == [
        ("A queue keeps its order.", "❌ False (only some do)."),
        ("A topic has readers.", "True"),
    ]


def test_the_time_of_a_question_is_no_part_of_it() -> None:
    text = '## Script\n\n**Question (1 minute)**:\n"How do you drain a queue?"\n\n**Expected response**:\n- More workers'

    assert [front for front, _ in sides(text)] == ["How do you drain a queue?"]


def test_a_problem_below_a_question_is_part_of_the_answer() -> None:
    text = "## Q8: How do you handle a crowd?\n\n**Problem**: All come at once.\n\n**Solutions**:\n\n- a queue\n- a lottery"

    assert [front for front, _ in sides(text)] == ["How do you handle a crowd?"]


def test_long_bold_lines_with_numbers_are_questions_of_their_own() -> None:
    long = "Suppose you have two sites, and one of them has no network for an hour every single night of the week"
    text = f"## Interview questions\n\n**1. What is a queue?**\n\n**2. {long}. What do you do?**\n\n**3. Explain a topic.**"

    assert sides(text) == [("What is a queue?", ""), (f"{long}. What do you do?", ""), ("Explain a topic.", "")]


def test_a_column_of_scenarios_that_only_names_them_asks_nothing() -> None:
    table = "| Scenario | Choice |\n|---|---|\n| Payments | a ledger |\n| Shopping cart | a cache |"

    assert ticked(f"## Stores\n\n{table}") == []


def test_questions_that_are_answered_with_yes_or_no_are_put_to_nobody() -> None:
    assert ticked("## Style\n\n- Do you listen to your team?\n- Are you kind?\n- Do you teach what you know?") == []


def test_questions_of_a_reverse_interview_are_put_to_others() -> None:
    asked = "- How do you test your code?\n- How do you ship?\n- How do you rest?"

    assert ticked(f"## Tech\n\n{asked}") != []
    assert ticked(f"## Tech\n\n{asked}", "Reverse interview") == []


@pytest.mark.parametrize("name", ["Liveness probe", "Readiness probes", "Startup probe"])
def test_a_probe_of_a_service_is_not_asked_next(name: str) -> None:
    assert not is_follow_ups(name)
