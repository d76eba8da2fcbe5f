from __future__ import annotations

import pytest

from flashcards.guides.reading import read_guide


def said(matter: str) -> tuple[str | None, str | None, list[tuple[int, str]]]:
    """Level and date of a card below this front matter, and what was left out of it, by line."""
    guide = read_guide(f"---\ntitle: Queues\n{matter}\n---\n- **FIFO**: in order\n".encode(), "a.md")
    return guide.notes[0].level, guide.notes[0].as_of, [(skip.line, skip.reason) for skip in guide.skips]


@pytest.mark.parametrize("level", ["L6", "l6", "L6 (senior manager)", "L-6"])
def test_the_level_goes_to_every_card(level: str) -> None:
    assert said(f"level: {level}") == ("L6", None, [])


def test_a_level_may_stand_in_the_audience() -> None:
    assert said("audience: Candidates for L7") == ("L7", None, [])


@pytest.mark.parametrize("level", ["L6, L7", "L6/L7", "[L6, L7]"])
def test_a_guide_for_both_levels_gives_its_cards_none(level: str) -> None:
    assert said(f"level: {level}") == (None, None, [])


@pytest.mark.parametrize("level", ["senior", "L5", "L9", "6"])
def test_a_level_that_is_none_is_named_with_its_line(level: str) -> None:
    reason = f'the front matter has "{level}" for level, which cannot be read; write L6 or L7'

    assert said(f"level: {level}") == (None, None, [(3, reason)])


@pytest.mark.parametrize("day", ["2026", "2026-05", "2026-02-28", "May 2026", "3 May 2026", "May 3, 2026", "Q2 2026"])
def test_a_date_is_kept_as_it_is_written(day: str) -> None:
    assert said(f"as_of: {day}") == (None, day, [])


@pytest.mark.parametrize("day", ["lately", "2026-13", "2026-02-30", "05/2026", "in 2026", "20266"])
def test_a_date_that_is_none_goes_to_no_card_and_is_named_with_its_line(day: str) -> None:
    level, dated, [(line, reason)] = said(f"tags: aws\nas_of: {day}")

    assert (level, dated, line) == (None, None, 4)
    assert f'"{day}" for as_of, which cannot be read; write a date' in reason
