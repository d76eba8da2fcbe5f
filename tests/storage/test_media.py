from __future__ import annotations

import pytest

from flashcards.core.errors import NotFound
from flashcards.storage.database import Connection, write
from flashcards.storage.media import media, media_name, save_media
from tests.build import GIF, PNG


@pytest.mark.parametrize(
    ("content", "ending"),
    [(PNG, "png"), (GIF, "gif"), (b"GIF87a..", "gif"), (b"\xff\xd8\xff\xe0JFIF", "jpg"), (b"RIFF\0\0\0\0WEBPVP8 ", "webp")],
)
def test_a_picture_is_known_by_its_first_bytes(content: bytes, ending: str) -> None:
    name = media_name(content)
    assert name is not None
    assert name.endswith(f".{ending}")


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"RIFF\0\0\0\0WAVE", b"%PDF-1.7", PNG[1:], b"GIF88a"])
def test_what_is_no_picture_we_show_gets_no_name(content: bytes) -> None:
    assert media_name(content) is None


def test_a_picture_saved_twice_is_stored_once(db: Connection) -> None:
    with write(db):
        save_media(db, "a.png", PNG)
        save_media(db, "a.png", PNG)
    assert media(db, "a.png") == PNG


def test_a_picture_that_is_not_there_is_named(db: Connection) -> None:
    with pytest.raises(NotFound):
        media(db, "../flashcards.db")
