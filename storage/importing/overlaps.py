"""Hours that another program has for the same client at the same time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from storage.importing.timerows import TimeEntry
from storage.importing.updates import START
from triage.records import Time

_DAY = timedelta(days=1)


class Elsewhere:
    """The clock hours of all other sources, by client."""

    def __init__(self, times: Iterable[Time], source: str, zone: tzinfo | None) -> None:
        self._zone = zone
        self._spans: dict[str, list[tuple[datetime, datetime, str]]] = {}
        for time in times:
            start = self._local(time.extra.get(START))
            if time.source != source and start is not None:
                span = (start, start + timedelta(minutes=time.minutes), time.source or "")
                self._spans.setdefault(time.client, []).append(span)
        for spans in self._spans.values():
            spans.sort()

    def __bool__(self) -> bool:
        return bool(self._spans)

    def covers(self, entry: TimeEntry, client: str) -> str | None:
        """Whose hours an entry overlaps: the first one's source, None when there are none."""
        start = self._local(entry.start)
        if start is None:
            return None
        end = start + timedelta(minutes=entry.minutes)
        spans = self._spans.get(client, [])
        # No entry is longer than a month, and few are longer than a day.
        at = bisect_left(spans, (start - 31 * _DAY,))
        for began, ended, source in spans[at:]:
            if began >= end:
                return None
            if ended > start:
                return f"from {source}" if source else "entered by hand"
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
