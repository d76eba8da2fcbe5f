"""Remembered folders: what may be one, what changed in it, and importing just that."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.core.errors import BadInput, FlashcardsError, NotFound, TooLarge
from flashcards.core.models import Rating
from flashcards.services.imports import gathering
from flashcards.services.imports.importing import Applied, apply_import
from flashcards.services.imports.preparing import read_import
from flashcards.services.imports.remembering import Changes, changes, forget, gather_folder, remember
from flashcards.services.undoing import undo
from flashcards.storage import staging
from flashcards.storage.database import Connection
from flashcards.storage.folders import Folder, folder, folders
from tests import build
from tests.build import MOMENT, later

GUIDES = {"one.md": ("A :: 1", "B :: 2"), "deep/two.md": ("C :: 3",), "three.md": ("D :: 4", "E :: 5")}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of three guides with five cards."""
    for path, lines in GUIDES.items():
        file = tmp_path / "guides" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(build.guide(*lines, title=path))
    return tmp_path / "guides"


@pytest.fixture
def kept(db: Connection, home: Path) -> Folder:
    """It, remembered and imported."""
    found = remember(db, str(home), MOMENT)
    take(db, found)
    return folder(db, found.id)


def take(db: Connection, one: Folder, **how: bool) -> Applied:
    """Import what changed in a folder."""
    applied = apply_import(db, read_import(db, gather_folder(db, one.id, **how), MOMENT), MOMENT)
    assert applied is not None
    return applied


def told(db: Connection, one: Folder) -> Changes:
    return changes(db, folder(db, one.id))


def rewrite(file: Path, *lines: str) -> None:
    file.write_bytes(build.guide(*lines, title=file.name))


# What may be remembered


def test_a_folder_is_remembered_once(db: Connection, home: Path) -> None:
    first, second = remember(db, str(home), MOMENT), remember(db, f" {home}/deep/.. ", MOMENT)
    assert first == second
    assert folders(db) == [first]


