"""Notes as a guide: what `read_guide` makes of it are the same notes again.

All is written as a person would write it: under the headings it came from, questions to be told in lists, with what is asked
next below them, and everything else as ready cards. What that does not say (tags, a level) stands in a comment below a card,
and where the text would be read otherwise than it is meant, the comment has both sides too.
"""

from __future__ import annotations

import json
from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flashcards.core.deck_names import leaf
from flashcards.core.errors import FlashcardsError
from flashcards.core.models import NoteDraft
from flashcards.guides.reading import read_guide
from flashcards.guides.shapes.told_parts import TOLD, sections_in
from flashcards.guides.spelling import SAID, SIDES, Card, in_full, spellings, with_comment

SHARED = ("tags", "level", "as_of")
"""What the front matter says of all notes, where most of them have the same."""
RULE = "---"
"""Ends an answer where the next card would not."""
NEXT = "Q: next ^next\nA: next"
"""A card that has to be found below each, or that one would swallow what follows."""


def write_guide(deck: str, drafts: Sequence[NoteDraft]) -> tuple[str, list[int]]:
    """A guide for this deck, and the places of drafts that it would not give back. A heading that would change its notes is left
    out, and lines are not kept.

    Their headings begin with the title of the guide; without any it is the deck's last name. Their explicit ids name the cards.
    No two may have the same sides, and `read_guide` has its limits.
    """
    head = _head(deck, drafts)
    cards = _cards(drafts, head)
    wrong = _differing(head, cards, drafts)
    for mended in (_ready_card, _without_headings, _in_full):
        for place in _beside(cards, wrong) if mended is _without_headings else wrong:
            cards[place] = mended(drafts[place], head)
        wrong = wrong and _differing(head, cards, drafts)
    return _laid_out(head, cards)[0], wrong


def _head(deck: str, drafts: Sequence[NoteDraft]) -> str:
    """Front matter and title."""
    shared = {name: value for name in SHARED if (value := _most_common([getattr(draft, name) for draft in drafts]))}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in {"deck": deck, **shared}.items()]
    title = next((draft.heading[0] for draft in drafts if draft.heading), leaf(deck))
    return "\n".join(["---", *lines, "---", "", f"# {title}", ""])


def _most_common(values: Sequence[object]) -> object:
    """What more than half of them are."""
    value, count = max(Counter(values).items(), key=lambda pair: pair[1], default=(None, 0))
    return value if count * 2 > len(values) else None


def _laid_out(head: str, cards: Sequence[Card]) -> tuple[str, list[tuple[int, int]]]:
    """The guide, and the line each card begins at, or the headings above it, with the place of the card."""
    parts, lines = [head], head.count("\n") + 1
    starts: list[tuple[int, int]] = []
    marks = {card.heading: card.own for card in reversed(cards) if card.own}
    above = Card((), "")
    for place in _in_order(cards):
        card = cards[place]
        written = f"{_between(above, card, marks)}{card.text}\n"
        starts.append((lines, place))
        parts.append(written)
        lines += written.count("\n")
        above = card
    return "".join(parts), starts


def _in_order(cards: Sequence[Card]) -> list[int]:
    """The places of cards so that each heading stands once: in the order they came, those right under a heading first, and of
    these the one whose own it is last, since no other may stand below its labels.
    """
    first: dict[tuple[str, ...], int] = {}
    for place, card in enumerate(cards):
        for path in _paths(card.heading):
            first.setdefault(path, place)
    keys = [[*(first[path] for path in _paths(card.heading)), -2 if card.own is None else -1] for card in cards]
    return sorted(range(len(cards)), key=keys.__getitem__)


