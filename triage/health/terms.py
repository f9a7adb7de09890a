"""Engagements beside the time worked for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from triage.health.dated import Dated, Tally
from triage.records import Engagement, Time

PROJECT_WORK = ("bill", "oos", "rev")
"""Work that a fixed fee pays for."""
MONEY_SCALE = 10_000
"""Rates have four decimals: in ten-thousandths of the unit they are whole numbers."""

RateOn = Callable[[date], Decimal | None]
"""The client's rate of a day; None = not known."""


class RatedWork:
    """Billable work by the hour, each hour at the rate of its day.

    `worth` sums minutes x rate x MONEY_SCALE, so that it stays a whole number; `unrated` holds the
    minutes without any rate.
    """

    def __init__(self, times: Iterable[tuple[Time, Decimal | None]]):
        rated = sorted(times, key=lambda pair: (pair[0].on, pair[0].id))
        self.times = Dated(time for time, _ in rated)
        self.minutes = minutes_of(self.times)
        self.worth = Tally(
            ((t.on, int(rate * MONEY_SCALE) * t.minutes) for t, rate in rated if rate is not None),
            0,
        )
        self.unrated = minutes_of(t for t, rate in rated if rate is None)


class Terms:
    """One engagement: what was agreed, as exact numbers, and the minutes worked for it.

    `quoted_minutes` is 0 when no hours were quoted.
    """

    def __init__(self, engagement: Engagement, times: Iterable[Time]):
        self.engagement = engagement
        self.fee = Fraction(engagement.fee or 0)
        self.quoted_minutes = fraction(engagement.quoted_hours or 0) * 60
        self.project_times = Dated(time for time in times if time.work in PROJECT_WORK)
        self.project = minutes_of(self.project_times)


class Worked:
    """All time of a client, sorted into engagements.

    Time of no engagement, of an unknown one or of another client's belongs to the engagement that
    is the only one open on its day, else it is hourly work at the client's rate; `hourly` holds
    that and the work of all hourly engagements.
    """

    def __init__(self, times: Sequence[Time], engagements: Iterable[Engagement], rate: RateOn):
        known = {engagement.id: engagement for engagement in engagements}
        alone = _alone_on(sorted({time.on for time in times}), known.values())
        groups: dict[str | None, list[Time]] = defaultdict(list)
        for time in times:
            home = time.engagement if time.engagement in known else alone[time.on]
            groups[home].append(time)
        self.terms = sorted(
            (Terms(engagement, groups[id_]) for id_, engagement in known.items()),
            key=lambda terms: (terms.engagement.start, terms.engagement.id),
        )
        hourly: list[tuple[Time, Decimal | None]] = []
        for id_, worked in groups.items():
            engagement = known.get(id_ or "")
            if engagement is not None and engagement.mode != "hourly":
                continue
            own = engagement.rate if engagement is not None else None
            hourly += [
                (time, own if own is not None else rate(time.on))
                for time in worked
                if time.work == "bill"
            ]
        self.hourly = RatedWork(hourly)


def _alone_on(days: Sequence[date], engagements: Iterable[Engagement]) -> Mapping[date, str | None]:
    """Day -> the engagement that is the only one open on it, if there is one."""
    ever_open = [e for e in engagements if e.end is None or e.start < e.end]
    starts = sorted(ever_open, key=lambda e: e.start, reverse=True)
    ends = sorted((e.end, e.id) for e in ever_open if e.end is not None)[::-1]
    open_: set[str] = set()
    alone: dict[date, str | None] = {}
    for day in days:
        while starts and starts[-1].start <= day:
            open_.add(starts.pop().id)
        while ends and ends[-1][0] <= day:
            open_.discard(ends.pop()[1])
        alone[day] = next(iter(open_)) if len(open_) == 1 else None
    return alone


def minutes_of(times: Iterable[Time]) -> Tally[int]:
    """Minutes by day of time records in order."""
    return Tally(((time.on, time.minutes) for time in times), 0)


def decimal(value: Fraction | None) -> Decimal | None:
    """A fraction as far as a decimal can hold it; None stays None."""
    return None if value is None else Decimal(value.numerator) / value.denominator


def fraction(number: float | Decimal) -> Fraction:
    """A number as it was typed: 7.1 hours are 71/10."""
    return Fraction(str(number))
