"""The guided start of a story bank: nine lines to fill now and to develop later."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outline:
    """key: its name in the collection. prompt: what to remember, in one line."""

    key: str
    group: str
    prompt: str


TEAM, TECHNICAL, ACROSS = "Team leadership", "Technical leadership", "Cross-functional influence"

OUTLINES = (
    Outline("delivery", TEAM, "A major delivery you led a team through"),
    Outline("underperformance", TEAM, "Someone who was not meeting expectations, and what you did"),
    Outline("team-building", TEAM, "A team you built, or made much larger"),
    Outline("architecture", TECHNICAL, "A decision on architecture that was hard to reverse"),
    Outline("incident", TECHNICAL, "A technical crisis you led people out of"),
    Outline("adoption", TECHNICAL, "A technology or practice you got people to adopt"),
    Outline("product", ACROSS, "A large feature made together with product and design"),
    Outline("standards", ACROSS, "An engineering standard you brought to teams that were not yours"),
    Outline("coordination", ACROSS, "A project that needed three teams or more to move together"),
)
