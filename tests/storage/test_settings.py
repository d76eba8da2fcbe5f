from __future__ import annotations

import json

from flashcards.core.settings import Settings, Theme
from flashcards.storage.database import Connection, write
from flashcards.storage.settings import collection, save_settings
from tests.build import one


def test_settings_come_back_as_they_were_saved(db: Connection) -> None:
    settings = Settings("Asia/Kathmandu", 7, 0, False, Theme.DARK)
    with write(db):
        save_settings(db, settings)
    assert collection(db).settings == settings


def test_only_what_differs_from_the_defaults_is_stored(db: Connection) -> None:
    with write(db):
        save_settings(db, Settings(new_per_day=3))
    assert json.loads(one(db, "SELECT settings FROM collection")) == {"new_per_day": 3}


def test_settings_that_move_limits_or_days_make_every_shown_card_stale(db: Connection) -> None:
    for count, settings in enumerate((Settings(new_per_day=5), Settings(new_per_day=5, time_zone="Asia/Tokyo")), start=1):
        with write(db):
            save_settings(db, settings)
        assert collection(db).options_revision == count


def test_settings_of_looks_alone_make_no_card_stale(db: Connection) -> None:
    with write(db):
        save_settings(db, Settings(theme=Theme.DARK, has_shortcuts=False))
    assert collection(db).options_revision == 0


def test_a_setting_of_a_newer_program_is_passed_over(db: Connection) -> None:
    db.execute("""UPDATE collection SET settings = '{"new_per_day": 3, "sound": true}'""")
    assert collection(db).settings == Settings(new_per_day=3)
