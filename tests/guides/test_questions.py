from __future__ import annotations

import pytest

from flashcards.core.models import CRITERIA, FOLLOW_UPS, Guide, Kind
from flashcards.guides.reading import read_guide
from flashcards.guides.shapes.questions.lines import read_question


def read(text: str) -> Guide:
    return read_guide(f"# Guide\n\n{text}\n".encode(), "a.md")


@pytest.mark.parametrize(
    "text",
    [
        "What is a queue?",
        "**What is a queue?**",
        '"What is a queue?"',
        "*“What is a queue?”*",
        "**Q1:** What is a queue?",
        '**Q1**: "What is a queue?"',
        "**Question 3: “What is a queue?”**",
        "2. **“What is a queue?”**",
        "Q3. Scenario: What is a queue?",
        "**2. What is a queue?**",
        "What is a queue? (L6)",
        "What is a queue? ^queue",
    ],
)
def test_a_question_is_read_in_all_its_dress(text: str) -> None:
    question = read_question(text)

    assert question is not None
    assert question.text == "What is a queue?"


@pytest.mark.parametrize(
    "text", ["Design a queue", "Customers come first.", '"We failed."', "What's next?", "Why this guide?", ""]
)
def test_what_asks_nothing_is_no_question(text: str) -> None:
    assert read_question(text) is None


@pytest.mark.parametrize(
    "text", ["Tell me about a time you failed", "Describe turning around a team", "Have you ever been wrong?"]
)
def test_a_prompt_is_put_to_a_candidate(text: str) -> None:
    question = read_question(text)

    assert question is not None
    assert question.is_prompt


def test_a_long_answer_is_split_by_its_labels() -> None:
    long = "so it goes on. " * 25
    guide = read(f"## How do you shard?\n\n**Approach:** {long}\n\n**Trade-offs:** {long}")

    assert [note.front for note in guide.notes] == ["How do you shard: Approach?", "How do you shard: Trade-offs?"]


def test_of_a_long_answer_without_labels_the_rest_is_asked_by_its_beginning() -> None:
    long, rest = "A worker that dies gives its messages back. " * 13, "Nobody else has to know that it was ever there."
    guide = read(f"## Why queues?\n\nThey decouple.\n\n{long}{rest}")

    assert [(note.front, note.back) for note in guide.notes] == [
        ("Why queues?", "They decouple."),
        ("Why queues: a worker that dies?", long.strip()),
        ("Why queues: “Nobody else has to …”", rest),
    ]


def test_a_long_account_of_oneself_is_a_story() -> None:
    (note,) = read(f"## Tell me about a time you failed\n\n**Sample answer:** {'I learned from it. ' * 50}").notes

    assert (note.kind, note.is_drilled) == (Kind.STORY, True)


def test_what_is_asked_next_and_what_is_looked_for_are_known_by_name() -> None:
    (note,) = read(
        "**Q1:** “Tell me about a time you failed”\n\nFollow-ups:\n- What next?\n\n**Criteria:**\n- [ ] is honest"
    ).notes

    assert (note.follow_ups, note.criteria, note.is_drilled) == (("What next?",), ("is honest",), True)


def test_a_question_with_an_answer_is_not_drilled() -> None:
    (note,) = read("## What is a lease?\n\nA lock that ends.\n\n**Follow-ups:**\n- Who renews it?").notes

    assert [label for label, _ in note.sections] == ["Answer", FOLLOW_UPS]
    assert not note.is_drilled


def test_what_follows_a_story_question_names_its_subject() -> None:
    guide = read('## The outage\n\n### Follow-up questions\n\n1. "What would you change?"\n    - say what you learned')

    assert [note.front for note in guide.notes] == ["The outage: What would you change?"]


def test_follow_ups_that_are_headings_name_what_they_follow() -> None:
    guide = read("## The outage\n\n### Follow-ups\n\n#### Who noticed?\n\nThe alarm on the queue's age.")

    assert [(note.front, note.is_offered) for note in guide.notes] == [("The outage: Who noticed?", False)]


def test_follow_ups_are_named_by_the_heading_between() -> None:
    guide = read("## Follow-ups to expect\n\n### After a failure\n\n- What would you change today?\n- Who paid for it?")

    assert guide.notes[0].front == "After a failure: What would you change today?"


def test_follow_ups_that_nothing_names_are_only_offered() -> None:
    questions = "- How would you scale that fix?\n- What would you measure?"
    guide = read(f"## Follow-up preparation\n\n### Expected questions\n\n{questions}")

    assert [(note.front, note.is_offered) for note in guide.notes] == [
        ("How would you scale that fix?", True),
        ("What would you measure?", True),
    ]


