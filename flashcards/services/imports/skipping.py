"""What reading a guide skipped, a page at a time, with the cards that were made of it after all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from flashcards.core.models import Skip
from flashcards.services.imports.comparing import NoteView, view_notes
from flashcards.services.shelving import skip_key
from flashcards.storage import guides as stored
from flashcards.storage import previews
from flashcards.storage.database import Connection
from flashcards.storage.staged import StagedGuide

SKIPS_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class SkipView:
    """A skip, which of the guide's it is, and the card that was made of it. has_card: one was made before this import."""

    number: int
    skip: Skip
    card: NoteView | None
    has_card: bool


@dataclass(frozen=True, slots=True)
class SkipPage:
    """A page of the skips of a guide, by reason, the most first. counts: all of the guide, by reason. page: from 1."""

    by_reason: Mapping[str, tuple[SkipView, ...]]
    counts: Mapping[str, int]
    page: int

    @property
    def earlier(self) -> int:
        """How many stand on the pages before."""
        return (self.page - 1) * SKIPS_A_PAGE

    @property
    def later(self) -> int:
        """How many stand on the pages after."""
        return sum(self.counts.values()) - self.earlier - sum(map(len, self.by_reason.values()))

    @property
    def is_any_taken(self) -> bool:
        return any(one.card for skips in self.by_reason.values() for one in skips)


def preview_skips(db: Connection, import_id: int, guide: StagedGuide, page: int) -> SkipPage:
    """The page of that number, or the last one."""
    counts = dict(Counter(skip.reason for skip in guide.skips).most_common())
    order = {reason: place for place, reason in enumerate(counts)}
    numbers = sorted(range(len(guide.skips)), key=lambda number: order[guide.skips[number].reason])
    page = max(1, min(page, -(-len(numbers) // SKIPS_A_PAGE)))
    views = _views(db, import_id, guide, numbers[(page - 1) * SKIPS_A_PAGE : page * SKIPS_A_PAGE])
    return SkipPage({reason: tuple(found) for reason, found in groupby(views, key=lambda one: one.skip.reason)}, counts, page)


def preview_skip(db: Connection, import_id: int, guide: StagedGuide, number: int) -> SkipView:
    """The skip of that number, which has to be there."""
    return next(_views(db, import_id, guide, [number]))


def _views(db: Connection, import_id: int, guide: StagedGuide, numbers: Iterable[int]) -> Iterator[SkipView]:
    made = previews.taken(db, guide.id)
    cards = dict(zip(made, view_notes(db, import_id, guide, made.values()), strict=True))
    written = {place.content_key for place in stored.places_in(db, guide.guide_id)} if guide.guide_id else set[str]()
    for number in numbers:
        skip = guide.skips[number]
        yield SkipView(number, skip, cards.get(number), bool(written) and skip_key(skip) in written)
