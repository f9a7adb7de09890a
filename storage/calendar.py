"""The agenda as a calendar file (RFC 5545): all-day entries that a calendar program moves along.

An entry keeps its UID whatever its day. The file that was written last is read first: what is the
same keeps its SEQUENCE and DTSTAMP, what has changed gets higher ones, and what is no longer open
is written as STATUS:CANCELLED, so that a calendar does not keep it (RFC 5545, 3.8.1.11; a program
takes an entry with a higher SEQUENCE for the newer one, RFC 5546, 2.1.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from icalendar import Calendar, Event

from triage.clients.agenda import AgendaEntry

KEPT_CANCELED = timedelta(days=90)
"""How long a canceled entry is written again, for a calendar that missed some of the files: a
quarter, since some people look at a calendar on another machine only now and then; seed rule."""

_PRODUCT = "-//Good Terms//goodterms//EN"
_NAME = "Good Terms"
_CANCELED = "CANCELLED"
_HEAD = 1000
"""Bytes in which a file of ours has named the program that wrote it."""
# The format has no way to write these; a strict calendar refuses the whole file for one.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class _Item:
    """What a file says of one entry."""

    uid: str
    day: date
    summary: str
    sequence: int
    stamp: datetime
    canceled: bool = False


def is_own_calendar(path: Path) -> bool:
    """Whether a file is empty or was written by `as_calendar`. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return not head or f"PRODID:{_PRODUCT}".encode() in head.splitlines()


def as_calendar(
    entries: Iterable[AgendaEntry], *, at: datetime, change: int, earlier: bytes = b""
) -> tuple[str, int]:
    """The text of the file, and how many entries in it are newly canceled.

    `at` = when it was made, `change` = the newest journal number, `earlier` = the file that it
    takes the place of. Raises ValueError when that is no calendar.
    """
    before = {item.uid: item for item in _items(earlier, _utc(at))}
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", _NAME)
    calendar.add("x-wr-calname", _NAME)
    open_items = [_updated(entry, before, _utc(at), change) for entry in entries]
    gone = before.keys() - {item.uid for item in open_items}
    canceled = [before[uid] for uid in before if uid in gone]
    for item in (*open_items, *_ended(canceled, _utc(at), change)):
        calendar.add_component(_event(item))
    text: str = calendar.to_ical().decode("utf-8")
    return text, sum(not item.canceled for item in canceled)


def _updated(
    entry: AgendaEntry, before: Mapping[str, _Item], stamp: datetime, change: int
) -> _Item:
    # An id from another program may hold anything; a UID is to be plain and still the same.
    uid = quote(entry.uid, safe="@")
    summary = _CONTROLS.sub(" ", f"{entry.client}: {entry.text}")
    old = before.get(uid)
    if old is None:
        return _Item(uid, entry.day, summary, change, stamp)
    if (old.day, old.summary, old.canceled) == (entry.day, summary, False):
        return _Item(uid, entry.day, summary, old.sequence, old.stamp)
    return _Item(uid, entry.day, summary, _next(old, change), stamp)


def _ended(items: Iterable[_Item], stamp: datetime, change: int) -> Iterator[_Item]:
    for old in items:
        if not old.canceled:
            yield _Item(old.uid, old.day, old.summary, _next(old, change), stamp, canceled=True)
        elif stamp - old.stamp <= KEPT_CANCELED:
            yield old


def _next(old: _Item, change: int) -> int:
    """Higher than before, even where a restored backup has set the journal back."""
    return max(change, old.sequence + 1)


def _event(item: _Item) -> Event:
    event = Event()
    event.add("uid", item.uid)
    event.add("dtstamp", item.stamp)
    event.add("sequence", item.sequence)
    # Without an end it takes the whole day, even the last one of the calendar.
    event.add("dtstart", item.day)
    event.add("summary", item.summary)
    if item.canceled:
        event.add("status", _CANCELED)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


# --- the file of last time ------------------------------------------------------------------------


def _items(content: bytes, now: datetime) -> Iterator[_Item]:
    """The entries of a file; what somebody took out of one by hand is taken as of now."""
    if not content:
        return
    for event in Calendar.from_ical(content).walk("VEVENT"):
        stamp = getattr(event.get("dtstamp"), "dt", None)
        day = getattr(event.get("dtstart"), "dt", None)
        sequence, uid = event.get("sequence"), event.get("uid")
        if not isinstance(uid, str):
            continue
        yield _Item(
            uid=str(uid),
            day=_plain_day(day, now),
            summary=_CONTROLS.sub(" ", str(event.get("summary", ""))),
            sequence=sequence if isinstance(sequence, int) else 0,
            stamp=_utc(stamp) if isinstance(stamp, datetime) else now,
            canceled=str(event.get("status", "")).upper() == _CANCELED,
        )


def _plain_day(day: object, now: datetime) -> date:
    if isinstance(day, datetime):
        return day.date()
    return day if isinstance(day, date) else now.date()


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        # The first and last day of the calendar have no UTC everywhere; the hour is no matter.
        return at.replace(tzinfo=UTC)
