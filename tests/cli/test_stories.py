"""`stories` and `coverage`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flashcards.cli.invocation import Invocation
from flashcards.cli.program import program
from flashcards.guides.story_file import read
from tests.build import NOW

FILE = """\
# Stories

## The ledger

- Principle: Ownership
- Principle: Dive Deep
- Strength: 4
- Level: L6
- Number: 40 %

### Situation

We were slow.

### Action

I cut it.

## The outage

- Principle: Dive Deep
- Strength: 3

### Task

I was asked.
"""
FRESH = {"card": 1, "last_told": None, "recall": None, "due_on": None}
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*arguments: str | Path) -> Result:
        command = ["--data", str(tmp_path / "data"), *map(str, arguments)]
        return CliRunner().invoke(program, command, obj=Invocation(clock=lambda: NOW))

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.md"
    path.write_text(FILE, encoding="utf-8")
    return path


def said(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refusal(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    return result.stderr


def test_stories_come_from_a_file_and_are_listed(run: Run, file: Path) -> None:
    assert run("stories", "import", file).stdout.splitlines() == [
        "added: The ledger", "added: The outage", "2 added, 0 changed, 0 the same.",
    ]  # fmt: skip
    assert run("stories", "list").stdout.splitlines() == [
        "1  The ledger (outline, L6, Ownership; Dive Deep)",
        "2  The outage (outline, Dive Deep)",
    ]
    first, _ = said(run("stories", "list", "--json"))["stories"]
    assert first == {
        "id": 1, "title": "The ledger", "level": "L6", "year": None, "strength": 4, "principles": ["Ownership", "Dive Deep"],
        "tags": [], "is_outline": True, "is_shared": False,
    }  # fmt: skip


def test_importing_again_says_what_is_the_same(run: Run, file: Path) -> None:
    run("stories", "import", file)
    file.write_text(FILE.replace("40 %", "41 %"), encoding="utf-8")
    found = said(run("stories", "import", "--json", file))
    assert found["counts"] == {"added": 0, "changed": 1, "same": 1}
    assert found["stories"][0] == {"title": "The ledger", "status": "changed", "id": 1}


def test_a_dry_run_writes_nothing(run: Run, file: Path, tmp_path: Path) -> None:
    found = said(run("stories", "import", "--dry-run", "--json", file))
    assert (found["counts"]["added"], found["is_dry_run"]) == (2, True)
    assert not (tmp_path / "data").exists()


def test_a_bad_file_is_refused_with_its_line_and_leaves_no_collection(run: Run, file: Path, tmp_path: Path) -> None:
    file.write_text("## A\n\n- Colour: red\n", encoding="utf-8")
    assert "mine.md:3: there is no field 'Colour'" in refusal(run("stories", "import", file))
    assert "no such file" in refusal(run("stories", "import", tmp_path / "none.md"))
    assert not (tmp_path / "data").exists()


def test_an_export_comes_back_as_the_same(run: Run, file: Path, tmp_path: Path) -> None:
    run("stories", "import", file)
    target = tmp_path / "out.md"
    assert said(run("stories", "export", "--json", target)) == {"path": str(target), "stories": 2}
    assert run("stories", "export").stdout == target.read_text(encoding="utf-8")
    assert "2 the same" in run("stories", "import", target).stdout
    assert "this is there already" in refusal(run("stories", "export", target))


def test_a_story_is_shown_whole(run: Run, file: Path) -> None:
    run("stories", "import", file)
    (shown,) = read(run("stories", "show", "1").stdout, "shown")
    assert shown.draft.action == "I cut it."
    found = said(run("stories", "show", "1", "--json"))
    assert (found["number"], found["is_outline"]) == ("40 %", True)
    assert found["cards"][0] == {"principle": "Ownership"} | FRESH
    assert "no such story" in refusal(run("stories", "show", "7"))


def test_coverage_names_the_gaps(run: Run, file: Path) -> None:
    run("stories", "import", file)
    lines = run("coverage").stdout.splitlines()
    assert "Dive Deep: The ledger (strength 4, never told); The outage (strength 3, never told)" in lines
    assert "red: Ownership. One story of strength 3 or more; aim for 2 at least." in lines
    found = said(run("coverage", "--json"))
    assert [row["name"] for row in found["principles"] if not row["is_thin"]] == ["Dive Deep"]
    assert found["principles"][1]["stories"] == [
        {
            "id": 1,
            "title": "The ledger",
            "strength": 4,
            "is_primary": True,
            "card": 1,
            "last_told": None,
            "recall": None,
            "due_on": None,
        }
    ]
    assert len(found["gaps"]) == 15
    assert found["gaps"][0]["urgency"] == "red"


def test_without_a_collection_there_are_no_stories_and_none_is_made(run: Run, tmp_path: Path) -> None:
    assert "There are no stories yet" in run("stories", "list").stdout
    assert "There are no stories yet" in run("coverage").stdout
    assert said(run("coverage", "--json")) == {"principles": [], "gaps": []}
    assert run("stories", "export").stdout == "# Stories\n"
    assert "There are no stories yet" in refusal(run("stories", "show", "1"))
    assert not (tmp_path / "data").exists()
