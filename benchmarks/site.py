"""A made site of guides: sections of our own guides and pages, shuffled and reworded so that hardly two say the same."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from flashcards.guides.reading import read_guide

GUIDES = 180
GUIDE_BYTES = 29_700
BYTES_PER_CARD = 360
FOLDERS = 12
ROOT = Path(__file__).parent.parent
SOURCES = ("decks/**/*.md", "tests/golden/guides/*.md", "docs/**/*.md", "*.md")

_WORD = re.compile(r"(?<![\^\w-])[a-z]{6,}(?![\w-])")
_NAME = re.compile(r"(?<=\^)[\w-]+")
_SECTION = re.compile(r"^(?=## )", re.MULTILINE)
SHARE_REWORDED = 0.2


def own_guides() -> dict[str, str]:
    """Every guide and page of ours, by its path."""
    files = (file for pattern in SOURCES for file in sorted(ROOT.glob(pattern)))
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


def make_site(folder: Path, guides: int = GUIDES, guide_bytes: int = GUIDE_BYTES, seed: int = 1) -> int:
    """Write that many guides of about that size below a folder, the same ones every time; returns their bytes."""
    sections, rng, size = _sections(), random.Random(seed), 0
    for number in range(guides):
        file = folder / f"part-{number % FOLDERS:02}" / f"guide-{number:03}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        content = _guide(number, sections, guide_bytes, rng).encode()
        file.write_bytes(content)
        size += len(content)
    return size


@dataclass(frozen=True, slots=True)
class Section:
    """cards: how many it gives."""

    text: str
    cards: int

    @property
    def is_dense(self) -> bool:
        return self.cards * BYTES_PER_CARD > len(self.text)


def _sections() -> list[Section]:
    """The sections of all our guides, without front matter, titles and what stands above the first heading."""
    texts = [section.strip() for text in own_guides().values() for section in _SECTION.split(text)[1:]]
    return [Section(text, len(read_guide(text.encode(), "section.md").notes)) for text in texts]


def _guide(number: int, sections: list[Section], guide_bytes: int, rng: random.Random) -> str:
    """Dense and other sections in turn, so that there is a card for so many bytes, as in guides of others."""
    dense, other = ([one for one in sections if one.is_dense is wanted] for wanted in (True, False))
    parts = [f"# Guide {number} of the made site"]
    cards = size = 0
    while size < guide_bytes:
        chosen = rng.choice(dense if cards * BYTES_PER_CARD <= size else other)
        parts.append(_reworded(chosen.text, f"{number}n{len(parts)}", rng))
        cards, size = cards + chosen.cards, size + len(parts[-1].encode()) + 2
    return "\n\n".join(parts) + "\n"


def _reworded(section: str, mark: str, rng: random.Random) -> str:
    """Some words get the mark, the heading and all names too."""
    heading, _, rest = section.partition("\n")
    worded = _WORD.sub(lambda word: word[0] + (mark if rng.random() < SHARE_REWORDED else ""), rest)
    return _NAME.sub(lambda name: f"{name[0]}-{mark}", f"{heading} {mark}\n{worded}")
