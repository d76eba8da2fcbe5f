"""Notes as a guide of ready cards: what `read_guide` makes of it are the same notes again.

Each card is written as a person would write it. What that does not say (tags, a level) stands in a comment below it, and where
the text would be read otherwise than it is meant, the comment has both sides too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from flashcards.core.deck_names import leaf
from flashcards.core.errors import FlashcardsError
from flashcards.core.models import Form, NoteDraft
from flashcards.guides.reading import read_guide

GIST_CHARACTERS = 80
SIDES = ("front", "back")
SAID = ("kind", "form", "tags", "level", "principles", "as_of", "sections")
RULE = "---"
"""Ends an answer where the next card would not."""
NEXT = "Q: next ^next\nA: next"
"""A card that has to be found below each, or that one would swallow what follows."""

_NO_WORDS = re.compile(r"[^A-Za-z0-9 ]+")


def write_guide(deck: str, drafts: Sequence[NoteDraft]) -> tuple[str, list[int]]:
    """A guide for this deck, and the places of drafts that it would not give back. Headings and lines are not kept.

    Their explicit ids name the cards. No two may have the same sides, and `read_guide` has its limits.
    """
    head = f"---\ndeck: {json.dumps(deck, ensure_ascii=False)}\n---\n\n# {leaf(deck)}\n"
    cards = _cards(drafts, head)
    text = _guide(head, cards)
    wrong = differing(text, drafts)
    if not wrong:
        return text, []
    for place in wrong:
        cards[place] = _in_full(drafts[place])
    text = _guide(head, cards)
    return text, differing(text, drafts)


def differing(text: str, drafts: Sequence[NoteDraft]) -> list[int]:
    """The places of drafts that a guide written of them does not give back; all of them where the number differs."""
    read = _read(text)
    if len(read) != len(drafts):
        return list(range(len(drafts)))
    return [place for place, (one, draft) in enumerate(zip(read, drafts, strict=True)) if not _says(one, draft)]


def _guide(head: str, cards: Iterable[str]) -> str:
    parts = [head]
    for card in cards:
        if not card.startswith(("Q: ", "C: ")) and len(parts) > 1:
            parts.append(f"\n{RULE}\n")
        parts.append(f"\n{card}\n")
    return "".join(parts)


def _cards(drafts: Sequence[NoteDraft], head: str) -> list[str]:
    """All in their plainest spelling; those that do not read back so are looked at one by one."""
    texts = [next(_spellings(draft)) for draft in drafts]
    read = _read(_guide(head, texts))
    if len(read) == len(drafts):
        each = zip(texts, drafts, read, strict=True)
        return [_noted(text, draft, one) if _says(one, draft, SIDES) else _card(draft, head) for text, draft, one in each]
    if len(drafts) == 1:
        return [_card(drafts[0], head)]
    middle = len(drafts) // 2
    return _cards(drafts[:middle], head) + _cards(drafts[middle:], head)


def _card(draft: NoteDraft, head: str) -> str:
    """The plainest text that reads back to the draft and leaves what follows alone."""
    for text in _spellings(draft):
        read = _read(_guide(head, [text, NEXT]))
        if len(read) == 2 and read[1].front == "next" and _says(read[0], draft, SIDES):
            return _noted(text, draft, read[0])
    return _in_full(draft)


def _noted(text: str, draft: NoteDraft, read: NoteDraft) -> str:
    """The text with a comment for what it does not say."""
    said = {name: getattr(draft, name) for name in SAID if getattr(read, name) != getattr(draft, name)}
    return f"{text}\n\n{_comment(said)}" if said else text


def _says(one: NoteDraft, other: NoteDraft, names: Sequence[str] = (*SIDES, *SAID)) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in (*names, "explicit_id"))


def _read(text: str) -> Sequence[NoteDraft]:
    try:
        return read_guide(text.encode(), "notes.md").notes
    except (FlashcardsError, UnicodeEncodeError):
        return ()


def _spellings(draft: NoteDraft) -> Iterator[str]:
    """Ways to write it, the plainest first."""
    mark = f" ^{draft.explicit_id}" if draft.explicit_id else ""
    first, *rest = draft.front.split("\n")
    front = "\n".join([first + mark, *rest])
    gap = "\n\n" if rest else "\n"
    if draft.form is Form.REVERSED and "\n" not in draft.front + draft.back:
        yield f"{draft.front} ::: {draft.back}{mark}"
    if draft.form is Form.CLOZE and not draft.back:
        yield f"C: {front}"
        return
    question, answer = "C" if draft.form is Form.CLOZE else "Q", "A?" if draft.form is Form.TYPED else "A"
    yield f"{question}: {front}{gap}{answer}: {draft.back}"
    yield f"{question}: {front}{gap}{answer}:\n\n{draft.back}"


def _in_full(draft: NoteDraft) -> str:
    """A card whose comment says everything; its text is there to be recognised."""
    mark = f" ^{draft.explicit_id}" if draft.explicit_id else ""
    said = {name: getattr(draft, name) for name in (*SAID, *SIDES)}
    return f"Q: {_gist(draft.front)}{mark}\nA: {_gist(draft.back)}\n\n{_comment(said, is_ascii=True)}"


def _gist(side: str) -> str:
    return " ".join(_NO_WORDS.sub(" ", side).split())[:GIST_CHARACTERS].strip() or "see below"


def _comment(said: dict[str, object], is_ascii: bool = False) -> str:
    packed = json.dumps(said, ensure_ascii=is_ascii).replace(">", "\\u003e")
    return f"<!-- card: {packed} -->"
