"""Hours that are here from elsewhere: at the same time, or as the same sum of a client's day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

from storage.importing.timerows import TimeEntry
from storage.importing.updates import START
from triage.records import Time

_DAY = timedelta(days=1)
_LONGEST = 31 * _DAY
"""No entry is longer than a month, and few are longer than a day."""
_ANOTHER_ZONE = 2 * _DAY
"""What two zones and a clock may lie apart, in whole days."""


def near(first: date, last: date) -> tuple[date, date]:
    """The days on which an entry may begin that shares time with one of these days."""
    return first - _LONGEST - _ANOTHER_ZONE, last + _LONGEST + _ANOTHER_ZONE


class Elsewhere:
    """The hours of all other sources: those with a clock, and the sums of each day."""

    def __init__(self, times: Iterable[Time], source: str, zone: tzinfo | None) -> None:
        self._zone = zone
        self._spans: dict[str, list[tuple[datetime, datetime, str]]] = {}
        self._days: dict[tuple[str, date], dict[str, list[Time]]] = {}
        for time in times:
            if time.source == source:
                continue
            sources = self._days.setdefault((time.client, time.on), {})
            sources.setdefault(time.source or "", []).append(time)
            start = self._local(time.extra.get(START))
            if start is not None:
                span = (start, start + timedelta(minutes=time.minutes), time.source or "")
                self._spans.setdefault(time.client, []).append(span)
        for spans in self._spans.values():
            spans.sort()
        self._until = {
            client: max(ended for _, ended, _ in spans).date() + _ANOTHER_ZONE
            for client, spans in self._spans.items()
        }
        """Client -> the day behind which no entry of the file shares time with one of these."""

    def __bool__(self) -> bool:
        return bool(self._days)

    def has_day(self, client: str, day: date) -> bool:
        """Whether another source has hours for a client on a day."""
        return (client, day) in self._days

    def covers(self, entry: TimeEntry, client: str, day_sum: int) -> str | None:
        """Whose hours an entry overlaps or doubles: the first one's source, None without.

        `day_sum` are the minutes that the file has for the client on that day.
        """
        return self._overlapped(entry, client) or self._doubled(entry, client, day_sum)

    def _overlapped(self, entry: TimeEntry, client: str) -> str | None:
        spans = self._spans.get(client)
        if spans is None or entry.on > self._until[client]:
            return None
        start = self._local(entry.start)
        if start is None:
            return None
        end = start + timedelta(minutes=entry.minutes)
        at = bisect_left(spans, (start - _LONGEST,))
        for began, ended, source in spans[at:]:
            if began >= end:
                return None
            if ended > start:
                return _came(source)
        return None

    def _doubled(self, entry: TimeEntry, client: str, day_sum: int) -> str | None:
        """Of two clocks that do not overlap, each tells of work of its own."""
        for source, times in self._days.get((client, entry.on), {}).items():
            if entry.start and all(time.extra.get(START) for time in times):
                continue
            sums = {time.minutes for time in times} | {sum(time.minutes for time in times)}
            if entry.minutes in sums or day_sum in sums:
                return _came(source)
        return None

    def _local(self, start: object) -> datetime | None:
        """A start on the clock that is looked at here."""
        if not start:
            return None
        text = str(start)
        if not text.endswith("Z"):
            return datetime.fromisoformat(text)
        moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
        return moment.astimezone(self._zone).replace(tzinfo=None)


def _came(source: str) -> str:
    return f"from {source}" if source else "entered by hand"
