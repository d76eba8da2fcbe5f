"""The command `find`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flashcards.cli.invocation import Invocation
from flashcards.cli.program import program
from tests import build


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, ["--data", str(data), *arguments], obj=Invocation(clock=lambda: build.NOW))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a guide of three cards."""
    guide = tmp_path / "stores.md"
    guide.write_bytes(build.guide("S3 :: objects", "EBS :: blocks", "EFS :: files", deck="AWS::Stores"))
    assert run(tmp_path / "data", "import", str(guide)).exit_code == 0
    return tmp_path / "data"


def test_find_lists_what_a_search_finds(data: Path) -> None:
    assert run(data, "find", "blocks or files").output.splitlines() == [
        "2  AWS::Stores: EBS", "3  AWS::Stores: EFS", "Found: 2 cards",
    ]  # fmt: skip


def test_find_takes_a_minus_and_several_words(data: Path) -> None:
    found = json.loads(run(data, "find", "--json", "deck:stores", "-blocks", "-s3").output)["cards"]
    assert found == [
        {"id": 3, "note": 3, "deck": "AWS::Stores", "front": "EFS", "tags": [], "state": "new", "due": None, "recall": None}
    ]


def test_a_search_that_cannot_be_meant_ends_with_its_place(data: Path) -> None:
    result = run(data, "find", "s3 is:foo")
    assert result.exit_code == 1
    assert "Column 4: there is no is:foo" in result.output


def test_find_without_a_collection_finds_nothing_and_makes_none(tmp_path: Path) -> None:
    assert run(tmp_path / "none", "find", "s3").output == "Found: 0 cards\n"
    assert not (tmp_path / "none").exists()
