"""A preview looked through: its guides, the cards of each, and what the learner says of them; saved at once."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput, FlashcardsError
from flashcards.core.imports import Status
from flashcards.core.models import LARGEST_ID, Kind
from flashcards.services.imports import looking_through, previewing, rematching, skipping
from flashcards.services.imports.comparing import preview_note
from flashcards.storage import staging
from flashcards.storage.previews import Choice
from flashcards.web.collection import db
from flashcards.web.errors import page_with
from flashcards.web.forms import choice, number, optional_number
from flashcards.web.hx import is_fragment

page = Blueprint("preview", __name__, url_prefix="/import/<id:import_id>")

CHANGES, ALL = "changes", "all"
"""What is listed unless one status is asked for: all that is not the same as before; and everything."""


def preview_page(import_id: int, error: FlashcardsError | None = None) -> Response:
    """The guides of an import; of a single one, its cards at once. Raises NotFound."""
    preview = looking_through.preview(db(), import_id)
    if len(preview.guides) == 1:
        return _guide_page(preview, Choice(preview.guides[0][0].id, CHANGES), 1, error)
    return _answer("imports/guides.html", error, preview=preview)


@page.get("/bar")
def bar(import_id: int) -> str:
    """What is chosen so far, in numbers: the part of each page that asks for itself after a tick."""
    return render_template("imports/_bar.html", preview=looking_through.preview(db(), import_id))


@page.post("/tick")
def tick_all(import_id: int) -> AnyResponse:
    """All cards of a `guide`, or of a `kind` in all guides."""
    kind, guide_id = request.form.get("kind"), optional_number(request.form.get("guide"), "guide", 1, LARGEST_ID)
    chosen = Choice(guide_id, kind=choice(kind, "kind", Kind) if kind else "")
    previewing.tick_all(db(), import_id, chosen, _is_ticked())
    if is_fragment():
        return _ticked("imports/_guides.html", preview=looking_through.preview(db(), import_id), is_by_kind=bool(kind))
    return redirect(url_for("imports.show", import_id=import_id), 303)


@page.get("/guides/<id:staged_guide_id>")
def guide(import_id: int, staged_guide_id: int) -> Response:
    """A page of the cards of a guide: ?status= and ?kind= choose among them; ?page= and ?skips=, of its skips, count from 1."""
    number_of_page = optional_number(request.args.get("page"), "page", 1, LARGEST_ID) or 1
    return _guide_page(looking_through.preview(db(), import_id), _choice(staged_guide_id), number_of_page)


@page.post("/guides/<id:staged_guide_id>")
def answer_guide(import_id: int, staged_guide_id: int) -> AnyResponse:
    rematching.answer_guide(db(), import_id, staged_guide_id, is_new_version=request.form.get("answer") == "new version")
    return redirect(url_for("imports.show", import_id=import_id), 303)


@page.post("/guides/<id:staged_guide_id>/tick")
def tick_guide(import_id: int, staged_guide_id: int) -> AnyResponse:
    """All cards that are listed; with `like`, the id of one of them, only those of its section."""
    chosen, like = _choice(staged_guide_id), optional_number(request.form.get("like"), "like", 1, LARGEST_ID)
    if like is None:
        previewing.tick_all(db(), import_id, chosen, _is_ticked())
        return redirect(_address(import_id, staged_guide_id), 303)
    previewing.tick_all(db(), import_id, looking_through.section_like(db(), import_id, chosen, like), _is_ticked())
    if is_fragment():
        section = looking_through.preview_section(db(), import_id, chosen, like)
        return _ticked("imports/_section.html", section=section, guide=staging.guide(db(), import_id, staged_guide_id))
    return _to_note(import_id, chosen, like)


@page.post("/guides/<id:staged_guide_id>/skips")
def take_skip(import_id: int, staged_guide_id: int) -> AnyResponse:
    """Make a card of the skip of that number, or forget it again."""
    skip = number(request.form.get("skip"), "skip", 0, LARGEST_ID)
    previewing.take_skip(db(), import_id, staged_guide_id, skip)
    if is_fragment():
        guide = staging.guide(db(), import_id, staged_guide_id)
        return _ticked("imports/_skip.html", guide=guide, one=skipping.preview_skip(db(), import_id, guide, skip))
    return redirect(_address(import_id, staged_guide_id, _anchor=f"skip-{skip}"), 303)


@page.get("/notes/<id:staged_note_id>")
def note(import_id: int, staged_note_id: int) -> AnyResponse:
    """A card alone, as a fragment; otherwise a redirect to where it stands."""
    return _note(import_id, staged_note_id)


@page.post("/notes/<id:staged_note_id>/tick")
def tick(import_id: int, staged_note_id: int) -> AnyResponse:
    previewing.tick(db(), import_id, staged_note_id, _is_ticked())
    return _note(import_id, staged_note_id)


@page.post("/notes/<id:staged_note_id>/answer")
def answer(import_id: int, staged_note_id: int) -> AnyResponse:
    """Which card it is: `note`, an id, or "new"."""
    said = request.form.get("note")
    rematching.answer_note(db(), import_id, staged_note_id, None if said == "new" else number(said, "note", 1, LARGEST_ID))
    return _note(import_id, staged_note_id)


@page.get("/notes/<id:staged_note_id>/edit")
def edit(import_id: int, staged_note_id: int) -> Response:
    return _editor(import_id, staged_note_id)


@page.post("/notes/<id:staged_note_id>/edit")
def save_edit(import_id: int, staged_note_id: int) -> AnyResponse:
    front, back = request.form.get("front", ""), request.form.get("back", "")
    try:
        previewing.edit_staged(db(), import_id, staged_note_id, front, back)
    except BadInput as error:
        return _editor(import_id, staged_note_id, error, typed=request.form)
    return _note(import_id, staged_note_id)


def _guide_page(
    preview: looking_through.Preview, chosen: Choice, number_of_page: int, error: FlashcardsError | None = None
) -> Response:
    skips_page = optional_number(request.args.get("skips"), "skips", 1, LARGEST_ID) or 1
    shown = looking_through.preview_guide(db(), preview, chosen, number_of_page, skips_page)
    return _answer("imports/guide.html", error, preview=preview, shown=shown, guide=shown.guide, import_id=preview.head.id)


def _editor(import_id: int, staged_note_id: int, error: BadInput | None = None, **context: object) -> Response:
    found = staging.note(db(), import_id, staged_note_id)
    return _answer("imports/_edit.html" if is_fragment() else "imports/edit.html", error, note=found, **context)


def _note(import_id: int, staged_note_id: int) -> AnyResponse:
    found = staging.note(db(), import_id, staged_note_id)
    if not is_fragment():
        return _to_note(import_id, _choice(found.staged_guide_id), staged_note_id)
    return _ticked("imports/_note.html", one=preview_note(db(), import_id, staged_note_id))


def _to_note(import_id: int, chosen: Choice, staged_note_id: int) -> AnyResponse:
    on_page = looking_through.page_of(db(), import_id, chosen, staged_note_id)
    where = {"page": on_page if on_page > 1 else None, "_anchor": f"note-{staged_note_id}"}
    return redirect(_address(import_id, chosen.guide_id, **where), 303)


def _address(import_id: int, staged_guide_id: int | None, **where: Any) -> str:
    """Of a guide's page, with what the present one says of the list."""
    return url_for("preview.guide", import_id=import_id, staged_guide_id=staged_guide_id, **{**_kept(), **where})


def _ticked(template: str, **context: object) -> Response:
    """A part of a page; the bar hears that the numbers changed."""
    response = _answer(template, None, **context)
    response.headers["HX-Trigger"] = "ticked"
    return response


def _answer(template: str, error: FlashcardsError | None = None, **context: object) -> Response:
    """kept: what the address says of the list, for the addresses in it."""
    around = {"import_id": (request.view_args or {}).get("import_id"), "kept": _kept()}
    return page_with(template, error, **{**around, **context})


def _is_ticked() -> bool:
    return request.form.get("is_ticked") == "on"


def _choice(staged_guide_id: int) -> Choice:
    """What is listed of a guide, by the address. Raises BadInput."""
    status, kind = request.args.get("status") or CHANGES, request.args.get("kind") or ""
    if status not in (CHANGES, ALL, *Status):
        raise BadInput(f"status must be one of: {', '.join((CHANGES, ALL, *Status))}.")
    return Choice(staged_guide_id, "" if status == ALL else status, choice(kind, "kind", Kind) if kind else "")


def _kept() -> dict[str, Any]:
    """The same, as addresses say it."""
    return {name: request.args.get(name) or None for name in ("status", "kind", "skips")}
