"""Which stored entry a row of a time export is, whatever was edited in the tracker since."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from itertools import chain

from storage.importing.row_ids import client_key, hashed
from storage.importing.timerows import TimeEntry
from triage.records import Time

_NTH = re.compile(r" #\d+$")
_OWN, _AT, _ON = "id:", "at:", "on:"
_FARTHEST_ZONE = timedelta(hours=14)
"""Between two time zones that somebody travels; a longer shift is another day's work."""
_QUARTER = timedelta(minutes=15)
"""Time zones differ by whole quarters of an hour."""
_LIKE = 0.5
"""From which share of letters in common a text is the edited one: seed rule."""

IsTaken = Callable[[str], bool]

Candidate = tuple[TimeEntry, str | None]
"""A row, and the id of its client as far as it is known."""


class StoredTimes:
    """The entries that came before from one source. Each is one row at most: what a row has
    taken, no other row can be."""

    def __init__(
        self,
        times: Iterable[Time],
        taken_out: Iterable[Time] = (),
        coming: Iterable[Time] = (),
        is_taken: IsTaken | None = None,
    ) -> None:
        """`coming` are entries of files before in the same import. `is_taken` tells whether a key
        is that of an entry which a row is already, and which is not among `times`.
        """
        self._is_taken = is_taken or (lambda _: False)
        self.free: dict[str, Time] = {}
        self._coming: set[str] = set()
        self._by_day: dict[date, list[Time]] = {}
        self._by_base: dict[str, list[Time]] = {}
        # Of a hundred thousand keys the hashes: two that are alike by chance only get a number.
        self._keys: set[int] = set()
        self._out: dict[str, list[Time]] = {}
        coming = list(coming)
        self._coming.update(time.id for time in coming)
        for time in (*times, *coming):
            self.free[time.id] = time
            self._by_day.setdefault(time.on, []).append(time)
            self._keys.add(hash(time.source_key or ""))
            for base in set(_bases_of(time)):
                self._by_base.setdefault(base, []).append(time)
        for time in taken_out:
            self._keys.add(hash(time.source_key or ""))
            for base in set(_bases_of(time)):
                self._out.setdefault(base, []).append(time)

    def exactly(self, entry: TimeEntry, client: str | None) -> Time | None:
        """The entry that a row is when nothing about it has changed."""
        for time in self._candidates(entry, client):
            if _likeness(entry, client, time) == _ALL:
                return self._take(time)
        return None

    def by_identity(self, entry: TimeEntry, client: str | None) -> Time | None:
        """The entry that a row is by its id, its start, or its day and text."""
        likely = [
            time
            for time in self._candidates(entry, client)
            # An id or a start of another program's may be the same by chance: then nothing else is.
            if _akin(entry, client, time)
        ]
        best = max(likely, key=lambda time: _likeness(entry, client, time), default=None)
        return self._take(best) if best else None

    def clashes(self, entry: TimeEntry) -> bool:
        """Whether another thing has the row's own id."""
        return bool(entry.own) and (entry.own in self._by_base or self._is_taken(entry.own))

    def was_taken_out(self, entry: TimeEntry, client: str | None) -> bool:
        """Whether the user took this entry out; one row is left out for each of them."""
        for base in _bases(entry, client):
            for time in self._out.get(base, ()):
                if _akin(entry, client, time):
                    self._out[base].remove(time)
                    return True
        return False

    def key(self, entry: TimeEntry, client: str) -> str:
        """A key for a new entry, by which it is known next time."""
        if entry.own:
            base = entry.own
        elif entry.start:
            base = f"{_AT}{entry.start} | {entry.person}" if entry.person else _AT + entry.start
        else:
            base = _on(entry.on, client, entry.project, entry.text)
        key = base
        nth = 1
        while hash(key) in self._keys or self._is_taken(key):
            nth += 1
            key = f"{base} #{nth}"
        self._keys.add(hash(key))
        return key

    def in_another_zone(
        self, rows: Sequence[Candidate], first: date, last: date, *, more_than: int
    ) -> tuple[timedelta, list[tuple[Candidate, Time]]]:
        """Rows that are stored entries on a clock of another time zone, and how far it is off.

        Everything in the file has moved by the same time then: at least two entries and half of
        all, and `more_than` so many; one of them must lie within the days of the file.
        """
        by_content: dict[tuple[date, int, str], list[tuple[datetime, Time]]] = {}
        for time in self.free.values():
            if (began := _moment(time.extra.get("start"))) is not None:
                content = (began.date(), time.minutes, client_key(time.text or ""))
                by_content.setdefault(content, []).append((began, time))
        pairs: dict[timedelta, list[tuple[Candidate, Time]]] = {}
        for row in rows:
            start = _moment(row[0].start)
            if start is None:
                continue
            minutes_and_text = (row[0].minutes, client_key(row[0].text or ""))
            near_days = (start.date() + timedelta(days=days) for days in (-1, 0, 1))
            for began, time in chain.from_iterable(
                by_content.get((day, *minutes_and_text), ()) for day in near_days
            ):
                off = start - began
                near = timedelta(0) < abs(off) <= _FARTHEST_ZONE and not off % _QUARTER
                if near and _same_client(row[1], time) and _same_person(row[0], time):
                    pairs.setdefault(off, []).append((row, time))
        best = max(pairs, key=lambda off: (len(pairs[off]), -abs(off)), default=timedelta(0))
        alike = pairs.get(best, [])
        inside = any(first <= time.on <= last for _, time in alike)
        enough = max(2, more_than + 1, len(rows) / 2)
        if len(alike) < enough or not inside:
            return timedelta(0), []
        taken: dict[int, tuple[Candidate, Time]] = {}
        for row, time in alike:
            if row[0].line not in taken and time.id in self.free:
                taken[row[0].line] = (row, self._take(time))
        return best, list(taken.values())

    def moved(self, entry: TimeEntry, client: str | None, first: date, last: date) -> Time | None:
        """The entry that a row has become, whose old form is no longer in the file.

        Nobody works twice at once, so what overlaps by half is the same work, and so is what has
        all but the hour; without a clock, what has the day, the project, the length and much of
        the text.
        """
        best, most = None, 0.0
        near_days = (entry.on + timedelta(days=days) for days in (-1, 0, 1))
        for time in chain.from_iterable(self._by_day.get(day, ()) for day in near_days):
            there = time.id in self.free and first <= time.on <= last
            if not there or client != time.client:
                continue
            share = _overlap(entry, time) if _same_person(entry, time) else 0
            if share > most:
                best, most = time, share
        return self._take(best) if best is not None and most >= _LIKE else None

    def corrected_sums(
        self, rows: Sequence[Candidate], first: date, last: date
    ) -> list[tuple[Candidate, Time]]:
        """Rows without a clock that are the only one left of their day and client (and project),
        with the only stored entry left of them: a sum of a day that was corrected.
        """
        pairs: list[tuple[Candidate, Time]] = []
        paired: set[int] = set()
        for by_project in (True, False):
            left = [row for row in rows if row[0].line not in paired]
            for place, (row, more) in _singly(left, by_project=by_project).items():
                there = [
                    time
                    for time in self._by_day.get(place[0], ())
                    if time.id in self.free
                    and first <= time.on <= last
                    and not time.extra.get("start")
                    and (time.client, _project(time) if by_project else "") == place[1:]
                ]
                if not more and len(there) == 1 and _corrects(row[0], there[0]):
                    pairs.append((row, self._take(there[0])))
                    paired.add(row[0].line)
        return pairs

    def gone(self, clients: set[str], first: date, last: date) -> list[Time]:
        """Entries of these clients within the days of the file that no row is."""
        return [
            time
            for time in self.free.values()
            if time.client in clients and first <= time.on <= last and time.id not in self._coming
        ]

    def _candidates(self, entry: TimeEntry, client: str | None) -> Iterator[Time]:
        older = (f"key:{entry.older_key}",) if entry.older_key else ()
        for base in (*_bases(entry, client), *older):
            for time in self._by_base.get(base, ()):
                if time.id not in self.free or not _same_person(entry, time):
                    continue
                # The tool's ids tell two entries of one start apart.
                if entry.own and base != entry.own and (time.source_key or "").startswith(_OWN):
                    continue
                yield time

    def _take(self, time: Time) -> Time:
        return self.free.pop(time.id)


