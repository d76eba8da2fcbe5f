"""Pictures in notes that are written here: stored under names made from their content, shown by the reference `/media/<name>`."""

from __future__ import annotations

import re

from flashcards.core.errors import BadInput, TooLarge
from flashcards.storage.database import Connection, write
from flashcards.storage.media import has_media, media_name, save_media

MAX_PICTURE_BYTES = 8_000_000

REFERENCE = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^)\s>]+)")
_OWN = re.compile(r"/media/([0-9a-f]{32}\.[a-z]{3,4})")
_SHOWN = re.compile(r'<img src="/media/([^"]+)"|<span class="missing-image">')


def save_picture(db: Connection, content: bytes) -> str:
    """Keep a picture that was pasted or dropped; returns what Markdown calls it: `![what it shows](/media/<name>)`.

    Raises BadInput for what is no picture, TooLarge.
    """
    if len(content) > MAX_PICTURE_BYTES:
        raise TooLarge(f"A picture holds at most {MAX_PICTURE_BYTES // 1_000_000} MB. Make it smaller and paste it again.")
    name = media_name(content)
    if name is None:
        raise BadInput("This is not a png, jpeg, gif or webp picture. Save it as one of these and paste it again.")
    with write(db, is_staging=True):
        save_media(db, name, content)
    return f"/media/{name}"


def own_images(db: Connection, *sides: str) -> dict[str, str]:
    """For `render`: the references in this Markdown that name a picture we have."""
    found = {reference: own[1] for side in sides for reference in REFERENCE.findall(side) if (own := _OWN.fullmatch(reference))}
    return {reference: name for reference, name in found.items() if has_media(db, name)}


def shown_images(markdown: str, html: str) -> dict[str, str]:
    """The same of pictures that came with a guide, whose names for them no one keeps: read off what they were rendered to.

    Every reference became a picture or its alternative text, in order; where the numbers differ, nothing is known.
    """
    references, names = REFERENCE.findall(markdown), _SHOWN.findall(html)
    pairs = zip(references, names, strict=True) if len(references) == len(names) else ()
    return {reference: name for reference, name in pairs if name}
