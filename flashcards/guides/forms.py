"""What waits to be filled in: blanks, `[Your example]`; and sentences to be said that only have gaps in them."""

from __future__ import annotations

import re

from flashcards.guides.wording import placeholders

LEAST_BESIDE_GAPS = 2
"""Words of a sentence that stand beside the gaps in it."""

_BLANKS = re.compile(r"(?<!\w)_{3,}(?!\w)|\.{5,}|\bY/N\b|\bgood/needs work\b|☐", re.IGNORECASE)
_CODE = re.compile(r"`[^`\n]*`")
_DRAWN = frozenset(
    "graph flowchart td tb lr rl sequencediagram participant actor start end begin stop step action decision process yes no ok "
    "request response result input output question answer".split()
)
"""Words of a drawing that is yet to be drawn, and of its language."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_FRAME = re.compile(r"(?:\*\*)?[A-Z][^:\"“\[\]\n]{1,40}:(?:\*\*)?\s+[\"“](?P<said>[^\"”]+)[\"”]")
_GAP = re.compile(r"\[[^\[\]]*\]")


def has_blanks(text: str) -> bool:
    """Whether a text has `___` and the like to be filled in."""
    may_have = "___" in text or "/n" in text.lower() or "....." in text or "☐" in text
    return may_have and _BLANKS.search(text) is not None


def is_blank_drawing(text: str) -> bool:
    """Whether a drawing names nothing: "A[Start] --> B{Decision}"."""
    return all(word.lower() in _DRAWN for word in _WORD.findall(text))


def is_form(text: str) -> bool:
    """Whether a text waits to be filled in; a sentence to be said may have gaps."""
    if "[" in text and placeholders(_CODE.sub("", text) if "`" in text else text) and not _is_frame(text):
        return True
    return has_blanks(text)


def _is_frame(text: str) -> bool:
    """Whether a text has a name and a sentence with gaps to be said: `Need: "… because I need [what]"`."""
    frame = _FRAME.fullmatch(text)
    return frame is not None and len(_GAP.sub("", frame["said"]).split()) >= LEAST_BESIDE_GAPS
