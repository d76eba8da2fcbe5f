"""Pictures that came with guides, under names made from their content."""

from __future__ import annotations

import hashlib

from flashcards.core.errors import NotFound
from flashcards.storage.database import Connection

TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
"""Our endings and what they are served as."""


def image_type(content: bytes) -> str | None:
    """The ending a picture gets from its first bytes; its file name says nothing."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    return None


def media_name(content: bytes) -> str | None:
    """The name a picture has here; None when it is no picture we show."""
    ending = image_type(content)
    return f"{hashlib.sha256(content).hexdigest()[:32]}.{ending}" if ending else None


def save_media(db: Connection, name: str, content: bytes) -> None:
    db.execute("INSERT INTO media (name, content) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", (name, content))


def stage_media(db: Connection, import_id: int, name: str, content: bytes) -> None:
    """For a preview only, until it is applied or forgotten."""
    question = "INSERT INTO staged_media (import_id, name, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    db.execute(question, (import_id, name, content))


def keep_staged_media(db: Connection, import_id: int) -> None:
    """The pictures of a preview are the collection's from now on."""
    db.execute("INSERT OR IGNORE INTO media SELECT name, content FROM staged_media WHERE import_id = ?", (import_id,))
    drop_staged_media(db, import_id)


def drop_staged_media(db: Connection, import_id: int) -> None:
    """They are not wanted."""
    db.execute("DELETE FROM staged_media WHERE import_id = ?", (import_id,))


def has_media(db: Connection, name: str) -> bool:
    return db.execute("SELECT 1 FROM media WHERE name = ?", (name,)).fetchone() is not None


def media(db: Connection, name: str) -> bytes:
    """Of the collection, or of a preview. Raises NotFound."""
    question = "SELECT content FROM media WHERE name = :name UNION ALL SELECT content FROM staged_media WHERE name = :name"
    row = db.execute(f"{question} LIMIT 1", {"name": name}).fetchone()
    if row is None:
        raise NotFound("There is no such picture in the collection.")
    return bytes(row["content"])
