"""Shares as bars that lie, each under its name, with a line where the wanted share is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.core.statistics.retention import Group
from flashcards.core.statistics.verdicts import percent, told

MOST_BARS = 8
LONGEST_NAME = 40
ROW = 36
"""Its name, and the bar below."""
BAR_WIDTH = 290


@dataclass(frozen=True, slots=True)
class ShareBar:
    """top: of its row. width: None where there are too few to tell, and the figure says so."""

    name: str
    figure: str
    title: str
    top: int
    width: float | None


@dataclass(frozen=True, slots=True)
class ShareChart:
    """wanted: how far to the right the wanted share stands; None if there is none."""

    bars: tuple[ShareBar, ...]
    height: int
    wanted: float | None
    kind: str = "shares"


def share_chart(groups: Sequence[Group], wanted: float | None) -> ShareChart:
    """A bar for each of the groups that were asked most, in the order given."""
    most = sorted(groups, key=lambda group: -group.recalled.asked)[:MOST_BARS]
    shown = [group for group in groups if group in most]
    bars = tuple(_bar(group, place * ROW) for place, group in enumerate(shown))
    return ShareChart(bars, len(bars) * ROW, None if wanted is None else round(wanted * BAR_WIDTH, 1))


def _bar(group: Group, top: int) -> ShareBar:
    share = group.recalled.share
    figure = told(group.recalled) if share is None else percent(share)
    return ShareBar(_short(group.name), figure, told(group.recalled), top, None if share is None else round(share * BAR_WIDTH, 1))


def _short(name: str) -> str:
    """As it fits above its bar; of a deck the last parts tell most."""
    name = name.replace("::", " › ")
    return name if len(name) <= LONGEST_NAME else f"…{name[1 - LONGEST_NAME :]}"
