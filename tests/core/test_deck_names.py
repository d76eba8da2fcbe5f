from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.deck_names import depth, is_within, leaf, lineage, parents, tree_order

names = st.lists(st.sampled_from(["a", "A", "b", "a-", "ß", "ss", ":", ""]), min_size=1, max_size=4).map("::".join)


def test_a_lineage_leads_from_the_outermost_deck_down_to_the_deck() -> None:
    assert lineage("A::B::c") == ["A", "A::B", "A::B::c"]
    assert lineage("A") == ["A"]


def test_parents_come_the_nearest_first() -> None:
    assert parents("A::B::c") == ["A::B", "A"]
    assert parents("A") == []


@pytest.mark.parametrize(
    ("name", "is_below"),
    [("A", True), ("a::b", True), ("A::B::c", True), ("AB", False), ("AB::c", False), ("B::A", False), ("A:", False)],
)
def test_a_deck_holds_itself_and_what_is_below_whatever_the_case(name: str, is_below: bool) -> None:
    assert is_within(name, "A") is is_within(name, "a") is is_below


def test_a_deck_does_not_lie_within_one_below_it() -> None:
    assert not is_within("A", "A::B")


def test_a_leaf_is_the_last_part() -> None:
    assert [leaf(name) for name in ("A", "A::B c")] == ["A", "B c"]


@given(names)
def test_a_deck_is_as_deep_as_it_has_parents_and_lies_within_each(name: str) -> None:
    assert depth(name) == len(parents(name))
    assert all(is_within(name, top) for top in parents(name))


@given(st.lists(names))
def test_in_the_order_of_the_tree_a_deck_stands_right_above_those_below_it(found: list[str]) -> None:
    ordered = sorted(found, key=tree_order)
    for top in found:
        below = [is_within(name, top) for name in ordered]
        assert below == sorted(below[: below.index(True)]) + [True] * sum(below) + [False] * below[::-1].index(True)
        assert ordered[below.index(True)].casefold() == top.casefold()
