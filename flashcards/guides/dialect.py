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
_CONTROL, _UNSEEN, _SPACE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f",
    "\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069",
    "\u00a0\u2007\u202f",
)
_CONTROLS, _INVISIBLE, _SPACES = (re.compile(f"[{signs}]") for signs in (_CONTROL, _UNSEEN, _SPACE))
_MENDED = re.compile(f"[{_CONTROL}{_UNSEEN}{_SPACE}\ufffd]")
_CONTROLS_IN_A_TEXT = 0.05  # share; a guide with stray NULs stays far below, a binary file does not
# Signs whose code was cut to its low byte: a lone control character stands for punctuation, two stood for an emoji.
_LOW_BYTES = {"\x05": "✅", "\x13": "–", "\x14": "—", "\x18": "‘", "\x19": "’", "\x1c": "“", "\x1d": "”"}
_LONE_LOW_BYTE = re.compile(f"(?<![\x00-\x08\x0b-\x1f])[{''.join(_LOW_BYTES)}](?![\x00-\x08\x0b-\x1f])")
_LOST = re.compile(" ?[<=]?\ufffd+\ufe0f? ?")
_CROSSED_CELL = re.compile(r"(?<=\| )L (?=[A-Z])")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
# A letter or sign that the first byte of a longer character was read as, in any code page, and the next byte behind it.
_MISREAD = re.compile(
    "[\x80-\u024f\u0370-\u052f\u201a\u201e\u2021\u2030\u2206\u221a\u2248\u2261\u2264\u25ca\uf8ff][^\x00-\x7f]|[\x80-\x9f]"
)
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
    if text.isascii() and not _CONTROLS.search(text):
        return text, ()
    text, told = _mend_encoding(before := text, path)
    repairs = [told] if text != before else []
    for mend in (_mend_low_bytes, _mend_controls, _mend_spaces) if _MENDED.search(text) else ():
        mended, told = mend(text, path)
        repairs += [told] if mended != text else []
        text = mended
    return text, tuple(repairs)


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


def _mend_encoding(text: str, path: str) -> tuple[str, str]:
    """Undo UTF-8 that was once read as another encoding: line by line, then each run that still shows the marks."""
    lines = text.split("\n")
    suspects = [number for number, line in enumerate(lines) if not line.isascii() and _MISREAD.search(line)]
    mended = {number: _as_meant(lines[number]) for number in suspects}
    changed = [number for number, line in mended.items() if line != lines[number]]
    for number in changed:
        lines[number] = mended[number]
    return "\n".join(lines), f"Text that had been saved in the wrong encoding was mended in {_count(len(changed), 'line')}."


def _as_meant(line: str) -> str:
    line = ftfy.fix_encoding(line)
    return _NOT_ASCII.sub(_mend_mac_roman, line) if _MAC_ROMAN_MARKS.search(line) else line


def _mend_mac_roman(run: re.Match[str]) -> str:
    try:
        return run[0].encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return run[0]


def _mend_low_bytes(text: str, path: str) -> tuple[str, str]:
    """Signs of which another program kept half the code: dashes and quotes come back, an emoji leaves nothing to be known by."""
    if "\ufffd" not in text and not _CONTROLS.search(text):
        return text, ""
    lines = text.split("\n")
    mended = [_whole_signs(line, "\ufffd" in text) for line in lines]
    changed = [number for number, (old, new) in enumerate(zip(lines, mended, strict=True), 1) if old != new]
    first = f", the first is line {changed[0]}" if changed else ""
    return "\n".join(
        mended
    ), f"Signs with half of their code lost were mended or left out in {_count(len(changed), 'line')}{first}."


def _whole_signs(line: str, is_damaged: bool) -> str:
    line = _LONE_LOW_BYTE.sub(lambda sign: _LOW_BYTES[sign[0]], line)
    if is_damaged and line.lstrip().startswith("|"):
        line = _CROSSED_CELL.sub("❌ ", line)
    return _LOST.sub(lambda lost: " " if lost[0][0] == lost[0][-1] == " " else "", line) if "\ufffd" in line else line


def _mend_controls(text: str, path: str) -> tuple[str, str]:
    """Drop control characters: NUL ends a text for the database, and the others for XML."""
    mended, dropped = _CONTROLS.subn("", text)
    if dropped > len(text) * _CONTROLS_IN_A_TEXT:
        raise UnreadableFile(f"{path}: this looks like a binary file, not a guide. Export it as Markdown or plain text.")
    return mended, f"{_count(dropped, 'control character')} dropped, the first in line {_first_line(_CONTROLS, text)}."


def _mend_spaces(text: str, path: str) -> tuple[str, str]:
    """Characters that nobody sees, but that keep a word from being found or a list from being one."""
    mended, spaces = _SPACES.subn(" ", text)
    mended, invisible = _INVISIBLE.subn("", mended)
    first = min(_first_line(pattern, text) for pattern in (_SPACES, _INVISIBLE))
    return mended, f"{_count(spaces + invisible, 'invisible character')} dropped or made a space, the first in line {first}."


def _first_line(pattern: re.Pattern[str], text: str) -> int:
    """Line of the first match; beyond the last line where there is none."""
    found = pattern.search(text)
    return text.count("\n", 0, found.start() if found else len(text)) + (1 if found else 2)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
