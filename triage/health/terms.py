"""Engagements beside the time worked for them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from triage.health.dated import Dated, Tally
from triage.health.windows import Window
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


class Hourly:
    """All billable work by the hour as of a day, asked by window."""

    def __init__(self, parts: Sequence[RatedWork]):
        self._parts = parts

    def minutes(self, window: Window) -> int:
        """Minutes of the window."""
        return sum(part.minutes.within(window) for part in self._parts)

    def unrated(self, window: Window) -> int:
        """Minutes of the window that have no rate."""
        return sum(part.unrated.within(window) for part in self._parts)

    def worth(self, window: Window) -> Fraction:
        """What the hours of the window cost; those without a rate cost nothing."""
        units = sum(part.worth.within(window) for part in self._parts)
        return Fraction(units, 60 * MONEY_SCALE)

    def first_day(self, window: Window) -> date | None:
        """The first day of the window with such work."""
        days = (part.times.first_day(window) for part in self._parts)
        return min((day for day in days if day is not None), default=None)

    def times(self, window: Window) -> list[Time]:
        """The records of the window, oldest first."""
        inside = [time for part in self._parts for time in part.times.within(window)]
        return sorted(inside, key=lambda time: (time.on, time.id))


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

    def with_more(self, times: Iterable[Time]) -> Terms:
        """The same with further time."""
        return Terms(self.engagement, (*self.project_times, *times))


class Worked:
    """All time of a client, sorted into engagements.

    Time of no engagement, of an unknown one or of another client's belongs to the engagement that
    is the only one open on its day, else it is hourly work at the client's rate. An engagement
    that has not started is an unknown one: work done ahead of it moves there when it starts.
    """

    def __init__(self, times: Sequence[Time], engagements: Iterable[Engagement], rate: RateOn):
        self._known = {engagement.id: engagement for engagement in engagements}
        self._rate = rate
        self._alone = _alone_on(sorted({time.on for time in times}), self._known.values())
        groups: dict[str | None, list[Time]] = defaultdict(list)
        self._ahead: list[Time] = []
        for time in times:
            named = self._known.get(time.engagement or "")
            if named is not None and time.on < named.start:
                self._ahead.append(time)
            else:
                groups[self._alone[time.on] if named is None else named.id].append(time)
        self._starts = sorted({self._known[time.engagement or ""].start for time in self._ahead})
        self._homes: dict[int, tuple[list[Terms], Hourly]] = {}
        self._terms = sorted(
            (Terms(engagement, groups[id_]) for id_, engagement in self._known.items()),
            key=lambda terms: (terms.engagement.start, terms.engagement.id),
        )
        self._hourly = RatedWork(
            self._rated((time, id_) for id_, group in groups.items() for time in group)
        )

    def terms(self, on: date) -> list[Terms]:
        """The engagements that have started by a day, by start and id."""
        return [terms for terms in self._as_of(on)[0] if terms.engagement.start <= on]

    def hourly(self, on: date) -> Hourly:
        """The billable work by the hour as of a day, for windows that end by then."""
        return self._as_of(on)[1]

    def _as_of(self, on: date) -> tuple[list[Terms], Hourly]:
        """Where all work belongs on a day: the same from one start of an engagement to the next."""
        started = bisect_right(self._starts, on)
        if started not in self._homes:
            self._homes[started] = self._with_ahead(on)
        return self._homes[started]

    def _with_ahead(self, on: date) -> tuple[list[Terms], Hourly]:
        if not self._ahead:
            return self._terms, Hourly([self._hourly])
        more: dict[str | None, list[Time]] = defaultdict(list)
        for time in self._ahead:
            named = self._known[time.engagement or ""]
            more[named.id if named.start <= on else self._alone[time.on]].append(time)
        terms = [
            terms.with_more(more[terms.engagement.id]) if terms.engagement.id in more else terms
            for terms in self._terms
        ]
        moved = RatedWork(self._rated((time, id_) for id_, group in more.items() for time in group))
        return terms, Hourly([self._hourly, moved])

    def _rated(
        self, homes: Iterable[tuple[Time, str | None]]
    ) -> Iterator[tuple[Time, Decimal | None]]:
        """The billable hourly work among some time, each with its rate."""
        for time, home in homes:
            engagement = self._known.get(home or "")
            if time.work == "bill" and (engagement is None or engagement.mode == "hourly"):
                own = engagement.rate if engagement is not None else None
                yield time, own if own is not None else self._rate(time.on)


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
