"""A process that is killed amid a drill: what it had answered is there, what it had not leaves nothing behind."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from flashcards.services.checking import check
from flashcards.services.stories.drilling import choose_story
from flashcards.services.stories.telling import advance, pause
from flashcards.storage.database import Connection
from flashcards.storage.migrations import open_database
from flashcards.storage.recordings import sweep_drafts
from flashcards.storage.takes import open_takes, take
from tests.build import NOW, later
from tests.services.test_killing import killed
from tests.tellings import add_story, begin, tell

SCORING = """
import sys
from pathlib import Path
from flashcards.storage.database import connect
from tests.build import later
from tests.tellings import tell_and_score
db = connect(Path(sys.argv[1]))
for number in range(40):
    print(tell_and_score(db, 1, at=later(number)).take.log_id, flush=True)
"""
RECORDING = """
import sys
from pathlib import Path
from flashcards.services.stories.recording import attach_recording
from flashcards.storage.database import connect
class Slow:
    chunks = [bytes.fromhex("1a45dfa3") + bytes(60), bytes(1000)]
    def read(self, size):
        if self.chunks:
            return self.chunks.pop(0)
        print("half of it is here", flush=True)
        sys.stdin.read()
attach_recording(connect(Path(sys.argv[1])), "take", Slow())
"""


@pytest.mark.parametrize("after", [1, 9])
def test_every_verdict_that_was_answered_is_there_whole_after_a_kill(stored: Connection, path: Path, after: int) -> None:
    add_story(stored)
    stored.close()
    answered = killed(SCORING, path, after)
    with closing(open_database(path, NOW)) as db:
        rated = [str(row["log_id"]) for row in db.execute("SELECT log_id FROM takes WHERE state = 'scored' ORDER BY id")]
        assert rated[: len(answered)] == answered
        assert rated == [str(row["id"]) for row in db.execute("SELECT id FROM review_log ORDER BY id")]
        assert check(db).differences == ()


def test_an_upload_killed_on_its_way_leaves_neither_row_nor_file(stored: Connection, path: Path) -> None:
    told = tell(stored, add_story(stored))
    stored.close()
    killed(RECORDING.replace('"take"', repr(told.take_id)), path, 1)
    with closing(open_database(path, NOW)) as db:
        assert take(db, told.take_id).sound is None
        assert check(db).differences == ()
        sweep_drafts(db)
        assert list((path.parent / "takes").iterdir()) == []


def test_a_take_that_was_begun_goes_on_where_it_was_after_a_restart(stored: Connection, path: Path) -> None:
    story_id = add_story(stored)
    begun = begin(stored, story_id=story_id)
    choose_story(stored, begun.take_id, story_id, later(minutes=1))
    advance(stored, begun.take_id, 0, later(minutes=1), 21_000)
    stored.close()
    with closing(open_database(path, NOW)) as db:
        (found,) = open_takes(db)
        assert (found.section, found.sections[0].ms) == (1, 21_000)
        assert pause(db, found.take_id, later(minutes=2)).sections[1].ms == 60_000
