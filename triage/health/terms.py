"""Engagements beside the time worked for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from triage.health.dated import Dated, Tally
from triage.records import Engagement, Time

PROJECT_WORK = ("bill", "oos", "rev")
"""Work that a fixed fee pays for."""


class Terms:
    """One engagement: what was agreed, as exact numbers, and the minutes worked for it.

    `rate` is its own or the client's; `quoted_minutes` is 0 when no hours were quoted.
    """

    def __init__(self, engagement: Engagement, rate: Decimal | None, times: Iterable[Time]):
        self.engagement = engagement
        own = engagement.rate if engagement.rate is not None else rate
        self.rate = None if own is None else Fraction(own)
        self.fee = Fraction(engagement.fee or 0)
        self.quoted_minutes = fraction(engagement.quoted_hours or 0) * 60
        times = list(times)
        self.project_times = Dated(time for time in times if time.work in PROJECT_WORK)
        self.project = minutes_of(self.project_times)
        self.billable = minutes_of(time for time in times if time.work == "bill")


class Worked:
    """All time of a client, sorted into engagements.

    `loose` holds the billable minutes of no engagement, of an unknown one or of another client's.
    """

    def __init__(
        self, times: Iterable[Time], engagements: Iterable[Engagement], rate: Decimal | None
    ):
        groups: dict[str | None, list[Time]] = defaultdict(list)
        known = {engagement.id: engagement for engagement in engagements}
        for time in times:
            groups[time.engagement if time.engagement in known else None].append(time)
        self.loose = minutes_of(time for time in groups[None] if time.work == "bill")
        self.terms = sorted(
            (Terms(engagement, rate, groups[id_]) for id_, engagement in known.items()),
            key=lambda terms: (terms.engagement.start, terms.engagement.id),
        )


def minutes_of(times: Iterable[Time]) -> Tally[int]:
    """Minutes by day of time records in order."""
    return Tally(((time.on, time.minutes) for time in times), 0)


def decimal(value: Fraction | None) -> Decimal | None:
    """A fraction as far as a decimal can hold it; None stays None."""
    return None if value is None else Decimal(value.numerator) / value.denominator


def fraction(number: float | Decimal) -> Fraction:
    """A number as it was typed: 7.1 hours are 71/10."""
    return Fraction(str(number))
