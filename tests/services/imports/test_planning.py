"""What an import would do, told before anything is written."""

from __future__ import annotations

import pytest

from flashcards.core.errors import UnreadableFile
from flashcards.core.imports import Status
from flashcards.services.imports.gathering import gather_uploads
from flashcards.services.imports.planning import ImportPlan, counts, plan_import
from flashcards.storage.database import Connection
from tests.build import GIF, PNG, guide, import_files, import_guide, journal, one, state


def plan(db: Connection | None, **files: bytes) -> ImportPlan:
    return plan_import(db, gather_uploads([(f"{name}.md", content) for name, content in files.items()]))


def statuses(found: ImportPlan) -> list[list[str]]:
    return [[match.status.value for match in each.matches] for each in found.guides]


def test_without_a_collection_all_is_new() -> None:
    found = plan(None, one=guide("a :: 1", "b :: 2"))
    assert statuses(found) == [["added", "added"]]
    assert counts(found) == {"added": 2, "changed": 0, "moved": 0, "same": 0, "ask": 0, "gone": 0, "skipped": 0}


def test_a_plan_writes_nothing(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    before = state(db), journal(db), one(db, "SELECT changes FROM collection")
    plan(db, guide=guide("a :: 1", "c :: 3"), other=guide("d :: 4"))
    assert (state(db), journal(db), one(db, "SELECT changes FROM collection")) == before


def test_every_status_is_counted(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2 ^b", "c :: 3", "d :: 4")
    found = plan(db, guide=guide("a :: 1", "b :: II ^b", "d :: 4", "e :: 5"))
    assert statuses(found) == [["same", "changed", "same", "added"]]
    assert counts(found) == {"added": 1, "changed": 1, "moved": 0, "same": 2, "ask": 0, "gone": 1, "skipped": 0}


def test_a_note_is_gone_only_when_the_import_covered_all_its_guides(db: Connection) -> None:
    import_files(
        db, {"one.md": guide("a :: 1", "x :: 0"), "two.md": guide("a :: 1", "y :: 0"), "three.md": guide("a :: 1", "z :: 0")}
    )
    shorter = {"one": guide("x :: 0"), "two": guide("y :: 0"), "three": guide("z :: 0")}
    assert counts(plan(db, other=guide("q :: 9")))["gone"] == 0
    assert counts(plan(db, one=shorter["one"]))["gone"] == 0
    assert counts(plan(db, one=shorter["one"], two=shorter["two"]))["gone"] == 0
    assert counts(plan(db, **shorter))["gone"] == 1


def test_a_note_that_moves_to_another_guide_of_the_import_is_not_gone(db: Connection) -> None:
    import_files(db, {"one.md": guide("a :: 1", "x :: 0"), "two.md": guide("y :: 0")})
    found = plan(db, one=guide("x :: 0"), two=guide("y :: 0", "a :: 1"))
    assert counts(found)["gone"] == 0
    assert statuses(found) == [["same"], ["same", "moved"]]


def test_what_is_gone_already_is_not_gone_again(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    import_guide(db, "a :: 1")
    assert counts(plan(db, guide=guide("a :: 1")))["gone"] == 0


def test_a_fact_two_guides_of_one_import_bring_is_added_once() -> None:
    assert statuses(plan(None, one=guide("a :: 1"), two=guide("a :: 1", "b :: 2"))) == [["added"], ["same", "added"]]


def test_one_unreadable_guide_among_good_ones_is_left_out_with_its_reason() -> None:
    found = plan(None, good=guide("a :: 1"), slides=b"%PDF-1.7 ...", old="\ufeffä".encode("utf-16"))
    assert [each.guide.path for each in found.guides] == ["good.md"]
    reasons = dict(found.left_out)
    assert "a PDF" in reasons["slides.md"]
    assert "UTF-16" in reasons["old.md"]


def test_the_only_guide_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"slides\.md: this is a PDF"):
        plan(None, slides=b"%PDF-1.7 ...")


def test_a_guide_without_cards_is_no_error(db: Connection) -> None:
    assert statuses(plan(db, empty=b"", words=b"# Words\n\nSome words.\n")) == [[], []]


def test_pictures_are_found_from_where_the_guide_lies() -> None:
    text = guide("a :: ![](a.png) ![](../pictures/b%20c.gif) ![](https://example.org/x.png) ![](missing.png) ![](fake.png)")
    files = [
        ("g/deep/one.md", text),
        ("g/deep/a.png", PNG),
        ("g/pictures/b c.gif", GIF),
        ("g/deep/fake.png", b"<svg/>"),
        ("g/x.png", PNG),
    ]
    found = plan_import(None, gather_uploads(files))
    (planned,) = found.guides
    assert set(planned.images) == {"a.png", "../pictures/b%20c.gif"}
    assert planned.images["a.png"].endswith(".png")
    assert planned.images["../pictures/b%20c.gif"].endswith(".gif")
    assert dict(found.left_out) == {"deep/fake.png": "not a png, jpeg, gif or webp picture"}


def test_a_file_of_a_known_name_with_other_cards_is_a_question(db: Connection) -> None:
    import_guide(db, *(f"old {number} :: {number}" for number in range(6)))
    (planned,) = plan(db, guide=guide("old 0 :: 0", *(f"new {number} :: {number}" for number in range(5)))).guides
    assert (planned.guide_id, planned.resembles_id) == (None, 1)
    (planned,) = plan(db, guide=guide("old 0 :: 0", "old 1 :: 1", *(f"new {number} :: {number}" for number in range(4)))).guides
    assert (planned.guide_id, planned.resembles_id) == (1, None)


def test_of_two_guides_of_one_name_the_one_with_most_in_common_is_meant(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2", path="readme.md")
    import_guide(db, "c :: 3", "d :: 4", path="readme.md")
    assert one(db, "SELECT COUNT(*) FROM guides") == 2
    found = plan(db, readme=guide("a :: 1", "b :: 2", "e :: 5"))
    assert found.guides[0].guide_id == 1
    assert [match.status for match in found.guides[0].matches] == [Status.SAME, Status.SAME, Status.ADDED]
