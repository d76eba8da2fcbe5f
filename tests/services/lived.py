"""A collection that was lived in: guides, pictures, notes by hand, ratings, and much that was undone or deleted."""

from __future__ import annotations

from dataclasses import replace

from flashcards.core.models import Form, Kind, NoteDraft, Rating
from flashcards.core.settings import Settings
from flashcards.core.stories.principles import PrincipleDraft
from flashcards.core.stories.story import FollowUp, StoryDraft
from flashcards.services.configuring import choose_settings
from flashcards.services.queueing import today
from flashcards.services.stories.authoring import add_story, delete_story
from flashcards.services.stories.mocking import begin_mock, next_answer
from flashcards.services.stories.stating_principles import add_principle
from flashcards.services.undoing import redo, undo
from flashcards.services.writing import add_note, delete_notes
from flashcards.storage.database import Connection, write
from tests.build import GIF, PNG, add_deck, guide, import_files, import_guide, later, rate, stage
from tests.tellings import all_of, score, tell_on

DRAFT = NoteDraft(Kind.FACT, "", "", (), 1, 1)
BY_HAND = (
    replace(DRAFT, front="Region", back="a group of zones", form=Form.REVERSED, tags=("aws", "größe")),
    replace(DRAFT, front="A {{c1::topic}} fans out to ==queues==", form=Form.CLOZE, level="L6"),
    replace(DRAFT, front="HTTP status of a conflict?", back="409", form=Form.TYPED, as_of="2026-05"),
    replace(DRAFT, front="日本 \u2028 `a :: b` & <b>x</b>", back='1. one\n\n    - two\n\n2. "3" \\ four', kind=Kind.PATTERN),
    replace(DRAFT, front="A time I disagreed", back="Situation and result", kind=Kind.STORY, principles=("Dive Deep",)),
)  # fmt: skip
QUEUES = ("queue :: holds messages ^queue", "topic :: fans out", "box :: ![a box](box.png) closed", "FIFO :: in order")
BANK = b"""# Bank

## Ownership Questions

**1. "Tell me about a time you took on more."**

- Why you?
- What then?
"""
TOLD = (
    "INSERT INTO askings (note_id, asked_at) VALUES (:question, :at)",
    """INSERT INTO mocks (name, plan, began_at, study_day, finished_at) VALUES
        ('A loop', '{"preset": "L6", "rounds": [["One", 30, [["Ownership", 1, null], [null, null, 180]]]]}', :at, :day, :at)""",
    """INSERT INTO takes (take_id, question_id, question, principle, story_id, card_id, mock_id, mock_place, preset, state,
            section, sections, follow_ups, pauses, sound, sound_bytes, scores, began_at, told_at, study_day)
        VALUES ('take-1', :question, 'Tell me about a time', 'Ownership', :story, :card, 1, 0,
            'L6: 30-45 20-30 90-120 30-45 / 170-240', 'scored', 4, '[[31000, "We"], [9000, ""], [0, ""], [1, "x"]]',
            '[["Why?", "", 4], ["And then?", "It held.", null]]', '[[1000, 2600]]', 'webm', 12,
            '{"structure": 3, "leadership": 4, "metrics": 5, "time": 1, "relevance": 2}', :at, :at, :day)""",
    """INSERT INTO retrievals (run_id, place, question_id, principle, story_id, card_id, seconds, latency_ms, verdict, chosen_at,
            study_day)
        VALUES ('run-1', 0, :question, 'Ownership', :story, :card, 10, 2900, 'strong', :at, :day)""",
)
"""A row of each kind, as older programs stored them. :question, :story, :card: what they are about."""


def live_in(db: Connection) -> None:
    """Twelve days of it. The last actions can still be undone or redone."""
    import_files(db, {"queues.md": guide(*QUEUES, deck="AWS::Queues", title="Queues"), "box.png": PNG, "unused.gif": GIF})
    import_guide(db, "S3 :: objects", "EBS :: blocks", path="stores.md", deck="AWS::Stores", at=later(minutes=5))
    for draft in BY_HAND:
        add_note(db, "By hand", draft, later(minutes=10))
    add_deck(db, "AWS", desired_retention=0.92, learning_steps=(60,))
    choose_settings(db, Settings(time_zone="Asia/Kathmandu", new_per_day=30))
    for day in (0.02, 1, 3, 7, 11):
        _study(db, day)
    undo(db, None, later(11, minutes=50))
    undo(db, None, later(11, minutes=51))
    redo(db, None, later(11, minutes=52))
    import_guide(db, "S3 :: objects by key", path="stores.md", deck="AWS::Stores", at=later(11, minutes=55))
    delete_notes(db, [2], later(11, minutes=56))
    import_guide(db, "taken :: back", path="mistake.md", at=later(11, minutes=57))
    undo(db, None, later(11, minutes=58))
    stage(db, {"later.md": guide("not :: yet")}, later(11, minutes=59))


def _study(db: Connection, day: float) -> None:
    """Rate the first six cards of that day, one way and the other."""
    for number in range(6):
        at = later(day, minutes=30 + number)
        asked = next(iter(today(db, at).queue.ids(at.at, None)), None)
        if asked:
            rate(db, asked, Rating(1 + (asked + number) % 4), at)


def tell_stories(db: Connection) -> None:
    """A story of the learner's own, one that was deleted, a principle of their own, what was told, and a mock."""
    at = later(11, hours=1)
    add_principle(db, PrincipleDraft("Kindness", "Be kind."), at)
    told = StoryDraft(title="The ledger", action="I moved it.", result="40 %", principles=("Kindness", "Ownership"), strength=4)
    story_id = add_story(db, replace(told, follow_ups=(FollowUp("Why?", "It was slow."),)), at)
    delete_story(db, add_story(db, StoryDraft(title="No more", principles=("Dive Deep",)), at), at)
    card_id = db.execute("SELECT MIN(id) FROM cards WHERE note_id = ?", (story_id,)).fetchone()[0]
    names = {"at": at.stamp, "day": at.day.isoformat(), "question": 1, "story": story_id, "card": card_id}
    with write(db):
        for statement in TOLD:
            db.execute(statement, names)
    import_files(db, {"bank.md": BANK}, at)
    put = next_answer(db, begin_mock(db, "loop", at, rounds=1, questions=1, begin_id="begun"), "take-2", at)
    assert put is not None
    tell_on(db, put.take_id, story_id, at)
    score(db, put.take_id, all_of(4), at)
