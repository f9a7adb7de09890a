"""The agenda as a calendar file (RFC 5545): all-day entries that a calendar program moves along.

An entry keeps its UID whatever its day, and SEQUENCE grows with every change of the records, so
a file that is imported again updates what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote

from icalendar import Calendar, Event

from triage.clients.agenda import AgendaEntry

_PRODUCT = "-//Good Terms//goodterms//EN"
_NAME = "Good Terms"
# The format has no way to write these; a strict calendar refuses the whole file for one.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def as_calendar(entries: Iterable[AgendaEntry], *, at: datetime, change: int) -> str:
    """The text of the file. `at` = when it was made, `change` = the newest journal number."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", _NAME)
    calendar.add("x-wr-calname", _NAME)
    stamp = _utc(at)
    for entry in entries:
        calendar.add_component(_event(entry, stamp, change))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _event(entry: AgendaEntry, stamp: datetime, change: int) -> Event:
    event = Event()
    # An id from another program may hold anything; a UID is to be plain and still the same.
    event.add("uid", quote(entry.uid, safe="@"))
    event.add("dtstamp", stamp)
    event.add("sequence", change)
    # Without an end it takes the whole day, even the last one of the calendar.
    event.add("dtstart", entry.day)
    event.add("summary", _CONTROLS.sub(" ", f"{entry.client}: {entry.text}"))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        # The first and last day of the calendar have no UTC everywhere; the hour is no matter.
        return at.replace(tzinfo=UTC)
