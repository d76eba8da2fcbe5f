"""A comment below a card gives it back exactly: exports rely on it."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import Form, Guide, Kind
from flashcards.guides.reading import read_guide

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
WORDS = TEXT.filter(str.strip)
TAGS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(Kind),
        "form": st.sampled_from([Form.BASIC, Form.REVERSED, Form.TYPED]),
        "tags": st.lists(TAGS, unique=True, max_size=3),
        "level": st.sampled_from(["L6", "L7", None]),
        "principles": st.lists(WORDS, unique=True, max_size=3),
        "as_of": st.none() | TEXT,
        "front": WORDS,
        "back": TEXT,
    },
)


def read(comment: str) -> Guide:
    text = (
        f"---\ntags: [around]\nlevel: L7\nas_of: 2020\n---\n\n# L6: Ownership\n\nfront :: back ^name\n{comment}\n\nnext :: card\n"
    )
    return read_guide(text.encode(), "guide.md")


@given(SAID)
def test_what_a_comment_says_of_a_card_is_what_the_card_is(said: dict[str, Any]) -> None:
    written = json.dumps(said).replace(">", "\\u003e")

    first, second = read(f"<!-- card: {written} -->").notes

    plain, _ = read("").notes
    for field in fields(first):
        expected = said.get(field.name, getattr(plain, field.name))
        assert getattr(first, field.name) == (tuple(expected) if isinstance(expected, list) else expected)
    assert second.front == "next"


@pytest.mark.parametrize(
    "said",
    [
        '{"front": "\\ud800"}',
        '{"front": "a\\u0000b"}',
        '{"front": " "}',
        '{"front": 5}',
        '{"back": null}',
        '{"tags": "aws"}',
        '{"tags": ["a,b"]}',
        '{"tags": [1]}',
        '{"level": "L9"}',
        '{"level": ["L6"]}',
        '{"kind": []}',
        '{"form": null}',
        '{"principles": {}}',
        '{"as_of": 2026}',
        '{"section": []}',
        '{"": 1}',
        "[" * 5000,
        '{"level": ' + "[" * 3000 + "]" * 3000 + "}",
        '{"as_of": ' + "9" * 5000 + "}",
        "",
        "{}}",
        "NaN",
    ],
)
def test_a_comment_that_cannot_be_meant_is_named_and_its_card_made_without_it(said: str) -> None:
    guide = read(f"<!-- card: {said} -->")

    assert [(note.front, note.back) for note in guide.notes] == [("front", "back"), ("next", "card")]
    (skip,) = guide.skips
    assert skip.line == 10
    assert "a comment for a card" in skip.reason
