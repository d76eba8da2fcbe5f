"""All that a learner can do, picked by numbers: for laws that hold whatever they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

from hypothesis import strategies as st

from flashcards.core.deck_names import is_within
from flashcards.core.errors import BadInput, Stale
from flashcards.core.models import DEFAULT_PARAMETERS, Form, Kind, NoteDraft, Rating
from flashcards.core.moment import Moment
from flashcards.core.practice import Pick, StudyOrder, Wish
from flashcards.core.stories.rubric import RUBRIC
from flashcards.core.stories.story import StoryDraft
from flashcards.services import arranging, fitting, mending
from flashcards.services.configuring import choose_options
from flashcards.services.fitting import Fit, scope_of
from flashcards.services.mending import Chosen, at_hand
from flashcards.services.practising import begin_study, open_study
from flashcards.services.queueing import Kept, today
from flashcards.services.rescheduling import reschedule
from flashcards.services.reviewing import rate_card
from flashcards.services.stories import drilling
from flashcards.services.stories.authoring import add_story, edit_story, story_version
from flashcards.services.stories.drilling import begin_take, choose_story
from flashcards.services.stories.scoring import score_take
from flashcards.services.stories.telling import advance, stand_of
from flashcards.services.undoing import redo, undo
from flashcards.services.writing import add_note as write_note
from flashcards.services.writing import delete_notes, edit_note, note_version
from flashcards.storage.database import Connection
from flashcards.storage.decks import deck, decks
from flashcards.storage.notes import note
from flashcards.storage.pairs import pairs
from flashcards.storage.settings import collection
from flashcards.storage.stories import stories
from tests.build import add_deck, add_note, import_guide, later, rate
from tests.tellings import rename_principle

Action = Callable[[Connection, int, Moment, Kept], object]
"""What is done, which card or value it takes, when, and the queues a server would keep."""

OPTIONS: tuple[dict[str, object], ...] = (
    {},
    {"new_per_day": 2},
    {"desired_retention": 0.8, "learning_steps": [60, 86400]},
    {"bury_new_siblings": True, "bury_review_siblings": True, "bury_learning_siblings": True},
    {"leech_threshold": 1, "leech_suspends": True},
)
GUIDES = (
    ("one :: 1 ^one", "two :: 2"),
    ("one :: 1 ^one", "two :: II"),
    ("one :: I ^one", "three :: 3"),
    ("one :: 1", "a ==gap== and ==another== ^gap"),
)
DRAFTS = tuple(
    NoteDraft(kind, front, "back", (), 0, 0, form=form, tags=tags)
    for kind, front, form, tags in (
        (Kind.FACT, "plain", Form.BASIC, ()),
        (Kind.FACT, "plain", Form.REVERSED, ("t",)),
        (Kind.FACT, "{{c1::x}} {{c2::y}}", Form.CLOZE, ("t", "u")),
        (Kind.FACT, "{{c2::y}} {{c3::z}}", Form.CLOZE, ()),
        (Kind.FACT, "plain", Form.TYPED, ()),
        (Kind.EXERCISE, "plain", Form.BASIC, ()),
    )
)
TALES = tuple(
    StoryDraft(title=title, action="I did it.", principles=principles, strength=strength)
    for title, principles, strength in (
        ("The ledger", ("Ownership",), 3),
        ("The ledger", ("Dive Deep", "Think Big"), 4),
        ("The outage", (), 1),
        ("The outage", ("Think Big", "Frugality", "Dive Deep", "Earn Trust"), 5),
    )
)
NAMES = ("Top", "top::below", "Other", "New::Deep", "Other::Below", "Top::Guide")
WISHES = tuple(
    Wish(pick, days=30, text="-is:suspended", limit=20, order=StudyOrder.RANDOM, keeps_schedule=keeps)
    for pick in (Pick.AHEAD, Pick.FORGOTTEN, Pick.SEARCH)
    for keeps in (False, True)
)

_review_ids = (f"study-{number}" for number in count(1))


def _ids(db: Connection, table: str) -> list[int]:
    return [row["id"] for row in db.execute(f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY id")]


def _card(db: Connection, pick: int) -> int:
    living = _ids(db, "cards")
    return living[pick % len(living)]


def _some(db: Connection, pick: int) -> Chosen:
    """Up to three cards, or all that a search finds."""
    living = _ids(db, "cards")
    return Chosen(query="tag:t") if pick % 5 == 4 else Chosen(tuple(living[pick % len(living) :][: 1 + pick % 3]))


def _deck(db: Connection, pick: int) -> int:
    known = _ids(db, "decks")
    return known[pick % len(known)]


def _other_deck(db: Connection, pick: int) -> int:
    """One that may go: neither the first deck, in whose scope laws look, nor one above it."""
    first = deck(db, 1)
    known = [each.id for each in decks(db) if not is_within(first.name, each.name)]
    if not known:
        raise BadInput("There is no other deck.")
    return sorted(known)[pick % len(known)]


def _rate(db: Connection, pick: int, at: Moment, kept: Kept) -> None:
    """The next card, or another of today's; in one of the scopes, as two tabs would."""
    scope = (None, 1)[pick % 2]
    asked = today(db, at, scope, kept).queue.ids(at.at)
    if asked:
        rate(db, asked[pick % 3 % len(asked)], Rating(1 + pick % 4), at, kept=kept)