def _singly(
    rows: Sequence[Candidate], *, by_project: bool
) -> dict[tuple[date, str | None, str], tuple[Candidate, bool]]:
    """Day, client and project -> the first row of them, and whether there are more."""
    places: dict[tuple[date, str | None, str], tuple[Candidate, bool]] = {}
    for row in rows:
        entry, client = row
        if not entry.start and not entry.own:
            place = (entry.on, client, client_key(entry.project) if by_project else "")
            known = places.get(place)
            places[place] = (known[0], True) if known else (row, False)
    return places


def _corrects(entry: TimeEntry, time: Time) -> bool:
    """Whether a sum may be another one's correction: what both say of the work is alike."""
    text, known = entry.text or "", time.text or ""
    if not _same_person(entry, time):
        return False
    if not (text and known) or text in known or known in text:
        return True
    return SequenceMatcher(None, text, known).ratio() >= _LIKE


def _project(time: Time) -> str:
    return client_key(str(time.extra.get("project", "")))


def _bases(entry: TimeEntry, client: str | None) -> Iterator[str]:
    if entry.own:
        yield entry.own
    if entry.start:
        yield f"{_AT}{entry.start}"
    # What earlier versions imported has no start.
    if client is not None:
        yield _on(entry.on, client, entry.project, entry.text)


