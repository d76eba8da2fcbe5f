"""The pages of a preview: its guides with what each would do, and the cards of one guide beside what they would change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from flashcards.core.deck_names import lineage
from flashcards.core.errors import NotFound
from flashcards.core.imports import Status
from flashcards.core.models import Kind, Options
from flashcards.core.plural import count_of
from flashcards.core.upkeep import Upkeep, upkeep
from flashcards.services.imports.comparing import NoteView, view_notes
from flashcards.services.imports.rematching import is_renamed
from flashcards.services.imports.skipping import SkipPage, preview_skips
from flashcards.services.queueing import collection_options
from flashcards.storage import guides as stored
from flashcards.storage import previews, staging
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.decks import decks
from flashcards.storage.previews import OPEN, Choice, GuideHead, Tally
from flashcards.storage.reviews import answer_times
from flashcards.storage.settings import collection
from flashcards.storage.staged import StagedGuide, StagedImport

NOTES_A_PAGE = 100
MOST_WAITING = 5
_SHOWN = (Status.ADDED, Status.CHANGED, Status.MOVED, Status.ASK, Status.GONE, Status.SAME)


@dataclass(frozen=True, slots=True)
class Counts:
    """Notes by status, and those of them that are ticked."""

    notes: Counter[Status]
    ticked: Counter[Status]

    @property
    def taken(self) -> int:
        """Cards that would be made or reworded."""
        return self.ticked[Status.ADDED] + self.ticked[Status.CHANGED]

    @property
    def is_any_open(self) -> bool:
        return any(self.notes[status] for status in OPEN)

    @property
    def ticks(self) -> str:
        """Of what can be ticked: "all", "some" or "none"."""
        wanted, chosen = (sum(counted[status] for status in OPEN) for counted in (self.notes, self.ticked))
        return "all" if chosen == wanted else "some" if chosen else "none"

    @property
    def changes(self) -> int:
        """Notes that are not the same as before."""
        return self.notes.total() - self.notes[Status.SAME]


@dataclass(frozen=True, slots=True)
class Preview:
    """All of an import in numbers. tallies: what is counted here. kinds: in the order of how many there are.

    returning: notes that were gone and come back.
    """

    head: StagedImport
    guides: tuple[tuple[GuideHead, Counts], ...]
    tallies: tuple[Tally, ...]
    counts: Counts
    kinds: Mapping[Kind, Counts]
    returning: int
    upkeep: Upkeep

    @property
    def skips(self) -> int:
        return sum(guide.skips for guide, _ in self.guides)

    @property
    def title(self) -> str:
        """Of its first guide, and how many more there are."""
        titles = [guide.title for guide, _ in self.guides]
        return titles[0] + (f" and {count_of(len(titles) - 1, 'more guide')}" if titles[1:] else "") if titles else "No guide"


@dataclass(frozen=True, slots=True)
class SectionView:
    """Notes below one path of headings, as far as they are on this page. is_gone: those that stand under none any more."""

    heading: tuple[str, ...]
    is_gone: bool
    notes: tuple[NoteView, ...]

    @property
    def counts(self) -> Counts:
        return Counts(
            Counter(one.note.status for one in self.notes), Counter(one.note.status for one in self.notes if one.note.is_ticked)
        )


@dataclass(frozen=True, slots=True)
class GuidePreview:
    """One guide of an import, a page of its notes. counts, kinds: of the whole guide.

    known_path: of the stored guide that it seems to be under another name.
    """

    guide: StagedGuide
    known_path: str | None
    choice: Choice
    counts: Counts
    kinds: Mapping[Kind, Counts]
    sections: tuple[SectionView, ...]
    listed: int
    page: int
    pages: int
    skips: SkipPage
    before: GuideHead | None
    after: GuideHead | None

    @property
    def shares(self) -> dict[str, int]:
        """What can be listed, by the name an address has for it, and how many notes that is."""
        found = {status.value: self.counts.notes[status] for status in _SHOWN if self.counts.notes[status]}
        return {"changes": self.counts.changes, **found} if self.counts.changes and len(found) > 1 else found


def preview(db: Connection, import_id: int) -> Preview:
    """Raises NotFound."""
    with snapshot(db):
        head, heads = staging.staged_import(db, import_id), previews.guide_heads(db, import_id)
        tallies = previews.tallies(db, import_id)
        by_guide = defaultdict(list)
        for tally in tallies:
            by_guide[tally.guide_id].append(tally)
        return Preview(
            head=head,
            guides=tuple((guide, _counts(by_guide[guide.id])) for guide in heads),
            tallies=tuple(tallies),
            counts=_counts(tallies),
            kinds=_by_kind(tallies),
            returning=previews.returning(db, import_id),
            upkeep=_upkeep(db, heads, tallies),
        )


def waiting(db: Connection) -> list[Preview]:
    """Previews nobody applied or discarded yet, the newest first."""
    with snapshot(db):
        return [preview(db, import_id) for import_id in previews.waiting(db, MOST_WAITING)]


def preview_guide(db: Connection, whole: Preview, choice: Choice, page: int, skips_page: int = 1) -> GuidePreview:
    """The pages of those numbers, or the last ones, of the notes chosen of the guide that `choice` names. Raises NotFound."""
    import_id = whole.head.id
    before, after = _neighbours([head for head, _ in whole.guides], choice.guide_id)
    tallies = [tally for tally in whole.tallies if tally.guide_id == choice.guide_id]
    with snapshot(db):
        guide = staging.guide(db, import_id, choice.guide_id or 0)
        listed = previews.notes_listed(db, import_id, choice)
        pages = max(1, -(-listed // NOTES_A_PAGE))
        page = min(page, pages)
        return GuidePreview(
            guide=guide,
            known_path=_known_path(db, guide),
            choice=choice,
            counts=_counts(tallies),
            kinds=_by_kind(tallies),
            sections=tuple(_sections(db, import_id, guide, choice, page)),
            listed=listed,
            page=page,
            pages=pages,
            skips=preview_skips(db, import_id, guide, skips_page),
            before=before,
            after=after,
        )


def preview_section(db: Connection, import_id: int, choice: Choice, staged_note_id: int) -> SectionView:
    """Of the notes chosen of a guide, the section that shows that note, as far as it is on the same page. Raises NotFound."""
    with snapshot(db):
        guide, page = staging.guide(db, import_id, choice.guide_id or 0), page_of(db, import_id, choice, staged_note_id)
        for section in _sections(db, import_id, guide, choice, page):
            if any(one.note.id == staged_note_id for one in section.notes):
                return section
    raise NotFound("This card is not among those that are listed. Open the preview afresh.")


def section_like(db: Connection, import_id: int, choice: Choice, staged_note_id: int) -> Choice:
    """Of the chosen notes of a guide, those of the section that note stands in. Raises NotFound."""
    found = staging.note(db, import_id, staged_note_id)
    return replace(choice, status=Status.GONE) if found.status is Status.GONE else replace(choice, heading=found.draft.heading)


def page_of(db: Connection, import_id: int, choice: Choice, staged_note_id: int) -> int:
    """Which page of `preview_guide` shows that note; the first if none does."""
    return (previews.place_of(db, import_id, choice, staged_note_id) or 0) // NOTES_A_PAGE + 1


def _sections(db: Connection, import_id: int, guide: StagedGuide, choice: Choice, page: int) -> Iterator[SectionView]:
    """Of a page of the chosen notes of a guide."""

    def place(one: NoteView) -> tuple[bool, tuple[str, ...]]:
        is_gone = one.note.status is Status.GONE
        return is_gone, () if is_gone else one.note.draft.heading

    notes = previews.notes_page(db, import_id, choice, (page - 1) * NOTES_A_PAGE, NOTES_A_PAGE)
    for (is_gone, heading), found in groupby(view_notes(db, import_id, guide, notes), key=place):
        yield SectionView(heading, is_gone, tuple(found))


def _known_path(db: Connection, guide: StagedGuide) -> str | None:
    is_guess = guide.guide_id and not guide.is_told and is_renamed(db, guide)
    return stored.guide(db, guide.guide_id or 0).path if is_guess else None


def _neighbours(heads: list[GuideHead], guide_id: int | None) -> tuple[GuideHead | None, GuideHead | None]:
    """The guides before and after. Raises NotFound."""
    place = next((place for place, head in enumerate(heads) if head.id == guide_id), None)
    if place is None:
        raise NotFound("There is no such guide in this import. It may have been applied or discarded.")
    return heads[place - 1] if place else None, heads[place + 1] if place + 1 < len(heads) else None


def _counts(tallies: Iterable[Tally]) -> Counts:
    notes, ticked = Counter[Status](), Counter[Status]()
    for tally in tallies:
        notes[tally.status] += tally.notes
        ticked[tally.status] += tally.notes * tally.is_ticked
    return Counts(notes, ticked)


def _by_kind(tallies: Iterable[Tally]) -> dict[Kind, Counts]:
    by_kind = defaultdict(list)
    for tally in tallies:
        by_kind[tally.kind].append(tally)
    return dict(sorted(((kind, _counts(found)) for kind, found in by_kind.items()), key=lambda item: -item[1].notes.total()))


def _upkeep(db: Connection, heads: Iterable[GuideHead], tallies: Iterable[Tally]) -> Upkeep:
    """What the ticked new cards cost, begun as fast as the limits of their decks and of all decks together allow."""
    settings, names = collection(db).settings, {head.id: head.deck for head in heads}
    cards = Counter[str]()
    for tally in tallies:
        if tally.status is Status.ADDED and tally.is_ticked:
            cards[names[tally.guide_id]] += tally.cards
    known = {deck.name.casefold(): deck.options for deck in decks(db)}
    options = [_options(name, known) for name, number in cards.items() if number]
    new_a_day = min(settings.new_per_day, sum(one.new_per_day for one in options))
    chosen = options[0] if len(options) == 1 else collection_options(settings)
    return upkeep(cards.total(), new_a_day, chosen, answer_times(db))


def _options(name: str, known: Mapping[str, Options]) -> Options:
    """Of a deck that may not be there yet: then of the nearest one above it."""
    return next((known[path] for path in reversed(lineage(name.casefold())) if path in known), Options())
