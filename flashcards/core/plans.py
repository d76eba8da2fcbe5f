"""Plans: what a guide tells to do when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanBlock:
    """A part of a day: what is done in it. minutes: None where the guide gives none."""

    title: str
    minutes: int | None
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanDay:
    """A day (or week) of a plan. number: as the guide counts it. line: of its heading. deliverables: what is done at its end."""

    number: int
    title: str
    line: int
    minutes: int | None
    blocks: tuple[PlanBlock, ...]
    deliverables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The frame of a guide that tells what to do when. unit: "day" or "week"."""

    title: str
    unit: str
    days: tuple[PlanDay, ...]
