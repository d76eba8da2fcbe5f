"""A take as its page shows it: what stands in each of its states."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from flashcards.core.errors import FlashcardsError
from flashcards.core.stories.delivery import LONG_PAUSE_MS, PACE
from flashcards.core.stories.rubric import FOLLOW_UPS, RATED, RUBRIC
from flashcards.core.stories.takes import SECTIONS, Take, TakeState
from flashcards.rendering import render
from flashcards.services.stories.drilling import offer_for, wanted_today
from flashcards.services.stories.listening import open_player
from flashcards.services.stories.mocking import round_of
from flashcards.services.stories.telling import MOST_TEXT_CHARACTERS, Stand, stand_of
from flashcards.storage.pairs import pair_of_card
from flashcards.storage.recordings import MOST_BYTES, TOO_LARGE
from flashcards.storage.takes import undone_scores
from flashcards.web.collection import db, moment
from flashcards.web.drill_choices import How, kept
from flashcards.web.errors import page_with
from flashcards.web.hx import is_fragment
from flashcards.web.story_words import story_keys

TAKEN_KEYS = "noru"
"""Letters that do something else on the page while a story is chosen."""


def take_page(take_id: str, error: FlashcardsError | None = None) -> Response:
    """A take in its state, whole or as the part that changes."""
    now = moment()
    stand = stand_of(db(), take_id, now)
    context = {
        "stand": stand, "take": stand.take, "story": stand.story, "now": now, "choices": kept(),
        "round": round_of(db(), stand.take, now),
        "sections": SECTIONS, "most_bytes": MOST_BYTES, "too_large": TOO_LARGE, "most_characters": MOST_TEXT_CHARACTERS,
        **_around(stand),
    }  # fmt: skip
    template = "drill/_take.html" if is_fragment() else "drill/take.html"
    return page_with(template, error, **context)


def _around(stand: Stand) -> Mapping[str, object]:
    """What only one state needs."""
    match stand.take.state:
        case TakeState.CHOOSING:
            return {
                "offer": offer_for(db(), stand.take),
                "listed": request.args.get("stories"),
                "story_keys": story_keys(TAKEN_KEYS),
            }
        case TakeState.TELLING:
            text = stand.story.text_of(SECTIONS[stand.take.section]) if stand.story else ""
            return {"text": render(text), "is_text_shown": "text" in request.args, "is_typing": _is_typing(stand.take)}
        case TakeState.ASKING:
            return {"criterion": FOLLOW_UPS}
        case TakeState.LEFT:
            return {}
        case _:
            player = open_player(db(), stand.take.take_id)
            limits = {"long_pause_ms": LONG_PAUSE_MS, "pace": PACE}
            return {"player": player, "rubric": RUBRIC, "rated": RATED, **limits, **_given(stand.take), **_next(stand.take)}


def _is_typing(take: Take) -> bool:
    return kept().how is How.TYPE or "typing" in request.args or any(told.text for told in take.sections)


def _given(take: Take) -> Mapping[str, object]:
    """Scores to begin with: those that were sent and refused, else those that an undo took back."""
    if take.state is not TakeState.SCORING:
        return {}
    undone = undone_scores(db(), take)
    sent = request.form if request.endpoint == "takes.score" else None
    return {"given": sent or undone or {}, "is_undone": undone is not None}


def _next(take: Take) -> Mapping[str, object]:
    """Of one that is scored: when its pair is due again, and how many more wait today."""
    if take.state is not TakeState.SCORED:
        return {}
    pair = pair_of_card(db(), take.card_id, moment().day) if take.card_id is not None and take.log_id is not None else None
    due_on = pair.memory.due_on if pair and pair.memory else None
    return {"due_on": due_on, "wanted": 0 if take.mock_id is not None else len(wanted_today(db(), moment()))}
