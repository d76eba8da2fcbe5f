"""What the editor's form holds, as text, and the note it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from werkzeug.datastructures import MultiDict

from flashcards.core.errors import BadInput, FlashcardsError, WrongField
from flashcards.core.models import LEVELS, Form, Kind, NoteDraft
from flashcards.services.writing import checked, draft_of, tags_of
from flashcards.storage.notes import Note
from flashcards.web.forms import choice, lines, meant

EMPTY = NoteDraft(Kind.FACT, "", "", (), 0, 0)


@dataclass(frozen=True, slots=True)
class Fields:
    """A note as it is typed. deck: a name, of a deck that is there or not. tags: apart by spaces or commas. level: "" for any.

    way: its form, by the name the page uses: a field called "form" would hide what scripts know by that name.
    """

    deck: str
    way: str = Form.BASIC.value
    front: str = ""
    back: str = ""
    tags: str = ""
    kind: str = Kind.FACT.value
    level: str = ""
    principles: tuple[str, ...] = ()

    @classmethod
    def said(cls, form: MultiDict[str, str], deck: str = "", *, is_address: bool = False) -> Self:
        """As a form says them. An address says only what stays from one note to the next; its `back` is a page."""
        names = ("way", "tags", "kind", "level") if is_address else ("deck", "way", "front", "back", "tags", "kind", "level")
        given = {"deck": deck} | {name: lines(form[name]) for name in names if name in form}
        return cls(principles=tuple(form.getlist("principles")), **given)

    @classmethod
    def of(cls, note: Note, deck: str) -> Self:
        """As they stand in a note."""
        shown = draft_of(note)
        tags, level = " ".join(shown.tags), shown.level or ""
        return cls(deck, shown.form.value, shown.front, shown.back, tags, shown.kind.value, level, shown.principles)


def draft_from(fields: Fields, principles: Sequence[str], known: NoteDraft = EMPTY) -> NoteDraft:
    """The note that is meant. principles: those that can be chosen. known: what it is an edit of, for what the form does not
    hold. Raises WrongField.
    """
    return replace(
        known,
        front=fields.front,
        back=fields.back,
        form=meant("way", lambda: choice(fields.way, "The way it is asked", Form)),
        tags=meant("tags", lambda: tags_of(fields.tags)),
        kind=meant("kind", lambda: choice(fields.kind, "The kind", Kind)),
        level=meant("level", lambda: _one_of(fields.level, "The level", LEVELS)) if fields.level else None,
        principles=meant("principles", lambda: tuple(_one_of(name, "A principle", principles) for name in fields.principles)),
    )


def wrong_field(error: FlashcardsError, fields: Fields, principles: Sequence[str], *, may_lack_back: bool = False) -> str:
    """The field at which a refusal stands: the first without which it would not be. "" for none of them."""
    if isinstance(error, WrongField):
        return error.field
    if not isinstance(error, BadInput):
        return ""
    for field, cured in (("front", replace(fields, back="an answer")), ("back", fields)):
        try:
            checked(draft_from(cured, principles), may_lack_back=may_lack_back)
        except BadInput:
            return field
    return "deck"


def _one_of(text: str, name: str, choices: Sequence[str]) -> str:
    if text not in choices:
        raise BadInput(f"{name} must be one of: {', '.join(choices)}.")
    return text
