"""The drill: what to tell today, and a take as it begins: a question is put, and a story chosen for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flashcards.core.errors import BadInput, NotFound, WentOn
from flashcards.core.moment import Moment
from flashcards.core.names import check_id
from flashcards.core.stories.drill import Pair, Wanted, untold, wanted
from flashcards.core.stories.mock import Offer, offer
from flashcards.core.stories.presets import Preset, fitted
from flashcards.core.stories.questions import BankQuestion, next_question
from flashcards.core.stories.rounds import without_minutes
from flashcards.core.stories.takes import Take, TakeState, started
from flashcards.services.stories.presetting import chosen_preset
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.mocks import set_forced
from flashcards.storage.pairs import pair_of, pair_of_card, pairs
from flashcards.storage.principles import principles
from flashcards.storage.questions import bank, bank_question, planned_question, remember_asking
from flashcards.storage.retrievals import stuck_cards
from flashcards.storage.settings import collection
from flashcards.storage.stories import stories, story
from flashcards.storage.takes import insert_take, is_taken, open_takes, save_take, take, takes_of_mock, told_on


@dataclass(frozen=True, slots=True)
class ToTell:
    """What to tell, by one of them: a pair, a story (for a principle), a principle, a question; else what comes next today.

    preset: the name of one; None for the first. mock_id, mock_place, maximum: of an answer in a mock, and its seconds.
    """

    card_id: int | None = None
    story_id: int | None = None
    principle: str | None = None
    question_id: int | None = None
    preset: str | None = None
    mock_id: int | None = None
    mock_place: int | None = None
    maximum: int | None = None


def wanted_today(db: Connection, moment: Moment) -> tuple[Wanted, ...]:
    """The pairs to tell on this study day, in order."""
    with snapshot(db):
        return _wanted(db, pairs(db, moment.day), moment)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Pairs that were never told, and how many of those are told on a day."""

    waiting: int
    per_day: int


def held_back(db: Connection, moment: Moment) -> HeldBack | None:
    """What waits for another day where nothing is wanted on this one; None where nothing waits."""
    with snapshot(db):
        return _held_back(db, pairs(db, moment.day))


@dataclass(frozen=True, slots=True)
class Drill:
    """What can be told. pairs: all there are; wanted: those to tell today, in order; held_back: where none is wanted.

    unfinished: takes that were begun and are neither scored nor given up, the newest first.
    """

    pairs: tuple[Pair, ...]
    wanted: tuple[Wanted, ...]
    held_back: HeldBack | None
    unfinished: tuple[Take, ...]

    @property
    def unscored(self) -> Take | None:
        """A take of the pair that is wanted first, which is told already and waits for its scores."""
        first = {one.pair.card_id for one in self.wanted[:1]}
        return next((one for one in self.unfinished if one.is_told and one.card_id in first), None)


def open_drill(db: Connection, moment: Moment) -> Drill:
    """The drill as it stands on this study day."""
    with snapshot(db):
        known = pairs(db, moment.day)
        today = _wanted(db, known, moment)
        return Drill(tuple(known), today, None if today else _held_back(db, known), tuple(open_takes(db)))


def _wanted(db: Connection, known: Sequence[Pair], moment: Moment) -> tuple[Wanted, ...]:
    stories_told, first_told = told_on(db, moment.day)
    stuck, most = stuck_cards(db, moment.day), collection(db).settings.new_stories_per_day
    return wanted(known, moment.day, stories_told, stuck, len(first_told), most)


def _held_back(db: Connection, known: Sequence[Pair]) -> HeldBack | None:
    waiting = len(untold(known))
    return HeldBack(waiting, collection(db).settings.new_stories_per_day) if waiting else None


def begin_take(db: Connection, take_id: str, wish: ToTell, moment: Moment) -> Take:
    """Put a question, exactly once: the same take_id again gives the take as it is. Its story may be known already.

    Raises: NotFound; BadInput (a take_id that cannot be one; a story that shows no principle; nothing is wanted today).
    """
    with write(db):
        return take(db, take_id) if is_taken(db, take_id) else put_question(db, take_id, wish, moment)


def put_question(db: Connection, take_id: str, wish: ToTell, moment: Moment) -> Take:
    """Inside a write: the same for a take_id that is new. Raises as `begin_take`."""
    check_id("take_id", take_id)
    story_id, principle = _subject(db, wish, moment)
    question = _question(db, wish, principle, take_id)
    if question:
        remember_asking(db, question.id, moment.stamp)
        principle = principle or _named_by(db, question)
    return insert_take(db, _begun(take_id, wish, story_id, principle, question, _preset(db, wish), moment))


def choose_story(db: Connection, take_id: str, story_id: int, moment: Moment) -> Take:
    """Choose what to tell, and start the clock. The same story again changes nothing.

    A question that names no principle is told for the story's primary one. Raises: NotFound; BadInput (in a mock: it was told
    before and need not be again); Stale (another story is being told).
    """
    with write(db):
        found = take(db, take_id)
        if found.state is not TakeState.CHOOSING:
            if found.story_id == story_id and found.state is not TakeState.LEFT:
                return found
            raise WentOn
        told = story(db, story_id)
        offered = offer_for(db, found)
        if not offered.has(story_id):
            raise BadInput(f"You told {told.title!r} in this mock already. Choose one of those that are left for this principle.")
        if found.mock_id is not None and found.mock_place is not None:
            set_forced(db, found.mock_id, found.mock_place, offered.is_forced)
        principle = found.principle or told.primary
        pair = pair_of(db, story_id, principle, moment.day) if principle else None
        chosen = started(found, story_id, principle, pair.card_id if pair else None, moment.at)
        save_take(db, chosen)
        return chosen


