"""The form of the presets: a row of fields for each, kept as typed until it can be meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from flashcards.core.stories.presets import MOST_PRESETS, Budget, Preset
from flashcards.core.stories.takes import SECTIONS
from flashcards.web.forms import number

_SPANS: Mapping[str, tuple[tuple[str, str], ...]] = {
    **{one: tuple((f"{one[0].lower()}_{end}", f"{one}, {end}") for end in ("least", "most")) for one in SECTIONS},
    "Target – maximum": (("target", "target"), ("maximum", "maximum")),
}
"""The fields of a row behind its name: what each pair of them is of; field and label of each."""
LENGTHS = tuple(field for span in _SPANS.values() for field, _ in span)
"""In seconds."""
_LONGEST = 9999


@dataclass(frozen=True, slots=True)
class Length:
    """A field of a row, with what is typed in it."""

    field: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A preset as it is typed. lengths: texts, in the order of LENGTHS."""

    name: str
    lengths: tuple[str, ...]

    @property
    def spans(self) -> list[tuple[str, list[Length]]]:
        """The lengths two by two, each pair with what it is of."""
        texts = iter(self.lengths)
        return [(name, [Length(field, label, next(texts)) for field, label in pair]) for name, pair in _SPANS.items()]

    def preset(self) -> Preset:
        """What it means. Raises BadInput."""
        seconds = [number(text, f"{self.name[:40]}: each length", 1, _LONGEST) for text in self.lengths]
        situation, task, action, result = (Budget(*seconds[place : place + 2]) for place in range(0, 8, 2))
        return Preset(self.name, (situation, task, action, result), target=seconds[8], maximum=seconds[9])


def empty_row() -> Row:
    """Room for one more."""
    return Row("", ("",) * len(LENGTHS))


def rows_of(presets: Iterable[Preset]) -> list[Row]:
    return [
        Row(
            preset.name,
            tuple(str(seconds) for budget in preset.budgets for seconds in (budget.least, budget.most))
            + (str(preset.target), str(preset.maximum)),
        )
        for preset in presets
    ]


def read_rows(form: MultiDict[str, str]) -> list[Row]:
    """The rows of a form; what a row lacks is empty."""
    names = form.getlist("name")[: MOST_PRESETS + 1]
    columns = [[*form.getlist(field), *[""] * len(names)] for field in LENGTHS]
    return [Row(name.strip(), tuple(column[place].strip() for column in columns)) for place, name in enumerate(names)]
