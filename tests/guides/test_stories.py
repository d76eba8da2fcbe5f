from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import Guide, Kind, NoteDraft
from flashcards.guides.reading import read_guide
from flashcards.guides.shapes.stories.labels import ACTION, AFTER, RESULT, SITUATION, TASK, read_label

TOLD = ("We lost a vendor in May", "I owned the launch", "I called three others", "We launched with 2M users")
SPELLINGS = {
    "bold, colon outside": "**Situation**: {}\n\n**Task**: {}\n\n**Action**: {}\n\n**Result**: {}\n",
    "bold, colon inside": "**Situation:** {}\n**Task:** {}\n**Action:** {}\n**Result:** {}\n",
    "italic": "*Situation:* {}\n*Task:* {}\n*Action:* {}\n*Result:* {}\n",
    "bold with a dash": "**Situation** – {}\n\n**Task** – {}\n\n**Action** – {}\n\n**Result** – {}\n",
    "plain": "Situation: {}\nTask: {}\nAction: {}\nResult: {}\n",
    "capitals": "SITUATION: {}\nTASK: {}\nACTION: {}\nRESULT: {}\n",
    "letters": "S: {}\nT: {}\nA: {}\nR: {}\n",
    "bold letters in one line": "**S:** {} **T:** {} **A:** {} **R:** {}\n",
    "letters and words": "**S - Situation**: {}\n**T - Task**: {}\n**A - Action**: {}\n**R - Result**: {}\n",
    "first letters bold": "**S**ituation: {}\n**T**ask: {}\n**A**ction: {}\n**R**esult: {}\n",
    "letters in brackets": "**Situation (S):** {}\n**Task (T):** {}\n**Action (A):** {}\n**Result (R):** {}\n",
    "more words": "**Situation:** {}\n**Task / Challenge:** {}\n**Action Taken:** {}\n**Result & Impact:** {}\n",
    "bold lines": "**Situation**\n\n{}\n\n**Task**\n\n{}\n\n**Action**\n\n{}\n\n**Result**\n\n{}\n",
    "bold lines glued to text": "**Situation (30 seconds)**\n{}\n\n**Task**\n{}\n\n**Action**\n{}\n\n**Result**\n{}\n",
    "headings": "### SITUATION (35 seconds)\n\n{}\n\n---\n\n### TASK\n\n{}\n\n### ACTION\n\n{}\n\n### RESULT\n\n{}\n",
    "items": "- **Situation**: {}\n- **Task**: {}\n- **Action**: {}\n- **Result**: {}\n",
    "nested items": "- **Situation**\n  - {}\n- **Task**\n  - {}\n- **Action**\n  - {}\n- **Result**\n  - {}\n",
    "fence": "```\nS: {}\nT: {}\nA:\n- {}\nR: {}\n```\n",
    "quote": "> **Situation:** {}\n> **Task:** {}\n> **Action:** {}\n> **Result:** {}\n",
    "table": "| Part | Mine |\n|---|---|\n| Situation | {} |\n| Task | {} |\n| Action | {} |\n| Result | {} |\n",
    "table of letters": "| Part | What I say |\n|---|---|\n| S | {} |\n| T | {} |\n| A | {} |\n| R | {} |\n",
    "one paragraph": "Situation: {}. Task: {}. Action: {}. Result: {}.\n",
    "one paragraph, labels behind": "{} (Situation). {} (Task). {} (Action). {} (Result).\n",
    "full stops": "**Situation.** {}\n**Task.** {}\n**Action.** {}\n**Result.** {}\n",
    "arrows": "Situation → {}\nTask → {}\nAction → {}\nResult → {}\n",
    "box": '!!! example "The launch"\n    **Situation:** {}\n\n    **Task:** {}\n\n    **Action:** {}\n\n    **Result:** {}\n',
    "HTML": "<ul><li><b>Situation: </b>{}</li><li><b>Task: </b>{}<li><b>Action: </b>{}</li><li><b>Result: </b>{}</li></ul>\n",
}


