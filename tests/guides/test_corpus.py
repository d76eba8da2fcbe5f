"""Real guides, where they lie beside the repository; skipped elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from flashcards.guides.canonical import canonical
from flashcards.guides.reading import read_guide
from tests.guides.structure import by_commonmark, by_renderer
from tests.guides.test_reading import unaccounted

SHARED = Path(__file__).parents[2] / ".." / "shared"
GUIDES = [*sorted((SHARED / "corpus").glob("*.md")), *sorted((SHARED / "seeds").glob("*.txt"))]
LABELS = sorted((SHARED / "corpus").glob("*.labels.yaml"))

pytestmark = pytest.mark.skipif(not GUIDES, reason="no guides in ../shared")


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_real_guide_is_read_and_no_block_vanishes(path: Path) -> None:
    guide = read_guide(path.read_bytes(), path.name)

    if not guide.front_matter:  # its lines are no blocks
        assert unaccounted(guide) == []
    assert all(note.front and note.line <= note.end_line for note in guide.notes)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_the_cards_of_a_real_guide_are_canonical_and_rendered_whole(path: Path) -> None:
    for note in read_guide(path.read_bytes(), path.name).notes:
        assert canonical(note.back) == note.back, note.front
        if not re.search(r"</?[a-z]", note.back):
            assert not by_commonmark(note.back) - by_renderer(note.back), note.front


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.name.removesuffix(".labels.yaml"))
def test_what_is_no_knowledge_is_on_no_card(path: Path) -> None:
    labels = yaml.safe_load(path.read_text(encoding="utf-8"))
    guide = read_guide((path.parent / labels["file"]).read_bytes(), labels["file"])

    cards = [f"{note.front}\n{note.back}" for note in guide.notes]
    assert [phrase for phrase in labels["not_cards"] if any(phrase in card for card in cards)] == []


def test_the_broken_characters_of_the_template_are_mended() -> None:
    guide = read_guide((SHARED / "corpus" / "seed--guide-template-mojibake.md").read_bytes(), "template.md")

    assert not re.search("[\uf8ff‚]|√|Ô∏è|üé|üè", guide.text)
    assert {"🎯", "→", "✅", "📚", "🏗️"} <= set(re.findall("🏗️|🎯|→|✅|📚", guide.text))
    assert guide.repairs
