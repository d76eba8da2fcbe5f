"""A year of telling stories, as services write it: a bank of stories, takes, mock interviews and rapid retrievals."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from itertools import count

from flashcards.assets import asset_dir
from flashcards.core.moment import Moment
from flashcards.core.settings import Settings
from flashcards.core.stories.retrieval import QUESTIONS
from flashcards.core.stories.rubric import RUBRIC
from flashcards.core.stories.story import FollowUp, StoryDraft
from flashcards.core.stories.takes import SECTIONS, TakeState
from flashcards.services.configuring import choose_settings
from flashcards.services.imports.bundling import gather_bundled
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.planning import plan_import
from flashcards.services.imports.preparing import stage_import
from flashcards.services.stories.authoring import add_story
from flashcards.services.stories.drilling import ToTell, begin_take, choose_story, offer_for, wanted_today
from flashcards.services.stories.mocking import BEHAVIOURAL, LOOP, begin_mock, next_answer
from flashcards.services.stories.recording import attach_recording
from flashcards.services.stories.retrieving import open_run, retrieve
from flashcards.services.stories.scoring import score_take
from flashcards.services.stories.telling import advance, answer, stand_of
from flashcards.storage.database import Connection
from flashcards.storage.principles import principles
from flashcards.storage.stories import stories
from flashcards.storage.takes import take

STORIES, SHOWN = 30, 3
YEAR_DAYS = 364
LEAST_A_DAY = 2
"""Stories told, whether due or not."""
MOCK_EVERY, RAPID_EVERY = 14, 7
"""Days from one to the next."""
BANK = "leadership/behavioural-questions.md"
WORDS = (
    "Orders were lost every night, and three teams each said it was another one's fault. I asked for a week, read the logs with "
    "one engineer of each team, and wrote down what we had agreed on by Friday."
)
RECORDING = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(104)


@dataclass
class Teller:
    """Somebody who tells some stories every day."""

    db: Connection
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    numbers: count[int] = field(default_factory=count)

    def live(self, today: date) -> None:
        """A year up to yesterday; nothing of today is told yet."""
        first = at(today, -YEAR_DAYS)
        choose_settings(self.db, Settings(time_zone="UTC"))
        self._prepare(first)
        for day in range(YEAR_DAYS):
            self._day(day, at(today, day - YEAR_DAYS))

    def new_id(self) -> str:
        return f"take-{next(self.numbers)}"

    def tell(self, take_id: str, now: Moment, until: TakeState = TakeState.SCORED) -> None:
        """Take a question on to a state, with the first story there is for it."""
        found = take(self.db, take_id)
        offered = offer_for(self.db, found)
        story_id = found.story_id or next(one.id for one in (*offered.fresh, *offered.repeats, *offered.others))
        choose_story(self.db, take_id, story_id, now)
        for section in range(1 if until is TakeState.TELLING else len(SECTIONS)):
            found = advance(self.db, take_id, section, now, self.chance.randint(8, 80) * 1000, f"{WORDS} um, {section}")
        if until in (TakeState.SCORING, TakeState.SCORED):
            for place in range(len(found.follow_ups)):
                answer(self.db, take_id, place, now, 3 + place)
        if until is TakeState.SCORED:
            scores = {one.key: self.chance.choice((3, 4, 4, 4, 5)) for one in RUBRIC}
            score_take(self.db, take_id, scores, stand_of(self.db, take_id, now).version, now)

    def answer(self, mock_id: int, now: Moment, most: int | None = None) -> None:
        """So many questions of a mock; None for all."""
        while most != 0 and (put := next_answer(self.db, mock_id, self.new_id(), now)):
            self.tell(put.take_id, now)
            most = most - 1 if most else None

    def recall(self, run_id: str, now: Moment, most: int = QUESTIONS) -> None:
        for _ in range(most):
            run = open_run(self.db, run_id)
            assert run.question_id is not None
            assert run.principle is not None
            chosen = next((one for one in run.stories if run.principle in one.principles), run.stories[0])
            latency = self.chance.randint(800, 9000)
            retrieve(self.db, run_id, run.place, run.question_id, run.principle, chosen.id, latency, 10, now)

    def record(self, take_id: str) -> None:
        attach_recording(self.db, take_id, BytesIO(RECORDING), [(second * 9000, 3000) for second in range(5)])

    def _prepare(self, now: Moment) -> None:
        """The question bank, and the stories."""
        gathered = gather_bundled(asset_dir("decks"), [BANK])
        apply_import(self.db, stage_import(self.db, plan_import(self.db, gathered), now), now)
        names = [one.name for one in principles(self.db)]
        for number in range(STORIES):
            shown = tuple(names[(number + step * 5) % len(names)] for step in range(SHOWN))
            add_story(self.db, _draft(number, shown), now)

    def _day(self, day: int, now: Moment) -> None:
        wishes = [ToTell(card_id=one.pair.card_id) for one in wanted_today(self.db, now)]
        wishes += [ToTell(story_id=self.chance.choice(stories(self.db)).id) for _ in range(LEAST_A_DAY - len(wishes))]
        for wish in wishes:
            name = self.new_id()
            begin_take(self.db, name, wish, now)
            self.tell(name, now)
            if not day % 10:
                self.record(name)
        mock, run = day // MOCK_EVERY, day // RAPID_EVERY
        if day % MOCK_EVERY == MOCK_EVERY - 1:
            self.answer(begin_mock(self.db, (BEHAVIOURAL, LOOP)[mock % 2], now), now)
        if day % RAPID_EVERY == RAPID_EVERY - 1:
            self.recall(f"run-{run}", now)  # on the last day too: what was stuck then is wanted today


def at(today: date, days: int) -> Moment:
    """Noon of a day counted from today."""
    return Moment(datetime.combine(today + timedelta(days=days), time(12), UTC), UTC)


def _draft(number: int, shown: tuple[str, ...]) -> StoryDraft:
    return StoryDraft(
        title=f"Story {number + 1} of the bench, told for {shown[0]}", situation=f"{WORDS}\n\n{WORDS}", task=WORDS,
        action="\n\n".join(f"{step}. {WORDS} I said so, and we did it." for step in range(4)), result=f"{WORDS} 40 % less.",
        number="p99 from 900 to 120 ms", learned=WORDS, scope="9 engineers, 3 teams", year=2024, level="L6", principles=shown,
        strength=1 + number % 5, follow_ups=tuple(FollowUp(f"What of {part}?", WORDS) for part in range(3)), tags=("bench",),
    )  # fmt: skip
