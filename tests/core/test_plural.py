from __future__ import annotations

import pytest

from flashcards.core.plural import count_of, some


@pytest.mark.parametrize(("number", "text"), [(0, "0 cards"), (1, "1 card"), (2, "2 cards"), (1204, "1,204 cards")])
def test_only_one_is_singular_and_thousands_are_parted(number: int, text: str) -> None:
    assert count_of(number, "card") == text


def test_one_of_them_is_named_without_its_number() -> None:
    assert [some(number, "note") for number in (0, 1, 2)] == ["0 notes", "a note", "2 notes"]
