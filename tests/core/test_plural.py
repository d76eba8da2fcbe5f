from __future__ import annotations

import pytest

from flashcards.core.plural import count_of


@pytest.mark.parametrize(("number", "text"), [(0, "0 cards"), (1, "1 card"), (2, "2 cards"), (1204, "1,204 cards")])
def test_only_one_is_singular_and_thousands_are_parted(number: int, text: str) -> None:
    assert count_of(number, "card") == text
