"""The last finished reviews beside each other: where it is going."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from triage.limits import DEFAULT, Limits
from triage.records import Review
from triage.review.figures import DayFigures, Everybody, day_figures

MOST = 8
"""Reviews shown: two months of Fridays; our default."""


def trend(
    everybody: Everybody, reviews: Iterable[Review], on: date, limits: Limits = DEFAULT
) -> tuple[DayFigures, ...]:
    """The figures of the days on which the last reviews up to day `on` ended, oldest first."""
    ended = {r.finished_on for r in reviews if r.finished_on is not None and r.finished_on <= on}
    return tuple(day_figures(everybody, day, limits) for day in sorted(ended)[-MOST:])
