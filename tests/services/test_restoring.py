"""An export into an empty collection: byte-equal, or refused whole with the line that is wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from flashcards.core.errors import BadInput, FlashcardsError, TooNew, UnreadableFile
from flashcards.core.models import DEFAULT_PARAMETERS, Options
from flashcards.core.settings import Settings
from flashcards.services import restoring
from flashcards.services.checking import check
from flashcards.services.configuring import choose_options, choose_settings
from flashcards.services.exporting import export_json
from flashcards.services.restoring import restore_export
from flashcards.services.undoing import undo
from flashcards.storage.database import Connection, check_integrity
from flashcards.storage.decks import decks
from flashcards.storage.migrations import SCHEMA, memory_database, open_database
from flashcards.storage.parameters import add_parameters
from flashcards.storage.settings import collection
from flashcards.storage.statistics.rollups import CONTENTS
from tests.build import MOMENT, NOW, add_cards, add_deck, import_guide, later, log, one, rate, state
from tests.payloads import PAYLOADS
from tests.rendering.test_payloads import faults
from tests.services.lived import live_in, tell_stories

ROOT = Path(__file__).resolve().parents[2]
Lines = list[bytes]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Connection]:
    """An export and the collection it is of; not to be changed."""
    db = memory_database()
    live_in(db)
    tell_stories(db)
    return b"".join(export_json(db)), db


@pytest.fixture
def file(tmp_path: Path, written: tuple[bytes, Connection]) -> Path:
    path = tmp_path / "all.json"
    path.write_bytes(written[0])
    return path


def export(db: Connection) -> bytes:
    return b"".join(export_json(db))


def sealed(whole: dict[str, Any], *, is_counted: bool = True) -> bytes:
    """An export that says what `whole` says, with checksums as they must be: as somebody forges it who knows how."""
    first = json.dumps({key: whole[key] for key in whole if key != "lines"}, separators=(",", ":"))[:-1] + ',"lines":[\n'
    so_far, lines = hashlib.sha256(first.encode()), []
    for _, table, row in whole["lines"]:
        if table == "end" and is_counted:
            row |= {"digest": so_far.hexdigest(), "rows": _counted(whole, row["rows"])}
        content = f"{json.dumps(table)},{json.dumps(row, separators=(',', ':'), sort_keys=True)}"
        so_far.update(content.encode())
        lines.append(f'["{so_far.hexdigest()[:8]}",{content}]')
    return (first + ",\n".join(lines) + "\n]}\n").encode()


def _counted(whole: dict[str, Any], rows: dict[str, int]) -> dict[str, int]:
    return {table: sum(name == table for _, name, _ in whole["lines"]) for table in rows}


def forged(file: Path, table: str, **columns: Any) -> int:
    """Change the first row of a table in a file, with good checksums; returns its line."""
    whole = json.loads(file.read_bytes())
    number = next(number for number, line in enumerate(whole["lines"]) if line[1] == table)
    whole["lines"][number][2] |= columns
    file.write_bytes(sealed(whole))
    return number + 2


def line_of(file: Path, table: str, **columns: Any) -> int:
    """The line of the first row of a table that says this."""
    lines = json.loads(file.read_bytes())["lines"]
    return 2 + next(number for number, line in enumerate(lines) if line[1] == table and columns.items() <= line[2].items())


def refused(db: Connection, file: Path, kind: type[FlashcardsError] = UnreadableFile) -> str:
    """What is said; the collection is as empty as before."""
    before = export(db)
    with pytest.raises(kind) as told:
        restore_export(db, file)
    assert export(db) == before
    assert not db.in_transaction
    return told.value.message


def test_a_restored_collection_gives_the_same_bytes_again(db: Connection, file: Path, written: tuple[bytes, Connection]) -> None:
    counts = restore_export(db, file)
    assert export(db) == written[0]
    assert counts["review_log"] == len(log(written[1]))


def test_a_restored_collection_is_the_same_one_and_goes_on_as_it_would_have(
    db: Connection, file: Path, written: tuple[bytes, Connection]
) -> None:
    restore_export(db, file)
    assert (state(db), log(db)) == (state(written[1]), log(written[1]))
    assert check(db).differences == ()
    check_integrity(db)
    assert [tuple(row) for row in db.execute("SELECT rowid, * FROM search")] == [
        tuple(row) for row in written[1].execute("SELECT rowid, * FROM search")
    ]
    for table in CONTENTS:
        question = f"SELECT * FROM {table} ORDER BY 1, 2, 3"
        assert [tuple(row) for row in db.execute(question)] == [tuple(row) for row in written[1].execute(question)]


def test_ids_count_on_from_where_they_were(db: Connection, tmp_path: Path) -> None:
    source = memory_database()
    import_guide(source, "one :: 1", "two :: 2")
    source.execute("UPDATE sqlite_sequence SET seq = 77 WHERE name = 'notes'")
    path = tmp_path / "all.json"
    path.write_bytes(export(source))
    restore_export(db, path)
    import_guide(db, "three :: 3", path="more.md")
    assert one(db, "SELECT MAX(id) FROM notes") == 78


def test_ratings_imports_and_undo_go_on_in_a_restored_collection(db: Connection, file: Path) -> None:
    restore_export(db, file)
    (card_id,) = add_cards(db, add_deck(db, "More"), 1)
    rate(db, card_id, at=later(12))
    undo(db, None, later(12, minutes=1))
    assert check(db).differences == ()
    with pytest.raises(Exception, match="append-only"):
        db.execute("DELETE FROM review_log")


def test_windows_line_ends_are_no_edit(db: Connection, file: Path, written: tuple[bytes, Connection]) -> None:
    first, rest = written[0].split(b"\n", 1)
    file.write_bytes(first + b"\n" + rest.replace(b"\n", b"\r\n"))
    restore_export(db, file)
    assert export(db) == written[0]


@pytest.mark.parametrize("prepare", [lambda db: add_deck(db), lambda db: import_guide(db, "a :: b")])
def test_a_collection_that_is_not_empty_is_left_as_it_is(
    db: Connection, file: Path, prepare: Callable[[Connection], object]
) -> None:
    prepare(db)
    assert "empty folder with --data" in refused(db, file, BadInput)


def test_chosen_settings_alone_do_not_fill_a_collection_and_writes_are_counted_on(
    db: Connection, file: Path, written: tuple[bytes, Connection]
) -> None:
    choose_settings(db, Settings(new_per_day=5))
    counted = one(db, "SELECT changes FROM collection")
    restore_export(db, file)
    assert export(db) == written[0]
    assert one(db, "SELECT changes FROM collection") == counted + 1


def off(name: str, default: Any) -> Any:
    """A value that a field may hold and that is not its default."""
    match default:
        case None:
            return "Asia/Kathmandu"
        case bool():
            return not default
        case StrEnum():
            return next(one for one in type(default) if one is not default)
        case int():
            return default - 1 if name == "maximum_interval_days" else default + 1
        case float():
            return default - 0.01
        case tuple() if name == "presets":
            return ("Short: 4-6 2-4 10-14 4-6 / 25-30",)
        case tuple():
            return tuple(one + 0.01 for one in default) if name == "parameters" else default[1:]
    raise AssertionError(f"say what {name} may be")


@pytest.mark.parametrize("kind", [Settings, Options])
def test_whatever_is_chosen_comes_back(db: Connection, tmp_path: Path, kind: type[Settings | Options]) -> None:
    source = memory_database()
    default = kind()
    chosen = {one.name: off(one.name, getattr(default, one.name)) for one in fields(kind)}
    assert not [name for name, value in chosen.items() if value == getattr(default, name)]
    add_parameters(source, chosen.get("parameters", DEFAULT_PARAMETERS), 600, 0.4, 0.3, MOMENT.stamp)
    if kind is Settings:
        choose_settings(source, Settings(**chosen))
    else:
        choose_options(source, add_deck(source), chosen, MOMENT)
    path = tmp_path / "all.json"
    path.write_bytes(export(source))
    restore_export(db, path)
    assert export(db) == path.read_bytes()
    assert (collection(db).settings if kind is Settings else decks(db)[0].options) == kind(**chosen)


def test_an_export_of_a_collection_that_began_with_the_first_schema_comes_back(db: Connection, tmp_path: Path) -> None:
    file, path = tmp_path / "old.db", tmp_path / "all.json"
    with closing(sqlite3.connect(file)) as old:
        old.executescript((ROOT / "tests" / "golden" / "schemas" / "v1.sql").read_text(encoding="utf-8"))
    with closing(open_database(file, NOW)) as source:
        path.write_bytes(export(source))
    restore_export(db, path)
    assert export(db) == path.read_bytes()


@pytest.mark.parametrize("length", [0.0, 0.3, 0.7, 0.999])
def test_an_export_that_was_cut_short_is_refused_with_the_line_where_it_ends(
    db: Connection, file: Path, written: tuple[bytes, Connection], length: float
) -> None:
    content = written[0][: int(len(written[0]) * length)]
    file.write_bytes(content)
    assert re.search(rf"all\.json:{max(1, content.count(bytes([10])) + 1)}: ", refused(db, file))


@pytest.mark.parametrize("number", [5, 20, -4])
def test_an_export_cut_between_lines_is_refused_with_the_line_that_is_missing(
    db: Connection, file: Path, written: tuple[bytes, Connection], number: int
) -> None:
    lines = written[0].splitlines(keepends=True)[:number]
    file.write_bytes(b"".join(lines))
    assert f":{len(lines) + 1}: the export was cut short here" in refused(db, file)


def _edit(lines: Lines) -> None:
    lines[19] = lines[19].replace(b":1", b":2", 1)


def _lose(lines: Lines) -> None:
    del lines[18]


def _double(lines: Lines) -> None:
    lines.insert(19, lines[18])


def _swap(lines: Lines) -> None:
    lines[19], lines[20] = lines[20], lines[19]


def _break(lines: Lines) -> None:
    lines[19] = lines[19].replace(b'","', b'",\n"', 1)


@pytest.mark.parametrize(("change", "number"), [(_edit, 20), (_lose, 19), (_double, 20), (_swap, 20), (_break, 20)])
def test_lines_that_were_edited_lost_doubled_or_moved_are_found(
    db: Connection, file: Path, written: tuple[bytes, Connection], change: Callable[[Lines], None], number: int
) -> None:
    lines = written[0].splitlines(keepends=True)
    change(lines)
    file.write_bytes(b"".join(lines))
    assert f":{number}: this line was edited, or lines before it are missing, doubled or in another order" in refused(db, file)


def test_any_byte_that_is_changed_is_found_before_anything_is_written(
    db: Connection, file: Path, written: tuple[bytes, Connection]
) -> None:
    for at in range(0, len(written[0]), 97):
        content = bytearray(written[0])
        content[at] ^= 1
        file.write_bytes(content)
        with pytest.raises(FlashcardsError):
            restore_export(db, file)
    restore_export(db, _rewritten(file, written[0]))


def _rewritten(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("more", [b"\n", b"[]\n", b" "])
def test_what_stands_below_an_export_is_refused(
    db: Connection, file: Path, written: tuple[bytes, Connection], more: bytes
) -> None:
    file.write_bytes(written[0] + more)
    assert f":{written[0].count(bytes([10]))}: the export ends here" in refused(db, file)


def test_an_export_of_a_newer_program_is_named_as_one(db: Connection, file: Path, written: tuple[bytes, Connection]) -> None:
    for newer in (f'"schema":{SCHEMA + 1}', '"schema":999999', f'"version":2,"schema":{SCHEMA}'):
        old = f'"version":1,"schema":{SCHEMA}' if "version" in newer else f'"schema":{SCHEMA}'
        file.write_bytes(written[0].replace(old.encode(), newer.encode(), 1))
        assert "Upgrade the program" in refused(db, file, TooNew)


def test_an_export_of_an_older_program_says_the_way_in(db: Connection, file: Path, written: tuple[bytes, Connection]) -> None:
    file.write_bytes(written[0].replace(f'"schema":{SCHEMA}'.encode(), b'"schema":1', 1))
    assert "Import it with that version" in refused(db, file, BadInput)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null\n",
        b"# A guide\n",
        b'{"format":"anki"}',
        b'{"format":"flashcards","version":"1","schema":4,"lines":[\n]}\n',
        b'{"format":"flashcards","version":true,"schema":4,"lines":[\n]}\n',
        b"[" * 100_000,
        b'{"format":' * 50_000,
        bytes(range(256)) * 40,
        b'{"format":"flashcards","version":1,"schema":' + b"9" * 5000 + b',"lines":[\n',
    ],
)
def test_what_is_no_export_is_named_as_none(db: Connection, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert "this is no export of flashcards" in refused(db, file)


def test_a_folder_or_a_pipe_is_no_export(db: Connection, tmp_path: Path) -> None:
    assert "no file" in refused(db, tmp_path)


def test_a_line_without_end_is_not_read_whole(
    db: Connection, file: Path, written: tuple[bytes, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "LINE_BYTES", 200)
    file.write_bytes(written[0].replace(b'"back":"', b'"back":"' + b"x" * 1000, 1))
    assert "a line of more than" in refused(db, file, FlashcardsError)


@pytest.mark.parametrize(
    ("table", "of", "columns", "told"),
    [
        ("notes", {"front": "The ledger"}, {"kind": "fact"}, "a row of stories cannot be stored (its note is no story)"),
        ("cards", {"slot": "p2"}, {"slot": "p77"}, "a row of cards cannot be stored (its note is asked in another way)"),
        ("cards", {"slot": "p2"}, {"slot": ""}, "its note is asked in another way"),
        ("cards", {"slot": "p2"}, {"is_drilled": 0}, "its note is asked in another way"),
    ],
)
def test_a_story_and_its_rows_must_go_together(
    db: Connection, file: Path, table: str, of: dict[str, Any], columns: dict[str, Any], told: str
) -> None:
    whole = json.loads(file.read_bytes())
    whole["lines"][line_of(file, table, **of) - 2][2] |= columns
    file.write_bytes(sealed(whole))
    assert told in refused(db, file, BadInput)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("notes", "deck_id", 999),
        ("notes", "guid", None),
        ("notes", "kind", "nonsense"),
        ("notes", "form", "nonsense"),
        ("notes", "front", "lone \ud800 surrogate"),
        ("notes", "front", "a NUL \0 here"),
        ("notes", "front", 7),
        ("notes", "front", ["a", "list"]),
        ("notes", "tags", "not JSON"),
        ("notes", "tags", "[1, 2]"),
        ("notes", "tags", "[" * 100_000),
        ("notes", "sections", '["ab", 3]'),
        ("notes", "created_at", "yesterday"),
        ("notes", "created_at", "2026-11-10T09:00:00"),
        ("notes", "is_marked", 2),
        ("notes", "is_marked", True),
        ("notes", "id", 2**63),
        ("notes", "id", 10**30),
        ("cards", "stability", float("inf")),
        ("cards", "stability", float("nan")),
        ("cards", "stability", "deep"),
        ("cards", "due_on", "2026-02-30"),
        ("cards", "state", "asleep"),
        ("review_log", "before", '{"state": "review"}'),
        ("review_log", "before", '{"state": NaN}'),
        ("review_log", "rating", 5),
        ("review_log", "reverses_id", 999),
        ("review_log", "study_day", "someday"),
        ("review_log", "card_id", 999),
        ("decks", "options", '{"learning_steps": 5}'),
        ("decks", "options", '{"desired_retention": "high"}'),
        ("decks", "options", '{"mix": "shaken"}'),
        ("collection", "settings", '{"theme": "loud"}'),
        ("collection", "settings", '{"new_per_day": 1e999}'),
        ("collection", "id", 2),
        ("decks", "options", '{"desired_retention": 0.0}'),
        ("decks", "options", '{"desired_retention": 7}'),
        ("decks", "options", '{"learning_steps": [-5]}'),
        ("decks", "options", '{"learning_steps": [1e300]}'),
        ("decks", "options", '{"learning_steps": [4000000]}'),
        ("decks", "options", '{"leech_threshold": -1}'),
        ("decks", "options", '{"maximum_interval_days": 1000000000000}'),
        ("decks", "options", '{"parameters_id": 77}'),
        ("decks", "options", "[]"),
        ("decks", "name", "a::::b"),
        ("decks", "name", " a"),
        ("decks", "name", "orphan::child"),
        ("collection", "settings", '{"time_zone": "Mars/Phobos"}'),
        ("collection", "settings", '{"new_per_day": -3}'),
        ("collection", "settings", '{"note_rows": 0}'),
        ("collection", "settings", '{"note_columns": ["due", 3]}'),
        ("parameters", "weights", "[1, 2, 3]"),
        ("parameters", "weights", json.dumps([0.0] * 21)),
        ("cards", "stability", 0.0),
        ("cards", "stability", -1.0),
        ("cards", "difficulty", 99.0),
        ("cards", "reps", -1),
        ("cards", "due_on", "20261109"),
        ("cards", "due_on", "2026-W46-2"),
        ("cards", "reviewed_on", "20261106"),
        ("cards", "slot", "c1"),
        ("cards", "slot", "1"),
        ("notes", "form", "cloze"),
        ("notes", "created_at", "2026-11-10T10:00:00.000000+09:00"),
        ("notes", "created_at", "2026-11-10T10:00:00+00:00"),
        ("media", "content", "not base64!"),
        ("media", "content", base64.b64encode(b"<svg onload=alert(1)>").decode()),
        ("media", "name", "../../x.png"),
        ("sources", "heading", '{"a": "b"}'),
        ("guides", "front_matter", '{"a": ["b"]}'),
        ("stories", "strength", 6),
        ("stories", "follow_ups", '["one"]'),
        ("principles", "name", None),
        ("takes", "follow_ups", '[["Why?", "", 6]]'),
        ("takes", "follow_ups", '[["Why?", "", 3, 4]]'),
        ("takes", "sections", '[["a", "b"]]'),
        ("takes", "sections", '[[1, "a"], [2, "b"], [3, "c"]]'),
        ("takes", "preset", "as it comes"),
        ("takes", "take_id", "../take"),
        ("takes", "sound", "db"),
        ("takes", "scores", '{"structure": 9}'),
        ("takes", "pauses", "[[1.5, 2]]"),
        ("takes", "state", "asleep"),
        ("takes", "told_at", "later"),
        ("takes", "scores", None),
        ("takes", "section", 3),
        ("takes", "mock_place", None),
        ("takes", "sections", '[[9999999, "We"], [0, ""], [0, ""], [0, ""]]'),
        ("takes", "pauses", "[[-1, 2600]]"),
        ("mocks", "plan", '{"preset": "L6", "rounds": []}'),
        ("mocks", "plan", '{"preset": "L6", "rounds": [["One", 30, [[null, null, 12000]]]]}'),
        ("mocks", "plan", '{"preset": "L6", "rounds": [["One", 30, [[null, null, 180]]]], "begin_id": 7}'),
        ("takes", "story_id", 999),
        ("mocks", "plan", '{"preset": "L6", "rounds": [["One", "30", []]]}'),
        ("retrievals", "verdict", "fine"),
        ("retrievals", "question_id", 999),
        ("askings", "note_id", 999),
    ],
)
def test_values_no_collection_can_hold_are_refused_with_their_line(
    db: Connection, file: Path, table: str, column: str, value: object
) -> None:
    number = forged(file, table, **{column: value})
    if (table, column, value) == ("notes", "form", "cloze"):
        number = line_of(file, "cards", note_id=1)  # it is the card that cannot be
    told = refused(db, file, FlashcardsError)
    assert f"all.json:{number}: " in told
    assert "Nothing was changed" in told
    assert "Traceback" not in told


def test_a_take_that_asks_while_no_follow_up_waits_is_refused(db: Connection, file: Path) -> None:
    number = forged(file, "takes", state="asking", scores=None, follow_ups='[["Why?", "", 4]]')
    assert f":{number}: a row of takes cannot be stored (a follow-up is asked, but none waits" in refused(db, file, BadInput)


def test_other_columns_than_the_schema_has_are_refused(db: Connection, file: Path) -> None:
    number = forged(file, "notes", password="x")
    assert f":{number}: a row of notes has other columns (password)" in refused(db, file)


def test_an_end_that_counts_other_rows_is_refused(db: Connection, file: Path, written: tuple[bytes, Connection]) -> None:
    for name in ("digest", "rows"):
        whole = json.loads(written[0])
        del whole["lines"][-1][2][name]
        file.write_bytes(sealed(whole, is_counted=False))
        assert "it does not count the rows that stand above it" in refused(db, file)


def test_a_forged_end_is_refused(db: Connection, file: Path) -> None:
    number = forged(file, "end", last_ids={"notes": "many"})
    assert f":{number}: its last ids are none" in refused(db, file)
    forged(file, "end", last_ids={"sqlite_master": 3})
    assert f":{number}: its last ids are none" in refused(db, file)


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if "\0" not in one])
def test_a_hostile_export_cannot_act(db: Connection, file: Path, payload: str) -> None:
    forged(file, "notes", front_html=payload, back_html=f"<p>{payload}</p>")
    restore_export(db, file)
    html = db.execute("SELECT front_html, back_html FROM notes WHERE id = 1").fetchone()
    assert (faults(html["front_html"]), faults(html["back_html"])) == ([], [])


def test_a_card_with_sides_of_its_own_cannot_act_either(db: Connection, file: Path) -> None:
    forged(file, "cards", front_html="<script>alert(1)</script><b>keep</b>", back_html="<img src=x onerror=alert(1)>")
    restore_export(db, file)
    assert one(db, "SELECT front_html FROM cards WHERE id = 1") == "<b>keep</b>"
    assert "onerror" not in one(db, "SELECT back_html FROM cards WHERE id = 1")


def test_a_picture_the_collection_does_not_have_is_not_shown(db: Connection, file: Path) -> None:
    forged(file, "notes", back_html='<img src="/media/00000000000000000000000000000000.png" alt="gone">')
    restore_export(db, file)
    assert one(db, "SELECT back_html FROM notes WHERE id = 1") == '<span class="missing-image">gone</span>'