def _bases_of(time: Time) -> Iterator[str]:
    key = time.source_key or ""
    yield f"key:{key}"
    if key.startswith((_OWN, _ON)):
        yield _NTH.sub("", key)
    if start := time.extra.get("start"):
        yield f"{_AT}{start}"
    elif not key.startswith(_AT):
        yield _on(time.on, time.client, str(time.extra.get("project", "")), time.text)


def _on(day: date, client: str, project: str, text: str | None) -> str:
    return f"{_ON}{hashed(day, client, client_key(project), client_key(text or ''))}"


def _likeness(entry: TimeEntry, client: str | None, time: Time) -> int:
    """How much of what two entries say is the same, 0 to `_ALL`."""
    return sum(
        (
            client == time.client,
            client_key(entry.text or "") == client_key(time.text or ""),
            entry.on == time.on or (entry.start or "").endswith("Z"),
            entry.minutes == time.minutes,
            client_key(entry.project) == _project(time),
        )
    )


_ALL = 5


def _akin(entry: TimeEntry, client: str | None, time: Time) -> bool:
    """Whether two entries of one id, or of one start, have anything else in common."""
    text, project = client_key(entry.text or ""), client_key(entry.project)
    if client == time.client or (text and text == client_key(time.text or "")):
        return True
    if entry.own:
        return entry.on == time.on
    same_project = project and project == _project(time)
    return entry.minutes == time.minutes or bool(same_project)


def _same_client(client: str | None, time: Time) -> bool:
    return client is None or client == time.client


def _same_person(entry: TimeEntry, time: Time) -> bool:
    _, mark, person = _NTH.sub("", time.source_key or "").partition(" | ")
    return not mark or not entry.person or entry.person == person


def _moment(start: object) -> datetime | None:
    return datetime.fromisoformat(str(start).removesuffix("Z")) if start else None


def _overlap(entry: TimeEntry, time: Time) -> float:
    """How much of the shorter one two entries have in common, 0 to 1."""
    start, began = _moment(entry.start), _moment(time.extra.get("start"))
    if start is None or began is None:
        project = _project(time)
        same = (entry.on, entry.minutes, client_key(entry.project)) == (
            time.on,
            time.minutes,
            project,
        )
        return SequenceMatcher(None, entry.text or "", time.text or "").ratio() if same else 0
    if entry.on == time.on and _likeness(entry, time.client, time) == _ALL:
        return 1
    end, ended = (
        start + timedelta(minutes=entry.minutes),
        began + timedelta(minutes=time.minutes),
    )
    common = (min(end, ended) - max(start, began)) / timedelta(minutes=1)
    return max(0.0, common / max(1, min(entry.minutes, time.minutes)))
