"""The last look before an interview."""

from __future__ import annotations

from dataclasses import replace

from flashcards.core.stories.presets import PRESETS
from flashcards.core.stories.rehearsal import Rehearsed, rehearsal
from flashcards.core.stories.rubric import FOLLOW_UPS, RUBRIC
from flashcards.core.stories.story import FollowUp, Story
from flashcards.core.stories.takes import Asked, Take, TakeState, Told
from tests.build import MOMENT

STORY = Story(id=1, guid="a", title="Rescue", strength=3)
MAXIMUM_MS = PRESETS[0].maximum * 1000


def scored(score: int, ms: int = 0) -> Take:
    """A take with the same score of every criterion, all of its time in the action."""
    return Take(
        take_id="a", question="?", story_id=1, preset=PRESETS[0], state=TakeState.SCORED, section=4,
        sections=(Told(), Told(), Told(ms), Told()), scores={one.key: score for one in RUBRIC}, began_at=MOMENT.at,
        told_at=MOMENT.at, study_day=MOMENT.day,
    )  # fmt: skip


def test_the_strongest_ten_come_first_and_among_equals_the_oldest() -> None:
    bank = [replace(STORY, id=number, strength=1 + number % 3) for number in range(1, 13)]
    assert [one.story.id for one in rehearsal(bank, {}, []).stories] == [2, 5, 8, 11, 1, 4, 7, 10, 3, 6]


def test_a_story_is_timed_when_it_kept_the_maximum_the_last_time() -> None:
    assert Rehearsed(STORY, scored(4, MAXIMUM_MS)).is_timed
    assert not Rehearsed(STORY, scored(4, MAXIMUM_MS + 1)).is_timed
    assert not Rehearsed(STORY, None).is_timed


def test_a_story_is_prepared_with_an_answer_to_every_follow_up_it_has() -> None:
    answered, open_still = FollowUp("Why you?", "It was mine."), FollowUp("What next?")
    assert Rehearsed(replace(STORY, follow_ups=(answered,)), None).is_prepared
    assert not Rehearsed(replace(STORY, follow_ups=(answered, open_still)), None).is_prepared
    assert not Rehearsed(STORY, None).is_prepared


def test_each_criterion_is_the_mean_of_the_newest_takes() -> None:
    found = rehearsal([STORY], {1: scored(4)}, [scored(4), scored(3)])
    assert (found.takes, set(found.means.values())) == (2, {3.5})
    assert rehearsal([STORY], {}, []).means == {}


def test_follow_ups_have_a_mean_of_their_own_over_all_that_were_scored() -> None:
    first = replace(
        scored(4), follow_ups=(Asked("Why you?", score=5, is_answered=True), Asked("What next?", score=2, is_answered=True))
    )
    second = replace(scored(4), follow_ups=(Asked("Why you?", score=3, is_answered=True), Asked("What next?", is_answered=True)))
    assert rehearsal([STORY], {}, [first, second]).means[FOLLOW_UPS.key] == 10 / 3
    assert rehearsal([STORY], {}, [first, second]).means["structure"] == 4
    assert FOLLOW_UPS.key not in rehearsal([STORY], {}, [scored(4)]).means
