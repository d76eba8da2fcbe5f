"""A process that is killed loses nothing it had answered, and leaves nothing half done."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.services.checking import check
from flashcards.storage.database import Connection
from flashcards.storage.migrations import open_database
from tests.build import NOW, add_cards, add_deck, card_count, log, one

RATING = """
import sys
from pathlib import Path
from flashcards.storage.database import connect
from tests.build import rate
db = connect(Path(sys.argv[1]))
for row in db.execute("SELECT id FROM cards WHERE state = 'new' ORDER BY id").fetchall():
    rate(db, row["id"])
    print(row["id"], flush=True)
"""
IMPORTING = """
import sys
from pathlib import Path
from flashcards.services.imports import importing
from flashcards.storage.database import connect
from tests.build import guide, import_files
record = importing.record
def report(*arguments):
    record(*arguments)
    print("all is written but the end", flush=True)
    sys.stdin.read()
importing.record = report
import_files(connect(Path(sys.argv[1])), {"guide.md": guide(*(f"{number} :: answer" for number in range(500)))})
"""


def killed(script: str, path: Path, after_lines: int) -> list[str]:
    """What a process said before it was killed."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout
        said = [process.stdout.readline().strip() for _ in range(after_lines)]
        process.kill()
        return said + process.stdout.read().split()


@pytest.mark.parametrize("after", [1, 7, 20])
def test_every_rating_that_was_answered_is_there_after_a_kill(stored: Connection, path: Path, after: int) -> None:
    add_cards(stored, add_deck(stored, new_per_day=999), 40)
    stored.close()
    answered = killed(RATING, path, after)
    with closing(open_database(path, NOW)) as db:
        rated = [str(row["card_id"]) for row in db.execute("SELECT card_id FROM review_log ORDER BY id")]
        assert rated[: len(answered)] == answered
        assert len(rated) <= len(answered) + 1
        assert check(db).differences == ()


def test_an_import_killed_before_its_end_leaves_no_card(stored: Connection, path: Path) -> None:
    stored.close()
    killed(IMPORTING, path, 1)
    with closing(open_database(path, NOW)) as db:
        assert (card_count(db), log(db)) == (0, [])
        assert [one(db, f"SELECT COUNT(*) FROM {table}") for table in ("notes", "decks", "guides", "journal")] == [0] * 4
        assert check(db).differences == ()
