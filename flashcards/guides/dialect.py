"""Bytes of a guide -> text fit to be read: decoded, with the damage of other programs mended and told."""

from __future__ import annotations

import re

import ftfy

from flashcards.core.errors import TooLarge, UnreadableFile

MAX_BYTES = 2_000_000
MAX_LINES = 50_000
"""Twenty times the longest real guide we know; a longer one is made of thousands of empty or tiny blocks."""

_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or an Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_CONTROLS_IN_A_TEXT = 0.05  # share; a guide with stray NULs stays far below, a binary file does not
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_MAC_ROMAN_MARKS = re.compile("‚Ä|‚Ü|‚ú|Ô∏è|\uf8ff|üî|üé")


def decode(raw: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    """Text of a guide with "\\n" between lines, and what was mended, a sentence each.

    Raises TooLarge above 2 MB or 50,000 lines, and UnreadableFile for what is not text in UTF-8.
    """
    if len(raw) > MAX_BYTES:
        raise TooLarge(f"{path}: the guide has {len(raw) / 1e6:.1f} MB; the most is 2 MB. Split it into several guides.")
    _refuse_other_formats(raw, path)
    text = _utf_8(raw, path).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if (lines := text.count("\n")) > MAX_LINES:
        raise TooLarge(f"{path}: the guide has {lines:,} lines; the most is {MAX_LINES:,}. Split it into several guides.")
    text, encoding = _mend_encoding(text)
    text, controls = _drop_controls(text, path)
    return text, encoding + controls


def _refuse_other_formats(raw: bytes, path: str) -> None:
    for signature, name in _SIGNATURES:
        if raw.startswith(signature):
            raise UnreadableFile(f"{path}: this is {name}, not a guide. Export it as Markdown or plain text.")
    if raw.startswith(_UTF_16_MARKS) or raw.count(0) > len(raw) / 5:
        raise UnreadableFile(f"{path}: this looks like UTF-16. Save it as UTF-8 and import it again.")


def _utf_8(raw: bytes, path: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            f"{path}:{line}: byte 0x{raw[error.start]:02X} is not UTF-8 (perhaps Windows-1252 or a binary file). "
            "Save the guide as UTF-8 and import it again."
        ) from None


def _mend_encoding(text: str) -> tuple[str, tuple[str, ...]]:
    """Undo UTF-8 that was once read as another encoding: the whole text first, then each run that still shows the marks."""
    if text.isascii():
        return text, ()
    mended = ftfy.fix_encoding(text)
    if _MAC_ROMAN_MARKS.search(mended):
        mended = _NOT_ASCII.sub(_mend_mac_roman, mended)
    if mended == text:
        return text, ()
    changed = sum(old != new for old, new in zip(text.split("\n"), mended.split("\n"), strict=False))
    return mended, (f"Text that had been saved in the wrong encoding was mended in {_count(changed, 'line')}.",)


def _mend_mac_roman(run: re.Match[str]) -> str:
    try:
        return run[0].encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return run[0]


def _drop_controls(text: str, path: str) -> tuple[str, tuple[str, ...]]:
    cleaned, dropped = _CONTROLS.subn("", text)
    if not dropped:
        return text, ()
    if dropped > len(text) * _CONTROLS_IN_A_TEXT:
        raise UnreadableFile(f"{path}: this looks like a binary file, not a guide. Export it as Markdown or plain text.")
    first = _CONTROLS.search(text)
    line = text.count("\n", 0, first.start()) + 1 if first else 1
    return cleaned, (f"{_count(dropped, 'control character')} dropped, the first in line {line}.",)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
