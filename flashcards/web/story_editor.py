"""Writing stories: nine first lines, a story of one's own, its measure while one types."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput, FlashcardsError, Stale, WrongField
from flashcards.core.models import LARGEST_ID, LEVELS
from flashcards.core.stories.advice import advice, measured
from flashcards.core.stories.outlines import OUTLINES
from flashcards.core.stories.presets import WORDS_PER_MINUTE
from flashcards.core.stories.story import MOST_FURTHER, STRENGTHS, Section, Story
from flashcards.core.timespan import clock
from flashcards.services.stories import authoring
from flashcards.services.stories.authoring import OutlineLine
from flashcards.services.stories.presetting import kept_preset, presets
from flashcards.storage.principles import principle, principles
from flashcards.storage.stories import stories, story
from flashcards.storage.studies import tags
from flashcards.web.collection import db, moment
from flashcards.web.errors import page_with
from flashcards.web.forms import optional_number, said
from flashcards.web.hx import go, is_fragment
from flashcards.web.story_fields import StoryFields, story_from

page = Blueprint("story_editor", __name__, url_prefix="/stories")

EMPTY_ROWS = 3
"""For follow-ups, where no script adds any."""


@page.get("/start")
def start() -> Response:
    """The nine lines of the guided start, those that grew into stories already with them."""
    return _start()


@page.post("/start")
def save_start() -> AnyResponse:
    """An outline for each line that is filled."""
    try:
        if not authoring.fill_outlines(db(), _lines(), moment()):
            raise BadInput("Nothing was filled in yet. One line is enough; the others can wait.")
    except BadInput as error:
        return _start(error)
    return go(url_for("stories.index"))


@page.get("/new")
def new() -> Response:
    """An empty story; ?principle= is the one it is to show first, ?mode=outline shows what an outline needs only."""
    wanted = optional_number(request.args.get("principle"), "principle", 1, LARGEST_ID)
    return _editor(StoryFields(principles=(principle(db(), wanted).name,) if wanted else ()))


@page.post("/new")
def save_new() -> AnyResponse:
    """Store the story. With `check`: say what could be better, and store nothing."""
    typed = StoryFields.said(request.form)
    try:
        if "check" in request.form:
            return _editor(typed)
        story_id = authoring.add_story(db(), story_from(typed), moment())
    except BadInput as error:
        return _editor(typed, error=error)
    return go(url_for("stories.show", story_id=story_id))


@page.get("/<id:story_id>/edit")
def edit(story_id: int) -> Response:
    """A story as it is; ?principle= is one it is to show as well."""
    known = story(db(), story_id)
    wanted = optional_number(request.args.get("principle"), "principle", 1, LARGEST_ID)
    typed = StoryFields.of(known)
    if wanted and (name := principle(db(), wanted).name) not in typed.principles and len(typed.principles) <= MOST_FURTHER:
        typed = replace(typed, principles=(*typed.principles, name))
    return _editor(typed, known)


@page.post("/<id:story_id>/edit")
def save(story_id: int) -> AnyResponse:
    """Store the story as typed, unless it changed since it was opened. With `check`: store nothing."""
    known, typed, version = story(db(), story_id), StoryFields.said(request.form), said(request.form, "version")
    try:
        if "check" in request.form:
            return _editor(typed, known)
        authoring.edit_story(db(), story_id, story_from(typed), version, moment())
    except (BadInput, Stale) as error:
        return _editor(typed, story(db(), story_id), error=error)
    return go(url_for("stories.show", story_id=story_id))


@page.post("/check")
def check() -> str:
    """How long what is being typed takes to tell, and what could be better."""
    return render_template("stories/_advice.html", **_measured(StoryFields.said(request.form)), is_live=True)


def _editor(typed: StoryFields, known: Story | None = None, *, error: FlashcardsError | None = None) -> Response:
    """The form as typed, with its measure beside it; what was refused stands at its field."""
    is_stale = isinstance(error, Stale)
    opened = request.form.get("version") if request.form and not is_stale else known and authoring.story_version(known)
    context = {
        "typed": typed,
        "story": known,
        "version": opened,
        "present": StoryFields.of(known) if known and is_stale else None,
        "error_at": error.field if isinstance(error, WrongField) else "",
        "is_unsaved": request.method == "POST" and typed != (StoryFields.of(known) if known else StoryFields()),
        "mode": "outline" if request.values.get("mode") == "outline" else "whole",
        "back": url_for("stories.show", story_id=known.id) if known else url_for("stories.index"),
        "principles": principles(db()),
        "further": range(MOST_FURTHER),
        "empty_rows": range(EMPTY_ROWS),
        "levels": LEVELS,
        "strengths": STRENGTHS,
        "sections": tuple(Section),
        "tags": tags(db()),
        "pace": WORDS_PER_MINUTE,
        **_measured(typed),
    }
    if not is_fragment():
        return page_with("stories/edit.html", error, **context)
    answer = page_with("stories/_editor.html", error, **context)
    answer.headers.update({"HX-Retarget": "#editor", "HX-Reswap": "outerHTML"})
    return answer


def _measured(typed: StoryFields) -> dict[str, object]:
    """Against the preset that is chosen; a field that cannot be read does not keep the others from being measured."""
    try:
        draft = story_from(typed)
    except BadInput:
        draft = story_from(replace(typed, year="", strength="1", tags=""))
    preset = kept_preset(db(), request.values.get("preset"))
    whole = measured(draft, preset)
    return {
        "presets": presets(db()),
        "preset": preset,
        "measures": {one.section: one for one in whole.sections},
        "told": clock(whole.seconds),
        "is_over": whole.is_over,
        "target": clock(preset.target),
        "maximum": clock(preset.maximum),
        "advice": advice(draft, preset),
    }


def _lines() -> dict[str, OutlineLine]:
    names = ("title", "text", "principle")
    return {one.key: OutlineLine(*(request.form.get(f"{one.key}-{name}", "") for name in names)) for one in OUTLINES}


def _start(error: BadInput | None = None) -> Response:
    grown: dict[str, list[Story]] = {}
    for one in stories(db()):
        grown.setdefault(one.outline or "", []).append(one)
    context = {
        "outlines": OUTLINES,
        "grown": grown,
        "first_open": next((one.key for one in OUTLINES if one.key not in grown), ""),
        "typed": request.form,
        "principles": principles(db()),
        "error_at": error.field if isinstance(error, WrongField) else "",
    }
    return page_with("stories/start.html", error, **context)
