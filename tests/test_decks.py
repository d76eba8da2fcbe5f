"""The bundled decks: each is a guide like any other, and every card in it comes out as it was meant."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from flashcards.core.models import Guide, NoteDraft

DECKS = Path(__file__).parent.parent / "decks"
CARDS_IN = {
    "aws/aws-services.md": 13,
    "leadership/leadership-principles.md": 11,
    "system-design/system-design-basics.md": 15,
}


def read(path: str) -> Guide:
    from flashcards.guides.reading import read_guide

    return read_guide((DECKS / path).read_bytes(), path)


def all_cards() -> list[NoteDraft]:
    return [note for path in CARDS_IN for note in read(path).notes]


def test_every_bundled_deck_is_named_here() -> None:
    assert {path.relative_to(DECKS).as_posix() for path in DECKS.rglob("*.md")} == set(CARDS_IN)


@pytest.mark.parametrize("path", CARDS_IN)
def test_front_matter_names_the_deck_and_its_version(path: str) -> None:
    front_matter = yaml.safe_load((DECKS / path).read_text(encoding="utf-8").split("---\n")[1])
    assert all(front_matter[key] for key in ("title", "deck", "description", "version"))
    assert "::" in front_matter["deck"]


@pytest.mark.parametrize(("path", "count"), CARDS_IN.items())
def test_a_bundled_deck_gives_the_cards_it_means(path: str, count: int) -> None:
    assert len(read(path).notes) == count


def test_the_bundled_decks_fit_into_two_days_of_new_cards() -> None:
    assert 28 <= sum(CARDS_IN.values()) <= 40
