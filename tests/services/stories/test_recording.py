"""Recordings: on the disk before they are acknowledged, and gone for good when they are deleted."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

from flashcards.core.errors import BadInput, FlashcardsError, NotFound, Stale, TooLarge, UnreadableFile
from flashcards.core.stories.takes import Take
from flashcards.services.backing_up import back_up_now, plan_restore
from flashcards.services.checking import check
from flashcards.services.stories.listening import SoundState, open_player, sound_of
from flashcards.services.stories.recording import attach_recording, delete_recording
from flashcards.services.stories.telling import delete_take
from flashcards.services.undoing import undo
from flashcards.storage import recordings
from flashcards.storage.database import Connection
from flashcards.storage.takes import take
from tests.build import MOMENT, NOW
from tests.tellings import DIVE_DEEP, OWNERSHIP, add_story, all_of, begin, score, tell

WEBM = b"\x1a\x45\xdf\xa3" + bytes(100)
OGG = b"OggS" + bytes(100)
MP4 = b"\0\0\0\x20ftypisom" + bytes(100)
WAV = b"RIFF\x24\0\0\0WAVEfmt " + bytes(100)


@pytest.fixture
def told(stored: Connection) -> Take:
    return tell(stored, add_story(stored, "Story", OWNERSHIP, DIVE_DEEP))


def files(stored: Connection) -> list[str]:
    assert stored.path
    folder = stored.path.parent / "takes"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def attach(db: Connection, take_id: str, content: bytes = WEBM, pauses: Sequence[Sequence[int]] | None = None) -> Take:
    return attach_recording(db, take_id, BytesIO(content), pauses)


@pytest.mark.parametrize(("content", "ending"), [(WEBM, "webm"), (OGG, "ogg"), (MP4, "mp4"), (WAV, "wav")])
def test_a_recording_is_known_by_its_first_bytes_and_named_by_its_take(
    stored: Connection, told: Take, content: bytes, ending: str
) -> None:
    kept = attach(stored, told.take_id, content, [(1000, 3000)])
    assert (kept.sound, kept.sound_bytes, kept.pauses) == (ending, len(content), take(stored, told.take_id).pauses)
    assert files(stored) == [f"{told.take_id}.{ending}"]
    found = sound_of(stored, told.take_id)
    assert (found.path.read_bytes(), found.media_type) == (content, f"audio/{ending}")
    assert check(stored).differences == ()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", BadInput),
        (b"This is a text.", UnreadableFile),
        (b"<html>", UnreadableFile),
        (WEBM[:4], UnreadableFile),
        (WAV[:44], UnreadableFile),
        (b"RIFF\0\0\0\0AVI ", UnreadableFile),
    ],
)
def test_what_is_no_recording_is_refused_and_nothing_is_kept(
    stored: Connection, told: Take, content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        attach(stored, told.take_id, content)
    assert (files(stored), take(stored, told.take_id).sound) == ([], None)


def test_a_recording_that_is_too_large_is_refused_and_nothing_is_kept(
    stored: Connection, told: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "MOST_BYTES", 50)
    with pytest.raises(TooLarge):
        attach(stored, told.take_id)
    assert (files(stored), take(stored, told.take_id).sound) == ([], None)


@pytest.mark.parametrize(
    "pauses",
    [[(5, 1), (3, 1)], [(0, 0)], [(-1, 5)], [(0, 5), (4, 5)], [(0, 1, 2)], [(0.5, 1)], [(0, 3_600_001)], [(0, 1)] * 1001],
)
def test_pauses_that_cannot_be_are_refused(stored: Connection, told: Take, pauses: list[tuple[int, int]]) -> None:
    with pytest.raises(BadInput, match="pauses"):
        attach(stored, told.take_id, WEBM, pauses)
    assert files(stored) == []


def test_nothing_is_recorded_before_it_is_told(stored: Connection) -> None:
    begun = begin(stored, principle=OWNERSHIP)
    with pytest.raises(Stale):
        attach(stored, begun.take_id)


def test_a_second_recording_takes_the_place_of_the_first(stored: Connection, told: Take) -> None:
    attach(stored, told.take_id, WEBM, [(0, 3000)])
    assert attach(stored, told.take_id, OGG).pauses is None
    assert files(stored) == [f"{told.take_id}.ogg"]


def test_a_deleted_recording_leaves_no_bytes_and_no_undo_brings_it_back(stored: Connection, told: Take) -> None:
    score(stored, told.take_id, all_of(4))
    attach(stored, told.take_id, WEBM, [(0, 3000)])
    delete_recording(stored, told.take_id)
    assert files(stored) == []
    undo(stored, None, MOMENT)
    found = take(stored, told.take_id)
    assert (found.sound, found.pauses is not None) == (None, True)
    assert check(stored).differences == ()


def test_a_deleted_take_comes_back_with_its_scores_and_without_its_sound(stored: Connection, told: Take) -> None:
    score(stored, told.take_id, all_of(4))
    attach(stored, told.take_id)
    delete_take(stored, told.take_id, MOMENT)
    with pytest.raises(NotFound):
        take(stored, told.take_id)
    assert files(stored) == []
    undo(stored, None, MOMENT)
    found = take(stored, told.take_id)
    assert (found.scores, found.sound) == (all_of(4), None)
    assert check(stored).differences == ()


def test_a_recording_whose_file_is_gone_is_shown_as_such_and_found_by_check(stored: Connection, told: Take) -> None:
    attach(stored, told.take_id)
    sound_of(stored, told.take_id).path.unlink()
    assert open_player(stored, told.take_id).sound_state is SoundState.GONE
    with pytest.raises(NotFound, match="is gone"):
        sound_of(stored, told.take_id)
    (said,) = check(stored).differences
    assert told.take_id in said
    assert "is gone" in said
    delete_recording(stored, told.take_id)
    assert check(stored).differences == ()


def test_a_file_that_belongs_to_no_take_is_found_by_check(stored: Connection, told: Take) -> None:
    attach(stored, told.take_id)
    stray = sound_of(stored, told.take_id).path.with_name("stray.webm")
    stray.write_bytes(WEBM)
    assert check(stored).differences == (f"{stray} belongs to no take",)


def test_what_a_killed_upload_left_is_swept_as_the_server_starts(stored: Connection, told: Take) -> None:
    attach(stored, told.take_id)
    assert stored.path
    (stored.path.parent / "takes" / "half.webm.1.part").write_bytes(WEBM)
    assert check(stored).differences == ()
    recordings.sweep_drafts(stored)
    assert files(stored) == [f"{told.take_id}.webm"]


def test_a_recording_whose_row_was_not_written_before_a_kill_is_swept_with_it(stored: Connection, told: Take) -> None:
    assert stored.path
    for take_id in (told.take_id, attach(stored, tell(stored, 1).take_id).take_id):
        draft, ending, _ = recordings.draft_recording(stored.path, take_id, BytesIO(WEBM))
        recordings.keep_recording(draft, recordings.path_of(stored.path, take_id, ending))
    recordings.sweep_drafts(stored)
    assert files(stored) == [f"{take_id}.webm"]
    assert check(stored).differences == ()


def test_a_row_that_cannot_be_written_leaves_no_file(stored: Connection, told: Take) -> None:
    stored.execute("CREATE TEMP TRIGGER full BEFORE UPDATE ON main.collection BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
    with pytest.raises(FlashcardsError):
        attach(stored, told.take_id)
    assert (files(stored), take(stored, told.take_id).sound) == ([], None)


def test_a_recording_that_cannot_be_removed_is_still_named(stored: Connection, told: Take) -> None:
    attach(stored, told.take_id)
    sound_of(stored, told.take_id).path.unlink()
    sound_of_take = recordings.path_of(stored.path, told.take_id, "webm")  # type: ignore[arg-type]
    sound_of_take.mkdir()
    with pytest.raises((FlashcardsError, OSError)):
        delete_recording(stored, told.take_id)
    assert take(stored, told.take_id).sound == "webm"


def test_a_restore_lists_the_recordings_that_are_not_here(stored: Connection, path: Path, told: Take) -> None:
    attach(stored, told.take_id)
    back_up_now(path, NOW)
    assert plan_restore(path, None).missing == ()
    sound_of(stored, told.take_id).path.unlink()
    assert plan_restore(path, None).missing == (f"{told.take_id}.webm",)
