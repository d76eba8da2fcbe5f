"""Notes jotted down in a fence: which fences hold some, and what is read from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.guides.block import Block, pieces
from flashcards.guides.jotted_lines import are_jottings
from flashcards.guides.jottings import read_jottings

NOTES = (
    "Leader → takes all writes of its shard\nFollower → copies them and serves reads",
    "Leader:    takes all writes of its shard\nFollower:  copies them and serves reads",
    "Leader    takes all writes of its shard\nFollower  copies them and serves reads",
    "Roles:\n  Leader = takes all writes of its shard\n  Follower = copies them and serves reads",
    "ROLES\n=====\n1. Leader -> takes all writes of its shard\n2. Follower -> copies them and serves reads",
    "✅ Reads stay fast while a node is gone\n❌ Writes wait for the slowest copy",
)
NO_NOTES = (
    "User → Gateway → Orders → Database\nUser → Files → Store",
    "CLOSED → OPEN: too many calls have failed\nOPEN → HALF_OPEN: the pause is over",
    "Caller\n  → retry around the call\n    → breaker around its target\n      → the target itself",
    "+--------+     +-------+\n| Client | --> | Cache |\n+--------+     +-------+",
    "name: build and test the service\non: push to any branch\njobs:\n  steps: [checkout, test]\n  uses: actions/checkout@v4",
    "def read(key):\n    value = cache.get(key)\n    if value is None:\n        value = load(key)\n    return value",
    "$ systemctl restart orders\n$ journalctl -u orders --since today",
    "Reads = 40M users * 10 pages a day\nPer second = 400M / 86,400 = 4,630",
    "src/\n  main.py      where the program begins\n  store.py     what it keeps on disk",
)


@pytest.mark.parametrize("text", NOTES)
def test_a_name_with_what_it_is_is_a_note_whatever_stands_between_them(text: str) -> None:
    assert are_jottings(text)


@pytest.mark.parametrize("text", NO_NOTES)
def test_a_drawing_a_program_its_output_and_a_sum_are_no_notes(text: str) -> None:
    assert not are_jottings(text)


def test_a_line_further_to_the_right_belongs_to_the_one_above_it() -> None:
    heading, terms, beside = read_jottings("Roles:\n  Leader → takes writes\n  Follower → copies them\nLease: ends by itself", 7)

    assert (heading.text, heading.line) == ("**Roles**", 7)
    assert [item.children[0].text for item in terms.children] == ["Leader → takes writes", "Follower → copies them"]
    assert (beside.text, beside.line) == ("**Lease**: ends by itself", 10)


LINES = st.lists(st.text("ab AB:→=-.\t ✅12|", max_size=30), max_size=12).map("\n".join)


@given(LINES)
def test_every_line_is_read_once_and_in_its_place(text: str) -> None:
    blocks = read_jottings(text, 1)
    places = [block.line for block in blocks]

    assert places == sorted(places)
    said = "".join(piece for block in blocks for piece in pieces(block))
    assert {sign for sign in text if sign.isalnum()} == {sign for sign in said if sign.isalnum()}
    assert all(1 <= place.line <= place.end_line <= text.count("\n") + 1 for block in blocks for place in _all(block))


def _all(block: Block) -> list[Block]:
    return [block, *(one for child in block.children for one in _all(child))]
