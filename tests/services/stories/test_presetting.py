from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.core.errors import BadInput, Damaged, NotFound
from flashcards.core.settings import Settings
from flashcards.core.stories.presets import PRESETS
from flashcards.services.stories.presetting import choose_presets, chosen_preset, presets
from flashcards.storage.database import Connection
from flashcards.storage.settings import collection
from flashcards.storage.takes import take
from tests.tellings import OWNERSHIP, begin

SHORT = replace(PRESETS[3], name="Short", maximum=100)


def test_before_any_is_edited_the_first_is_that_of_the_seven_day_plan(db: Connection) -> None:
    assert presets(db) == PRESETS
    assert chosen_preset(db, None).target == 150


def test_edited_presets_are_kept_and_a_take_keeps_the_one_it_was_begun_with(db: Connection) -> None:
    begun = begin(db, principle=OWNERSHIP)
    revision = collection(db).options_revision
    choose_presets(db, [SHORT])
    assert presets(db) == (SHORT,)
    assert begin(db, principle=OWNERSHIP).preset == SHORT
    assert take(db, begun.take_id).preset == PRESETS[0]
    assert collection(db).options_revision == revision


def test_choosing_those_of_the_program_again_follows_later_ones(db: Connection) -> None:
    choose_presets(db, [SHORT])
    choose_presets(db, PRESETS)
    assert collection(db).settings == Settings()


def test_nonsense_is_refused_and_the_old_ones_stay(db: Connection) -> None:
    with pytest.raises(BadInput, match="Short"):
        choose_presets(db, [replace(SHORT, target=500)])
    assert presets(db) == PRESETS


def test_a_preset_is_found_by_its_name_whatever_its_case(db: Connection) -> None:
    assert chosen_preset(db, "l6") == PRESETS[1]
    with pytest.raises(NotFound, match="Seven-day plan, L6"):
        chosen_preset(db, "L9")


def test_presets_that_cannot_be_read_are_damage(db: Connection) -> None:
    db.execute("""UPDATE collection SET settings = '{"presets": ["as it comes"]}'""")
    with pytest.raises(Damaged, match="the presets"):
        presets(db)