def read(text: str) -> Guide:
    return read_guide(text.encode(), "stories.md")


def stories(text: str) -> list[NoteDraft]:
    return [note for note in read(text).notes if note.kind == Kind.STORY]


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_the_labels_are_read_in_every_spelling(spelling: str) -> None:
    (story,) = stories("# Stories\n\n## The launch\n\n" + spelling.format(*TOLD))

    assert [name for name, _ in story.sections] == ["Situation", "Task", "Action", "Result"]
    assert [words in text for words, (_, text) in zip(TOLD, story.sections, strict=True)] == [True] * 4
    assert story.front == "Story: The launch?"


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (("Challenge", "Action", "Result"), ["Challenge", "Action", "Result"]),
        (("Situation", "Obstacle", "Action", "Result"), ["Situation", "Obstacle", "Action", "Result"]),
        (("Situation", "Task", "Action", "Result", "Learning"), ["Situation", "Task", "Action", "Result", "Learning"]),
        (("Situation", "Task", "Action", "Results", "Trade-offs"), ["Situation", "Task", "Action", "Result", "Trade-offs"]),
    ],
)
def test_relatives_of_star_are_stories(labels: tuple[str, ...], names: list[str]) -> None:
    (story,) = stories(
        "# A\n\n## B\n\n" + "\n\n".join(f"**{label}**: I did {number} things" for number, label in enumerate(labels))
    )

    assert [name for name, _ in story.sections] == names


def test_a_story_is_called_by_its_title_its_principle_and_its_level() -> None:
    text = SPELLINGS["bold, colon inside"].format(*TOLD)

    (named,) = stories(f"# A\n\n## Ownership\n\n### L6 STAR Example\n\n{text}")
    (titled,) = stories(
        f"# A\n\n## B\n\n### Story Title: The launch\n\n**Primary LP**: Think Big\n**Target Level**: L7\n\n{text}"
    )

    assert named.front == "Story: Ownership (L6)?"
    assert (titled.front, titled.principles, titled.level) == ("Story: The launch (Think Big, L7)?", ("Think Big",), "L7")


def test_the_question_above_a_story_is_its_front() -> None:
    text = SPELLINGS["items"].format(*TOLD)

    (story,) = stories(f'# A\n\n## Scenario 1\n\n### The question\n\n*"Tell me about a launch."*\n\n### STAR answer\n\n{text}')

    assert story.front == "Tell me about a launch."


def test_what_is_asked_next_stands_in_the_story() -> None:
    text = SPELLINGS["bold, colon inside"].format(*TOLD)

    (story,) = stories(f"# A\n\n## The launch\n\n{text}\n**Follow-up questions**\n\n- Who disagreed?\n- What would you change?\n")

    assert story.follow_ups == ("Who disagreed?", "What would you change?")


def test_two_stories_under_one_heading_are_two() -> None:
    text = SPELLINGS["bold, colon inside"].format(*TOLD)

    found = stories(f"# A\n\n## Mine\n\n**Story 1: One**\n\n{text}\n**What I learned**: ask\n\n**Story 2: Two**\n\n{text}")

    assert [story.front for story in found] == ["Story: One?", "Story: Two?"]
    assert "ask" in found[0].back


@pytest.mark.parametrize(
    "text",
    [
        "**Situation:** Set the scene\n**Task:** Say what was yours\n**Action:** Describe it\n**Result:** Give a number\n",
        "- **Situation** (20%): Context\n- **Task** (10%): Goal\n- **Action** (60%): Steps\n- **Result** (10%): Outcome\n",
        "- Situation: 15 seconds\n- Task: 10 seconds\n- Action: 25 seconds\n- Result: 10 seconds\n",
    ],
    ids=["advice", "shares", "times"],
)
def test_how_to_tell_a_story_is_none(text: str) -> None:
    assert stories(f"# A\n\n## STAR\n\n{text}") == []


