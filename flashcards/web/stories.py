"""The learner's stories: how they cover the principles, the bank, and one to read."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import NotFound
from flashcards.core.models import LARGEST_ID
from flashcards.core.stories.advice import advice, measured
from flashcards.core.stories.bank import bank, standings_of
from flashcards.core.stories.coverage import MOST_LED
from flashcards.core.stories.rehearsal import ENOUGH
from flashcards.core.stories.rubric import FOLLOW_UPS, RUBRIC
from flashcards.core.stories.story import Story
from flashcards.core.timespan import clock
from flashcards.rendering import render
from flashcards.services.stories.authoring import adopt_example, delete_story
from flashcards.services.stories.covering import read_coverage, rehearse
from flashcards.services.stories.drilling import wanted_today
from flashcards.services.stories.listening import sound_state
from flashcards.services.stories.presetting import presets
from flashcards.storage.notes import notes_among
from flashcards.storage.stories import example as found_example
from flashcards.storage.stories import examples, is_story, story
from flashcards.storage.takes import scored_takes_of_story
from flashcards.web.collection import db, moment
from flashcards.web.forms import optional_number

page = Blueprint("stories", __name__, url_prefix="/stories")

MOST_COLUMNS = 12
"""Stories that have room for their dates in the matrix; more stand closer."""
FEW_GAPS = 2
"""That are told at once; a click shows the others."""
MOST_TAKES = 20
"""Of a story, that are listed."""


@page.get("")
def index() -> str:
    """The matrix with its gaps, the bank, and the examples of guides."""
    now = moment()
    coverage = read_coverage(db(), now)
    context = {
        "coverage": coverage,
        "kept": bank(coverage, presets(db())[0]),
        "wanted": wanted_today(db(), now),
        "examples": examples(db()),
        "most_led": MOST_LED,
        "few_gaps": FEW_GAPS,
        "is_close": len(coverage.stories) > MOST_COLUMNS,
        "now": now,
    }
    return render_template("stories/index.html", **context)


@page.get("/<id:story_id>")
def show(story_id: int) -> AnyResponse | str:
    """A story to read; ?principle= is one it does not show, as the matrix asks. One that was taken back leads to the bank."""
    try:
        known = story(db(), story_id)
    except NotFound:
        if is_story(db(), story_id):
            return redirect(url_for("stories.index"), 303)
        raise
    return _story_page(known)


@page.get("/strongest")
def strongest() -> AnyResponse | str:
    """The strongest ten to look through before an interview, and what is not ready of them; none leads to the bank."""
    found = rehearse(db())
    if not found.stories:
        return redirect(url_for("stories.index"), 303)
    texts = {note.id: note.back_html for note in notes_among(db(), [one.story.id for one in found.stories])}
    coverage = read_coverage(db(), moment())
    return render_template(
        "stories/strongest.html", rehearsal=found, texts=texts, coverage=coverage, rubric=(*RUBRIC, FOLLOW_UPS), enough=ENOUGH
    )


@page.post("/<id:story_id>/delete")
def delete(story_id: int) -> AnyResponse:
    """Mark a story as deleted, with its cards; one undo brings it back."""
    delete_story(db(), story_id, moment())
    return redirect(url_for("stories.index"), 303)


@page.get("/examples/<id:note_id>")
def example(note_id: int) -> str:
    """A story of a guide, to read."""
    return render_template("stories/example.html", note=found_example(db(), note_id))


@page.post("/examples/<id:note_id>/copy")
def copy(note_id: int) -> AnyResponse:
    """A story of one's own that begins as a guide's does, to be made true."""
    return redirect(url_for("story_editor.edit", story_id=adopt_example(db(), note_id, moment())), 303)


def _story_page(known: Story) -> str:
    now = moment()
    coverage, preset = read_coverage(db(), now), presets(db())[0]
    wanted = optional_number(request.args.get("principle"), "principle", 1, LARGEST_ID)
    whole = measured(known, preset)
    context = {
        "story": known,
        "parts": [(one, render(known.text_of(one.section))) for one in whole.sections],
        "learned": render(known.learned),
        "told": clock(whole.seconds),
        "preset": preset,
        "target": clock(preset.target),
        "advice": advice(known, preset),
        "standings": standings_of(coverage, known.id),
        "takes": [(one, sound_state(db(), one)) for one in scored_takes_of_story(db(), known.id)[:MOST_TAKES]],
        "asked_for": next((row for row in coverage.rows if row.principle.id == wanted), None),
        "now": now,
    }
    return render_template("stories/show.html", **context)
