from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.core.stories.delivery import delivery
from flashcards.core.stories.presets import PRESETS
from flashcards.core.stories.takes import Pause, Take, TakeState, Told
from tests.build import NOW, TODAY

SILENT = (Told(), Told(), Told(), Told())


def take(*sections: Told, pauses: tuple[Pause, ...] | None = None, sound: str | None = None) -> Take:
    first, second, third, fourth = (*sections, *SILENT)[:4]
    return Take(
        take_id="t", question="", preset=PRESETS[0], state=TakeState.SCORING, section=4, sections=(first, second, third, fourth),
        pauses=pauses, sound=sound, began_at=NOW, told_at=NOW, study_day=TODAY,
    )  # fmt: skip


def test_each_section_is_held_against_its_budget() -> None:
    found = delivery(take(Told(19_000), Told(15_000), Told(91_500), Told(30_001)))
    assert [(one.is_short, one.over_ms) for one in found.sections] == [(True, 0), (False, 0), (False, 1500), (False, 1)]


@pytest.mark.parametrize(("ms", "is_within"), [(109_999, False), (110_000, True), (180_000, True), (180_001, False)])
def test_a_telling_is_within_time_from_its_shortest_to_its_longest(ms: int, is_within: bool) -> None:
    assert take(Told(ms)).is_within is is_within


def test_a_pause_is_long_above_two_and_a_half_seconds() -> None:
    pauses = (Pause(0, 2500), Pause(5000, 2501), Pause(9000, 300))
    assert delivery(take(pauses=pauses)).long_pauses == (Pause(5000, 2501),)


def test_five_gaps_of_three_seconds_are_five_long_pauses() -> None:
    gaps = tuple(Pause(number * 10_000, 3000) for number in range(5))
    assert len(delivery(take(pauses=gaps)).long_pauses or ()) == 5


def test_what_was_not_measured_or_written_down_is_not_known() -> None:
    found = delivery(take(Told(60_000)))
    assert (found.long_pauses, found.words_per_minute, found.fillers) == (None, None, None)


def test_pace_is_of_the_sections_whose_words_are_known() -> None:
    assert delivery(take(Told(30_000, "one two three " * 10), Told(90_000), sound="webm")).words_per_minute == 60
    assert delivery(take(Told(999, "too fast to tell"), sound="webm")).words_per_minute is None


def test_what_was_typed_has_words_but_no_pace() -> None:
    typed = take(Told(1000, "one two three " * 10))
    assert (delivery(typed).words_per_minute, delivery(typed).sections[0].words) == (None, 30)
    assert delivery(replace(typed, pauses=())).words_per_minute == 1800  # it was recorded; the sound was deleted since


def test_fillers_are_counted_as_whole_words_and_phrases() -> None:
    text = "Um, I, uh, you know, sort of led it. UM. The umbrella was, you  know, her idea, actually."
    assert delivery(take(Told(9000, text))).fillers == (("um", 2), ("you know", 2), ("uh", 1), ("sort of", 1), ("actually", 1))


def test_text_without_fillers_has_none_which_is_not_unknown() -> None:
    assert delivery(take(Told(9000, "We shipped it."))).fillers == ()


def test_the_same_take_gives_the_same_figures() -> None:
    one = take(Told(1000, "um so"), pauses=(Pause(0, 3000),))
    assert delivery(one) == delivery(replace(one))
