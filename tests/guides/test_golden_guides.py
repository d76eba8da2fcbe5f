"""Small guides beside the notes they must give: tests/golden/guides/<shape>.md and <shape>.json."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest

from flashcards.core.models import Form, Guide, NoteDraft
from flashcards.guides.reading import read_guide

GUIDES = sorted((Path(__file__).parent.parent / "golden" / "guides").glob("*.md"))


def shown(guide: Guide) -> dict[str, Any]:
    """A guide as its golden file shows it: only what is not empty, and the form only where it is another than basic."""
    found = {
        "deck": guide.deck,
        "notes": [_note(note) for note in guide.notes],
        "skips": [[skip.line, skip.reason] for skip in guide.skips],
        **({"plans": [asdict(plan) for plan in guide.plans]} if guide.plans else {}),
    }
    return dict(json.loads(json.dumps(found)))


def _note(note: NoteDraft) -> dict[str, Any]:
    values = {field.name: getattr(note, field.name) for field in fields(note)}
    return {name: value for name, value in values.items() if value not in (None, (), Form.BASIC, False)}


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_gives_the_notes_of_its_golden_file(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    assert shown(read_guide(path.read_bytes(), path.name)) == expected