def _study(db: Connection, pick: int, at: Moment, kept: Kept) -> None:
    """Two cards ahead of time, forgotten or searched for; the schedule is kept or not."""
    study = begin_study(db, WISHES[pick % len(WISHES)], at)
    for rating in (Rating(1 + pick % 4), Rating.GOOD):
        if asked := open_study(db, study.id, at).question:
            rate_card(db, asked.card.id, rating, asked.version, next(_review_ids), 4000, at, kept, study)


def _options(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    known = decks(db)
    choose_options(db, known[pick % len(known)].id, OPTIONS[pick % len(OPTIONS)], at)


def _edit(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    """Any draft for any note: slots come and go, and come back."""
    known = _ids(db, "notes")
    shown = note(db, known[pick % len(known)])
    edit_note(db, shown.id, DRAFTS[pick % len(DRAFTS)], NAMES[pick // 7 % len(NAMES)], note_version(shown), at)


def _tell(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    add_story(db, TALES[pick % len(TALES)], at)


def _retell(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    """Another draft for a story: principles come and go, and come back."""
    if known := stories(db):
        shown = known[pick % len(known)]
        edit_story(db, shown.id, TALES[pick // 7 % len(TALES)], story_version(shown), at)


def _drill(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    """A story told for one of its principles, and scored; where there is none it is written first."""
    known = pairs(db, at.day)
    if not known:
        add_story(db, TALES[1], at)
        known = pairs(db, at.day)
    pair, take_id = known[pick % len(known)], next(_review_ids)
    begin_take(db, take_id, drilling.ToTell(card_id=pair.card_id), at)
    choose_story(db, take_id, pair.story_id, at)
    for section in range(4):
        advance(db, take_id, section, at, 1000)
    scores = {one.key: 1 + pick % 5 for one in RUBRIC}
    score_take(db, take_id, scores, stand_of(db, take_id, at).version, at)


def _rename_principle(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    rename_principle(db, 1 + pick % 2, ("Ownership", "Kindness", "Customer Obsession")[pick // 2 % 3], at)


def _delete(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    known = _ids(db, "notes")
    if len(known) > 2:
        delete_notes(db, [known[pick % len(known)]], at)


def _delete_deck(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    if len(_ids(db, "notes")) > 5:
        arranging.delete_deck(db, _other_deck(db, pick), at)
    if not _ids(db, "cards"):
        undo(db, None, at)


def _take_weights(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    scope = scope_of(db, (None, _deck(db, pick))[pick % 2])
    weights = tuple(weight * (1 + pick % 7 / 100) for weight in DEFAULT_PARAMETERS[:4]) + DEFAULT_PARAMETERS[4:]
    found = Fit(scope, weights, 600, 120, 0.5, 0.4, 0.0, 0.5, 0.4, ())
    fitting.take(db, found, at, is_rescheduling=pick % 3 == 0)


def _ignoring(step: Callable[[Connection, int | None, Moment], object]) -> Action:
    return _daring(lambda db, pick, at, kept: step(db, None, at))


def _daring(act: Action) -> Action:
    """The same, where it may be refused; then nothing is left half done."""

    def try_it(db: Connection, pick: int, at: Moment, kept: Kept) -> None:
        try:
            act(db, pick, at, kept)
        except (BadInput, Stale):
            assert not db.in_transaction

    return try_it


BULK: Mapping[str, Action] = {
    "suspend several": lambda db, pick, at, _: mending.suspend(db, _some(db, pick), at),
    "take several back in": lambda db, pick, at, _: mending.take_back_in(db, _some(db, pick), at),
    "tag": lambda db, pick, at, _: mending.tag(db, _some(db, pick), ("t", "T u"[: 1 + pick % 3]), at),
    "untag": lambda db, pick, at, _: mending.untag(db, _some(db, pick), ("T",), at),
    "move notes": lambda db, pick, at, _: mending.move(db, _some(db, pick), _deck(db, pick // 3), at),
    "set due": lambda db, pick, at, _: mending.set_due(db, _some(db, pick), pick % 3, pick % 3 + pick % 9, at),
    "reset": lambda db, pick, at, _: mending.reset(db, _some(db, pick), at),
}
ARRANGING: Mapping[str, Action] = {
    "make a deck": lambda db, pick, at, _: arranging.create_deck(db, NAMES[pick % len(NAMES)], at),
    "rename a deck": lambda db, pick, at, _: arranging.rename(db, _deck(db, pick), NAMES[pick // 7 % len(NAMES)], at),
    "move a deck": lambda db, pick, at, _: arranging.move(db, _deck(db, pick), (None, _deck(db, pick // 3))[pick % 2], at),
    "merge decks": lambda db, pick, at, _: arranging.merge(db, _other_deck(db, pick), _deck(db, pick // 3), at),
    "delete a deck": _delete_deck,
}
STORIES: Mapping[str, Action] = {
    "tell": _tell,
    "retell": _retell,
    "drill": _drill,
    "rename a principle": _rename_principle,
    "edit": _edit,
}
FORWARD: Mapping[str, Action] = {
    "rate": _rate,
    "bury a card": lambda db, pick, at, _: mending.bury(db, Chosen((_card(db, pick),)), at),
    "bury a note": lambda db, pick, at, _: mending.bury(db, at_hand(db, _card(db, pick), is_whole_note=True), at),
    "suspend a card": lambda db, pick, at, _: mending.suspend(db, Chosen((_card(db, pick),)), at),
    "suspend a note": lambda db, pick, at, _: mending.suspend(db, at_hand(db, _card(db, pick), is_whole_note=True), at),
    "take back in": lambda db, pick, at, _: mending.take_back_in(db, Chosen((_card(db, pick),)), at),
    "flag": lambda db, pick, at, _: mending.toggle_flag(db, Chosen((_card(db, pick),)), pick % 8, at),
    "mark": lambda db, pick, at, _: mending.toggle_mark(db, Chosen((_card(db, pick),)), at),
    "options": _options,
    "import": lambda db, pick, at, _: import_guide(
        db, *GUIDES[pick % len(GUIDES)], deck=("Top::Guide", "Other")[pick % 2], path=("guide.md", "two.md")[pick // 7 % 2], at=at
    ),
    "study": _daring(_study),
    "add": lambda db, pick, at, _: write_note(db, NAMES[pick // 7 % len(NAMES)], DRAFTS[pick % len(DRAFTS)], at),
    "delete": _delete,
    "reschedule": lambda db, pick, at, _: reschedule(db, (None, _deck(db, pick))[pick % 2], collection(db).options_revision, at),
    "take weights": _take_weights,
    "drop weights": lambda db, pick, at, _: fitting.drop(db, _deck(db, pick), at),
    **{name: _daring(act) for name, act in {**BULK, **ARRANGING, **STORIES}.items()},
}
ALL: Mapping[str, Action] = {**FORWARD, "undo": _ignoring(undo), "redo": _ignoring(redo)}


def picked(actions: Mapping[str, Action], most: int = 25) -> st.SearchStrategy[list[tuple[str, int, int]]]:
    """Names of actions, what each picks, and the minutes that pass before; half of them ratings."""
    names = st.just("rate") | st.sampled_from(sorted(actions))
    minutes = st.sampled_from([0, 1, 7, 15, 60, 24 * 60, 5 * 24 * 60])
    return st.lists(st.tuples(names, st.integers(0, 999), minutes), min_size=1, max_size=most)


def small_collection(db: Connection) -> None:
    """Two decks, one in the other, with notes of one and two cards."""
    for name in ("Top", "Top::Below", "Other"):
        deck_id = add_deck(db, name)
        add_note(db, deck_id)
        add_note(db, deck_id, cards=2)


def act_all(db: Connection, actions: list[tuple[str, int, int]], kept: Kept, after_each: Callable[[Moment], None]) -> None:
    """Do them in order, from NOW on."""
    passed = 0
    for name, pick, minutes in actions:
        passed += minutes
        at = later(minutes=passed)
        ALL[name](db, pick, at, kept)
        after_each(at)
