"""Stories to a Markdown file and from it, with a look at what it changes before anything is written."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput, FlashcardsError, TooLarge
from flashcards.services.stories.exchanging import StoryPlan, compare_parts, export_stories, import_stories, plan_stories
from flashcards.storage.stories import stories, story
from flashcards.web.collection import db, moment
from flashcards.web.errors import page_with
from flashcards.web.forms import said

page = Blueprint("story_files", __name__, url_prefix="/stories")

MAX_FILE_BYTES = 700_000
"""The file waits in the form of the preview, which holds 1 MiB."""


@page.get("/import")
def index() -> Response:
    return _page()


@page.post("/import")
def look() -> Response:
    """What a file would add and change; nothing is written."""
    sent = request.files.get("file")
    try:
        if not sent or not sent.filename:
            raise BadInput("No file was chosen. Choose one with stories (.md).")
        raw = sent.read(MAX_FILE_BYTES + 1)
        if len(raw) > MAX_FILE_BYTES:
            raise TooLarge(
                f"On this page a file of stories has at most {MAX_FILE_BYTES // 1000} kB. "
                "`flashcards stories import` takes larger ones."
            )
        plan = plan_stories(db(), raw, sent.filename, moment())
    except FlashcardsError as error:
        if error.status >= 500:
            raise
        return _page(error)
    return _page(plan=plan, name=sent.filename, content=b64encode(raw).decode())


@page.post("/import/apply")
def bring() -> AnyResponse:
    """Write what the preview showed; what changed since is compared anew."""
    try:
        raw = b64decode(said(request.form, "content"), validate=True)
    except binascii.Error:
        raise BadInput("The file did not arrive whole. Choose it again.") from None
    import_stories(db(), raw, said(request.form, "name"), moment())
    return redirect(url_for("stories.index"), 303)


@page.get("/export")
def export() -> Response:
    """All of the learner's own stories, for the learner."""
    return _download("stories.md", export_stories(db()))


@page.get("/<id:story_id>/export")
def one(story_id: int) -> Response:
    return _download(f"story-{story_id}.md", export_stories(db(), {story(db(), story_id).id}))


def _page(error: FlashcardsError | None = None, plan: StoryPlan | None = None, **waiting: str) -> Response:
    changed = [(one, compare_parts(one.story, one.draft)) for one in plan.changed if one.story] if plan else []
    context = {"plan": plan, "changed": changed, "number": len(stories(db())), **waiting}
    return page_with("stories/file.html", error, **context)


def _download(name: str, text: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode(), mimetype="text/markdown", headers=headers)