def test_a_home_is_written_with_a_tilde(db: Connection, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home.parent))
    assert remember(db, "~/guides", MOMENT).path == str(home)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "whole path"),
        ("guides", "whole path"),
        ("/no/such/folder", "no such folder"),
        ("/a\0b", "characters"),
        ("/a\nb", "characters"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(typed: str, reason: str, db: Connection) -> None:
    with pytest.raises(FlashcardsError, match=reason):
        remember(db, typed, MOMENT)
    assert folders(db) == []


def test_a_file_is_no_folder(db: Connection, home: Path) -> None:
    with pytest.raises(BadInput, match="this is a file"):
        remember(db, str(home / "one.md"), MOMENT)


def test_a_folder_of_too_many_files_is_refused(db: Connection, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "FOLDER_FILES", 3)
    with pytest.raises(TooLarge, match="Name the folder with your guides"):
        remember(db, str(home), MOMENT)


def test_links_out_of_a_folder_are_not_followed(db: Connection, home: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    rewrite(tmp_path / "elsewhere" / "secret.md", "S :: secret")
    (home / "linked").symlink_to(tmp_path / "elsewhere")
    (home / "linked.md").symlink_to(tmp_path / "elsewhere" / "secret.md")
    assert set(told(db, remember(db, str(home), MOMENT)).new) == set(GUIDES)


def test_forgetting_a_folder_leaves_its_cards(db: Connection, kept: Folder) -> None:
    before = build.state(db)
    forget(db, kept.id)
    assert (folders(db), build.state(db)) == ([], before)
    with pytest.raises(NotFound, match="Add it again"):
        gather_folder(db, kept.id)


# What changed


def test_before_its_first_import_all_guides_are_new(db: Connection, home: Path) -> None:
    found = told(db, remember(db, str(home), MOMENT))
    assert set(found.new) == set(GUIDES)
    assert found.in_words(MOMENT) == "3 guides, not imported yet"


def test_once_imported_nothing_is_new(db: Connection, kept: Folder) -> None:
    found = told(db, kept)
    assert found.guides == 0
    assert found.in_words(later(2)) == "nothing changed since Tuesday"
    with pytest.raises(BadInput, match="nothing to do"):
        gather_folder(db, kept.id)


def test_changes_are_told_by_guides_and_by_cards(db: Connection, kept: Folder, home: Path) -> None:
    rewrite(home / "one.md", "A :: 1", "F :: 6")
    rewrite(home / "four.md", "G :: 7")
    (home / "three.md").unlink()
    found = told(db, kept)
    assert (found.changed, found.new, found.gone) == (("one.md",), ("four.md",), ("three.md",))
    words = found.in_words(later(2))
    assert words.startswith("1 guide changed, 1 new, 1 gone since Tuesday: ")
    assert words.endswith(" gone")


def test_looking_writes_nothing(db: Connection, kept: Folder, home: Path) -> None:
    rewrite(home / "one.md", "A :: 1", "F :: 6")
    before = db.total_changes
    told(db, kept)
    assert db.total_changes == before


def test_a_guide_without_cards_is_not_new_for_ever(db: Connection, home: Path) -> None:
    (home / "index.md").write_text("# Home\n\nOnly words.\n", encoding="utf-8")
    one = remember(db, str(home), MOMENT)
    take(db, one)
    assert told(db, one).guides == 0


def test_an_import_taken_back_is_offered_again(db: Connection, kept: Folder) -> None:
    undo(db, None, MOMENT)
    assert told(db, kept).guides == 3


def test_a_folder_that_went_away_says_so(db: Connection, kept: Folder, home: Path) -> None:
    home.rename(home.parent / "moved")
    assert "there is no such file or folder" in told(db, kept).problem


# Importing what changed


def test_only_what_changed_is_read(db: Connection, kept: Folder, home: Path) -> None:
    rewrite(home / "one.md", "A :: 1", "B :: 2", "F :: 6")
    assert set(gather_folder(db, kept.id).guides) == {"one.md"}
    assert take(db, kept) == Applied(added=1, changed=0, same=2, gone=0)
    assert told(db, kept).guides == 0


def test_all_of_it_can_be_read_again(db: Connection, kept: Folder) -> None:
    assert take(db, kept, is_whole=True) == Applied(added=0, changed=0, same=5, gone=0)


def test_cards_of_a_guide_that_went_are_parked_until_that_is_undone(db: Connection, kept: Folder, home: Path) -> None:
    before = build.live(db)
    (home / "three.md").unlink()
    assert take(db, kept).gone == 2
    assert build.one(db, "SELECT COUNT(*) FROM notes WHERE gone_at IS NOT NULL") == 2
    assert {row["path"] for row in db.execute("SELECT path FROM guides WHERE deleted_at IS NULL")} == {"one.md", "deep/two.md"}
    assert told(db, kept).guides == 0
    undo(db, None, MOMENT)
    assert build.live(db) == before
    assert told(db, kept).gone == ("three.md",)


def test_a_folder_whose_last_guides_went_says_so_and_offers_to_park_their_cards(db: Connection, kept: Folder, home: Path) -> None:
    for path in GUIDES:
        (home / path).unlink()
    found = told(db, kept)
    assert (set(found.gone), found.problem) == (set(GUIDES), "")
    assert found.in_words(later(2)) == "3 guides gone since Tuesday: 5 cards gone"
    assert take(db, kept) == Applied(added=0, changed=0, same=0, gone=5)
    assert (paths_of(db), parked(db)) == ({}, 5)
    assert "there is no guide in it" in told(db, kept).problem
    undo(db, None, MOMENT)
    assert set(told(db, kept).gone) == set(GUIDES)


def test_what_is_left_out_of_a_folder_whose_guides_went_is_not_gone(db: Connection, kept: Folder, home: Path) -> None:
    for path in GUIDES:
        (home / path).unlink()
    (home / "one.md").symlink_to(home / "elsewhere.md")
    assert set(told(db, kept).gone) == set(GUIDES) - {"one.md"}


def of_cards(*letters: str) -> tuple[str, ...]:
    return tuple(f"{letter} :: {letter * 3}" for letter in letters)


def paths_of(db: Connection) -> dict[str, int]:
    """The guides there are, and how many cards each has."""
    rows = db.execute(
        """SELECT path, COUNT(sources.id) FROM guides LEFT JOIN sources ON guide_id = guides.id AND gone_at IS NULL
        WHERE guides.deleted_at IS NULL GROUP BY guides.id"""
    )
    return dict(rows.fetchall())


def parked(db: Connection) -> int:
    return int(build.one(db, "SELECT COUNT(*) FROM notes WHERE gone_at IS NOT NULL"))


def test_a_guide_that_did_not_change_stays_itself_beside_those_that_did(db: Connection, tmp_path: Path) -> None:
    home = tmp_path / "guides" / "s"
    home.mkdir(parents=True)
    rewrite(home / "a.md", *of_cards(*"abcdef"))
    rewrite(home / "b.md", *of_cards(*"uvw"))
    one = remember(db, str(home.parent), MOMENT)
    take(db, one)
    rewrite(home / "b.md", *of_cards(*"uvx"))
    rewrite(home / "c.md", *of_cards(*"abpqr"))
    take(db, one)
    assert paths_of(db) == {"s/a.md": 6, "s/b.md": 3, "s/c.md": 5}
    assert parked(db) == 1  # w of b.md
    assert told(db, one).guides == 0


def test_a_copy_of_a_guide_is_a_guide_beside_it(db: Connection, kept: Folder, home: Path) -> None:
    rewrite(home / "one.md", *of_cards(*"abcdef"))
    take(db, kept)
    (home / "copy.md").write_bytes((home / "one.md").read_bytes())
    assert told(db, kept).new == ("copy.md",)
    take(db, kept)
    assert {"one.md": 6, "copy.md": 6}.items() <= paths_of(db).items()
    assert told(db, kept).guides == 0


def test_a_table_with_a_wrong_row_is_not_gone(db: Connection, kept: Folder, home: Path) -> None:
    table = home / "terms.csv"
    table.write_text("front,back,kind\nIOPS,operations a second,fact\n", encoding="utf-8")
    take(db, kept)
    table.write_text("front,back,kind\nIOPS,operations a second,no kind\n", encoding="utf-8")
    rewrite(home / "one.md", "A :: 1", "B :: 2", "F :: 6")
    found = told(db, kept)
    assert (found.changed, found.gone) == (("one.md",), ())
    take(db, kept)
    assert parked(db) == 0


def test_guides_of_a_folder_that_cannot_be_read_are_not_gone(db: Connection, kept: Folder, home: Path) -> None:
    (home / "deep" / "two.md").unlink()
    (home / "deep").rmdir()
    (home / "deep").symlink_to(home.parent / "nowhere")  # whoever is root can read any other
    assert told(db, kept).gone == ()


def test_what_went_of_a_table_is_gone(db: Connection, kept: Folder, home: Path) -> None:
    table = home / "terms.csv"
    table.write_text("front,back,deck\nA1,b1,One\nA2,b2,Two\n", encoding="utf-8")
    take(db, kept)
    table.write_text("front,back,deck\nA1,b1,One\n", encoding="utf-8")
    assert len(told(db, kept).gone) == 1


def test_folders_that_hold_a_file_of_the_same_name_do_not_mix(db: Connection, tmp_path: Path) -> None:
    texts = {"first": "abcdef", "second": "abcxyz"}
    for name, letters in texts.items():
        (tmp_path / name).mkdir()
        rewrite(tmp_path / name / "sqs.md", *of_cards(*letters))
    first, second = (remember(db, str(tmp_path / name), MOMENT) for name in texts)
    take(db, first)
    import_id = read_import(db, gather_folder(db, second.id), MOMENT)
    assert [guide.resembles_id for guide in staging.guides(db, import_id)] == [1]
    apply_import(db, import_id, MOMENT)
    assert parked(db) == 0
    assert (told(db, first).guides, told(db, second).guides) == (0, 0)
    rewrite(tmp_path / "second" / "sqs.md", *of_cards(*"abcxy"))
    take(db, second)
    assert (parked(db), told(db, first).guides) == (1, 0)


def test_a_folder_that_was_moved_keeps_its_guides(db: Connection, kept: Folder, home: Path) -> None:
    moved = home.rename(home.parent / "elsewhere")
    take(db, remember(db, str(moved), MOMENT))
    assert paths_of(db) == {"one.md": 2, "deep/two.md": 1, "three.md": 2}


def test_a_folder_within_a_folder_has_the_same_guides(db: Connection, kept: Folder, home: Path) -> None:
    inner = remember(db, str(home / "deep"), MOMENT)
    take(db, inner)
    assert paths_of(db) == {"one.md": 2, "deep/two.md": 1, "three.md": 2}
    assert (told(db, kept).guides, told(db, inner).guides) == (0, 0)
    (home / "deep" / "two.md").unlink()
    assert told(db, kept).guides == 0  # the inner one tells, which it was imported from last


def test_what_a_folder_does_not_show_is_not_gone_from_it(db: Connection, kept: Folder, home: Path) -> None:
    (home / ".notes").mkdir()
    rewrite(home / ".notes" / "own.md", "N :: 8")
    take(db, remember(db, str(home / ".notes"), MOMENT))
    assert told(db, kept).guides == 0


def test_a_guide_that_came_by_another_way_is_gone_with_its_file(db: Connection, home: Path) -> None:
    build.import_files(db, {"guides/one.md": (home / "one.md").read_bytes(), "other.md": build.guide("O :: 9")})
    one = remember(db, str(home), MOMENT)
    take(db, one)
    assert "guides/one.md" in paths_of(db)
    (home / "one.md").unlink()
    assert told(db, one).gone == ("one.md",)


def test_an_undone_reimport_is_offered_again(db: Connection, kept: Folder, home: Path) -> None:
    rewrite(home / "one.md", "A :: 1", "F :: 6")
    take(db, kept)
    undo(db, None, MOMENT)
    assert told(db, kept).changed == ("one.md",)


def test_an_undone_first_import_leaves_nothing_that_changed(db: Connection, kept: Folder) -> None:
    undo(db, None, MOMENT)
    found = told(db, kept)
    assert (found.changed, set(found.new), found.gone) == ((), set(GUIDES), ())


def test_a_guide_that_cannot_be_read_is_named_and_not_new_for_ever(db: Connection, kept: Folder, home: Path) -> None:
    (home / "broken.md").write_bytes(b"%PDF-1.4\x00\x01\x02")
    found = told(db, kept)
    assert (found.guides, "broken.md" in found.problem) == (0, True)
    rewrite(home / "one.md", "A :: 1", "B :: 2", "F :: 6")
    found = told(db, kept)
    assert (found.changed, found.new, "broken.md" in found.problem) == (("one.md",), (), True)
    assert found.in_words(MOMENT).startswith("1 guide changed")
    take(db, kept)
    assert (told(db, kept).guides, told(db, kept).problem) == (0, "")
    rewrite(home / "broken.md", "G :: 7")
    assert told(db, kept).changed == ("broken.md",)


def test_a_guide_that_cannot_be_read_any_more_is_itself_once_it_can(db: Connection, kept: Folder, home: Path) -> None:
    (home / "one.md").write_bytes(b"%PDF-1.4\x00\x01\x02")
    rewrite(home / "three.md", "D :: 4")
    take(db, kept)
    assert told(db, kept).guides == 0
    rewrite(home / "one.md", "A :: 1", "B :: 2", "F :: 6")
    assert take(db, kept) == Applied(added=1, changed=0, same=2, gone=0)
    assert len(paths_of(db)) == 3


def test_a_file_that_was_renamed_is_gone_once_it_goes(db: Connection, kept: Folder, home: Path) -> None:
    (home / "one.md").rename(home / "first.md")
    take(db, kept)
    (home / "first.md").unlink()
    assert told(db, kept).gone == ("first.md",)


def test_guides_that_went_count_in_what_there_is_to_read(db: Connection, kept: Folder, home: Path) -> None:
    rewrite(home / "one.md", "A :: 1")
    (home / "three.md").unlink()
    (home / "deep" / "two.md").unlink()
    import_id = read_import(db, gather_folder(db, kept.id), MOMENT)
    assert staging.staged_import(db, import_id).total == 3


def test_a_renamed_file_keeps_what_was_learned(db: Connection, kept: Folder, home: Path) -> None:
    card_id = build.one(db, "SELECT MIN(id) FROM cards")
    build.rate(db, card_id, Rating.GOOD)
    memory = build.one(db, f"SELECT stability FROM cards WHERE id = {card_id}")
    (home / "one.md").rename(home / "first.md")
    applied = take(db, kept)
    assert (applied.added, applied.gone) == (0, 0)
    assert build.one(db, f"SELECT stability FROM cards WHERE id = {card_id}") == memory
    assert build.one(db, "SELECT COUNT(*) FROM cards WHERE suspended IS NOT NULL") == 0
    assert told(db, kept).guides == 0
