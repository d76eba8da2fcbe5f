"""`import` of folders, and `folders`."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flashcards.cli.invocation import Invocation
from flashcards.cli.program import program
from flashcards.storage.database import connect
from flashcards.storage.space import LEAST_BYTES
from tests import build
from tests.build import NOW
from tests.storage.test_space import fill_and_free

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of two guides."""
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "stores.md").write_bytes(build.guide("S3 :: objects", "EBS :: blocks", title="Stores"))
    (folder / "queues.md").write_bytes(build.guide("SQS :: a queue", title="Queues"))
    return folder


@pytest.fixture
def run(data: Path) -> Run:
    def call(*arguments: str | Path, at: datetime = NOW) -> Result:
        result = CliRunner().invoke(program, [str(one) for one in ("--data", data, *arguments)], obj=Invocation(clock=lambda: at))
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return call


def said(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_folder_that_is_imported_is_remembered_and_named(home: Path, run: Run) -> None:
    last = run("import", home).stdout.splitlines()[-1]
    assert last == f"{home} is remembered: the page Import offers what changes in it. --no-remember does not."
    assert [one["path"] for one in said(run("folders", "--json"))["folders"]] == [str(home)]
    assert "is remembered" not in run("import", home).stdout


def test_a_folder_need_not_be_remembered(home: Path, run: Run) -> None:
    assert said(run("import", "--no-remember", "--json", home))["folder"] is None
    assert run("folders").stdout == "No folder is remembered.\n"


def test_a_file_remembers_no_folder(home: Path, run: Run) -> None:
    run("import", home / "stores.md")
    assert said(run("folders", "--json"))["folders"] == []


def test_an_import_gives_back_the_space_that_nobody_uses(data: Path, home: Path, run: Run) -> None:
    run("import", home / "stores.md")
    with closing(connect(data / "flashcards.db")) as db:
        fill_and_free(db, 2 * LEAST_BYTES)
    run("import", home)
    assert (data / "flashcards.db").stat().st_size < LEAST_BYTES


def test_a_refused_import_remembers_nothing(home: Path, run: Run) -> None:
    run("import", home / "stores.md")
    (home / "stores.md").write_bytes(b"%PDF-1.4\x00\x01")
    (home / "queues.md").unlink()
    assert run("import", home).exit_code == 1
    assert said(run("folders", "--json"))["folders"] == []


def test_changes_of_a_folder_are_told(home: Path, run: Run) -> None:
    run("import", home)
    assert run("folders").stdout == f"{home}: nothing changed since today\n"
    (home / "queues.md").unlink()
    (home / "topics.md").write_bytes(build.guide("SNS :: topics", title="Topics"))
    found = said(run("folders", "--json"))["folders"][0]
    assert (found["new"], found["gone"], found["cards"]["added"], found["cards"]["gone"]) == (["topics.md"], ["queues.md"], 1, 1)


def test_a_guide_that_is_gone_from_its_folder_is_parked(home: Path, run: Run) -> None:
    run("import", home)
    (home / "queues.md").unlink()
    assert "queues.md (its file is gone): 1 gone" in run("import", home).stdout


def test_a_dry_run_of_a_folder_tells_what_the_run_does(home: Path, run: Run) -> None:
    run("import", home)
    (home / "queues.md").unlink()
    (home / "topics.md").write_bytes(build.guide("SNS :: topics", title="Topics"))
    dry = said(run("import", "--dry-run", "--json", home))
    assert [one["front"] for one in dry["gone"]] == ["SQS"]
    assert dry["counts"] == said(run("import", "--json", home))["counts"]


def test_a_dry_run_of_a_folder_that_is_not_to_be_remembered_parks_nothing(home: Path, run: Run) -> None:
    run("import", home)
    (home / "queues.md").unlink()
    assert said(run("import", "--dry-run", "--no-remember", "--json", home))["gone"] == []
    assert said(run("import", "--no-remember", "--json", home))["applied"]["gone"] == 0


def test_a_guide_that_cannot_be_read_is_told_beside_what_changed(home: Path, run: Run) -> None:
    run("import", home)
    (home / "topics.md").write_bytes(build.guide("SNS :: topics", title="Topics"))
    (home / "broken.md").write_bytes(b"%PDF-1.4\x00\x01")
    told = run("folders").stdout
    assert told.startswith(f"{home}: 1 guide new since today: 1 card new: ")
    assert "broken.md" in told


def test_a_folder_is_forgotten_by_its_path(home: Path, run: Run) -> None:
    run("import", home)
    assert run("folders", "--forget", home).stdout == "No folder is remembered.\n"
    assert "is not remembered" in run("folders", "--forget", home).stderr


def test_nothing_is_remembered_of_no_collection(data: Path, run: Run) -> None:
    assert run("folders").stdout == "No folder is remembered.\n"
    assert not data.exists()


def test_a_card_that_may_be_one_of_several_names_them(home: Path, run: Run) -> None:
    line = "How long does a queue keep a message in the {} region? :: Four days by default and fourteen days at most."
    guide = home / "queues.md"
    guide.write_bytes(build.guide(line.format("first"), line.format("third"), title="Queues"))
    run("import", guide)
    guide.write_bytes(build.guide(line.format("fifth"), title="Queues"))
    card = said(run("import", "--dry-run", "--json", guide))["cards"][0]
    assert (card["status"], card["note"]) == ("ask", None)
    assert sorted(one["front"].split()[-2] for one in card["candidates"]) == ["first", "third"]
    lines = run("import", "--dry-run", guide).stdout.splitlines()
    assert sum(line.startswith("    may be: How long") for line in lines) == 2
    assert "1 card may be new or reworded" in run("import", guide).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_person_at_a_terminal_sees_how_far_it_is(data: Path, home: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "flashcards", "--data", str(data), "import", str(home)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert re.search(r"Reading guides.*100%", shown, re.DOTALL)
    assert re.search(r"Making cards.*100%", shown, re.DOTALL)
    assert "Reading" not in done.stdout.decode()


def test_a_program_that_waits_sees_none_of_it(home: Path, run: Run) -> None:
    assert run("import", "--json", home).stderr == ""


def test_an_import_of_a_folder_keeps_nothing_staged(data: Path, home: Path, run: Run) -> None:
    run("import", home)
    db = connect(data / "flashcards.db")
    assert build.one(db, "SELECT COUNT(*) FROM staged_guides") == 0
    assert build.one(db, "SELECT COUNT(*) FROM folder_guides") == 2
    db.close()