@pytest.mark.parametrize("gap", ["[What happened]", "___", ""])
def test_a_story_that_waits_to_be_written_gives_no_card(gap: str) -> None:
    guide = read("# A\n\n## Mine\n\n" + SPELLINGS["plain"].format(gap, gap, gap, gap))

    assert guide.notes == ()
    assert guide.skips


def test_sections_called_background_and_results_are_no_story() -> None:
    assert stories("# A\n\n## Background\n\nI was here.\n\n## Results\n\nWe won 2 prizes.\n") == []


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("**Context**: x", SITUATION),
        ("2. **Task:** x", TASK),
        ("A - x", ACTION),
        ("🎯 **Results**: x", RESULT),
        ("Lessons learned: x", AFTER),
    ],
)
def test_a_label_has_its_place_in_a_story(line: str, role: int) -> None:
    label = read_label(line)

    assert label
    assert (label.role, label.rest) == (role, "x")


@pytest.mark.parametrize(
    "line", ["Situation normal", "Actions speak louder: x", "S3: x", "Results matter", "**Task** forces won"]
)
def test_a_word_is_no_label_without_a_mark(line: str) -> None:
    assert read_label(line) is None


@given(st.text(alphabet="SituationTask*_:-()[] \n#"))
def test_any_line_can_be_read(line: str) -> None:
    label = read_label(line)

    assert label is None or label.rest in line


def test_a_label_names_the_story_below_it() -> None:
    parts = "\n".join(f"**{name}**: {text}" for name, text in zip(("Situation", "Task", "Action", "Result"), TOLD, strict=True))
    (note,) = read_guide(f"# Bank\n\n## Stories\n\n**Title**: The lost vendor\n\n{parts}\n".encode(), "a.md").notes

    assert note.front == "Story: The lost vendor?"


def test_a_heading_beside_those_of_the_parts_does_not_name_the_story() -> None:
    parts = "\n".join(
        f"### {name}\n\n{text}\n" for name, text in zip(("Situation", "Task", "Action", "Result"), TOLD, strict=True)
    )
    guide = read_guide(f"# Bank\n\n## The lost vendor\n\n### Topics\n\n- Delivery\n\n{parts}".encode(), "a.md")

    assert "Story: The lost vendor?" in [note.front for note in guide.notes]


def test_a_line_that_only_names_principles_and_a_level_frames_the_story_below_it() -> None:
    guide = read("## Story 1: The launch\n\nBias for Action, with some Frugality (L6)\n\n" + SPELLINGS["items"].format(*TOLD))

    assert [(note.front, note.level) for note in guide.notes] == [("Story: The launch (Bias for Action, L6)?", "L6")]
    assert guide.skips == ()


def test_who_asks_for_a_story_does_not_stand_on_its_front() -> None:
    parts = "\n".join(f"- **{name}:** {text}" for name, text in zip(("Situation", "Task", "Action", "Result"), TOLD, strict=True))
    asked = ("Tell me about a time you failed.", "Describe a time you were late.")
    talk = "\n\n".join(f"**Mara:** {question}\n\n**Tom:**\n{parts}" for question in asked)

    assert [note.front for note in read_guide(f"# Mock\n\n## Talk\n\n{talk}\n".encode(), "a.md").notes] == list(asked)


def test_a_recommended_story_is_asked_by_the_question_above_it() -> None:
    names = ("Situation", "Task", "Action", "Result")
    parts = "\n".join(f"#### {name}\n\n{text}\n" for name, text in zip(names, TOLD, strict=True))
    guide = read_guide(f"# Bank\n\n## Tell me about a time you failed\n\n### Recommended story\n\n{parts}".encode(), "a.md")

    assert "Tell me about a time you failed" in [note.front for note in guide.notes]
