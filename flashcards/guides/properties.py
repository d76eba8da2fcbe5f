"""What a comment below a card says of it: `<!-- card: {"form": "typed", "tags": ["aws"]} -->`. It wins over the visible text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flashcards.core import cloze
from flashcards.core.models import Form, Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.competencies import level_in

NO_CARD = "a comment for a card that follows none"
NO_OBJECT = 'a comment for a card that is not written like {"form": "typed", "tags": ["aws"]}'

_BEGINNING = "<!-- card:"
_COMMENT = re.compile(rf"{_BEGINNING}(?P<json>.*?)-->\s*", re.DOTALL)


def is_properties(block: Block) -> bool:
    return block.kind == "html" and block.text.startswith(_BEGINNING) and not block.is_unclosed


def read_properties(block: Block) -> dict[str, Any]:
    """The fields of NoteDraft that a comment gives. Raises ValueError with the reason why it is none."""
    comment = _COMMENT.fullmatch(block.text)
    try:
        said = json.loads(comment["json"] if comment else "")
    except (ValueError, RecursionError):
        raise ValueError(NO_OBJECT) from None
    if not isinstance(said, dict):
        raise ValueError(NO_OBJECT)
    return {name: _field(name, value) for name, value in said.items()}


def with_properties(draft: NoteDraft, said: dict[str, Any]) -> NoteDraft:
    """Raises ValueError when that is no card."""
    draft = replace(draft, **said)
    mistake = cloze.mistake(draft.front) if draft.form is Form.CLOZE else None
    if mistake:
        raise ValueError(mistake[1])
    return draft


def _field(name: str, value: Any) -> Any:
    if name not in _FIELDS:
        raise ValueError(f"a comment for a card with the unknown name {name[:40]!a}; known are {', '.join(_FIELDS)}")
    try:
        return _FIELDS[name](value)
    except ValueError:
        raise ValueError(f"a comment for a card in which {name} cannot be {json.dumps(value)[:40]}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    return value.encode().decode()  # a lone surrogate is a ValueError, too


def _front(value: Any) -> str:
    if not _text(value).strip():
        raise ValueError
    return _text(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError
    return tuple(dict.fromkeys(_front(one) for one in value))


def _tags(value: Any) -> tuple[str, ...]:
    tags = _texts(value)
    if any(re.search(r"[\s,]", tag) for tag in tags):
        raise ValueError
    return tags


def _level(value: Any) -> str | None:
    if value is not None and (not isinstance(value, str) or level_in(value) != value):
        raise ValueError
    return value


def read_sections(value: Any) -> tuple[tuple[str, str], ...]:
    """Of JSON. Raises ValueError."""
    if not isinstance(value, list) or not all(isinstance(part, list) and len(part) == 2 for part in value):
        raise ValueError
    return tuple((_front(label), _text(text)) for label, text in value)


def _date(value: Any) -> str | None:
    return None if value is None else _text(value)


_FIELDS: dict[str, Callable[[Any], Any]] = {
    "kind": Kind,
    "form": Form,
    "tags": _tags,
    "level": _level,
    "principles": _texts,
    "as_of": _date,
    "front": _front,
    "back": _text,
    "sections": read_sections,
}
