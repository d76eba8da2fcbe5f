"""The story bank as a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flashcards.core.stories.bank import bank, standings_of
from flashcards.core.stories.coverage import Standing, cover
from flashcards.core.stories.presets import PRESETS
from flashcards.core.stories.principles import Principle
from flashcards.core.stories.story import Story

OWNERSHIP = Principle("Ownership", id=1, position=0)
FRUGALITY = Principle("Frugality", id=2, position=1)
STORY = Story(id=10, guid="a", title="Rescue", strength=3, principles=("Ownership", "Frugality"))
STRONGER = replace(STORY, id=11, guid="b", title="Migration", strength=5, principles=("Frugality",))
TOLD = {
    (10, 1): Standing(100, date(2026, 11, 2), 0.8, date(2026, 11, 20)),
    (10, 2): Standing(101, date(2026, 11, 5), 0.9, date(2026, 12, 1)),
    (11, 2): Standing(102),
}


def test_the_strongest_story_comes_first() -> None:
    kept = bank(cover([OWNERSHIP, FRUGALITY], [STORY, STRONGER]), PRESETS[0])
    assert [one.story.title for one in kept] == ["Migration", "Rescue"]


def test_a_story_was_told_last_and_is_due_first_for_any_of_its_principles() -> None:
    migration, rescue = bank(cover([OWNERSHIP, FRUGALITY], [STORY, STRONGER], TOLD), PRESETS[0])
    assert (rescue.last_told, rescue.due_on) == (date(2026, 11, 5), date(2026, 11, 20))
    assert (migration.last_told, migration.due_on) == (None, None)


def test_a_story_leads_the_principles_it_is_the_first_for() -> None:
    migration, rescue = bank(cover([OWNERSHIP, FRUGALITY], [STORY, STRONGER]), PRESETS[0])
    assert (migration.leads, rescue.leads) == (("Frugality",), ("Ownership",))


def test_what_a_story_lacks_is_told_section_by_section() -> None:
    (kept,) = bank(cover([OWNERSHIP], [STORY]), PRESETS[0])
    assert [one.told for one in kept.lacks][:2] == ["Situation is not written yet.", "Task is not written yet."]


def test_standings_come_in_the_order_of_the_principles() -> None:
    coverage = cover([FRUGALITY, OWNERSHIP], [STORY, STRONGER], TOLD)
    assert [name for name, _ in standings_of(coverage, 10)] == ["Frugality", "Ownership"]
