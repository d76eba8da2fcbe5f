"""What the figures of statistics mean, a line each. Where there are too few to tell, the line says how many are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flashcards.core.models import Rating
from flashcards.core.plural import count_of
from flashcards.core.statistics.activity import Activity, Streak
from flashcards.core.statistics.calibration import Calibration
from flashcards.core.statistics.figures import Stage
from flashcards.core.statistics.knowledge import Forecast, Knowledge
from flashcards.core.statistics.retention import Hour, Recalled, Retention


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def told(recalled: Recalled) -> str:
    """A share as words tell it."""
    if recalled.share is None:
        return f"{recalled.missing} more needed"
    return f"{percent(recalled.share)} of {recalled.asked:,}"


def answered(activity: Activity) -> str:
    return f"{count_of(activity.answers, 'rating')} on {activity.studied} of {count_of(activity.days, 'day')}."


def in_a_row(streak: Streak) -> str:
    if not streak.longest:
        return ""
    return f"Streak: {count_of(streak.days, 'day')}{'' if streak.days == streak.longest else f'; longest {streak.longest}'}."


def spent(activity: Activity) -> str:
    if not activity.answers:
        return "No time spent yet."
    whole, a_day = (count_of(round(minutes), "minute") for minutes in (activity.minutes, activity.minutes / activity.studied))
    return f"{whole} in all: {a_day} on a day of study, {60 * activity.minutes / activity.answers:.0f} seconds a rating."


def retained(retention: Retention) -> str:
    """The mature cards first: they say most of what stays."""
    wanted = f"; you wanted {percent(retention.wanted)}" if retention.wanted else ""
    for name, recalled in (("mature cards", retention.mature), ("what was due", retention.total)):
        if recalled.share is not None:
            return f"You recalled {percent(recalled.share)} of {name}{wanted}."
    missing = count_of(retention.total.missing, "review")
    return f"{missing} more, a day or later after learning, and this says how much you recall."


def coming(forecast: Forecast) -> str:
    """New cards still to be introduced are not in it."""
    ahead = f"{count_of(forecast.total - forecast.backlog, 'review')} to come in {count_of(forecast.days, 'day')}"
    return f"{f'{forecast.backlog:,} waiting from before, ' if forecast.backlog else ''}{ahead}; new cards will add to them."


def intervals(known: Knowledge) -> str:
    if known.intervals.middle is None:
        return "No card is in review yet."
    return f"Half of the cards in review wait {count_of(round(known.intervals.middle), 'day')} or longer."


def stable(known: Knowledge) -> str:
    if known.stability.middle is None:
        return "No card was learnt yet."
    return f"Half of the cards hold {known.stability.middle:.0f} days or longer until recall falls to 90 %."


def difficult(known: Knowledge) -> str:
    if known.difficulty.middle is None:
        return "No card was learnt yet."
    return f"Half of the cards are at {known.difficulty.middle:.1f} of 10 or above."


def remembered(known: Knowledge) -> str:
    if known.totals.recall is None:
        return "No card was learnt yet."
    return f"Of all you learnt, you would recall {percent(known.totals.recall)} now."


def busiest(hours: Sequence[Hour]) -> str:
    most = max(hours, key=lambda each: each.answers)
    return f"Most ratings came between {most.hour}:00 and {most.hour + 1}:00." if most.answers else "No ratings in this time."


def surest(hours: Sequence[Hour]) -> str:
    able = [each for each in hours if each.recalled.share is not None]
    if not able:
        missing = min((each.recalled.missing for each in hours), default=0)
        return f"{count_of(missing, 'review')} more in one hour of the day, and this says how well it goes then."
    best = max(able, key=lambda each: each.recalled.share or 0)
    return f"You recalled best between {best.hour}:00 and {best.hour + 1}:00: {told(best.recalled)}."


def pressed(buttons: Mapping[Stage, Sequence[int]]) -> str:
    in_review = [sum(counts) for counts in zip(buttons[Stage.YOUNG], buttons[Stage.MATURE], strict=True)]
    if not sum(in_review):
        return "No card in review was answered in this time."
    again = in_review[Rating.AGAIN - 1] / sum(in_review)
    return f"Again for {percent(again)} of the cards in review; 5 to 20 % is usual."


def calibrated(calibration: Calibration) -> str:
    if calibration.predicted is None or calibration.actual is None:
        return f"{count_of(calibration.missing, 'review')} more, and this says whether what is predicted comes true."
    return (
        f"Predicted {100 * calibration.predicted:.1f} %, recalled {100 * calibration.actual:.1f} %. "
        f"Log loss {calibration.log_loss:.3f}, RMSE {100 * (calibration.rmse or 0):.1f} %."
    )
