"""Searching: every condition finds the cards that plain Python over plain rows finds."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.deck_names import cleaned
from flashcards.core.errors import BadInput
from flashcards.core.models import DEFAULT_PARAMETERS, Deck, Kind, Options, Rating
from flashcards.core.search.query import Fact, Has
from flashcards.services import mending
from flashcards.services.mending import Chosen
from flashcards.services.searching import find_card_ids
from flashcards.services.undoing import redo, undo
from flashcards.storage.database import Connection
from flashcards.storage.journal import update
from flashcards.storage.migrations import memory_database
from flashcards.storage.search.conditions import condition
from flashcards.storage.search.index import misindexed
from tests.build import MOMENT, NOW, TODAY, add_deck, add_note, import_guide, later, rate

DECKS = ("AWS", "AWS::S3", "AWS::Messaging", "Étude", "Storage", "Storage::S3")
WORDS = "queue Queues SQS message café CAFE naïve c++ C# snake_case dead-letter don't 50% visibility timeout 你好 x*y".split()
TAGS = ("aws", "aws::s3", "Über", "leech", "hard words")
PRINCIPLES = ("Ownership", "Dive Deep", "Have Backbone; Disagree and Commit")
CARDS = 160

STEEPER = (*DEFAULT_PARAMETERS[:20], 0.5)


@pytest.fixture(scope="module")
def db() -> Iterator[Connection]:
    """Cards of every sort; what they say and how they stand comes from a fixed draw."""
    made, draw = memory_database(), random.Random(3)
    decks = [add_deck(made, name) for name in DECKS]
    made.execute("INSERT INTO parameters (weights) VALUES (?)", (json.dumps(STEEPER),))
    made.execute("""UPDATE decks SET options = '{"parameters_id": 2}' WHERE name = 'Storage'""")
    import_guide(
        made, "A queue in a guide :: yes", "Another :: no", path="guides/Messaging.md", title="Queues for all", deck="AWS"
    )
    for number in range(CARDS):
        first, *_ = add_note(made, draw.choice(decks), cards=1 + number % 2)
        note_id = made.execute("SELECT note_id FROM cards WHERE id = ?", (first,)).fetchone()["note_id"]
        update(made, "notes", note_id, **_wording(draw))
    for row in made.execute("SELECT id FROM cards").fetchall():
        _stand(made, row["id"], draw)
    _answer(made)
    mending.bury(made, Chosen((5,)), MOMENT)
    yield made
    made.close()


def _wording(draw: random.Random) -> dict[str, object]:
    created = NOW - timedelta(days=draw.randrange(9), hours=draw.randrange(12))
    is_edited = draw.random() < 0.3
    return {
        "front": " ".join(draw.sample(WORDS, 4)) + draw.choice("?.:"),
        "back": " ".join(draw.sample(WORDS, 5)),
        "context": draw.choice(("Guide", "Queues > SQS")),
        "tags": json.dumps(draw.sample(TAGS, draw.randrange(3)), ensure_ascii=False),
        "principles": json.dumps(draw.sample(PRINCIPLES, draw.randrange(3))),
        "kind": draw.choice(list(Kind)).value,
        "form": draw.choice(("basic", "reversed", "typed")),
        "level": draw.choice(("L6", "L7", None)),
        "is_marked": int(draw.random() < 0.2),
        "created_at": created.isoformat(timespec="microseconds"),
        "edited_at": NOW.isoformat(timespec="microseconds") if is_edited else None,
    }


def _stand(db: Connection, card_id: int, draw: random.Random) -> None:
    state = draw.choice(("new", "learning", "review", "review", "relearning"))
    columns: dict[str, object] = {
        "flag": draw.randrange(8),
        "suspended": draw.choice((None, None, None, "user", "gone", "leech")),
        "buried_on": draw.choice((None, None, None, TODAY.isoformat(), "2026-11-09")),
        "state": state,
    }
    if state != "new":
        reviewed = TODAY - timedelta(days=draw.randrange(60))
        columns |= {"stability": draw.uniform(0.1, 90), "difficulty": draw.uniform(1, 10), "reviewed_on": reviewed.isoformat()}
        columns |= {"reps": draw.randrange(1, 20), "lapses": draw.randrange(5)}
    if state == "review":
        interval = draw.randrange(1, 60)
        columns |= {"interval_days": interval, "due_on": (TODAY + timedelta(days=draw.randrange(-5, 9))).isoformat()}
    elif state != "new":
        due = NOW + timedelta(minutes=draw.randrange(-2000, 3000))
        columns |= {"step": 0, "due_at": due.isoformat(timespec="microseconds")}
    names = ", ".join(f"{name} = :{name}" for name in columns)
    db.execute(f"UPDATE cards SET {names} WHERE id = :id", {**columns, "id": card_id})


def _answer(db: Connection) -> None:
    """Answers of several days, some of them taken back, one done again."""
    db.execute("UPDATE cards SET suspended = NULL, buried_on = NULL, state = 'new', reviewed_on = NULL, stability = NULL,"
        " difficulty = NULL, step = NULL, due_at = NULL, interval_days = NULL, due_on = NULL, reps = 0, lapses = 0"
        " WHERE id IN (1, 2, 3, 10, 20, 30)")  # fmt: skip
    for card_id, rating, days in ((1, Rating.EASY, -6), (2, Rating.AGAIN, -2), (3, Rating.GOOD, -1), (10, Rating.EASY, 0)):
        rate(db, card_id, rating, later(days=days))
    for card_id in (20, 30):
        rate(db, card_id, Rating.HARD)
        undo(db, None, MOMENT)
    redo(db, None, MOMENT)


Row = SimpleNamespace
Oracle = Callable[[Row], object]


def fold(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)).casefold()


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def said(row: Row) -> list[str]:
    return [row.front, row.back, row.context, *row.tags]


def begins(word: str) -> Oracle:
    return lambda row: any(one.startswith(word) for text in said(row) for one in words_of(text))


def written(text: str) -> Oracle:
    return lambda row: any(text.casefold() in side.casefold() for side in (row.front, row.back, row.context))


def in_row(*wanted: str) -> Oracle:
    """These words stand next to each other somewhere."""
    spans = range(len(wanted))
    return lambda row: any(
        [words[place + offset : place + offset + 1] for offset in spans] == [[one] for one in wanted]
        for words in map(words_of, (row.front, row.back, row.context))
        for place in range(len(words))
    )


def days_ago(row: Row, name: str) -> int:
    """Study days, which begin at 04:00."""
    stamp = getattr(row, name)
    return (TODAY - (datetime.fromisoformat(stamp) - timedelta(hours=4)).date()).days if stamp else 999


def due_day(row: Row) -> int | None:
    if row.due_on:
        return (date.fromisoformat(row.due_on) - TODAY).days
    return -days_ago(row, "due_at") if row.due_at else None


def is_active(row: Row) -> bool:
    return row.suspended is None and row.buried_on != TODAY.isoformat()


def is_due(row: Row) -> bool:
    if not is_active(row):
        return False
    if row.due_on:
        return str(row.due_on) <= TODAY.isoformat()
    day = due_day(row)
    if day is None:
        return False
    is_soon = datetime.fromisoformat(row.due_at) <= NOW + timedelta(minutes=20)
    return is_soon or (day <= 0 and row.reviewed_on < TODAY.isoformat())


def recall(row: Row) -> float:
    """FSRS-6: (1 + factor * days / stability) ** decay; 2 where there is no memory, which no question asks for."""
    if row.stability is None:
        return 2
    decay = -(STEEPER if row.deck.startswith("Storage") else DEFAULT_PARAMETERS)[20]
    days = (TODAY - date.fromisoformat(row.reviewed_on)).days
    return float((1 + (0.9 ** (1 / decay) - 1) * days / row.stability) ** decay)


def within(*names: str) -> Oracle:
    return lambda row: any(row.deck == name or row.deck.startswith(name + "::") for name in names)


CASES: dict[str, Oracle] = {
    "": lambda row: True,
    "queue": begins("queue"),
    "QUEU": begins("queu"),
    "cafe": begins("cafe"),
    "CAFÉ naive": lambda row: begins("cafe")(row) and begins("naive")(row),
    "你": begins("你"),
    "queue or sqs": lambda row: begins("queue")(row) or begins("sqs")(row),
    "-queue": lambda row: not begins("queue")(row),
    "-(queue or sqs) cafe": lambda row: not begins("queue")(row) and not begins("sqs")(row) and begins("cafe")(row),
    "queue -(sqs message)": lambda row: begins("queue")(row) and not (begins("sqs")(row) and begins("message")(row)),
    '"visibility timeout"': in_row("visibility", "timeout"),
    '"queue"': in_row("queue"),
    "dead-letter": in_row("dead", "letter"),
    "don’t": in_row("don", "t"),
    "c++": lambda row: begins("c")(row) and written("c++")(row),
    "c#": written("c#"),
    "SNAKE_CASE": written("snake_case"),
    "50%": written("50%"),
    "%": written("%"),
    r"x\*y": written("x*y"),
    "v*t": lambda row: any(re.search("v.*t", side, re.IGNORECASE | re.DOTALL) for side in (row.front, row.back, row.context)),
    "*ueue": written("ueue"),
    "front:queue": lambda row: any(word.startswith("queue") for word in words_of(row.front)),
    "back:c++ -front:c++": lambda row: "c++" in row.back and "c++" not in row.front,
    "deck:aws": within("AWS"),
    'deck:"AWS::S3"': within("AWS::S3"),
    "deck:S3": within("AWS::S3", "Storage::S3"),
    "deck:étude": within("Étude"),
    "deck:s*": lambda row: re.match(r"s|.*::s", row.deck, re.IGNORECASE),
    "deck:nowhere": lambda row: False,
    "tag:AWS": lambda row: {"aws", "aws::s3"} & set(row.tags),
    "tag:über": lambda row: "Über" in row.tags,
    'tag:"hard words"': lambda row: "hard words" in row.tags,
    "tag:*s3": lambda row: "aws::s3" in row.tags,
    "tag:none": lambda row: not row.tags,
    "-tag:none": lambda row: row.tags,
    "is:new": lambda row: row.state == "new",
    "is:learn": lambda row: row.state in ("learning", "relearning"),
    "is:review": lambda row: row.state in ("review", "relearning"),
    "is:due": is_due,
    "-is:due": lambda row: not is_due(row),
    "is:suspended": lambda row: row.suspended,
    "is:buried": lambda row: row.buried_on == TODAY.isoformat(),
    "is:leech": lambda row: "leech" in row.tags,
    "is:marked": lambda row: row.is_marked,
    "flag:0": lambda row: row.flag == 0,
    "flag:red or flag:7": lambda row: row.flag in (1, 7),
    "kind:fact": lambda row: row.kind == "fact",
    "form:reversed": lambda row: row.form == "reversed",
    "principle:ownership": lambda row: "Ownership" in row.principles,
    "principle:*backbone*": lambda row: any("Backbone" in one for one in row.principles),
    "principle:none": lambda row: not row.principles,
    "level:l6": lambda row: row.level == "L6",
    "level:none": lambda row: row.level is None,
    "-level:L7": lambda row: row.level != "L7",
    "source:messaging": lambda row: any("messaging" in path.lower() for path in row.sources),
    'source:"queues for"': lambda row: row.sources,
    "source:none": lambda row: not row.sources,
    "added:1": lambda row: days_ago(row, "created_at") < 1,
    "added:3": lambda row: days_ago(row, "created_at") < 3,
    "edited:2": lambda row: days_ago(row, "created_at") < 2 or days_ago(row, "edited_at") < 2,
    "rated:1": lambda row: row.id in (10, 30),
    "rated:3": lambda row: row.id in (2, 3, 10, 30),
    "rated:7:4": lambda row: row.id in (1, 10),
    "rated:9:1": lambda row: row.id == 2,
    "prop:ivl>=21": lambda row: (row.interval_days or 0) >= 21,
    "prop:ivl=0": lambda row: not row.interval_days,
    "prop:due=1": lambda row: is_active(row) and due_day(row) == 1,
    "prop:due<0": lambda row: is_active(row) and due_day(row) is not None and due_day(row) < 0,
    "prop:due!=0": lambda row: is_active(row) and due_day(row) not in (None, 0),
    "prop:due>=-1 prop:due<=2": lambda row: is_active(row) and due_day(row) in (-1, 0, 1, 2),
    "prop:due>9999": lambda row: False,
    "prop:reps>10": lambda row: row.reps > 10,
    "prop:lapses!=0": lambda row: row.lapses != 0,
    "prop:s<5.5": lambda row: row.stability is not None and row.stability < 5.5,
    "-prop:s<5.5": lambda row: row.stability is None or row.stability >= 5.5,
    "prop:d>=5": lambda row: row.difficulty is not None and row.difficulty >= 5,
    "prop:r<0.8": lambda row: recall(row) < 0.8,
    "prop:r>=0.95": lambda row: 0.95 <= recall(row) <= 1,
    "prop:r>0": lambda row: 0 < recall(row) <= 1,
    "prop:r=1": lambda row: recall(row) == 1,
    "nid:1,3": lambda row: row.note_id in (1, 3),
    "cid:2,4,999999999999999999": lambda row: row.id in (2, 4),
}  # fmt: skip


def rows(db: Connection) -> list[Row]:
    found = []
    for row in db.execute("SELECT cards.*, notes.*, decks.name AS deck FROM cards JOIN notes ON notes.id = note_id"
        " JOIN decks ON decks.id = cards.deck_id WHERE cards.deleted_at IS NULL"):  # fmt: skip
        one: dict[str, Any] = dict(row)
        one |= {name: json.loads(one[name]) for name in ("tags", "principles")}
        sources = "SELECT path FROM guides JOIN sources ON guide_id = guides.id WHERE note_id = ?"
        one["sources"] = [source["path"] for source in db.execute(sources, (one["note_id"],))]
        found.append(Row(**one))
    return found


@pytest.mark.parametrize("text", CASES)
def test_a_search_finds_what_plain_python_finds(db: Connection, text: str) -> None:
    everything = rows(db)
    expected = [row.id for row in everything if CASES[text](row)]
    assert find_card_ids(db, text, MOMENT) == expected
    is_always = text in ("", "deck:nowhere", "prop:due>9999")
    assert is_always or 0 < len(expected) < len(everything), "the collection says nothing about this case"


@given(st.sampled_from(sorted(CASES)), st.sampled_from(sorted(CASES)))
def test_searches_combine_as_sets_do(db: Connection, one: str, other: str) -> None:
    def found(text: str) -> set[int]:
        return set(find_card_ids(db, text, MOMENT))

    first, second = one or "*", other or "*"
    assert found(f"-(-({first}))") == found(first)
    assert found(f"({first}) or ({second})") == found(first) | found(second)
    assert found(f"({first}) ({second})") == found(first) & found(second)
    assert found(f"-({first})") == found("") - found(first)


@given(st.text(st.characters(codec="utf-8", exclude_characters='"\\\x00', exclude_categories=["Cc"]), min_size=1, max_size=12))
def test_any_quoted_text_is_answered(db: Connection, text: str) -> None:
    find_card_ids(db, f'"{text}"', MOMENT)


def test_a_deleted_note_is_not_found(db: Connection) -> None:
    fresh = memory_database()
    import_guide(fresh, "One :: 1")
    assert find_card_ids(fresh, "one", MOMENT) == [1]
    undo(fresh, None, MOMENT)
    assert find_card_ids(fresh, "one", MOMENT) == find_card_ids(fresh, "", MOMENT) == []
    fresh.close()


def test_a_row_that_is_missing_wrong_or_too_many_is_told(db: Connection) -> None:
    fresh = memory_database()
    import_guide(fresh, "One :: 1", "Two :: 2", "Three :: 3")
    assert misindexed(fresh) == []
    fresh.execute("DELETE FROM search WHERE rowid = 1")
    fresh.execute("UPDATE search SET back = 'else' WHERE rowid = 2")
    fresh.execute("INSERT INTO search (rowid, front) VALUES (9, 'nothing')")
    assert misindexed(fresh) == [1, 2, 9]
    fresh.close()


@pytest.mark.parametrize("key", ["deck:", "tag:", "source:", "principle:", "level:", "front:", ""])
def test_a_search_of_many_stars_ends(db: Connection, key: str) -> None:
    """What is left open between two stars is never tried in every way."""
    one_letter = add_deck(db, "a" * 80)
    add_note(db, one_letter)
    update(db, "notes", db.execute("SELECT MAX(id) FROM notes").fetchone()[0], front="a" * 10_000, tags=json.dumps(["a" * 80]))
    stars = "*a" * 60
    assert find_card_ids(db, f"{key}{stars}*b", MOMENT) == []


@given(st.text("ab:*", max_size=8), st.lists(st.text("ab:", min_size=1, max_size=4), min_size=1, max_size=3))
def test_a_deck_is_found_by_whole_parts_of_its_path(text: str, parts: list[str]) -> None:
    """As a pattern that tries everything would find it."""
    try:
        name = cleaned("::".join(parts))
    except BadInput:
        return
    pieces = tuple(text.split("*"))
    wanted = re.compile(rf"(?:.*::)?{'.*'.join(map(re.escape, pieces))}(?:::.*)?")
    found = condition(Has(Fact.DECK, pieces), MOMENT, [Deck(7, name, Options())])
    assert (found.sql == "(cards.deck_id IN (7))") == bool(wanted.fullmatch(name))
