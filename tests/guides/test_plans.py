from __future__ import annotations

import re
from pathlib import Path

import pytest

from flashcards.core.models import Guide
from flashcards.guides.reading import read_guide

TESTS = Path(__file__).parents[1]
OWN = TESTS / "golden" / "guides" / "seven-days.md"
SEED = TESTS / ".." / ".." / "shared" / "corpus" / "seed--l6-quick-start-7-day-plan.md"


def read(text: str) -> Guide:
    return read_guide(text.encode(), "plan.md")


@pytest.mark.parametrize(
    ("path", "minutes", "deliverables"),
    [
        (OWN, [60, 90, 120, 60, 90, 120, 30], 2),
        pytest.param(SEED, [90, 120, 90, 120, 120, 90, 60], 4, marks=pytest.mark.skipif(not SEED.exists(), reason="not here")),
    ],
    ids=["our own", "the one it is made for"],
)
def test_a_plan_of_seven_days_has_its_minutes_and_deliverables(path: Path, minutes: list[int], deliverables: int) -> None:
    (plan,) = read_guide(path.read_bytes(), path.name).plans

    assert [day.number for day in plan.days] == [1, 2, 3, 4, 5, 6, 7]
    assert [day.minutes for day in plan.days] == minutes
    assert [len(day.deliverables) for day in plan.days] == [deliverables] * 7


def test_a_day_has_blocks_with_minutes_and_tasks() -> None:
    day = "## Day 1: Start\n\n### Morning (30 minutes): Rate\n\n- [ ] Rate yourself\n\n### Deliverables\n\n- [ ] A list\n\n"

    (plan,) = read(f"# My plan\n\n{day}## Day 2: Go on\n\n- Read\n").plans

    first, second = plan.days
    assert (plan.title, plan.unit, first.title, first.minutes) == ("My plan", "day", "Start", 30)
    assert [(block.title, block.minutes, block.tasks) for block in first.blocks] == [("Morning: Rate", 30, ("Rate yourself",))]
    assert first.deliverables == ("A list",)
    assert second.blocks[0].tasks == ("Read",)


def test_days_stand_in_weeks_as_their_blocks() -> None:
    (plan,) = read("# Plan\n\n## Week 1: Learn\n\n### Monday (60 min): Caches\n\n- read\n\n## Week 2: Tell\n\n- tell\n").plans

    assert (plan.unit, plan.days[0].blocks[0].title, plan.days[0].minutes) == ("week", "Monday: Caches", 60)


@pytest.mark.parametrize(
    "text",
    [
        "| Day | Focus | Minutes |\n|---|---|---|\n| 1 | Caches | 60 |\n| 2 | Queues | 90 |\n",
        "- **Day 1**: Caches (60 min)\n- **Day 2**: Queues (90 min)\n",
        "**Day 1**: Caches (1 hour)\n**Day 2**: Queues (90 minutes)\n",
    ],
    ids=["table", "list", "lines"],
)
def test_a_plan_may_be_a_table_a_list_or_lines_and_makes_no_cards(text: str) -> None:
    guide = read(f"# A\n\n## Study plan\n\n{text}")

    assert [(day.title, day.minutes) for day in guide.plans[0].days] == [("Caches", 60), ("Queues", 90)]
    assert guide.notes == ()
    assert [skip.reason for skip in guide.skips] == ["part of a plan"]


def test_weeks_that_answer_a_question_are_to_be_known_and_no_plan() -> None:
    guide = read("# A\n\n## How long until they answer?\n\n- **Week 1**: A call\n- **Week 2**: The loop\n")

    assert guide.plans == ()
    assert len(guide.notes) == 1


def test_what_is_to_be_learned_in_a_day_becomes_cards() -> None:
    guide = read("# A\n\n## Day 1: Queues\n\n- **SQS**: a queue\n- **SNS**: a topic\n\n## Day 2: Rest\n\n- Sleep\n")

    assert [note.back for note in guide.notes] == ["a queue", "a topic"]


def test_what_is_to_be_done_in_a_part_of_a_day_is_no_card() -> None:
    block = "### Morning (60 minutes)\n\n**Create a story bank (40 minutes)**\n\nNote two or three moments for each topic.\n"
    guide = read(f"# A\n\n## Day 1: Look back\n\n{block}\n## Day 2: Rest\n\n- Sleep\n")

    assert guide.notes == ()
    assert (9, "part of a plan") in [(skip.line, skip.reason) for skip in guide.skips]


def test_what_a_timed_heading_of_a_day_explains_becomes_a_card() -> None:
    block = "### Morning (60 minutes)\n\n**Explain fan-out (10 minutes)**\n\nFan-out is one message copied to many queues.\n"
    guide = read(f"# A\n\n## Day 1: Queues\n\n{block}\n## Day 2: Rest\n\n- Sleep\n")

    assert [note.back for note in guide.notes] == ["Fan-out is one message copied to many queues."]


def test_what_one_should_be_able_to_explain_is_offered_and_a_task_is_not() -> None:
    guide = read(
        "# A\n\n## Check\n\n- [ ] Can explain hashing in 2 minutes\n- [x] Know when to shard a table\n- [ ] Book a room\n"
    )

    assert [(note.front, note.back, note.is_offered) for note in guide.notes] == [
        ("Explain hashing in 2 minutes", "", True),
        ("Explain when to shard a table", "", True),
    ]
    assert [(skip.line, skip.reason) for skip in guide.skips] == [(7, "a to-do list")]


@pytest.mark.parametrize(
    "items", ["- 0-5 min: Ask\n- 5-20 min: Draw", "1. Ask (5 minutes)\n2. Draw (15 minutes)", "- Ask: 5 min\n- Draw: 15 min"]
)
def test_how_a_time_is_split_is_one_card(items: str) -> None:
    (note,) = read(f"# A\n\n## Design interview (20 min)\n\n{items}\n").notes

    assert note.front == "Design interview (20 min): how to split the time?"
    assert {"Ask", "Draw"} <= set(re.findall(r"\w+", note.back))


def test_limits_that_are_times_are_no_schedule() -> None:
    guide = read("# A\n\n## Limits of Lambda\n\n- Timeout: 15 minutes\n- Billing step: 1 second\n")

    assert not any("split" in note.front for note in guide.notes)
