"""Lists of questions that are no questions of an interview."""

from __future__ import annotations

import pytest

from flashcards.core.models import Kind
from flashcards.guides.reading import read_guide

ASKED = "- What happened?\n- What did it do to your work?\n- What would help you?\n"


def fronts_of(text: str) -> list[str]:
    guide = read_guide(f"# Talks\n\n## Disputes\n\nThey are part of work.\n\n{text}".encode(), "g.md")
    return [note.front for note in guide.notes]


@pytest.mark.parametrize("lead", ["Helpful questions", "Ask both of them", "It helps to find out"])
def test_questions_for_others_are_known_together(lead: str) -> None:
    guide = read_guide(f"# Talks\n\n## Disputes\n\nThey are part of work.\n\n{lead}:\n\n{ASKED}".encode(), "g.md")
    note = guide.notes[-1]

    assert (note.kind, note.front) == (Kind.FACT, f"Disputes: {lead}?")
    assert note.back.count("?") == 3


def test_right_below_a_heading_they_answer_to_it() -> None:
    (note,) = read_guide(f"# Talks\n\n## Disputes\n\nFind out:\n\n{ASKED}".encode(), "g.md").notes

    assert (note.front, note.back.startswith("Find out:")) == ("Talks: Disputes?", True)


@pytest.mark.parametrize("lead", ["Related questions", "Often asked"])
def test_questions_that_a_candidate_is_asked_are_drilled(lead: str) -> None:
    assert "What would help you?" in fronts_of(f"{lead}:\n\n{ASKED}")


def test_stories_that_are_asked_for_are_drilled() -> None:
    asked = "- Tell me about a time you were wrong.\n- Tell me about a team you left.\n- Why?\n"

    assert "Tell me about a time you were wrong." in fronts_of(f"It helps to think of:\n\n{asked}")


def test_questions_of_a_check_list_are_known_together() -> None:
    text = "# Queues\n\n## Review checklist\n\n### Load\n\n- Are queues bounded?\n- Which work is shed first?\n"
    (note,) = read_guide(text.encode(), "g.md").notes

    assert (note.front, note.back.count("?")) == ("Review checklist: Load?", 2)


def test_a_box_before_a_term_that_is_explained_is_no_task() -> None:
    items = "- [ ] **Recent**: of the last two years\n- [ ] **Brief**: two minutes\n- [ ] **Own**: what you did yourself\n"
    guide = read_guide(f"# Stories\n\n## What makes a good one\n\n{items}".encode(), "g.md")

    assert [note.back for note in guide.notes] == ["of the last two years", "two minutes", "what you did yourself"]
