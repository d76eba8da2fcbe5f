"""The parts of a back by its labels alone."""

from __future__ import annotations

import pytest

from flashcards.core.models import CRITERIA, FOLLOW_UPS, Kind
from flashcards.guides.shapes.told_parts import sections_in


@pytest.mark.parametrize(
    ("kind", "back", "sections"),
    [
        (Kind.QUESTION, "-   Who paid?\n-   What *next*?", ((FOLLOW_UPS, "- Who paid?\n- What next?"),)),
        (
            Kind.QUESTION,
            "**Follow-ups**\n\n-   Who paid?\n\n**What we look for**: Owns it",
            ((FOLLOW_UPS, "- Who paid?"), (CRITERIA, "- Owns it")),
        ),
        (Kind.QUESTION, "I rolled it back.", (("Answer", "I rolled it back."),)),
        (
            Kind.STORY,
            "**S**: At night.\n\n**Task (10 s)**\n\nMine.\n\nAlone.",
            (("Situation", "At night."), ("Task", "Mine.\n\nAlone.")),
        ),
        (Kind.STORY, "**Scope**: six people", ()),
        (
            Kind.EXERCISE,
            "**Time**: 20 minutes\n\nSit down.\n\n**Success criteria**\n\n-   Counts the retries",
            (("Time limit", "20 minutes"), (CRITERIA, "- Counts the retries")),
        ),
        (Kind.STORY, "", ()),
    ],
)
def test_a_back_shows_its_parts(kind: Kind, back: str, sections: tuple[tuple[str, str], ...]) -> None:
    assert sections_in(kind, back) == sections
