from __future__ import annotations

import json

from flashcards.core.models import Settings, Theme
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


def test_saving_settings_makes_every_shown_card_stale(db: Connection) -> None:
    before = collection(db).options_revision
    with write(db):
        save_settings(db, Settings())
    assert collection(db).options_revision == before + 1


def test_a_setting_of_a_newer_program_is_passed_over(db: Connection) -> None:
    db.execute("""UPDATE collection SET settings = '{"new_per_day": 3, "sound": true}'""")
    assert collection(db).settings == Settings(new_per_day=3)
