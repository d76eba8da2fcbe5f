"""Takes: rows to models."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flashcards.core.errors import NotFound
from flashcards.core.moment import stamp
from flashcards.core.stories.presets import read_preset, written
from flashcards.core.stories.rubric import Scores
from flashcards.core.stories.takes import Asked, Pause, Take, TakeState, Told
from flashcards.storage.database import Connection, readable
from flashcards.storage.journal import Change, undone_columns, update, update_all

_TAKES = "SELECT * FROM takes WHERE deleted_at IS NULL"


def take(db: Connection, take_id: str) -> Take:
    """Raises NotFound."""
    found = _found(db, "take_id = :take_id", take_id=take_id)
    if not found:
        raise NotFound("There is no such take. It may have been deleted; undo brings it back, without its recording.")
    return found[0]


def scored_takes_of_story(db: Connection, story_id: int) -> list[Take]:
    """Those that are scored, the newest first."""
    return _found(db, "story_id = :story_id AND state = 'scored' ORDER BY id DESC", story_id=story_id)


def undone_scores(db: Connection, one: Take) -> Scores | None:
    """Those that a redo would give a take again."""
    found = undone_columns(db, "takes", one.id).get("scores")
    return json.loads(str(found)) if found else None


def last_tellings(db: Connection) -> dict[int, Take]:
    """The newest scored take of each story, by its id."""
    found = _found(
        db,
        """id IN (SELECT MAX(id) FROM takes
            WHERE state = 'scored' AND story_id IS NOT NULL AND deleted_at IS NULL GROUP BY story_id)""",
    )
    return {one.story_id: one for one in found if one.story_id is not None}


def newest_scored_takes(db: Connection, most: int) -> list[Take]:
    """Those that are scored, whatever they told, the newest first."""
    return _found(db, "state = 'scored' ORDER BY id DESC LIMIT :most", most=most)


def takes_of_mock(db: Connection, mock_id: int) -> list[Take]:
    """In the order of their places; of several at one place the newest last."""
    return _found(db, "mock_id = :mock_id ORDER BY mock_place, id", mock_id=mock_id)


def takes_of_mocks(db: Connection) -> dict[int, list[Take]]:
    """The same of every mock, by its id."""
    found: dict[int, list[Take]] = {}
    for one in _found(db, "mock_id IS NOT NULL ORDER BY mock_place, id"):
        found.setdefault(one.mock_id or 0, []).append(one)
    return found


def takes_of_question(db: Connection, question_id: int) -> list[Take]:
    """The newest first."""
    return _found(db, "question_id = :question_id ORDER BY id DESC", question_id=question_id)


def open_takes(db: Connection) -> list[Take]:
    """Those that are neither scored nor given up, the newest first."""
    return _found(db, "state NOT IN ('scored', 'left') ORDER BY id DESC")


def told_on(db: Connection, day: date) -> tuple[set[int], set[int]]:
    """Of that study day: the stories that were scored, and the cards that were for the first time ever."""
    rows = db.execute(
        """SELECT story_id, takes.card_id, review_log.id IS NOT NULL AND before IS NULL AS is_first FROM takes
        LEFT JOIN review_log ON review_log.id = takes.log_id
        WHERE takes.study_day = :day AND state = 'scored' AND story_id IS NOT NULL AND takes.deleted_at IS NULL""",
        {"day": day.isoformat()},
    ).fetchall()
    return {row["story_id"] for row in rows}, {row["card_id"] for row in rows if row["is_first"]}


def insert_take(db: Connection, begun: Take) -> Take:
    """The same with its id; a row of this very take that was deleted stays what it is. Raises sqlite3.IntegrityError for one."""
    columns = _columns(begun)
    cursor = db.execute(f"INSERT INTO takes ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})", columns)
    assert cursor.lastrowid is not None
    return take(db, begun.take_id)


def is_taken(db: Connection, take_id: str) -> bool:
    """Whether there is or was a take of that name."""
    return db.execute("SELECT 1 FROM takes WHERE take_id = ?", (take_id,)).fetchone() is not None


def save_take(db: Connection, after: Take) -> Change | None:
    """Write what a take has become."""
    return update(db, "takes", after.id, **_columns(after))


def rename_in_takes(db: Connection, old: str, new: str) -> Change | None:
    """Let every take for a principle name it anew."""
    ids = [row["id"] for row in db.execute("SELECT id FROM takes WHERE principle = :old ORDER BY id", {"old": old})]
    return update_all(db, "takes", ids, {"principle": old}, {"principle": new}) if ids else None


def _columns(one: Take) -> dict[str, object]:
    return {
        "take_id": one.take_id,
        "question_id": one.question_id,
        "question": one.question,
        "principle": one.principle,
        "story_id": one.story_id,
        "card_id": one.card_id,
        "mock_id": one.mock_id,
        "mock_place": one.mock_place,
        "preset": written(one.preset),
        "state": one.state.value,
        "section": one.section,
        "sections": _packed([[told.ms, told.text] for told in one.sections]),
        "clock_at": stamp(one.clock_at) if one.clock_at else None,
        "follow_ups": _packed([_line(asked) for asked in one.follow_ups]),
        "pauses": None if one.pauses is None else _packed([[pause.start_ms, pause.ms] for pause in one.pauses]),
        "sound": one.sound,
        "sound_bytes": one.sound_bytes,
        "scores": None if one.scores is None else _packed(dict(one.scores)),
        "log_id": one.log_id,
        "began_at": stamp(one.began_at),
        "told_at": stamp(one.told_at) if one.told_at else None,
        "study_day": one.study_day.isoformat(),
    }


def _line(asked: Asked) -> list[object]:
    """Question and answer; a third place, its score or null, once it was answered."""
    return [asked.question, asked.answer, *([asked.score] if asked.is_answered else [])]


def _asked(question: str, answer: str, *score: int | None) -> Asked:
    return Asked(question, answer, bool(score), *score)


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _found(db: Connection, condition: str, **values: object) -> list[Take]:
    return [_take(row) for row in db.execute(f"{_TAKES} AND {condition}", values)]


def _take(row: sqlite3.Row) -> Take:
    with readable(f"take {row['take_id']}"):
        first, second, third, fourth = (Told(ms, text) for ms, text in json.loads(row["sections"]))
        return Take(
            id=row["id"],
            take_id=row["take_id"],
            question_id=row["question_id"],
            question=row["question"],
            principle=row["principle"],
            story_id=row["story_id"],
            card_id=row["card_id"],
            mock_id=row["mock_id"],
            mock_place=row["mock_place"],
            preset=read_preset(row["preset"]),
            state=TakeState(row["state"]),
            section=row["section"],
            sections=(first, second, third, fourth),
            clock_at=_instant(row["clock_at"]),
            follow_ups=tuple(_asked(*line) for line in json.loads(row["follow_ups"])),
            pauses=_pauses(json.loads(row["pauses"])) if row["pauses"] else None,
            sound=row["sound"],
            sound_bytes=row["sound_bytes"],
            scores=json.loads(row["scores"]) if row["scores"] else None,
            log_id=row["log_id"],
            began_at=datetime.fromisoformat(row["began_at"]),
            told_at=_instant(row["told_at"]),
            study_day=date.fromisoformat(row["study_day"]),
        )


def _pauses(found: Iterable[Sequence[int]]) -> tuple[Pause, ...]:
    return tuple(Pause(start_ms, ms) for start_ms, ms in found)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
