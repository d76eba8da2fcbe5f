"""Where a drill begins: what is to be told today, or a principle, or a story; and how long a telling may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput
from flashcards.core.models import LARGEST_ID
from flashcards.core.stories.drill import Pair
from flashcards.core.stories.presets import PRESETS
from flashcards.services.stories.drilling import ToTell, begin_take, open_drill
from flashcards.services.stories.presetting import choose_presets, kept_preset, presets
from flashcards.storage.principles import principles
from flashcards.storage.stories import stories
from flashcards.web.collection import db, moment
from flashcards.web.drill_choices import Choices, How, chosen, keep
from flashcards.web.errors import page_with
from flashcards.web.forms import optional_number, said
from flashcards.web.preset_fields import Row, empty_row, read_rows, rows_of

page = Blueprint("drill", __name__, url_prefix="/drill")


@page.get("")
def index() -> str:
    """What is due today first, then by principle and by story, and the ways to tell one."""
    now, told = moment(), stories(db())
    drill = open_drill(db(), now)
    counts = Counter(pair.principle for pair in drill.pairs)
    context = {
        "drill": drill,
        "by_story": _by_story(drill.pairs),
        "unready": [story for story in told if not story.principles],
        "principles": [(one, counts[one.name]) for one in principles(db())],
        "has_stories": bool(told),
        "presets": presets(db()),
        "choices": chosen(),
        "hows": How,
    }
    return render_template("drill/index.html", **context, now=now)


@page.post("")
def begin() -> AnyResponse:
    """Put a question: for a pair (card), a story, a principle, by its own id, or whatever is next today."""
    choices = chosen()
    begun = begin_take(db(), said(request.form, "take_id"), _wish(choices), moment())
    return keep(choices, make_response(redirect(url_for("takes.show", take_id=begun.take_id), 303)))


@page.get("/presets")
def lengths() -> Response:
    """The lengths a telling can have, to change."""
    return _lengths([*rows_of(presets(db())), empty_row()])


@page.post("/presets")
def save_lengths() -> AnyResponse:
    """Keep them as typed, or as they came with the program. A row without a name is taken away."""
    rows = read_rows(request.form)
    try:
        choose_presets(db(), PRESETS if "reset" in request.form else [row.preset() for row in rows if row.name])
    except BadInput as error:
        return _lengths(rows, error)
    return redirect(url_for("drill.lengths", saved=""), 303)


def _by_story(pairs: Iterable[Pair]) -> list[tuple[Pair, ...]]:
    """The pairs of each story, its primary principle first; the stories by title."""
    known = sorted(pairs, key=lambda pair: (pair.title.casefold(), pair.story_id, not pair.is_primary))
    return [tuple(group) for _, group in groupby(known, key=lambda pair: pair.story_id)]


def _lengths(rows: list[Row], error: BadInput | None = None) -> Response:
    return page_with("drill/presets.html", error, rows=rows, is_saved="saved" in request.args)


def _wish(choices: Choices) -> ToTell:
    """What the form asks to tell. Raises BadInput."""
    card, story, question = (
        optional_number(request.form.get(name), name, 1, LARGEST_ID) for name in ("card", "story", "question")
    )
    return ToTell(
        card_id=card,
        story_id=story,
        principle=request.form.get("principle") or None,
        question_id=question,
        preset=kept_preset(db(), choices.preset).name,
    )
