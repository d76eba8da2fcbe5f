from __future__ import annotations

import pytest

from flashcards.guides.competencies import PRINCIPLES, declared_level, declared_principles, level_in, principles_in


@pytest.mark.parametrize("name", PRINCIPLES)
def test_every_principle_is_found_by_its_own_name(name: str) -> None:
    assert principles_in(f"### {name} stories") == (name,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Disagree & Commit", ["Have Backbone; Disagree and Commit"]),
        ("Hire/Develop", ["Hire and Develop the Best"]),
        ("Questions for bias-for-action (Ownership)", ["Ownership", "Bias for Action"]),
        ("Right, a lot", ["Are Right, A Lot"]),
        ("A deep dive", []),
    ],
)
def test_principles_are_found_in_other_spellings(text: str, names: list[str]) -> None:
    assert principles_in(text) == tuple(names)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("L6 scope", "L6"),
        ("SDM (L-7)", "L7"),
        ("Principal, L8", "L8"),
        ("L6 vs L7", None),
        ("L4 vs L7 balancing", None),
        ("L7 load balancer", None),
    ],
)
def test_a_level_is_one_of_a_ladder_and_no_layer_of_a_network(text: str, level: str | None) -> None:
    assert level_in(text) == level


def test_labels_declare_the_first_principle_and_the_level() -> None:
    lines = "**Target Level**: L6\n**Primary LP**: Ownership | Secondary: Think Big\n**Secondary LPs**: Frugality"

    assert (declared_principles(lines), declared_level(lines)) == (("Ownership",), "L6")
    assert declared_principles("- **LPs demonstrated:** Dive Deep") == ("Dive Deep",)
    assert declared_level("**Target Level**: L6 / L7") is None
