from __future__ import annotations

import pytest

from flashcards.core.models import CRITERIA, Kind, NoteDraft
from flashcards.guides.reading import read_guide
from flashcards.guides.shapes.durations import duration_in, minutes_in
from flashcards.guides.shapes.exercises import TIME_LIMIT


def exercises(text: str) -> list[NoteDraft]:
    return [note for note in read_guide(text.encode(), "drills.md").notes if note.kind == Kind.EXERCISE]


def test_the_time_limit_and_the_criteria_are_known_by_name() -> None:
    (drill,) = exercises(
        "# A\n\n## Set\n\n**Problem 1: Ring buffer**\n- Time target: 20 minutes\n- Focus: edges\n- Success criteria: no copies\n"
    )

    assert drill.front == "Problem 1: Ring buffer"
    assert dict(drill.sections) == {"Time limit": "20 minutes", "Focus": "edges", "Criteria": "no copies"}
    assert drill.criteria == ("no copies",)


def test_criteria_below_a_form_belong_to_the_exercise_above_it() -> None:
    text = "**Task:** Design a limit.\n\n**Your notes:**\n___\n\n**Success criteria:**\n- [ ] Names two ways\n- [ ] Says where\n"

    (drill,) = exercises(f"# A\n\n## Exercise 1: A limiter (30 minutes)\n\n{text}")

    assert drill.criteria == ("Names two ways", "Says where")
    assert dict(drill.sections)["Time limit"] == "30 minutes"


def test_steps_with_their_minutes_are_one_exercise() -> None:
    text = "1. **Ask (5 minutes)**\n    - who\n2. **Draw (15 minutes)**\n    - boxes\n"

    (drill,) = exercises(f"# A\n\n## Practice problem: A feed (20 minutes)\n\n{text}")

    assert "-   boxes" in drill.back


def test_exercises_may_be_items_of_a_list() -> None:
    text = "- **Drill A: Sort** (10 min)\n  - Task: Sort a list\n- **Drill B: Merge** (5 min)\n  - Task: Merge two\n"

    assert [drill.front for drill in exercises(f"# A\n\n## Evening\n\n{text}")] == [
        "Drill A: Sort\n\nSort a list",
        "Drill B: Merge\n\nMerge two",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Day 1\n\n**Time required**: 90 minutes\n\nRead on.\n",
        "## Problem\n\nThe queue grew for a day.\n",
        "## Exercise 1: [Topic]\n\n**Scenario**: [Your problem]\n**Time limit**: [Minutes]\n",
        "## Versions (60 seconds)\n\n- Situation: 15 seconds\n- Task: 10 seconds\n",
    ],
    ids=["a day", "a description", "a template", "times of a story"],
)
def test_other_labels_make_no_exercise(text: str) -> None:
    assert exercises(f"# A\n\n{text}") == []


@pytest.mark.parametrize(
    ("text", "duration", "minutes"),
    [
        ("about 20 minutes", "20 minutes", 20),
        ("(1-2 hours)", "1-2 hours", 120),
        ("1 minute 45 seconds", "1 minute 45 seconds", 2),
        ("a 45-min round", "45-min", 45),
        ("1h 30m", "1h 30m", 90),
        ("99.9 % of 5 machines", None, None),
        ("200ms", None, None),
    ],
)
def test_a_duration_is_found_as_it_stands(text: str, duration: str | None, minutes: int | None) -> None:
    assert (duration_in(text), minutes_in(text)) == (duration, minutes)


def test_each_bold_line_above_its_labels_names_an_exercise() -> None:
    one, two = exercises(
        "# A\n\n## Drills\n\n**Drill A. Thumbnails (8 minutes)**\nScenario: Video arrives.\nPass if: Units stand there.\n\n"
        "**Drill B. Doorbells (10 minutes)**\nScenario: Cameras stream.\nPass if: You find the peak.\n"
    )

    assert (one.front, two.front) == ("Drill A. Thumbnails\n\nVideo arrives.", "Drill B. Doorbells\n\nCameras stream.")
    assert [name for name, _ in one.sections] == [TIME_LIMIT, "Scenario", CRITERIA]


def test_a_list_to_tick_off_is_no_part_of_an_exercise() -> None:
    (note,) = exercises(
        "# A\n\n## Drill\n\n**Task**: Draw it.\n**Time limit**: 9 minutes\n\n**Deliverables**\n- [ ] A page saved\n"
    )

    assert "saved" not in note.back
