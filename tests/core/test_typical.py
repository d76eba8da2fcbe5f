from __future__ import annotations

from flashcards.core.models import DEFAULT_PARAMETERS, Options, Rating
from flashcards.core.typical import intervals

GOOD, AGAIN = Rating.GOOD, Rating.AGAIN


def test_a_card_that_is_always_good_stays_away_longer_each_time() -> None:
    found = intervals(Options(), [GOOD] * 5)
    assert len(found) == 5
    assert list(found) == sorted(set(found))


def test_again_brings_it_back_sooner() -> None:
    kept, lapsed = intervals(Options(), [GOOD] * 4), intervals(Options(), [GOOD, GOOD, AGAIN, GOOD])
    assert lapsed[:2] == kept[:2]
    assert lapsed[2] < kept[1]


def test_wanting_to_recall_more_means_shorter_intervals() -> None:
    assert intervals(Options(desired_retention=0.95), [GOOD] * 3) < intervals(Options(), [GOOD] * 3)


def test_the_weights_are_those_of_the_options() -> None:
    forgetful = (*(weight / 2 for weight in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:])
    assert intervals(Options(parameters=forgetful), [GOOD] * 3) < intervals(Options(), [GOOD] * 3)
