"""Which stored entry a row of a time export is: one that is exactly so, or one that it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from storage.importing.clients import Owner
from storage.importing.row_ids import record_id
from storage.importing.same_times import StoredTimes
from storage.importing.stored_rows import StoredRows
from storage.importing.time_questions import entries_counted
from storage.importing.time_values import Columns
from storage.importing.timerows import TimeEntry
from storage.importing.transform import ImportPass
from triage.records import Client, Time

Row = tuple[TimeEntry, Owner]
"""What a row says, and whose it is."""
Pair = tuple[Row, Time]
"""A row and the stored entry that it is."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows that are a stored entry, those of them first that only another time zone tells apart,
    and rows that are none."""

    in_another_zone: Sequence[Pair]
    changed: Sequence[Pair]
    new: Sequence[Row]


class TimeMatches:
    """The stored entries that rows of one walk are. None is two rows.

    What was told so far says how far the file goes, and whom it names: an entry of these days and
    clients that no row is, is gone from it.
    """

    def __init__(self, walk: ImportPass) -> None:
        self._walk = walk
        self.times = StoredTimes(())
        """The entries that are compared with rows, once they are read."""
        self._rows = StoredRows(walk.view.time_rows)
        self._first, self._last = date.max, date.min
        self._named: set[str] = set()
        self._exact = 0

    def client(self, row: Row) -> Client | None:
        """Whose row it is, as far as it is known by now."""
        entry, owner = row
        if isinstance(owner, Client) and not self._walk.renamed:
            return owner
        return self._walk.client_of(owner, _labels(entry))

    def _client_id(self, row: Row) -> str | None:
        client = self.client(row)
        return client.id if client is not None and self._walk.is_stored(client) else None

    # --- what has not changed -----------------------------------------------------------

    def exactly_stored(
        self, rows: list[Row], columns: Callable[[Sequence[tuple[TimeEntry, Client]]], Columns]
    ) -> tuple[list[tuple[TimeEntry, Client]], list[Row]]:
        """The entries that are stored by their ids as `columns` would store them, and the other
        rows."""
        sure = [
            None if row[0].doubts or not self._walk.is_stored(client) else client
            for row, client in zip(rows, map(self.client, rows), strict=True)
        ]
        expected = [(row[0], client) for row, client in zip(rows, sure, strict=True) if client]
        is_same = iter(self._rows.same(columns(expected)))
        same: list[tuple[TimeEntry, Client]] = []
        others: list[Row] = []
        for row, client in zip(rows, sure, strict=True):
            if client is not None and next(is_same):
                same.append((row[0], client))
            else:
                others.append(row)
        if same:
            self._reach([entry.on for entry, _ in same])
            self._exact += len(same)
            self._named.update(client.id for _, client in same)
        return same, others

    def read_the_others(self) -> None:
        """Read the entries that no row is yet, to compare rows with them."""
        source = self._walk.job.source
        self.times = self._walk.view.times_from(
            source, but=self._rows.matched, is_taken=self._has_matched
        )

    def _has_matched(self, key: str) -> bool:
        return self._rows.has_matched(record_id("time", self._walk.job.source, key))

    def unchanged(self, row: Row) -> Time | None:
        """The entry that says what the row says, however it is stored."""
        entry, client = row[0], self.client(row)
        if client is not None and self._walk.is_stored(client):
            self._named.add(client.id)
        time = self.times.exactly(entry, client.id if client else None)
        if time is not None or not entry.doubts:  # a day in doubt does not tell how far a file goes
            self._reach([entry.on])
        if time is not None:
            self._exact += 1
        return time

    def _reach(self, days: Sequence[date]) -> None:
        self._first, self._last = min(self._first, *days), max(self._last, *days)

    # --- what has changed ---------------------------------------------------------------

    def compare(self, rows: list[Row]) -> Compared:
        """Which entries the rows are that say something else, the surest ones first."""
        moved = self._in_another_zone(rows)
        changed: list[Pair] = []
        rest: list[Row] = []
        for row in _others(rows, moved):
            time = self.times.by_identity(row[0], self._client_id(row))
            if time is None:
                rest.append(row)
            else:
                changed.append((row, time))
        self._follow([*moved, *changed])
        left: list[Row] = []
        for row in rest:
            client = self._client_id(row)
            time = self.times.by_identity(row[0], client) or self.times.moved(
                row[0], client, self._first, self._last
            )
            if time is None:
                left.append(row)
            else:
                changed.append((row, time))
        corrected = self._corrected_sums(left)
        changed += corrected
        self._follow([*moved, *changed])
        return Compared(moved, changed, _others(left, corrected))

    def _in_another_zone(self, rows: list[Row]) -> list[Pair]:
        by_line = {row[0].line: row for row in rows}
        entries = [(row[0], self._client_id(row)) for row in rows]
        off, pairs = self.times.in_another_zone(
            entries, self._first, self._last, more_than=self._exact
        )
        if pairs:
            way = "later" if off > timedelta(0) else "earlier"
            hours = f"{abs(off) / timedelta(hours=1):g} h {way}"
            self._walk.notes.append(
                f"clock: {entries_counted(len(pairs))} are {hours}, in another time zone"
            )
        moved = []
        for (entry, _), time in pairs:
            # The day stays: the work was done when it was done, wherever the clock stands now.
            there = entry._replace(on=time.on)
            moved.append(((there, by_line[entry.line][1]), time))
        return moved

    def _corrected_sums(self, rows: list[Row]) -> list[Pair]:
        by_line = {row[0].line: row for row in rows}
        entries = [(row[0], self._client_id(row)) for row in rows]
        pairs = self.times.corrected_sums(entries, self._first, self._last)
        return [(by_line[entry.line], time) for (entry, _), time in pairs]

    def _follow(self, pairs: Iterable[Pair]) -> None:
        walk = self._walk
        labels: dict[str, set[str]] = {}
        for (entry, owner), time in pairs:
            if not walk.is_stored(owner if isinstance(owner, Client) else None):
                for label in _labels(entry)[:1]:
                    labels.setdefault(label, set()).add(time.client)
        new = {label: clients for label, clients in labels.items() if label not in walk.renamed}
        walk.follow(new, self._named)
        self._named.update(walk.renamed.values())

    # --- what is no row any more --------------------------------------------------------

    def gone(self) -> Iterator[Time]:
        """The entries that the file should have and has not."""
        yield from self.times.gone(self._named, self._first, self._last)


def _labels(entry: TimeEntry) -> tuple[str, ...]:
    return (entry.client,) if entry.client else (entry.project, *entry.tags)


def _others(rows: Iterable[Row], pairs: Iterable[Pair]) -> list[Row]:
    lines = {row[0].line for row, _ in pairs}
    return [row for row in rows if row[0].line not in lines]
