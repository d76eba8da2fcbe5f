"""`export`, `import` of what it wrote, `backup`, `backups` and `restore`, as they are typed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flashcards.cli import exporting
from flashcards.cli.invocation import Invocation
from flashcards.cli.program import program
from flashcards.services.queueing import today
from flashcards.storage.database import connect
from flashcards.storage.migrations import open_database
from flashcards.storage.presence import claimed
from tests.build import NOW, import_guide, later, log, rate, state
from tests.services.lived import live_in

ROOT = Path(__file__).resolve().parents[2]
ENTRY = [sys.executable, "-m", "flashcards", "--data"]
Run = Callable[..., Result]
AT = later(12).at


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of a collection that was lived in."""
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(open_database(folder / "flashcards.db", NOW)) as db:
        live_in(db)
    return folder


@pytest.fixture
def run(data: Path) -> Run:
    """Run a command, over `data` unless it names another folder."""

    def call(*arguments: str | Path, over: Path = data, at: datetime = AT) -> Result:
        return CliRunner().invoke(program, ["--data", str(over), *map(str, arguments)], obj=Invocation(clock=lambda: at))

    return call


def said(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refusal(result: Result, status: int = 1) -> str:
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    return result.stderr


def content(folder: Path) -> object:
    with closing(connect(folder / "flashcards.db")) as db:
        return state(db), log(db)


# Export and import


def test_an_export_goes_into_an_empty_folder_and_comes_out_byte_equal(run: Run, tmp_path: Path) -> None:
    file, other = tmp_path / "all.json", tmp_path / "other"
    assert said(run("export", "--json", file)) == {"path": str(file)}
    assert "restored" in run("import", file, over=other).stdout
    assert run("export", "--json", over=other).stdout_bytes == file.read_bytes()
    assert said(run("check", "--json", over=other))["differences"] == []


def test_an_export_can_go_to_the_standard_output(run: Run, tmp_path: Path) -> None:
    run("export", "--json", tmp_path / "all.json")
    assert run("export", "--json").stdout_bytes == (tmp_path / "all.json").read_bytes()
    assert run("--json", "export").stdout_bytes == (tmp_path / "all.json").read_bytes()


def test_a_dry_run_of_a_whole_import_writes_nothing(run: Run, tmp_path: Path) -> None:
    run("export", "--json", tmp_path / "all.json")
    found = said(run("import", "--dry-run", "--json", tmp_path / "all.json", over=tmp_path / "other"))
    assert found["is_restored"] is False
    assert found["rows"]["media"] == 1
    assert not (tmp_path / "other").exists()


def test_a_bad_export_is_refused_with_its_line_and_leaves_no_collection(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    run("export", "--json", file)
    file.write_bytes(file.read_bytes()[:-200])
    assert "cut short" in refusal(run("import", file, over=tmp_path / "other"))
    assert not (tmp_path / "other").exists()


def test_an_export_is_not_mixed_into_a_collection(run: Run, data: Path, tmp_path: Path) -> None:
    file, before = tmp_path / "all.json", content(data)
    run("export", "--json", file)
    assert "into an empty collection only" in refusal(run("import", file))
    assert "by itself" in refusal(run("import", file, file))
    assert content(data) == before


def test_markdown_and_csv_come_back_and_stories_stay_at_home(run: Run, tmp_path: Path) -> None:
    folder, table, archive = tmp_path / "notes", tmp_path / "notes.csv", tmp_path / "notes.zip"
    assert said(run("export", "--markdown", "--json", folder))["stories_left_out"] == 1
    assert "1 note of your own stories left out" in run("export", "--csv", table).stdout
    assert "9 notes written" in run("export", "--markdown", archive).stdout
    for path in (folder, table, archive):
        counts = said(run("import", "--json", path))["counts"]
        assert {name: number for name, number in counts.items() if number} == {"same": 9}
    assert said(run("import", "--json", table, over=tmp_path / "other"))["counts"]["added"] == 9


def test_one_deck_can_go_to_the_standard_output(run: Run) -> None:
    written = run("export", "--markdown", "--deck", "aws::stores").stdout
    assert written.startswith('---\ndeck: "AWS::Stores"\n---\n')
    assert run("export", "--csv", "--search", "objects by").stdout.count("\n") == 2
    assert "more than one file" in refusal(run("export", "--markdown"))


def test_what_is_left_out_is_told_beside_the_output(run: Run) -> None:
    result = run("export", "--csv", "--deck", "By hand")
    assert "stories left out" in result.stderr
    assert "stories" not in result.stdout


def test_no_file_is_written_over(run: Run, tmp_path: Path) -> None:
    for name in ("a.json", "a.csv", "a.zip"):
        (tmp_path / name).write_text("precious")
        way = {"a.json": "--json", "a.csv": "--csv", "a.zip": "--markdown"}[name]
        assert "this is there already" in refusal(run("export", way, tmp_path / name))
        assert (tmp_path / name).read_text() == "precious"
    assert "there already" in refusal(run("export", "--markdown", tmp_path))
    assert "no such folder" in refusal(run("export", "--csv", tmp_path / "nowhere" / "a.csv"))


def test_an_export_has_to_be_told_apart(run: Run, tmp_path: Path) -> None:
    assert "Say what to write" in refusal(run("export"), 2)
    assert "whole collection" in refusal(run("export", "--json", "--deck", "AWS"), 2)
    assert "no such deck" not in refusal(run("export", "--csv", "--deck", "Nowhere"))
    assert "nothing to export" in refusal(run("export", "--json", over=tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_an_export_of_no_note_writes_nothing(run: Run, tmp_path: Path) -> None:
    assert "no such note" in refusal(run("export", "--csv", "--search", "xyzzy", tmp_path / "a.csv"))
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_a_reader_that_leaves_early_hears_no_complaint(data: Path, form: str) -> None:
    """More than a pipe holds is still to come when it leaves."""
    with closing(connect(data / "flashcards.db")) as db:
        import_guide(db, *(f"{number} :: {'word ' * 1000}" for number in range(50)), path="long.md")
    command = subprocess.Popen([*ENTRY, str(data), "export", form], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert command.stdout
    assert command.stderr
    command.stdout.read(10)
    command.stdout.close()
    with command:
        assert command.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_an_output_that_is_full_is_told_in_one_sentence(data: Path, form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*ENTRY, str(data), "export", form], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert done.stderr.startswith(b"flashcards: ")


@pytest.mark.parametrize(
    ("form", "name"), [("--json", "e.json"), ("--csv", "e.csv"), ("--markdown", "e"), ("--markdown", "e.zip")]
)
@pytest.mark.parametrize("is_full", [False, True])
def test_files_beside_an_export_are_left_alone(
    run: Run, tmp_path: Path, form: str, name: str, is_full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{name}.part").mkdir()
    (tmp_path / f"{name}.part" / "mine").write_text("precious")
    (tmp_path / f".{name}.part").write_text("precious")
    before = {path: path.is_file() and path.read_text() for path in tmp_path.rglob("*") if "data" not in path.parts}
    if is_full:
        monkeypatch.setattr(exporting, "sync", _full)
        assert "disk is full" in refusal(run("export", form, tmp_path / name))
    else:
        assert run("export", form, tmp_path / name).exit_code == 0
        target = tmp_path / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    assert {path: path.is_file() and path.read_text() for path in tmp_path.rglob("*") if "data" not in path.parts} == before


def _full(path: Path) -> None:
    raise OSError(28, "No space left on device")


def test_an_empty_folder_is_filled_and_stays_when_that_fails(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    number = folder.stat().st_ino
    with monkeypatch.context() as patched:
        patched.setattr(exporting, "sync", _full)
        refusal(run("export", "--markdown", folder))
    assert (folder.stat().st_ino, list(folder.iterdir())) == (number, [])
    assert run("export", "--markdown", folder).exit_code == 0
    assert folder.stat().st_ino == number
    assert said(run("import", "--json", folder))["counts"]["same"] == 9


# Backups


def test_backups_are_listed_the_newest_first(run: Run, data: Path) -> None:
    first = said(run("backup", "--json"))["path"]
    second = said(run("backup", "--json", at=later(13).at))["path"]
    found = said(run("backups", "--json"))
    by_hand, before_imports = found["backups"][:2], found["backups"][2:]
    assert [one["path"] for one in by_hand] == [second, first]
    assert [(one["reason"], one["is_whole"]) for one in by_hand] == [("by hand", True)] * 2
    assert {one["reason"] for one in before_imports} == {"before import"}
    assert [one["made_at"] for one in before_imports] == sorted((one["made_at"] for one in before_imports), reverse=True)
    assert Path(first).name in run("backups").stdout
    assert found["folder"] == str(data / "backups")


def test_no_backups_are_none_and_no_error(run: Run, tmp_path: Path) -> None:
    assert "There are no backups" in run("backups", over=tmp_path / "new").stdout


def test_a_restore_is_shown_first_and_done_when_it_is_meant(run: Run, data: Path) -> None:
    was = content(data)
    backup = said(run("backup", "--json"))["path"]
    with closing(connect(data / "flashcards.db")) as db:
        rate(db, next(iter(today(db, later(12)).queue.ids(later(12).at, None))), at=later(12))
    changed = content(data)
    shown = run("restore")
    assert "It would replace" in shown.stdout
    assert "Nothing was changed. Add --yes" in shown.stdout
    assert content(data) == changed
    done = said(run("restore", "--yes", "--json"))
    assert (done["backup"], done["is_restored"]) == (backup, True)
    assert done["replaces"]["reviews"] == done["holds"]["reviews"] + 1
    assert content(data) == was
    run("restore", Path(done["kept"]).name, "--yes")
    assert content(data) == changed


def test_a_restore_can_go_into_an_empty_folder(run: Run, data: Path, tmp_path: Path) -> None:
    backup = said(run("backup", "--json"))["path"]
    assert "Restored." in run("restore", "--yes", backup, over=tmp_path / "new").stdout
    assert content(tmp_path / "new") == content(data)


def test_nothing_is_restored_while_a_server_has_the_data(run: Run, data: Path) -> None:
    run("backup")
    before = (data / "flashcards.db").read_bytes()
    with claimed(data):
        assert run("restore").exit_code == 0
        assert "stop it first" in refusal(run("restore", "--yes"))
    assert (data / "flashcards.db").read_bytes() == before


def test_a_damaged_collection_names_the_way_back_and_the_way_works(run: Run, data: Path) -> None:
    backup = said(run("backup", "--json"))["path"]
    was = content(data)
    (data / "flashcards.db").write_bytes(b"scrambled" * 999)
    told = refusal(run("check"), 3)
    assert backup in told
    assert "flashcards restore --yes" in told
    assert "cannot be read" in run("restore").stdout
    assert "Restored." in run("restore", "--yes").stdout
    assert content(data) == was


def test_what_cannot_be_restored_is_said_so(run: Run, tmp_path: Path) -> None:
    assert "no backup to restore" in refusal(run("restore", over=tmp_path / "new"))
    assert "no such file" in refusal(run("restore", "nowhere.db", "--yes"))
    (tmp_path / "guide.md").write_text("# no database")
    assert "damaged" in refusal(run("restore", tmp_path / "guide.md", "--yes"))
