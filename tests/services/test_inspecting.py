from __future__ import annotations

import pytest

from flashcards.core.errors import NotFound
from flashcards.core.models import Rating
from flashcards.services.inspecting import LINES_AROUND, card_sources, inspect_card
from flashcards.services.undoing import undo
from flashcards.storage.database import Connection
from tests.build import MOMENT, guide, import_files, import_guide, later, rate


def test_a_card_tells_its_history_the_newest_first(db: Connection) -> None:
    import_guide(db, "a :: 1")
    rate(db, 1, Rating.EASY)
    undo(db, None, MOMENT)
    assert inspect_card(db, 1, MOMENT).recall is None
    rate(db, 1, Rating.GOOD)
    shown = inspect_card(db, 1, MOMENT)
    assert [row.kind for row in shown.history] == ["rating", "undo", "rating"]
    assert [row.rating for row in shown.history] == [Rating.GOOD, None, Rating.EASY]
    assert (shown.deck.name, shown.note.front, shown.guides) == ("Deck", "a", ("Guide",))


def test_recall_is_sure_on_the_day_itself_and_fades(db: Connection) -> None:
    import_guide(db, "a :: 1")
    rate(db, 1, Rating.EASY)
    chances = [inspect_card(db, 1, later(days)).recall or 0 for days in (0, 5, 50)]
    assert chances[0] == pytest.approx(1)
    assert chances[-1] > 0
    assert chances == sorted(chances, reverse=True)


def test_a_card_is_shown_in_every_guide_it_stands_in_with_the_lines_around(db: Connection) -> None:
    import_files(db, {"one.md": guide(*(f"{n} :: {n}" for n in range(9)), "a :: 1"), "two.md": guide("a :: 1", title="Other")})
    first, second = card_sources(db, 10)
    assert [place.guide.path for place in (first, second)] == ["one.md", "two.md"]
    assert [line.text for line in first.lines if line.is_own] == ["a :: 1"]
    assert first.lines[0].number == first.source.line - LINES_AROUND
    assert second.lines[0].text == "---"
    assert inspect_card(db, 10, MOMENT).guides == ("Guide", "Other")


def test_a_card_that_is_not_there_has_no_page(db: Connection) -> None:
    for show in (lambda: inspect_card(db, 1, MOMENT), lambda: card_sources(db, 1)):
        with pytest.raises(NotFound):
            show()
