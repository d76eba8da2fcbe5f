"""Imports that are read guide by guide: how far they are, what is left of them, and what others may do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flashcards.core.errors import NotFound, UnreadableFile
from flashcards.services.imports.gathering import Gathered, gather_uploads
from flashcards.services.imports.planning import plan_import
from flashcards.services.imports.preparing import (
    STOPPED,
    ReadingEnded,
    begin_import,
    cancel_import,
    fail_import,
    fail_unfinished,
    fill_import,
    read_import,
    stage_import,
)
from flashcards.services.writing import delete_notes
from flashcards.storage import staging
from flashcards.storage.database import Connection, connect
from flashcards.storage.migrations import open_database
from flashcards.storage.staged import StagedImport
from tests import build
from tests.build import MOMENT, NOW

FILES = {f"guide-{number}.md": build.guide(f"Term {number} :: fact {number}", title=f"Guide {number}") for number in range(4)}


class Disturbed(dict[str, bytes]):
    """Guides of which one comes with a disturbance."""

    def __init__(self, at: int, disturb: Callable[[], object]) -> None:
        super().__init__(FILES)
        self.at, self.disturb = at, disturb

    def items(self) -> ItemsView[str, bytes]:
        return self._items()  # type: ignore[return-value]

    def _items(self) -> Iterator[tuple[str, bytes]]:
        for place, item in enumerate(super().items()):
            if place == self.at:
                self.disturb()
            yield item


@dataclass
class Begun:
    """An import that is going to be read."""

    db: Connection
    id: int

    @property
    def head(self) -> StagedImport:
        return staging.staged_import(self.db, self.id)

    @property
    def left(self) -> int:
        return int(str(build.one(self.db, "SELECT COUNT(*) FROM staged_guides")))


@pytest.fixture
def begun(db: Connection) -> Begun:
    return Begun(db, begin_import(db, len(FILES), MOMENT))


def test_an_import_is_being_read_until_all_its_guides_are_staged(db: Connection, begun: Begun) -> None:
    assert (begun.head.state, begun.head.done, begun.head.total) == ("reading", 0, 4)
    fill_import(db, begun.id, Gathered(FILES))
    assert (begun.head.state, begun.head.done, begun.head.total) == ("ready", 4, 4)
    assert [guide.path for guide in staging.guides(db, begun.id)] == list(FILES)


def test_a_guide_counts_half_once_it_is_read(db: Connection, begun: Begun) -> None:
    seen: list[int] = []
    fill_import(db, begun.id, Gathered(Disturbed(2, lambda: seen.append(begun.head.done))))
    assert seen == [1]


def test_a_cancelled_import_ends_at_the_next_guide_and_leaves_nothing(db: Connection, begun: Begun) -> None:
    with pytest.raises(ReadingEnded):
        fill_import(db, begun.id, Gathered(Disturbed(2, lambda: cancel_import(db, begun.id))))
    assert (begun.head.state, begun.left) == ("cancelled", 0)


def test_what_was_staged_of_a_cancelled_import_goes(db: Connection, begun: Begun) -> None:
    def cancel_at_the_last(guides: Iterable[Any]) -> Iterator[Any]:
        for place, one in enumerate(guides):
            if place == 3:
                assert build.one(db, "SELECT COUNT(*) FROM staged_notes") == 3
                cancel_import(db, build.one(db, "SELECT MAX(id) FROM imports"))
            yield one

    with pytest.raises(ReadingEnded):
        stage_import(db, plan_import(db, Gathered(FILES)), MOMENT, cancel_at_the_last)
    assert begun.left == build.one(db, "SELECT COUNT(*) FROM staged_notes") == 0


def test_an_interrupt_leaves_nothing_of_an_import(db: Connection) -> None:
    def interrupt(guides: Iterable[Any]) -> Iterator[Any]:
        yield next(iter(guides))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stage_import(db, plan_import(db, Gathered(FILES)), MOMENT, interrupt)
    assert build.one(db, "SELECT COUNT(*) FROM imports") == build.one(db, "SELECT COUNT(*) FROM staged_guides") == 0


def test_a_ready_import_can_no_longer_be_cancelled(db: Connection) -> None:
    import_id = read_import(db, Gathered(FILES), MOMENT)
    cancel_import(db, import_id)
    assert staging.staged_import(db, import_id).state == "ready"
    assert len(staging.guides(db, import_id)) == 4


def test_an_import_that_is_not_there_cannot_be_cancelled(db: Connection) -> None:
    with pytest.raises(NotFound):
        cancel_import(db, 7)


def test_a_failed_import_says_why_and_leaves_nothing(db: Connection, begun: Begun) -> None:
    fail_import(db, begun.id, "The disk is full.")
    assert (begun.head.state, begun.head.problem, begun.left) == ("failed", "The disk is full.", 0)


def test_what_a_stopped_server_was_reading_has_failed(db: Connection, begun: Begun) -> None:
    ready = read_import(db, Gathered(FILES), MOMENT)
    fail_unfinished(db)
    assert (begun.head.state, begun.head.problem) == ("failed", STOPPED)
    assert staging.staged_import(db, ready).state == "ready"


def test_an_unreadable_guide_is_named_and_left_out(db: Connection) -> None:
    import_id = read_import(db, Gathered({**FILES, "broken.md": b"%PDF-1.4\x00\x01\x02"}), MOMENT)
    head = staging.staged_import(db, import_id)
    assert [path for path, _ in head.left_out] == ["broken.md"]
    assert (head.state, head.done, head.total) == ("ready", 5, 5)
    assert len(staging.guides(db, import_id)) == 4


def test_where_nothing_can_be_read_there_is_no_import(db: Connection) -> None:
    with pytest.raises(UnreadableFile):
        read_import(db, gather_uploads([("broken.md", b"%PDF-1.4\x00\x01\x02")]), MOMENT)
    assert build.one(db, "SELECT COUNT(*) FROM imports") == 0


def test_others_write_while_guides_are_read(tmp_path: Path) -> None:
    db = open_database(tmp_path / "flashcards.db", NOW)
    other = connect(tmp_path / "flashcards.db")
    import_id = begin_import(db, len(FILES), MOMENT)
    fill_import(db, import_id, Gathered(Disturbed(2, lambda: build.add_deck(other, "Beside"))))
    assert staging.staged_import(db, import_id).state == "ready"
    assert build.one(db, "SELECT COUNT(*) FROM decks WHERE name = 'Beside'") == 1
    other.close()
    db.close()


def test_a_note_deleted_while_guides_are_rendered_is_not_gone_from_them(db: Connection) -> None:
    build.import_guide(db, "One :: 1", "Two :: 2")
    plan = plan_import(db, Gathered({"guide.md": build.guide("One :: 1")}))
    assert len(plan.guides[0].gone) == 1

    def delete_first(guides: Iterable[Any]) -> Iterator[Any]:
        delete_notes(db, plan.guides[0].gone, MOMENT)
        yield from guides

    import_id = stage_import(db, plan, MOMENT, delete_first)
    assert [one.status for notes in staging.notes(db, import_id).values() for one in notes] == ["same"]
