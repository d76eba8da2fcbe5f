"""Writing a note: adding, editing in place, deleting, with a preview while one types."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput, FlashcardsError, Stale, TooLarge, WrongField
from flashcards.core.models import LARGEST_ID, LEVELS, Form, Kind
from flashcards.services import placing, writing
from flashcards.services.picturing import MAX_PICTURE_BYTES, save_picture
from flashcards.storage.cards import card
from flashcards.storage.decks import deck, decks, newest_deck
from flashcards.storage.notes import Note, note
from flashcards.storage.principles import principles
from flashcards.storage.stories import is_story
from flashcards.storage.studies import tags
from flashcards.web import review
from flashcards.web.collection import db, moment, server
from flashcards.web.drafts import EMPTY, Fields, draft_from, wrong_field
from flashcards.web.errors import page_with
from flashcards.web.forms import choice, optional_number, said
from flashcards.web.hx import go, is_fragment
from flashcards.web.security import local_path

page = Blueprint("editor", __name__)
FIRST_DECK = "Notes"
MAX_PREVIEW_BYTES = 20_000
"""Of a side. A hostile one of this size takes 0.3 s to render, and a preview is asked for at every pause in typing."""


@page.get("/notes/add")
def add() -> Response:
    """An empty note, in ?deck= or where the newest one written by hand is; ?way=, ?tags=, ?kind= and ?level= as given.

    With ?guide= and ?line=, what the guide says there, for the guide's deck.
    """
    return _editor(_begun(), added=optional_number(request.args.get("added"), "added", 1, LARGEST_ID))


@page.post("/notes/add")
def save_new() -> AnyResponse:
    """Store the note and begin another like it. With `preview`: show its cards and store nothing."""
    fields = Fields.said(request.form)
    try:
        fields = _with_picture(fields)
        if "preview" in request.form:
            return _editor(fields)
        at = _place()
        place = placing.columns_at(db(), *at, server().shelf) if at else None
        note_id = writing.add_note(db(), fields.deck, draft_from(fields, _principles()), moment(), place)
    except BadInput as error:
        return _editor(fields, error=error)
    if at:
        return go(_back())
    kept = {"way": fields.way, "tags": fields.tags, "kind": fields.kind, "level": fields.level, "back": _back()}
    return go(f"{request.path}?{urlencode({'deck': note(db(), note_id).deck_id, 'added': note_id, **kept})}")


@page.get("/cards/<id:card_id>/edit")
def edit_card(card_id: int) -> AnyResponse:
    return redirect(url_for("editor.edit", note_id=card(db(), card_id).note_id, back=request.args.get("back")))


@page.get("/notes/<id:note_id>/edit")
def edit(note_id: int) -> AnyResponse:
    """A note as it is; a story of the learner's own on its own page. ?back= is where saving and cancelling lead to."""
    known = note(db(), note_id)
    if is_story(db(), note_id):
        return redirect(url_for("story_editor.edit", story_id=note_id), 303)
    return _editor(Fields.of(known, deck(db(), known.deck_id).name), known)


@page.post("/notes/<id:note_id>/edit")
def save(note_id: int) -> AnyResponse:
    """Store the note as typed, unless it changed since it was opened. With `preview`: show its cards and store nothing."""
    known, fields, version = note(db(), note_id), Fields.said(request.form), said(request.form, "version")
    try:
        fields = _with_picture(fields)
        if "preview" in request.form:
            return _editor(fields, known)
        draft = draft_from(fields, _principles(known), writing.draft_of(known))
        writing.edit_note(db(), note_id, draft, fields.deck, version, moment())
    except (BadInput, Stale) as error:
        return _editor(fields, note(db(), note_id), error=error)
    return go(_back())


@page.post("/notes/<id:note_id>/delete")
def delete(note_id: int) -> AnyResponse:
    """Mark a note as deleted. In a review the next card follows; elsewhere ?back=."""
    try:
        writing.delete_notes(db(), [note_id], moment())
    except FlashcardsError as error:
        if is_fragment():
            return review.refused(error)
        raise
    return review.next_desk() if is_fragment() else redirect(_after_delete(), 303)


@page.post("/notes/preview")
def preview() -> str:
    """The cards of what is being typed, and notes like it."""
    note_id = optional_number(request.form.get("note"), "note", 1, LARGEST_ID)
    return render_template("editor/_preview.html", **_preview(Fields.said(request.form), note_id))


@page.post("/notes/images")
def add_image() -> Response:
    """Keep a picture; answers the Markdown that shows it."""
    answer = make_response(_picture(), 201)
    answer.mimetype = "text/plain"
    return answer