@pytest.mark.parametrize("heading", ["Self-assessment", "Readiness check", "Reflection questions"])
def test_questions_for_others_are_no_cards(heading: str) -> None:
    assert read(f"## {heading}\n\n- How did you decide?\n- What did you learn?").notes == ()


def test_questions_to_ask_the_interviewer_are_offered() -> None:
    notes = read("## Questions to ask the interviewer\n\n- How did you decide?\n- What did you learn?").notes

    assert [(note.front, note.is_drilled, note.is_offered) for note in notes] == [
        ("How did you decide?", True, True),
        ("What did you learn?", True, True),
    ]


def test_questions_that_help_to_decide_are_no_cards() -> None:
    assert read("## Choosing a store\n\n- Is the data relational?\n- Do writes conflict?").notes == ()


def test_a_principle_in_brackets_is_the_questions_own() -> None:
    (note,) = read('## Questions\n\n- "Tell me about a bold idea" (Think Big)').notes

    assert (note.front, note.principles) == ("Tell me about a bold idea", ("Think Big",))


def test_an_answer_is_not_taken_for_a_question() -> None:
    (note,) = read("## Why do we need it?\n\nDoes it pay? Yes, always.").notes

    assert note.back == "Does it pay? Yes, always."


def test_criteria_alone_are_no_answer() -> None:
    (note,) = read('> "Describe a launch."\n\n**What good looks like**\n- a number').notes

    assert [label for label, _ in note.sections] == [CRITERIA]
    assert note.is_drilled


def test_a_table_with_a_column_of_questions_asks_each() -> None:
    guide = read(
        "| # | Question | Principle | Key points |\n|---|---|---|---|\n| 1 | How did you cut costs? | Frugality | a number |"
    )

    assert [(note.front, note.back, note.principles) for note in guide.notes] == [
        ("How did you cut costs?", "**Key points**: a number", ("Frugality",))
    ]


def test_a_question_and_its_answer_stand_in_one_paragraph() -> None:
    guide = read("- **Tell me about yourself.**\n  I lead two teams.\n- **What is a lease?** A lock that ends.")

    assert [(note.front, note.back) for note in guide.notes] == [
        ("Tell me about yourself.", "I lead two teams."),
        ("What is a lease?", "A lock that ends."),
    ]


def test_parts_of_an_answer_may_stand_on_the_next_line() -> None:
    (note,) = read(
        '**Q1**: "Tell me about a change."\n*Follow-up prompts:*\n- Who lost?\n\n*Evaluation criteria:*\n- L7: many teams'
    ).notes

    assert note.front == "Tell me about a change."
    assert [label for label, _ in note.sections] == [FOLLOW_UPS, CRITERIA]


def test_questions_may_be_grouped_by_principle_in_one_list() -> None:
    guide = read(
        "## Questions\n\n- Earn Trust\n  - A peer you had to win back?\n- Frugality\n  - Describe a time you had little."
    )

    assert [(note.front, note.principles) for note in guide.notes] == [
        ("A peer you had to win back?", ("Earn Trust",)),
        ("Describe a time you had little.", ("Frugality",)),
    ]


@pytest.mark.parametrize("text", ["A time you shipped late", "Someone whose trust you lost", "Explain how a lease works"])
def test_below_a_heading_of_questions_an_item_needs_no_question_mark(text: str) -> None:
    bank, other = (read(f"## {heading}\n\n- {text}\n- {text} again") for heading in ("Practice questions", "Advice"))

    assert [(note.front, note.is_drilled) for note in bank.notes] == [(text, True), (f"{text} again", True)]
    assert text not in [note.front for note in other.notes if "time" not in text]


def test_a_list_below_a_heading_that_counts_its_questions_is_to_be_known() -> None:
    questions = "1. Who uses it?\n2. What may be stale?\n"

    assert [note.back for note in read(f"## The two questions to open a design\n\n{questions}").notes] == [
        questions.replace(". ", ".  ").strip()
    ]
    assert all(note.is_offered for note in read(f"## The two questions to ask your interviewer\n\n{questions}").notes)


@pytest.mark.parametrize("heading", ["Questions for the mock on day 8", "Questions you will hear"])
def test_a_single_quoted_question_below_a_heading_of_questions_is_drilled(heading: str) -> None:
    (note,) = read(f"## {heading}\n\n> How do you lead an engineer whom nobody wants to work with?").notes

    assert note.is_drilled