def _paths(heading: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Of a heading and those above it, the outermost first."""
    return [heading[: depth + 1] for depth in range(len(heading))]


def _between(above: Card, card: Card, marks: Mapping[tuple[str, ...], str]) -> str:
    """What stands between two cards: the headings that change, a rule where the first would go on, and an empty line."""
    changed = [path for path in _paths(card.heading) if path != above.heading[: len(path)]]
    if changed or not above.text:
        return "".join(f"\n{'#' * (len(path) + 1)} {path[-1]}{marks.get(path, '')}\n" for path in changed) + "\n"
    if above.is_item and card.is_item:
        return ""
    return "\n" if card.text.startswith(("Q: ", "C: ")) else f"\n{RULE}\n\n"


def _cards(drafts: Sequence[NoteDraft], head: str) -> list[Card]:
    """All in their plainest spelling; those that do not read back so are looked at one by one."""
    plainest = [next(spellings(draft)) for draft in drafts]
    found = _found(head, plainest)
    return [_noted(card, draft, read) or _card(draft, head) for card, draft, read in zip(plainest, drafts, found, strict=True)]


def _card(draft: NoteDraft, head: str, *, is_ready: bool = False) -> Card:
    """The plainest that reads back to the draft and leaves what follows alone. is_ready: as a ready card."""
    for card in spellings(draft):
        if card.is_ready or not is_ready:
            below = card.heading if card.own is None else (*card.heading[:-1], "Next")
            found, after = _found(head, [card, Card(below, NEXT)])
            noted = _noted(card, draft, found)
            if noted and len(after) == 1 and (after[0].explicit_id, after[0].back) == ("next", "next"):
                return noted
    under = in_full(draft, draft.heading[1:])
    return under if _noted(under, draft, _found(head, [under])[0]) else _in_full(draft, head)


def _ready_card(draft: NoteDraft, head: str) -> Card:
    return _card(draft, head, is_ready=True)


def _without_headings(draft: NoteDraft, head: str) -> Card:
    return _ready_card(replace(draft, heading=draft.heading[:1]), head)


def _in_full(draft: NoteDraft, head: str) -> Card:
    return in_full(draft, ())


def _beside(cards: Sequence[Card], wrong: Sequence[int]) -> list[int]:
    """The places of cards that are read otherwise together than alone, with those beside and below their headings."""
    parents = {heading[:-1] or heading for place in wrong if (heading := cards[place].heading)}
    beside = [place for place, card in enumerate(cards) if any(path in parents for path in _paths(card.heading))]
    return sorted({*wrong, *beside})


def _noted(card: Card, draft: NoteDraft, found: Sequence[NoteDraft]) -> Card | None:
    """The card with a comment for what it does not say; None where it is read as something else."""
    if len(found) != 1 or not _says(found[0], draft, SIDES if draft.back else ("front",)):
        return None
    if card.own is not None and found[0].heading != card.heading:  # a bold line in it was taken for one
        return None
    read = found[0]
    if read.kind is not draft.kind and draft.kind in TOLD:  # then the comment says the kind, and the back its parts
        read = replace(read, sections=sections_in(draft.kind, draft.back))
    said = {name: getattr(draft, name) for name in (*SAID, *SIDES) if getattr(read, name) != getattr(draft, name)}
    return with_comment(card, said) if card.is_ready or not said else None


def _differing(head: str, cards: Sequence[Card], drafts: Sequence[NoteDraft]) -> list[int]:
    """The places of drafts that a guide of these cards does not give back."""
    pairs = enumerate(zip(_found(head, cards), drafts, strict=True))
    return [place for place, (found, draft) in pairs if len(found) != 1 or not _says(found[0], draft)]


def _says(one: NoteDraft, draft: NoteDraft, names: Sequence[str] = (*SIDES, *SAID)) -> bool:
    return not one.is_offered and all(getattr(one, name) == getattr(draft, name) for name in (*names, "explicit_id"))


def _found(head: str, cards: Sequence[Card]) -> list[list[NoteDraft]]:
    """By card, what is read where it stands."""
    text, starts = _laid_out(head, cards)
    found: list[list[NoteDraft]] = [[] for _ in cards]
    for note in _read(text):
        _, place = starts[max(0, bisect(starts, (note.line, len(cards))) - 1)]
        found[place].append(note)
    return found


def _read(text: str) -> Sequence[NoteDraft]:
    try:
        return read_guide(text.encode(), "notes.md").notes
    except (FlashcardsError, UnicodeEncodeError):
        return ()
