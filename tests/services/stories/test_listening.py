"""Looking back on a take beside the others of its pair."""

from __future__ import annotations

from flashcards.services.stories.authoring import delete_story
from flashcards.services.stories.listening import SoundState, open_player
from flashcards.storage.database import Connection
from tests.build import MOMENT, later
from tests.tellings import DIVE_DEEP, OWNERSHIP, add_story, tell_and_score


def test_a_player_sets_the_last_against_the_best_of_the_same_pair(db: Connection) -> None:
    story_id = add_story(db, "Story", OWNERSHIP, DIVE_DEEP)
    told, best, last = (tell_and_score(db, story_id, given=given, at=later(day)).take for day, given in enumerate((3, 5, 4)))
    tell_and_score(db, story_id, DIVE_DEEP, given=5, at=later(3))
    shown = open_player(db, told.take_id)
    assert [found.take_id for found in shown.takes] == [last.take_id, best.take_id, told.take_id]
    assert shown.best == shown.takes[1]
    assert shown.take.marks() == (0, 25_000, 37_000, 112_000)
    assert (shown.sound_state, shown.take.told_ms) == (SoundState.NONE, 137_000)


def test_a_take_whose_story_was_deleted_stands_alone(db: Connection) -> None:
    story_id = add_story(db)
    told = tell_and_score(db, story_id).take
    delete_story(db, story_id, MOMENT)
    shown = open_player(db, told.take_id)
    assert (shown.take.take_id, shown.takes, shown.best) == (told.take_id, (), None)
