"""Stories, questions and takes for tests of the drill."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count

from flashcards.core.models import FOLLOW_UPS
from flashcards.core.moment import Moment
from flashcards.core.stories.principles import PrincipleDraft
from flashcards.core.stories.rubric import RUBRIC
from flashcards.core.stories.story import FollowUp, StoryDraft
from flashcards.core.stories.takes import Take
from flashcards.services.stories.authoring import add_story as write_story
from flashcards.services.stories.drilling import ToTell, begin_take, choose_story
from flashcards.services.stories.scoring import Scored, score_take
from flashcards.services.stories.stating_principles import edit_principle
from flashcards.services.stories.telling import advance, answer, stand_of
from flashcards.storage.cards import cards_of_note
from flashcards.storage.database import Connection, write
from flashcards.storage.pairs import pair_of
from flashcards.storage.principles import principle
from tests.build import MOMENT, add_note

OWNERSHIP, DIVE_DEEP, THINK_BIG, FRUGALITY = "Ownership", "Dive Deep", "Think Big", "Frugality"

USUAL_MS = (25_000, 12_000, 75_000, 25_000)

_take_ids = (f"take-{number}" for number in count(1))


def new_take_id() -> str:
    return next(_take_ids)


def add_story(
    db: Connection, title: str = "A story", *principles: str, strength: int = 3, follow_ups: tuple[str, ...] = (),
    at: Moment = MOMENT,
) -> int:  # fmt: skip
    """A story of the learner's own that shows these principles, Ownership where none is named; returns its id."""
    asked = tuple(FollowUp(text, "my answer") for text in follow_ups)
    shown = principles or (OWNERSHIP,)
    draft = StoryDraft(
        title=title, situation="We were late.", task="I had to ship.", action="I cut the scope.", result="We shipped in 3 weeks.",
        principles=shown, strength=strength, follow_ups=asked,
    )  # fmt: skip
    return write_story(db, draft, at)


def add_question(db: Connection, deck_id: int, text: str, *principles: str, follow_ups: tuple[str, ...] = ()) -> int:
    """A drilled question of the bank; returns its note's id."""
    (card_id,) = add_note(db, deck_id, is_drilled=1)
    sections = ((FOLLOW_UPS, "\n".join(f"- {one}" for one in follow_ups)),) if follow_ups else ()
    with write(db):
        note_id = int(db.execute("SELECT note_id FROM cards WHERE id = ?", (card_id,)).fetchone()[0])
        db.execute(
            """UPDATE notes SET kind = 'question', front = :text, back = '', principles = :shown, sections = :sections
            WHERE id = :id""",
            {"text": text, "shown": json.dumps(principles), "sections": json.dumps(sections), "id": note_id},
        )
    return note_id


def card_of(db: Connection, story_id: int, principle: str = OWNERSHIP) -> int:
    """The card of a pair."""
    pair = pair_of(db, story_id, principle, MOMENT.day)
    assert pair is not None
    return pair.card_id


def all_of(score: int, **others: int) -> dict[str, int]:
    """The same score of every criterion but those named."""
    return {one.key: score for one in RUBRIC} | others


def begin(db: Connection, at: Moment = MOMENT, **wish: object) -> Take:
    return begin_take(db, new_take_id(), ToTell(**wish), at)  # type: ignore[arg-type]


def tell(db: Connection, story_id: int, principle: str = OWNERSHIP, at: Moment = MOMENT, ms: tuple[int, ...] = USUAL_MS) -> Take:
    """Tell a story for a principle, up to its scores."""
    take = begin(db, at, story_id=story_id, principle=principle)
    return tell_on(db, take.take_id, story_id, at, ms)


def tell_on(db: Connection, take_id: str, story_id: int, at: Moment = MOMENT, ms: tuple[int, ...] = USUAL_MS) -> Take:
    """Tell a story for the question that stands."""
    told = choose_story(db, take_id, story_id, at)
    for section, took in enumerate(ms):
        told = advance(db, take_id, section, at, took)
    for place in range(len(told.follow_ups)):
        told = answer(db, take_id, place, at)
    return told


def score(db: Connection, take_id: str, scores: Mapping[str, int], at: Moment = MOMENT) -> Scored:
    """Score a take as its page would."""
    return score_take(db, take_id, scores, stand_of(db, take_id, at).version, at)


def tell_and_score(db: Connection, story_id: int, principle: str = OWNERSHIP, given: int = 4, at: Moment = MOMENT) -> Scored:
    return score(db, tell(db, story_id, principle, at).take_id, all_of(given), at)


def rename_principle(db: Connection, principle_id: int, name: str, at: Moment = MOMENT) -> None:
    """What it means stays."""
    known = principle(db, principle_id)
    edit_principle(db, principle_id, PrincipleDraft(name, known.meaning, known.l6, known.l7), at)


def memories(db: Connection, story_id: int) -> dict[int, object]:
    """What each card of a story remembers."""
    return {card.id: card.memory for card in cards_of_note(db, story_id)}