def offer_for(db: Connection, asked: Take) -> Offer:
    """For one whose story is still to be chosen: all there are, apart by whether they show the principle.

    In a mock those that were told in it come only where they must.
    """
    takes = takes_of_mock(db, asked.mock_id) if asked.mock_id is not None else []
    told = {one.story_id for one in takes if one.story_id is not None and one.state not in (TakeState.CHOOSING, TakeState.LEFT)}
    return offer(stories(db), asked.principle, told)


def ask_another(db: Connection, take_id: str, question_id: int | None, moment: Moment) -> Take:
    """Put another question for the same principle. question_id: the one that was shown; once it was replaced, the same again
    changes nothing.

    Raises: NotFound; Stale (its story is chosen already); BadInput (a mock keeps its questions; there is no other one).
    """
    with write(db):
        found = take(db, take_id)
        if found.state is not TakeState.CHOOSING:
            raise WentOn
        if found.question_id != question_id:
            return found
        if found.mock_id is not None:
            raise BadInput("A mock keeps its questions. Answer this one, or stop it.")
        other = next_question(bank(db), found.principle, f"{take_id} {question_id}", but=(question_id or 0,))
        if other is None:
            raise BadInput(
                f"The bank has no other question for {found.principle or 'this principle'}. Import more, or answer this one."
            )
        remember_asking(db, other.id, moment.stamp)
        asked = replace(found, question_id=other.id, question=_asked_text(other))
        save_take(db, asked)
        return asked


def known_principle(db: Connection, name: str) -> str:
    """As it is spelt. Raises NotFound."""
    if (known := _spelt(db, name)) is None:
        raise NotFound(f"There is no principle {name[:80]!r}. The page Principles lists those there are.")
    return known


def _asked_text(question: BankQuestion) -> str:
    """A question as it is put: how long a guide gives for it, the clock says."""
    return without_minutes(question.text)[0]


def _spelt(db: Connection, name: str) -> str | None:
    return next((known.name for known in principles(db) if known.name.casefold() == name.casefold()), None)


def _named_by(db: Connection, question: BankQuestion) -> str | None:
    """The first principle that a question names, of those there are."""
    return next(filter(None, (_spelt(db, name) for name in question.principles)), None)


def _subject(db: Connection, wish: ToTell, moment: Moment) -> tuple[int | None, str | None]:
    """The story, where it is known already, and the principle. Raises NotFound, BadInput."""
    if wish.card_id is not None:
        pair = pair_of_card(db, wish.card_id, moment.day)
        if pair is None:
            raise NotFound("There is no such card of a story. The story may have been deleted, or show other principles now.")
        return pair.story_id, pair.principle
    principle = _wished_principle(db, wish)
    if wish.story_id is not None:
        told = story(db, wish.story_id)
        if principle is None and told.primary is None:
            raise BadInput("This story shows no principle yet. Say in its editor which it shows, then tell it.")
        return told.id, principle or told.primary
    return (None, principle) if principle or wish.question_id is not None else _next_today(db, moment)


def _wished_principle(db: Connection, wish: ToTell) -> str | None:
    """A mock goes on asking for what it was begun with, also where that principle was removed meanwhile. Raises NotFound."""
    return wish.principle if wish.principle is None or wish.mock_id is not None else known_principle(db, wish.principle)


def _next_today(db: Connection, moment: Moment) -> tuple[int, str]:
    """Raises BadInput."""
    first = next(iter(wanted_today(db, moment)), None)
    if first is None:
        raise BadInput("Nothing is to be told today. Choose a story or a principle to tell one anyhow.")
    return first.pair.story_id, first.pair.principle


def _question(db: Connection, wish: ToTell, principle: str | None, take_id: str) -> BankQuestion | None:
    """None where the bank has none for the principle. Raises NotFound for one that was asked for."""
    if wish.question_id is None:
        return next_question(bank(db), principle, take_id)
    return (bank_question if wish.mock_id is None else planned_question)(db, wish.question_id)


def _preset(db: Connection, wish: ToTell) -> Preset:
    """Raises NotFound."""
    preset = chosen_preset(db, wish.preset)
    return fitted(preset, wish.maximum) if wish.maximum else preset


def _begun(
    take_id: str,
    wish: ToTell,
    story_id: int | None,
    principle: str | None,
    question: BankQuestion | None,
    preset: Preset,
    moment: Moment,
) -> Take:
    text = _asked_text(question) if question else f"Tell me about a time when you showed {principle}."
    return Take(
        take_id=take_id, question_id=question.id if question else None, question=text, principle=principle, story_id=story_id,
        mock_id=wish.mock_id, mock_place=wish.mock_place, preset=preset, began_at=moment.at, study_day=moment.day,
    )  # fmt: skip