def _editor(
    fields: Fields, known: Note | None = None, *, error: FlashcardsError | None = None, added: int | None = None
) -> Response:
    """The form as typed, with its preview; what was refused stands at its field."""
    is_stale, back, offered = isinstance(error, Stale), _back(), _principles(known)
    error_at = wrong_field(error, fields, offered, may_lack_back=bool(known and not known.back)) if error else ""
    context = {
        "fields": fields,
        "note": known,
        "version": request.form.get("version") if request.form and not is_stale else known and writing.note_version(known),
        "error_at": error_at,
        "present": Fields.of(known, deck(db(), known.deck_id).name) if known and is_stale else None,
        "is_unsaved": request.method == "POST" and _is_typed(fields, known),
        "added": added,
        "back": back,
        "here": _here(back),
        "side": "back" if _is_answer(back) and fields.way != Form.CLOZE else "front",
        "decks": decks(db()),
        "tags": tags(db()),
        "kinds": Kind,
        "levels": LEVELS,
        "principles": offered,
        **(_preview(fields, known.id if known else None) if error_at != "way" else {}),
    }
    if not is_fragment():
        return page_with("editor/page.html", error, **context)
    answer = page_with("editor/_editor.html", error, **context)
    answer.headers.update({"HX-Retarget": "#editor", "HX-Reswap": "outerHTML"})
    return answer


def _principles(known: Note | None = None) -> list[str]:
    """The names of those there are, and of others that its guide gave this note."""
    names = [one.name for one in principles(db())]
    return [*names, *(name for name in (known.principles if known else ()) if name not in names)]


def _preview(fields: Fields, note_id: int | None) -> dict[str, object]:
    """Nothing for an empty front. Raises BadInput."""
    if not fields.front.strip():
        return {}
    if max(len(fields.front.encode()), len(fields.back.encode())) > MAX_PREVIEW_BYTES:
        return {"as_written": (fields.front, fields.back)}
    form = choice(fields.way, "The way it is asked", Form)
    shown = writing.preview(db(), replace(EMPTY, form=form, front=fields.front, back=fields.back), note_id)
    return {"cards": shown.cards, "mistake": shown.mistake, "similar": writing.similar_notes(db(), fields.front, note_id)}


def _begun() -> Fields:
    """What a new note begins with, as the address says. Raises BadInput, NotFound."""
    wanted = optional_number(request.args.get("deck"), "deck", 1, LARGEST_ID)
    fields = Fields.said(request.args, deck(db(), wanted).name if wanted else _usual_deck(), is_address=True)
    if place := _place():
        begun = placing.draft_at(db(), *place, server().shelf)
        fields = replace(fields, deck=begun.deck, front=begun.draft.front, back=begun.draft.back)
    return fields


def _is_typed(fields: Fields, known: Note | None) -> bool:
    """Whether anything differs from what the page was opened with; so it does when that can no longer be told."""
    try:
        return fields != (Fields.of(known, deck(db(), known.deck_id).name) if known else _begun())
    except FlashcardsError:
        return True


def _usual_deck() -> str:
    """Where one writes by hand, else the first deck of the tree."""
    return newest_deck(db()) or next((one.name for one in decks(db())), FIRST_DECK)


def _with_picture(fields: Fields) -> Fields:
    """Without JavaScript a picture comes with the form, and stands at the end of the back. Raises WrongField."""
    if not (sent := request.files.get("image")) or not sent.filename:
        return fields
    try:
        return replace(fields, back=f"{fields.back}\n\n{_picture()}".strip())
    except (BadInput, TooLarge) as error:
        raise WrongField("image", error.message) from None


def _picture() -> str:
    """Markdown of the picture that was sent, by its file's name. Raises BadInput, TooLarge."""
    sent = request.files.get("image")
    if sent is None:
        raise BadInput("No picture was sent. Choose one.")
    path = save_picture(db(), sent.read(MAX_PICTURE_BYTES + 1))
    name = PurePath(sent.filename or "").stem
    words = "" if name == "image" else " ".join(re.findall(r"\w+", name))  # browsers call what is pasted "image"
    return f"![{words}]({path})"


def _here(back: str) -> str:
    """This page again, with what its address says of the next note."""
    names = ("deck", "way", "tags", "kind", "level", "guide", "line")
    kept = {name: request.args[name] for name in names if name in request.args}
    return f"{request.path}?{urlencode({**kept, 'back': back})}"


def _place() -> tuple[int, int] | None:
    """The guide and the line of it a note is written from, as the address says. Raises BadInput."""
    guide_id, line = (optional_number(request.args.get(name), name, 1, LARGEST_ID) for name in ("guide", "line"))
    return (guide_id, line) if guide_id and line else None


def _back() -> str:
    """Where one came from, as ?back= says or else the browser."""
    came_from = request.referrer or ""
    before = came_from.removeprefix(request.host_url.rstrip("/")) if came_from.startswith(request.host_url) else None
    is_here = before is not None and urlsplit(before).path == request.path
    return local_path(request.args.get("back") or (None if is_here else before), url_for("today.show"))


def _is_answer(path: str) -> bool:
    """Whether that page is a review that shows the answer."""
    return "answer" in parse_qs(urlsplit(path).query, keep_blank_values=True)


def _after_delete() -> str:
    """A review goes on with its next card; the page of a card is gone with it."""
    back = _back()
    at = urlsplit(back)
    if at.path == url_for("review.show"):
        asked = dict(parse_qsl(at.query))
        return url_for("review.show", deck=asked.get("deck"), study=asked.get("study"))
    return url_for("today.show") if at.path.startswith("/cards/") else back
