"""Names made from paths and titles: what a guide is called and which deck its notes go to."""

from __future__ import annotations

import re
from contextlib import suppress

from flashcards.core.deck_names import LONGEST_PART, MOST_LEVELS, SEPARATOR, cleaned
from flashcards.core.errors import BadInput
from flashcards.guides.wording import tidy

_ROOTS = ("docs", "doc", "guides", "src", "content", "pages", ".", "..", "")
_INDEXES = ("index", "readme", "_index")
_CAPITALS = frozenset("ai api aws cdn ci cd db dns ec2 em faq gcp html http io lp lps ml os rds s3 sql sre tcp".split())


def readable(path: str) -> str:
    """ "docs/behavioral/l6-scenarios.md" -> "L6 Scenarios"; an index or README is called by its folder."""
    *folders, stem = _parts(path)
    return _words(folders[-1] if stem.lower() in _INDEXES and folders else stem) or "Guide"


def deck_name(path: str, title: str, wanted: str = "") -> str:
    """Name of the deck, parts joined by "::": as the front matter wants it, else the guide's folders and its title.

    At most ten parts; none is empty, has "::" in it, or more than 100 characters. A name wanted that is one is taken as it is.
    """
    with suppress(BadInput):
        return cleaned(wanted)
    parts = [_part(part) for part in wanted.split(SEPARATOR)[:MOST_LEVELS]] if wanted else []
    if not any(parts):
        *folders, stem = _parts(path)
        parts = [_words(folder) for folder in folders]
        own = _part(title)
        if stem.lower() not in _INDEXES or not parts:
            parts += [own] if not parts or parts[-1].casefold() != own.casefold() else []
    return SEPARATOR.join([part for part in parts if part][-MOST_LEVELS:]) or readable(path)


def _parts(path: str) -> list[str]:
    """Folders below the usual roots, and the file's name without its ending."""
    *folders, name = re.split(r"[\\/]+", path.strip("/\\")) or [""]
    stem = re.sub(r"\.(?:md|markdown|txt)$", "", name, flags=re.IGNORECASE)
    first = next((number for number, folder in enumerate(folders) if folder.lower() not in _ROOTS), len(folders))
    return [*folders[first:], stem]


def _words(name: str) -> str:
    words = re.split(r"[\s_-]+", name.strip())
    return _part(" ".join(word.upper() if word.lower() in _CAPITALS else word[:1].upper() + word[1:] for word in words))


def _part(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", re.sub(r":{2,}", ": ", tidy(text))).strip(" :")[:LONGEST_PART].strip(" :")
