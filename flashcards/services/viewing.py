"""A guide as a page: its text as its author meant it, and beside each piece what became of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from flashcards.core.days import study_day
from flashcards.core.models import Deck, Skip
from flashcards.core.moment import Moment
from flashcards.core.scheduling import days_until
from flashcards.core.strength import WEAK_RECALL, Strength
from flashcards.guides.about import About, about
from flashcards.guides.outline import Heading, part_at
from flashcards.guides.wording import plain
from flashcards.rendering.page import Page
from flashcards.services.placing import line_of
from flashcards.services.shelving import Book, Shelf, open_book, render_part
from flashcards.storage import guides as stored
from flashcards.storage.database import Connection
from flashcards.storage.decks import decks
from flashcards.storage.guides import StoredGuide
from flashcards.storage.staged import StagedImport
from flashcards.storage.strengths import CardStrength, gone_counts, strength_counts, strengths_in

MOST_CHARACTERS = 120
"""Characters of a front where it is only named."""
LEFT_OUT = "you left it out"
NOT_TAKEN_IN = "not taken in yet: import the guide again"


class Show(StrEnum):
    """What is marked on a guide's page."""

    ALL = "all"
    DUE = "due"
    WEAK = "weak"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class GuideRow:
    """A guide in the list. cards: by how well they are known. gone: notes that stood in it and stand nowhere now."""

    guide: StoredGuide
    deck: Deck
    cards: Counter[Strength]
    gone: int
    imported_on: date


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside the text at a line: the weakest card of a note, or why there is none.

    text: Markdown of the card's front, or the reason. card_id, strength: None for no card.
    """

    line: int
    text: str
    card_id: int | None = None
    strength: Strength | None = None

    @property
    def words(self) -> str:
        """As it is said beside the text."""
        return plain(self.text)[:MOST_CHARACTERS] if self.strength else self.text


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a page's HTML, and the marks that come behind it."""

    html: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the contents. depth from 0. count: marks from it to the next. is_here: whether it is on this page."""

    heading: Heading
    depth: int
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """The page before or after: its first line and what it begins with."""

    line: int
    title: str


@dataclass(frozen=True, slots=True)
class GuideView:
    """A page of a guide, the number-th of so many. counts: marks in the whole guide, by what is shown."""

    guide: StoredGuide
    deck: Deck
    about: About | None
    stretches: tuple[Stretch, ...]
    contents: tuple[Entry, ...]
    show: Show
    counts: Mapping[Show, int]
    line: int
    number: int
    pages: int
    before: Turn | None
    after: Turn | None

    @property
    def marks(self) -> int:
        """How many there are on this page."""
        return sum(len(stretch.marks) for stretch in self.stretches)


def guide_folders(db: Connection, moment: Moment) -> list[tuple[str, list[GuideRow]]]:
    """The guides by folder, "" for those that came without one, with what became of their cards."""
    known = {deck.id: deck for deck in decks(db)}
    counts, gone = strength_counts(db, _fading(known), moment), gone_counts(db)
    days = {guide_id: study_day(at, moment.zone) for guide_id, at in stored.imported_at(db).items()}
    rows = [GuideRow(one, known[one.deck_id], counts[one.id], gone[one.id], days[one.id]) for one in stored.guides(db)]
    rows.sort(key=lambda row: (_folder(row), row.guide.title.casefold()))
    return [(folder, list(found)) for folder, found in groupby(rows, key=_folder)]


def heading_line(db: Connection, guide_id: int, name: str, shelf: Shelf) -> int:
    """The line of the heading that a link calls so; 1 if there is none. Raises NotFound."""
    return open_book(db, guide_id, shelf).line_of(name)


def view_guide(db: Connection, guide_id: int, line: int, show: Show, moment: Moment, shelf: Shelf) -> GuideView:
    """The page that has this line. Raises NotFound."""
    book, known = open_book(db, guide_id, shelf), {deck.id: deck for deck in decks(db)}
    marks = _marks(db, book, known, moment)
    chosen = {choice: [mark for mark in marks if _is_shown(mark, choice)] for choice in Show}
    index = part_at(book.parts, line)
    return GuideView(
        guide=book.guide,
        deck=known[book.guide.deck_id],
        about=_about(db, book),
        stretches=tuple(_stretches(render_part(db, book, index, shelf), chosen[show], book, index)),
        contents=tuple(_entries(book, index, chosen[show])),
        show=show,
        counts={choice: len(found) for choice, found in chosen.items()},
        line=line,
        number=index + 1,
        pages=len(book.parts),
        before=_turn(book, index - 1),
        after=_turn(book, index + 1),
    )


def guides_of(db: Connection, head: StagedImport) -> list[StoredGuide]:
    """The guides that an applied import wrote, as far as they are there."""
    return [guide for guide in stored.guides(db) if guide.id in head.guide_ids]


def latest_guides(db: Connection) -> list[StoredGuide]:
    """All stored guides, the last imported first; those of one import in their own order."""
    at = stored.imported_at(db)
    return sorted(stored.guides(db), key=lambda guide: at[guide.id], reverse=True)


def _fading(known: Mapping[int, Deck]) -> dict[int, float]:
    """By deck, the days until recall falls to WEAK_RECALL, for each day of stability."""
    return {deck.id: days_until(WEAK_RECALL, deck.options.parameters) for deck in known.values()}


def _marks(db: Connection, book: Book, known: Mapping[int, Deck], moment: Moment) -> list[Mark]:
    """One for each note where it stands, and for each text that has no card: the guide gives none, or it is not wanted."""
    places = [place for place in stored.places_in(db, book.guide.id) if not place.is_gone]
    weakest = _weakest(strengths_in(db, book.guide.id, _fading(known), moment))
    found = [
        Mark(line, card.front, card.card_id, card.strength)
        for place in places
        if (card := weakest.get(place.note_id)) and (line := line_of(book, place))
    ]
    present, unwanted = {place.content_key for place in places}, stored.declined(db, book.guide.id)
    for text in book.texts:
        if text.key not in present:
            not_made = LEFT_OUT if text.key in unwanted else NOT_TAKEN_IN
            found.append(Mark(text.line, text.gives.reason if isinstance(text.gives, Skip) else not_made))
    return found


def _weakest(cards: Iterable[CardStrength]) -> dict[int, CardStrength]:
    """By note, the card whose strength is the first in order."""
    order = {strength: rank for rank, strength in enumerate(Strength)}
    ranked = sorted(cards, key=lambda card: order[card.strength], reverse=True)
    return {card.note_id: card for card in ranked}


def _is_shown(mark: Mark, show: Show) -> bool:
    if mark.strength is None or show is Show.NOTHING:
        return mark.strength is None and show is Show.NOTHING
    return show is Show.ALL or mark.strength.value == show.value


def _stretches(page: Page, marks: Iterable[Mark], book: Book, index: int) -> Iterator[Stretch]:
    """The page's pieces, each mark behind the last text that begins at or above its line."""
    behind: defaultdict[int, list[Mark]] = defaultdict(list)
    texts = sorted((line, place) for place, line in enumerate(page.lines))
    lines = [line for line, _ in texts]
    for mark in marks:
        if part_at(book.parts, mark.line) == index:
            _, place = texts[max(bisect_right(lines, mark.line) - 1, 0)] if texts else (0, 0)
            behind[place].append(mark)
    for place, html in enumerate(page.html):
        yield Stretch(html, tuple(behind[place]))


def _entries(book: Book, index: int, marks: Sequence[Mark]) -> Iterator[Entry]:
    lines = sorted(mark.line for mark in marks)
    top = min((heading.level for heading in book.contents), default=1)
    ends = [heading.line for heading in book.contents[1:]]
    for heading, end in zip(book.contents, [*ends, book.parts[-1].end_line + 1], strict=False):
        count = bisect_right(lines, end - 1) - bisect_right(lines, heading.line - 1)
        yield Entry(heading, heading.level - top, count, part_at(book.parts, heading.line) == index)


def _turn(book: Book, index: int) -> Turn | None:
    if not 0 <= index < len(book.parts):
        return None
    part = book.parts[index]
    heading = next((one for one in reversed(book.headings) if one.line <= part.line), None)
    return Turn(part.line, heading.text if heading else book.guide.title)


def _about(db: Connection, book: Book) -> About | None:
    guides = stored.guides(db)
    known, titles = {one.path: one.id for one in reversed(guides)}, {one.id: one.title for one in guides}
    return about(book.reading.guide.front_matter, book.guide.path, known, titles)


def _folder(row: GuideRow) -> str:
    return row.guide.path.rpartition("/")[0]
