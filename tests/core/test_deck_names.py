from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.deck_names import cleaned, depth, is_within, leaf, lineage, moved, parents, tree_order
from flashcards.core.errors import BadInput

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


@given(st.text(alphabet="aÄ: \n\u0308", max_size=20))
def test_a_cleaned_name_has_no_empty_part_and_stays_as_it_is(name: str) -> None:
    try:
        once = cleaned(name)
    except BadInput:
        return
    assert all(part.strip() for part in once.split("::"))
    assert cleaned(once) == once


@pytest.mark.parametrize(
    ("name", "top", "new_top", "after"),
    [
        ("A", "A", "B", "B"),
        ("a::x::y", "A", "B::C", "B::C::x::y"),
        ("A::B::x", "A::B", "B", "B::x"),
        ("STRASSE::x", "Straße", "S", "S::x"),
    ],
)
def test_a_name_follows_the_deck_above_it(name: str, top: str, new_top: str, after: str) -> None:
    assert moved(name, top, new_top) == after
