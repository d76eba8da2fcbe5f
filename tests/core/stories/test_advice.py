"""Gentle checks of a story, each with the section it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.core.stories.advice import Advice, advice, measured, spoken_seconds, words_in
from flashcards.core.stories.presets import PRESETS, WORDS_PER_MINUTE
from flashcards.core.stories.story import FollowUp, Section, StoryDraft
from flashcards.core.timespan import clock

USUAL, SHORT = PRESETS[0], PRESETS[-1]
PLAN = replace(USUAL, budgets=tuple(replace(one, least=0) for one in USUAL.budgets))
"""In which nothing is too short."""
WHOLE = StoryDraft(
    title="T",
    situation="We had one database.",
    task="I was to split it.",
    action="I wrote the plan. I moved it.",
    result="It took 11 weeks.",
    principles=("Ownership",),
    follow_ups=(FollowUp("Why?"),),
)


def told(draft: StoryDraft) -> list[str]:
    return [one.told for one in advice(draft, PLAN)]


@pytest.mark.parametrize("text", ["one <!-- two --> three", "one three <!-- two", "one [three](two.md)", "<b>one</b> three"])
def test_what_nobody_says_is_not_counted(text: str) -> None:
    assert words_in(text) == 2


def test_a_story_that_has_all_of_it_is_left_in_peace() -> None:
    assert advice(WHOLE, PLAN) == ()


def test_what_is_not_written_yet_is_named_section_by_section() -> None:
    assert advice(StoryDraft(title="T"), PLAN) == (
        *(Advice(section, f"{section} is not written yet.") for section in Section),
        Advice(None, "It shows no principle yet, so it is never asked for."),
        Advice(None, "It has no follow-up questions. Write what an interviewer would ask next."),
    )


@pytest.mark.parametrize("result", ["It went well.", "People were happy, I was told. [proof](https://example.com/2024)"])
def test_a_result_without_a_number_is_named(result: str) -> None:
    assert advice(replace(WHOLE, result=result), PLAN) == (Advice(Section.RESULT, "Result has no number."),)


@pytest.mark.parametrize("result", ["Down 40 %.", "It halved the cost.", "Three teams took it up."])
def test_a_number_may_be_a_word(result: str) -> None:
    assert told(replace(WHOLE, result=result)) == []


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("We met. " * 9 + "I left.", ["Action says 'we' 9 times, 'I' once."]),
        ("We met, and we're done.", ["Action says 'we' twice, 'I' never."]),
        ("We met. I'd planned it.", []),
        ("The owner went to the web.", []),
    ],
)
def test_an_action_of_others_is_counted(action: str, said: list[str]) -> None:
    assert told(replace(WHOLE, action=action)) == said


def test_a_section_over_its_budget_says_by_how_much() -> None:
    long = replace(WHOLE, task="word " * WORDS_PER_MINUTE)
    assert advice(long, PLAN) == (Advice(Section.TASK, "Task takes about 60 s; 0-15 s are meant for it."),)


def test_sections_that_are_written_but_short_are_named_once_together() -> None:
    assert advice(WHOLE, USUAL) == (Advice(None, "Shorter than is meant for it: Situation, Task, Action, Result."),)
    longer = replace(WHOLE, situation="word " * 50, task="", action="word " * 150)
    assert [one.told for one in advice(longer, USUAL)] == [
        "Task is not written yet.", "Shorter than is meant for it: Result.",
    ]  # fmt: skip


def test_a_whole_over_the_maximum_is_named_once() -> None:
    assert Advice(None, "The whole takes about 1:07, over the maximum of 0:30 (30 seconds).") in advice(
        replace(WHOLE, task="word " * WORDS_PER_MINUTE), SHORT
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("It's a first-rate plan: 1,200.5 rows.", 6),
        ("**Bold** and [a link](https://example.com/some/page)", 4),
        ("- one\n- two <!-- not said -->", 2),
        ("日本 é", 2),
    ],
)
def test_only_what_is_spoken_counts(text: str, words: int) -> None:
    assert words_in(text) == words


def test_seconds_follow_from_words() -> None:
    assert [spoken_seconds(words) for words in (0, WORDS_PER_MINUTE, 2 * WORDS_PER_MINUTE)] == [0, 60, 120]
    assert [(one.section, one.words, one.seconds) for one in measured(WHOLE, PLAN).sections][0] == (Section.SITUATION, 4, 2)
    assert clock(125) == "2:05"
