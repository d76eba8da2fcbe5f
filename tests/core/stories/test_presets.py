from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.core.errors import BadInput
from flashcards.core.stories.presets import PRESETS, Budget, Preset, checked_presets, fitted, read_preset, read_presets, written

L6 = PRESETS[1]


def test_a_preset_is_written_in_a_line_and_read_back() -> None:
    assert written(L6) == "L6: 30-45 20-30 90-120 30-45 / 170-240"
    assert [read_preset(written(preset)) for preset in PRESETS] == list(PRESETS)
    assert checked_presets(PRESETS) == PRESETS


def test_before_any_is_edited_there_are_those_of_the_program() -> None:
    assert read_presets(()) == PRESETS


def _budgets(least: int, most: int) -> tuple[Budget, Budget, Budget, Budget]:
    return (Budget(least, most),) + L6.budgets[1:]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("preset", "why"),
    [
        (replace(L6, name=" "), "name"),
        (replace(L6, name="a: b"), "name"),
        (replace(L6, name="a\0b"), "name"),
        (replace(L6, name="x" * 41), "name"),
        (replace(L6, budgets=_budgets(50, 45)), "not less than its least"),
        (replace(L6, budgets=_budgets(0, 45)), "at least a second"),
        (replace(L6, target=241), "target"),
        (replace(L6, target=169), "target"),
        (replace(L6, maximum=601), "10 minutes"),
    ],
)
def test_nonsense_is_refused(preset: Preset, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        checked_presets([preset])


def test_there_is_one_at_least_and_no_name_twice() -> None:
    with pytest.raises(BadInput, match="1 to 20"):
        checked_presets([])
    with pytest.raises(BadInput, match="same name"):
        checked_presets([L6, replace(L6, name="l6", target=180)])


@pytest.mark.parametrize("line", ["", "L6", "L6: 30-45 20-30 90-120 / 170-240", "L6: 30-45 20-30 90-120 30-45 / 170"])
def test_a_line_that_is_no_preset_says_how_one_is_written(line: str) -> None:
    with pytest.raises(BadInput, match="L6: 30-45 20-30"):
        read_preset(line)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
@pytest.mark.parametrize("maximum", [60, 120, 180, 300, 600])
def test_a_preset_fits_the_time_of_an_answer_and_can_be_kept_there(preset: Preset, maximum: int) -> None:
    found = fitted(preset, maximum)
    assert found.maximum == maximum
    assert checked_presets([found]) == (found,)
    assert (found.budgets == preset.budgets) is (maximum >= preset.maximum)


def test_a_preset_that_is_shortened_keeps_its_proportions() -> None:
    found = fitted(PRESETS[2], 180)
    assert [(one.least, one.most) for one in found.budgets] == [(23, 31), (15, 23), (62, 93), (23, 31)]
    assert (found.target, found.least) == (125, 123)
