"""The commands, run over real files in a folder of their own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flashcards import __version__
from flashcards.cli.folder import file_system, make_folder, network_warning
from flashcards.cli.invocation import Invocation
from flashcards.cli.program import in_words, program
from flashcards.core.errors import Config
from flashcards.core.models import Rating
from flashcards.storage import database
from flashcards.storage.database import Connection, connect, locked
from flashcards.storage.migrations import open_database
from flashcards.storage.presence import claimed
from tests import build
from tests.build import NOW

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [["due"], ["decks"], ["undo"], ["check"], ["backup"], ["import"], ["import", "--dry-run"]]
ENTRY = [sys.executable, "-m", "flashcards"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder; it is not made yet."""
    return tmp_path / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A guide of three cards."""
    path = tmp_path / "stores.md"
    path.write_bytes(build.guide("S3 :: objects", "EBS :: blocks", "EFS :: files", deck="AWS::Stores", title="Stores"))
    return path


@pytest.fixture
def run(data: Path) -> Callable[..., Result]:
    """Run a command over `data`."""

    def call(*arguments: str | Path, at: datetime = NOW) -> Result:
        return CliRunner().invoke(program, [str(one) for one in ("--data", data, *arguments)], obj=Invocation(clock=lambda: at))

    return call


@pytest.fixture
def collection(data: Path, file: Path, run: Callable[..., Result]) -> Iterator[Connection]:
    """The collection after the guide was imported."""
    assert run("import", file).exit_code == 0
    db = connect(data / "flashcards.db")
    yield db
    db.close()


def said(result: Result, status: int = 0) -> Any:
    """The JSON a command printed."""
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def refusal(result: Result, status: int) -> str:
    """The one sentence a command that failed says, on stderr."""
    assert result.exit_code == status, result.output
    assert result.stderr.startswith("flashcards: ")
    assert "Traceback" not in result.output
    return result.stderr


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder and a hash of what it holds."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def make_old(data: Path) -> None:
    """Let the collection say that steps of the schema are missing."""
    with closing(sqlite3.connect(data / "flashcards.db")) as db:
        db.execute("PRAGMA user_version=0")


def test_version_names_the_program_and_its_version(run: Callable[..., Result]) -> None:
    assert run("--version").stdout == f"flashcards, version {__version__}\n"


def test_python_m_flashcards_is_the_command() -> None:
    shown = subprocess.run([*ENTRY, "--version"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout == f"flashcards, version {__version__}\n"


@pytest.mark.parametrize("command", ["serve", "import", "decks", "due", "undo", "check", "backup"])
def test_every_command_explains_itself(command: str, run: Callable[..., Result]) -> None:
    assert f"{command} [OPTIONS]" in run(command, "--help").stdout


@pytest.mark.parametrize("arguments", [["nothing"], ["due", "--nothing"], ["import"], ["serve", "--port", "99999"]])
def test_a_usage_that_is_not_one_exits_2(arguments: list[str], data: Path, run: Callable[..., Result]) -> None:
    assert run(*arguments).exit_code == 2
    assert not data.exists()


def test_options_stand_before_or_after_the_command(data: Path, file: Path) -> None:
    runner = CliRunner()
    for order in (
        ["--data", str(data), "--json", "due"],
        ["due", "--json", "--data", str(data)],
        ["--json", "due", "--data", str(data)],
    ):
        assert said(runner.invoke(program, order))["cards"] == []
    made = runner.invoke(program, ["import", str(file), "--json", "--data", str(data)])
    assert said(made)["applied"]["added"] == 3


def test_the_environment_names_the_data_folder(data: Path, file: Path, tmp_path: Path) -> None:
    runner = CliRunner(env={"FLASHCARDS_DATA": str(data)})
    assert runner.invoke(program, ["import", str(file)]).exit_code == 0
    assert (data / "flashcards.db").exists()
    assert said(runner.invoke(program, ["due", "--json", "--data", str(tmp_path / "other")]))["cards"] == []


def test_a_data_folder_that_is_a_file_is_a_wrong_setting(file: Path) -> None:
    result = CliRunner().invoke(program, ["due", "--data", str(file)])
    assert "this is a file" in refusal(result, 2)


# import


def test_an_import_says_what_it_made(data: Path, file: Path, run: Callable[..., Result]) -> None:
    result = run("import", file)
    assert result.exit_code == 0
    assert result.stdout == "stores.md: 3 added\n"
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "flashcards.db").stat().st_mode & 0o777 == 0o600


def test_importing_again_changes_nothing(collection: Connection, file: Path, run: Callable[..., Result]) -> None:
    before = build.state(collection), build.log(collection), build.journal(collection)
    assert run("import", file).stdout == "stores.md: 3 same\n"
    assert (build.state(collection), build.log(collection), build.journal(collection)) == before


def test_a_card_gone_from_its_guide_is_counted(collection: Connection, file: Path, run: Callable[..., Result]) -> None:
    file.write_bytes(build.guide("S3 :: objects", "EBS :: blocks", "Glacier :: archives", "Just words.", title="Stores"))
    assert run("import", file).stdout.splitlines()[0] == "stores.md: 1 added, 2 same, 1 gone, 1 skipped"


def test_skips_are_counted_by_reason_and_named_in_json(file: Path, run: Callable[..., Result]) -> None:
    file.write_bytes(build.guide("S3 :: objects", "Words that explain nothing in particular.", "Some more of these."))
    lines = run("import", file).stdout.splitlines()
    found = said(run("import", file, "--json"))
    assert lines[0] == "stores.md: 1 added, 2 skipped"
    assert lines[1] == f"  skipped 2: {found['skipped'][0]['reason']}"
    assert [(one["guide"], one["line"]) for one in found["skipped"]] == [("stores.md", 9), ("stores.md", 11)]
    assert found["guides"][0]["same"] == found["counts"]["same"] == found["applied"]["same"] == 1


def test_what_was_skipped_but_once_is_named_with_file_and_line(file: Path, run: Callable[..., Result]) -> None:
    file.write_text("---\nlevel: senior\n---\n# Stores\n\n- **S3**: objects\n", encoding="utf-8")

    skipped = 'skipped stores.md:2: the front matter has "senior" for level, which cannot be read; write L6 or L7'
    assert run("import", file).stdout.splitlines()[1].strip() == skipped


def test_a_file_left_out_of_a_folder_is_named(tmp_path: Path, file: Path, run: Callable[..., Result]) -> None:
    folder = tmp_path / "guides"
    folder.mkdir()
    shutil.copy(file, folder / "stores.md")
    (folder / "empty.md").write_bytes(b"")
    (folder / "broken.md").write_bytes(b"%PDF-1.4\x00\x01\x02")
    result = run("import", folder)
    assert result.exit_code == 0
    assert "stores.md: 3 added" in result.stdout
    assert "  left out broken.md: " in result.stdout
    skipped = said(run("import", folder, "--dry-run", "--json"))["skipped"]
    assert [one["line"] for one in skipped if one["guide"] == "broken.md"] == [1]


@pytest.mark.parametrize("raw", [b"%PDF-1.4\x00\x01", b"\x00" * 2000, b"\xff\xfe\x00\xd8" * 500])
@pytest.mark.parametrize("is_dry", [[], ["--dry-run"]])
def test_a_refused_import_makes_no_folder(
    raw: bytes, is_dry: list[str], data: Path, file: Path, run: Callable[..., Result]
) -> None:
    file.write_bytes(raw)
    assert "stores.md" in refusal(run("import", file, *is_dry), 1)
    assert not data.exists()


def test_a_path_that_is_not_there_is_refused(data: Path, run: Callable[..., Result]) -> None:
    assert "there is no such file or folder" in refusal(run("import", "missing.md"), 1)
    assert not data.exists()


def test_a_guide_without_cards_is_no_error(file: Path, run: Callable[..., Result]) -> None:
    file.write_text("# Words\n\nNothing to learn here.\n", encoding="utf-8")
    assert run("import", file).stdout.startswith("stores.md: no cards, 1 skipped")


def test_another_guide_of_the_same_name_stands_beside_it(collection: Connection, file: Path, run: Callable[..., Result]) -> None:
    file.write_bytes(build.guide("Kinesis :: streams", "SQS :: a queue", "SNS :: topics", title="Messages"))
    result = run("import", file)
    assert "A guide of this name with other cards is there already" in result.stdout
    assert build.one(collection, "SELECT COUNT(*) FROM cards WHERE suspended IS NULL") == 6
    assert build.one(collection, "SELECT COUNT(*) FROM guides WHERE path = 'stores.md'") == 2


def test_a_name_that_cannot_be_stored_is_refused(data: Path, tmp_path: Path, file: Path, run: Callable[..., Result]) -> None:
    odd = tmp_path / os.fsdecode(b"odd\xff.md")
    shutil.copy(file, odd)
    refusal(run("import", odd), 1)
    assert run("decks").stdout.startswith("There are no decks yet.")


# import --dry-run


def test_a_dry_run_makes_nothing(data: Path, tmp_path: Path, file: Path, run: Callable[..., Result]) -> None:
    before = contents(tmp_path)
    result = run("import", "--dry-run", file)
    assert result.exit_code == 0
    assert contents(tmp_path) == before
    assert not data.exists()
    lines = result.stdout.splitlines()
    assert lines[0] == "stores.md: 3 added"
    assert lines[1].startswith("  added  stores.md:7: S3")
    assert lines[-1] == "This was a dry run: nothing was written."


def test_a_dry_run_leaves_every_file_of_a_collection_as_it_was(data: Path, file: Path, run: Callable[..., Result]) -> None:
    run("import", file)
    file.write_bytes(build.guide("S3 :: objects", "EBS :: blocks", title="Stores"))
    before = contents(data)
    found = said(run("import", "--dry-run", "--json", file))
    assert contents(data) == before
    assert [card["status"] for card in found["cards"]] == ["same", "same"]
    assert [(card["guide"], card["back"]) for card in found["gone"]] == [("stores.md", "files")]


def test_a_dry_run_in_json_has_the_documented_shape(file: Path, run: Callable[..., Result]) -> None:
    found = said(run("import", "--dry-run", "--json", file))
    assert list(found) == ["guides", "cards", "offered", "plans", "gone", "counts", "skipped"]
    guide = {"path": "stores.md", "title": "Stores", "front_matter": {"deck": "AWS::Stores"}}
    assert found["guides"] == [guide | {"renamed_from": None, "is_gone": False}]
    assert found["cards"][1] == {
        "guide": "stores.md",
        "context": "Stores",
        "front": found["cards"][1]["front"],
        "back": "blocks",
        "kind": "concept",
        "deck": "AWS::Stores",
        "principles": [],
        "level": None,
        "tags": [],
        "as_of": None,
        "heading": [],
        "line": 9,
        "status": "added",
        "note": None,
        "candidates": [],
        "conflicts": [],
        "sections": [],
        "follow_ups": [],
        "criteria": [],
    }
    assert found["offered"] == found["plans"] == found["gone"] == found["skipped"] == []


def test_a_dry_run_will_not_bring_a_collection_up_to_date(data: Path, file: Path, run: Callable[..., Result]) -> None:
    run("import", file)
    make_old(data)
    before = contents(data)["flashcards.db"]
    assert "a dry run changes nothing" in refusal(run("import", "--dry-run", file), 1)
    assert contents(data)["flashcards.db"] == before


# decks, due


def test_decks_are_listed_as_a_tree(collection: Connection, run: Callable[..., Result]) -> None:
    assert run("decks").stdout.splitlines() == [
        "AWS: 3 cards, today 3 new, 0 learning, 0 to review",
        "  Stores: 3 cards, today 3 new, 0 learning, 0 to review",
    ]
    found = said(run("decks", "--json"))["decks"]
    assert [(deck["name"], deck["cards"], deck["new"]) for deck in found] == [("AWS", 3, 3), ("AWS::Stores", 3, 3)]


@pytest.mark.parametrize("command", ["due", "decks"])
def test_a_question_about_no_collection_has_an_empty_answer(command: str, data: Path, run: Callable[..., Result]) -> None:
    found = said(run(command, "--json"))
    assert found in ({"cards": [], "counts": {"new": 0, "learning": 0, "review": 0}}, {"decks": []})
    assert run(command).exit_code == 0
    assert not data.exists()


def test_due_lists_cards_in_the_order_they_are_asked(collection: Connection, run: Callable[..., Result]) -> None:
    build.rate(collection, 2, Rating.GOOD)
    build.rate(collection, 1, Rating.AGAIN)
    found = said(run("due", "--json", at=NOW + timedelta(minutes=5)))
    assert found["counts"] == {"new": 1, "learning": 2, "review": 0}
    assert [(card["id"], card["state"]) for card in found["cards"]] == [(1, "learning"), (3, "new"), (2, "learning")]
    assert found["cards"][0]["due"] == (NOW + timedelta(minutes=1)).isoformat()
    assert [card["due"] for card in found["cards"][1:]] == [None, (NOW + timedelta(minutes=10)).isoformat()]
    assert found["cards"][0]["deck"] == "AWS::Stores"
    assert found["cards"][0]["front"].startswith("S3")


def test_due_gives_the_version_a_rating_is_taken_under(collection: Connection, run: Callable[..., Result]) -> None:
    assert said(run("due", "--json"))["cards"][0]["version"] == build.question(collection, 1).version


def test_due_can_ask_one_deck(collection: Connection, tmp_path: Path, run: Callable[..., Result]) -> None:
    other = tmp_path / "other.md"
    other.write_bytes(build.guide("Tenet :: a belief", deck="Leadership"))
    run("import", other)
    assert [card["deck"] for card in said(run("due", "--json", "--deck", "leadership"))["cards"]] == ["Leadership"]
    assert len(said(run("due", "--json", "--deck", "AWS"))["cards"]) == 3
    assert "There is no deck 'Azure'" in refusal(run("due", "--deck", "Azure"), 1)


def test_a_card_cannot_steer_the_terminal(file: Path, run: Callable[..., Result]) -> None:
    file.write_bytes(build.guide("red \x1b[31m \u202e :: alert"))
    run("import", file)
    for result in (run("due"), run("import", "--dry-run", file)):
        assert "red" in result.stdout
        assert not {"\x1b", "\u202e"} & set(result.stdout)


# undo, check, backup


def test_undo_takes_back_the_newest_action(collection: Connection, run: Callable[..., Result]) -> None:
    before = build.state(collection)
    build.rate(collection, 1)
    assert run("undo").stdout == "Undone: Rated Good\n"
    assert build.state(collection) == before
    assert said(run("undo", "--json"))["undone"] == "Imported stores.md"
    assert "There is nothing to undo." in refusal(run("undo"), 1)


@pytest.mark.parametrize(("command", "sentence"), [("undo", "nothing to undo"), ("check", "no such"), ("backup", "no such")])
def test_what_needs_a_collection_makes_none(command: str, sentence: str, data: Path, run: Callable[..., Result]) -> None:
    assert sentence in refusal(run(command), 1)
    assert not data.exists()


def test_a_check_of_a_sound_collection_is_clean(collection: Connection, run: Callable[..., Result]) -> None:
    build.rate(collection, 1)
    assert said(run("check", "--json")) == {"cards": 3, "rows": 1, "differences": []}
    assert run("check").stdout == "Cards: 3. Rows of the review log: 1. Differences: 0.\n"


def test_a_check_that_finds_a_difference_exits_3(collection: Connection, run: Callable[..., Result]) -> None:
    build.rate(collection, 1)
    collection.execute("UPDATE cards SET stability = stability + 1 WHERE id = 1")
    assert len(said(run("check", "--json"), 3)["differences"]) == 1
    assert "Differences: 1." in run("check").stdout


def test_a_backup_is_a_collection(collection: Connection, data: Path, tmp_path: Path, run: Callable[..., Result]) -> None:
    made = Path(run("backup", at=NOW).stdout.strip())
    assert made == data / "backups" / f"flashcards-{NOW.astimezone():%Y%m%dT%H%M%S}.db"
    named = tmp_path / "copy.db"
    assert said(run("backup", named, "--json")) == {"path": str(named)}
    for copy in (made, named):
        assert copy.stat().st_mode & 0o777 == 0o600
        with closing(connect(copy)) as db:
            assert build.state(db) == build.state(collection)


def test_a_backup_overwrites_nothing(collection: Connection, tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    assert "a file of this name exists" in refusal(run("backup", tmp_path / "copy.db"), 1)
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"
    assert run("backup", tmp_path, at=NOW).stdout.startswith(str(tmp_path / "flashcards-2026"))


# what can be wrong with the file


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_newer_collection_is_left_alone(command: list[str], data: Path, file: Path, run: Callable[..., Result]) -> None:
    run("import", file)
    with closing(sqlite3.connect(data / "flashcards.db")) as db:
        db.execute("PRAGMA user_version=999999")
    before = contents(data)["flashcards.db"]
    result = run(*command, *([file] if "import" in command else []))
    if command == ["backup"]:  # copies the file as it is
        assert result.exit_code == 0
    else:
        assert "written by a newer version" in refusal(result, 3)
    assert contents(data)["flashcards.db"] == before


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_damaged_collection_is_left_alone(command: list[str], data: Path, file: Path, run: Callable[..., Result]) -> None:
    data.mkdir()
    (data / "flashcards.db").write_bytes(b"This is no database, but long enough to be looked at as one. " * 100)
    before = contents(data)["flashcards.db"]
    assert "the database is damaged" in refusal(run(*command, *([file] if "import" in command else [])), 3)
    assert contents(data)["flashcards.db"] == before


def test_a_locked_collection_is_busy(
    collection: Connection, file: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build.state(collection)
    monkeypatch.setattr(database, "DEADLINE_SECONDS", 0.1)
    file.write_bytes(build.guide("S3 :: objects", "EBS :: blocks", "SQS :: queues"))
    collection.execute("BEGIN IMMEDIATE")
    for command in (["undo"], ["import", str(file)]):
        assert "Another process is writing" in refusal(run(*command), 1)
    assert said(run("due", "--json"))["counts"]["new"] == 3
    collection.execute("ROLLBACK")
    with locked(collection.path):
        assert said(run("due", "--json"))["counts"]["new"] == 3
        assert "Another process is writing" in refusal(run("undo"), 1)
    assert build.state(collection) == before


def test_a_pending_migration_waits_for_the_server_to_stop(data: Path, file: Path, run: Callable[..., Result]) -> None:
    run("import", file)
    make_old(data)
    before = contents(data)["flashcards.db"]
    with claimed(data) as is_ours:
        assert is_ours
        assert "stop the server first" in refusal(run("due"), 1)
    assert contents(data)["flashcards.db"] == before
    assert said(run("due", "--json"))["counts"]["new"] == 3
    assert len(list((data / "backups").glob("before-schema-*.db"))) == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions are of another kind here")
def test_a_folder_that_may_not_be_written_to_is_named() -> None:
    as_nobody: list[str] = []
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("the superuser may write everywhere, and there is no setpriv")
        as_nobody = ["setpriv", "--reuid=65534", "--clear-groups"]
    folder = Path(tempfile.mkdtemp())
    try:
        open_database(folder / "flashcards.db", NOW).close()
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        before = contents(folder)
        for command in ("due", "undo", "serve"):
            tried = subprocess.run(
                [*as_nobody, *ENTRY, "--data", str(folder), command], cwd=ROOT, capture_output=True, text=True, timeout=30
            )
            if "No module named" in tried.stderr or "Permission denied: '/" in tried.stderr:
                pytest.skip("nobody may not read this environment")
            assert (tried.returncode, tried.stdout) == (1, ""), tried.stderr
            assert "cannot be written to" in tried.stderr
        assert contents(folder) == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize("years", [-1, 10])
def test_a_clock_that_jumped_loses_nothing(years: int, collection: Connection, run: Callable[..., Result]) -> None:
    for card_id in (1, 2):
        build.rate(collection, card_id, Rating.EASY)
    then = NOW + timedelta(days=365 * years)
    cards = said(run("due", "--json", at=then))["cards"]
    assert sorted(card["id"] for card in cards) == ([3] if years < 0 else [1, 2, 3])
    build.rate(collection, 3, at=build.later(365 * years))
    assert said(run("check", "--json", at=then)) == {"cards": 3, "rows": 3, "differences": []}
    assert said(run("undo", "--json", at=NOW))["card"] == 3
    assert said(run("check", "--json"))["differences"] == []


# how errors become words


def test_ctrl_c_is_quiet(data: Path, file: Path, run: Callable[..., Result]) -> None:
    run("import", file)

    def interrupted() -> datetime:
        raise KeyboardInterrupt

    result = CliRunner().invoke(program, ["--data", str(data), "due"], obj=Invocation(clock=interrupted))
    assert (result.exit_code, result.output) == (130, "")


def test_a_reader_that_leaves_early_is_no_error(data: Path, collection: Connection) -> None:
    command = subprocess.Popen([*ENTRY, "--data", str(data), "due"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert command.stdout
    command.stdout.close()
    with command:
        assert command.stderr
        assert command.stderr.read() == b""


def test_a_mistake_of_ours_is_one_sentence() -> None:
    try:
        raise KeyError("x")
    except KeyError as error:
        told = in_words(error, Invocation())
    assert told.message.startswith("Something went wrong that should not have")
    assert "KeyError at test_program.py" in told.message
    assert told.exit_status == 1


@pytest.mark.parametrize(("name", "said"), [("copy.db", "copy.db"), (None, "the output")])
def test_what_the_system_refuses_is_named(name: str | None, said: str) -> None:
    told = in_words(OSError(28, "No space left on device", name), Invocation())
    assert told.message == f"{said}: No space left on device"


# the folder


def test_a_folder_that_cannot_be_made_is_a_wrong_setting(file: Path) -> None:
    with pytest.raises(Config, match="no folder can be made there"):
        make_folder(file / "below")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/data", "ext4"),
        ("/mnt/team/flashcards", "nfs4"),
        ("/mnt/team drive/flashcards", "cifs"),
        ("/mnt/teammate", "ext4"),
    ],
)
def test_the_innermost_mount_tells_the_file_system(path: str, kind: str) -> None:
    table = "/dev/sda1 / ext4 rw 0 0\nhost:/x /mnt/team nfs4 rw 0 0\n//host/y /mnt/team\\040drive cifs rw 0 0\nbroken\n"
    assert file_system(PurePosixPath(path), table) == kind


def test_a_network_drive_is_warned_of(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nhost:/x {tmp_path} fuse.sshfs rw 0 0\n", encoding="utf-8")
    assert "network drive (fuse.sshfs)" in str(network_warning(tmp_path / "data", mounts))
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\n", encoding="utf-8")
    assert network_warning(tmp_path, mounts) is None
    assert network_warning(tmp_path, tmp_path / "missing") is None
