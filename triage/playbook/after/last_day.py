"""The last day that somebody named in their own words when they said that they go."""

from __future__ import annotations

from datetime import date

from triage.date_search import find_dates
from triage.health.day_text import MONTHS
from triage.records import Event

_SHORT = 3
_NAMES = {name[:length].lower(): n for n, name in enumerate(MONTHS, 1) for length in (_SHORT, None)}


def named_last_day(notice: Event) -> date | None:
    """The one day that the words of a notice name, from that day on; None where they name none,
    several, or one that can be meant in two ways."""
    found = find_dates(notice.text or "", _NAMES)
    # "31 May 2026" is found twice: as words of any language, and as a date that can be told.
    spans = [(place.start, place.end) for place in found if place.days]
    named = {
        place.days
        for place in found
        if place.days or not any(start < place.end and place.start < end for start, end in spans)
    }
    days = next(iter(named)) if len(named) == 1 else frozenset()
    if len(days) != 1:
        return None
    month, number = next(iter(days))
    for year in (notice.on.year, notice.on.year + 1):
        try:
            day = date(year, month, number)
        except ValueError:
            continue  # 29 February
        if day >= notice.on:
            return day
    return None
