from __future__ import annotations

import pytest

from flashcards.core.errors import NotFound
from flashcards.core.models import Rating
from flashcards.services.inspecting import inspect_card
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


def test_a_card_names_every_guide_it_stands_in_once(db: Connection) -> None:
    import_files(db, {"one.md": guide("a :: 1", "## Again", "a :: 1"), "two.md": guide("a :: 1", title="Other")})
    assert inspect_card(db, 1, MOMENT).guides == ("Guide", "Other")


def test_a_card_that_is_not_there_has_no_page(db: Connection) -> None:
    with pytest.raises(NotFound):
        inspect_card(db, 1, MOMENT)


def test_the_curve_is_drawn_from_what_is_in_effect(db: Connection) -> None:
    import_guide(db, "a :: 1")
    assert inspect_card(db, 1, MOMENT).curve is None
    rate(db, 1, Rating.EASY)
    rate(db, 1, Rating.AGAIN, later(20))
    undo(db, None, later(20))
    rate(db, 1, Rating.GOOD, later(21))
    shown = inspect_card(db, 1, later(24))
    assert shown.taken_back == {2}
    assert shown.curve is not None
    assert [event.rating for event in shown.curve.events] == [Rating.EASY, Rating.GOOD]
    assert shown.curve.today == 24
