"""Rows of a time export -> new entries, and entries that came before brought up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from typing_extensions import override

from storage.importing.blocks import TOGETHER
from storage.importing.clients import NotAClient, Owner
from storage.importing.overlaps import Elsewhere, near
from storage.importing.questions import taken_out_question
from storage.importing.row_ids import client_key, record_id
from storage.importing.same_times import StoredTimes
from storage.importing.stored_rows import StoredRows
from storage.importing.table import Skip
from storage.importing.time_columns import TimeColumns
from storage.importing.time_questions import entries_counted, gone_question, overlap_question
from storage.importing.time_values import Columns, time_columns
from storage.importing.timerows import WORKS, TimeEntry
from storage.importing.transform import AddedTimes, Gone, ImportPass, Outcome, Same, nobody
from storage.importing.updates import START, bring_up_to_date
from triage.records import Client, Time, Work

WORK_TOPIC = "import.work"
"""Where is remembered what the rows of a project are that are not billable."""

_Row = tuple[TimeEntry, Owner]


@dataclass
class TimePass(ImportPass):
    """One walk over a time export."""

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        works = self.view.remembered(WORK_TOPIC) | dict(self.job.options.work_for)
        self._works = {client_key(project): WORKS[work] for project, work in works.items()}
        self._stored = StoredTimes(())
        self._stored_rows = StoredRows(self.view.time_rows)
        source, days = self.job.source, self.job.survey.days["on"]
        first, last = (date.max, date.min) if days.family is None else near(days.first, days.last)
        self._elsewhere = Elsewhere(
            self.view.times_elsewhere(source, first, last), source, self.job.options.zone
        )
        self._first, self._last = date.max, date.min
        self._named: set[str] = set()
        self._exact = 0
        self._day_sums: Counter[tuple[str, date]] = Counter()
        self._gone: list[str] = []
        self._lines: dict[str, list[int]] = {"out": [], "overlap": []}

    @override
    def outcomes(self) -> Iterator[Outcome]:
        yield from self.job.table.preamble()
        reader = TimeColumns(
            self.job.table,
            self.job.readers,
            self.job.options,
            older_keys=self.view.knows_older_keys(self.job.source),
        )
        rows = self._owned(reader)
        waiting: list[_Row] = []
        if self.view.knows_times_from(self.job.source):
            yield from self._not_the_same(rows, waiting)
            yield from self._others_unchanged(waiting)
        else:
            yield from self._new(self._at_once(rows, waiting) if self._elsewhere else rows)
        self.words_known = reader.words_known
        yield from self._compared(waiting)
        self._ask()

    def _owned(self, reader: TimeColumns) -> Iterator[_Row | Skip]:
        for entry in reader.entries():
            if isinstance(entry, Skip):
                yield entry
                continue
            owner = self.owners.of(entry.client, entry.project, entry.tags)
            yield nobody(entry.line, owner) if isinstance(owner, NotAClient) else (entry, owner)

    def _at_once(self, rows: Iterator[_Row | Skip], waiting: list[_Row]) -> Iterator[_Row | Skip]:
        """Those that need not wait: what the file has on a day is known at its end only."""
        for row in rows:
            if not isinstance(row, Skip) and self._has_sum_elsewhere(row):
                waiting.append(row)
            else:
                yield row

    def _has_sum_elsewhere(self, row: _Row) -> bool:
        client = self._client(row)
        return client is not None and self._elsewhere.has_day(client.id, row[0].on)

    # --- which entry a row is -----------------------------------------------------------

    def _not_the_same(self, rows: Iterator[_Row | Skip], others: list[_Row]) -> Iterator[Outcome]:
        """What is stored exactly so, by its id; the rest joins `others`.

        Most of an export that comes each week is of this sort: it is told without a look at what
        else is stored.
        """
        chunk: list[_Row] = []
        for row in rows:
            if isinstance(row, Skip):
                yield row
                continue
            chunk.append(row)
            if len(chunk) == TOGETHER:
                yield from self._same(chunk, others)
                chunk.clear()
        yield from self._same(chunk, others)

    def _same(self, rows: list[_Row], others: list[_Row]) -> Iterator[Same]:
        sure = [
            None if row[0].doubts or not self.is_stored(client) else client
            for row, client in zip(rows, map(self._client, rows), strict=True)
        ]
        expected = [(row[0], client) for row, client in zip(rows, sure, strict=True) if client]
        is_same = iter(self._stored_rows.same(self._columns(expected)))
        same: list[tuple[TimeEntry, Client]] = []
        for row, client in zip(rows, sure, strict=True):
            if client is not None and next(is_same):
                same.append((row[0], client))
            else:
                others.append(row)
        if not same:
            return
        days = [entry.on for entry, _ in same]
        self._first, self._last = min(self._first, *days), max(self._last, *days)
        self._exact += len(same)
        clients = {client.id: client for _, client in same}
        self._named.update(clients)
        for entry, client in same:
            self._count(entry, client.id)
        yield Same(tuple(clients.values()), len(same))

    def _others_unchanged(self, waiting: list[_Row]) -> Iterator[Outcome]:
        """Those of the rows that are stored in another way, but unchanged; they leave `waiting`."""
        self._stored = self.view.times_from(
            self.job.source, but=self._stored_rows.matched, is_taken=self._has_matched
        )
        rest: list[_Row] = []
        for row in waiting:
            outcome = self._unchanged(row)
            if outcome is None:
                rest.append(row)
            else:
                yield outcome
        waiting[:] = rest

    def _has_matched(self, key: str) -> bool:
        return self._stored_rows.has_matched(record_id("time", self.job.source, key))

    def _unchanged(self, row: _Row) -> Outcome | None:
        entry, client = row[0], self._client(row)
        if client is not None and self.is_stored(client):
            self._named.add(client.id)
        time = self._stored.exactly(entry, client.id if client else None)
        if time is not None or not entry.doubts:  # a day in doubt does not tell how far a file goes
            self._first, self._last = min(self._first, entry.on), max(self._last, entry.on)
        if time is None:
            return None
        self._exact += 1
        return self._known(row, time)

    def _compared(self, rows: list[_Row]) -> Iterator[Outcome]:
        moved = self._in_another_zone(rows)
        pairs = [(row, time) for row, time in moved]
        rest: list[_Row] = []
        for row in self._others(rows, pairs):
            time = self._stored.by_identity(row[0], self._client_id(row))
            if time is None:
                rest.append(row)
            else:
                pairs.append((row, time))
        self._follow(pairs)
        left: list[_Row] = []
        for row in rest:
            client = self._client_id(row)
            time = self._stored.by_identity(row[0], client) or self._stored.moved(
                row[0], client, self._first, self._last
            )
            if time is None:
                left.append(row)
            else:
                pairs.append((row, time))
        corrected = self._corrected_sums(left)
        pairs += corrected
        left = self._others(left, corrected)
        self._follow(pairs)
        for number, (row, time) in enumerate(pairs):
            yield self._known(row, time, quietly=number < len(moved))
        self._count_days(rows)
        yield from self._new(left)
        for time in self._stored.gone(self._named, self._first, self._last):
            self._gone.append(time.id)
            yield Gone(time)

    def _in_another_zone(self, rows: list[_Row]) -> list[tuple[_Row, Time]]:
        by_line = {row[0].line: row for row in rows}
        entries = [(row[0], self._client_id(row)) for row in rows]
        off, pairs = self._stored.in_another_zone(
            entries, self._first, self._last, more_than=self._exact
        )
        if pairs:
            way = "later" if off > timedelta(0) else "earlier"
            hours = f"{abs(off) / timedelta(hours=1):g} h {way}"
            self.notes.append(
                f"clock: {entries_counted(len(pairs))} are {hours}, in another time zone"
            )
        moved = []
        for (entry, _), time in pairs:
            # The day stays: the work was done when it was done, wherever the clock stands now.
            there = entry._replace(on=time.on)
            moved.append(((there, by_line[entry.line][1]), time))
        return moved

    def _corrected_sums(self, rows: list[_Row]) -> list[tuple[_Row, Time]]:
        by_line = {row[0].line: row for row in rows}
        entries = [(row[0], self._client_id(row)) for row in rows]
        pairs = self._stored.corrected_sums(entries, self._first, self._last)
        return [(by_line[entry.line], time) for (entry, _), time in pairs]

    @staticmethod
    def _others(rows: list[_Row], pairs: list[tuple[_Row, Time]]) -> list[_Row]:
        lines = {row[0].line for row, _ in pairs}
        return [row for row in rows if row[0].line not in lines]

    def _follow(self, pairs: Iterable[tuple[_Row, Time]]) -> None:
        labels: dict[str, set[str]] = {}
        for (entry, owner), time in pairs:
            if not self.is_stored(owner if isinstance(owner, Client) else None):
                for label in self._labels(entry)[:1]:
                    labels.setdefault(label, set()).add(time.client)
        new = {label: clients for label, clients in labels.items() if label not in self.renamed}
        self.follow(new, self._named)
        for id_ in self.renamed.values():
            self._named.add(id_)

    def _count_days(self, rows: Iterable[_Row]) -> None:
        for row in rows:
            if (client := self._client(row)) is not None:
                self._day_sums[client.id, row[0].on] += row[0].minutes

    def _labels(self, entry: TimeEntry) -> tuple[str, ...]:
        return (entry.client,) if entry.client else (entry.project, *entry.tags)

    def _client(self, row: _Row) -> Client | None:
        entry, owner = row
        if isinstance(owner, Client) and not self.renamed:
            return owner
        return self.client_of(owner, self._labels(entry))

    def _client_id(self, row: _Row) -> str | None:
        client = self._client(row)
        return client.id if client is not None and self.is_stored(client) else None

    # --- what becomes of it -------------------------------------------------------------

    def _known(self, row: _Row, time: Time, *, quietly: bool = False) -> Outcome:
        entry, client = row[0], self._client(row)
        stated: dict[str, Any] = {
            "client": client.id if client else time.client,
            "on": time.on if _same_instant(entry, time) else entry.on,
            "minutes": entry.minutes,
        }
        if self._has("text") or self._has("task"):
            stated["text"] = entry.text
        if self._says_work(entry):
            stated["work"] = entry.work or self._work(entry)
        notes = {
            name: value
            for name, value in _notes(entry).items()
            if value or (name != START and self._has(name))
        }
        imported = self.view.by_hand("time").imported(time.id)
        known = bring_up_to_date(time, stated, imported, notes=notes)
        longer = any(change.field in ("on", "minutes") for change in known.changes)
        if skip := self.open_doubt(entry, known=not longer):
            return skip
        self._count(entry, stated["client"])
        if not quietly:
            known = self.unless_older(known, entry.line)
        if quietly:
            known = replace(known, changes=tuple(c for c in known.changes if c.field != START))
        new = client is not None and not self.is_stored(client)
        return replace(known, client=client) if new else known

    def _has(self, column: str) -> bool:
        """Whether the file speaks of this at all: what it leaves out stays as it is."""
        return column in self.job.table.columns

    def _says_work(self, entry: TimeEntry) -> bool:
        """Whether the type of work is the file's word or the user's, and not only assumed."""
        if self.job.readers.all_billable:
            return entry.work is not None or self.job.options.billable == "all"
        return entry.work is not None or entry.marked

    def _left_out(self, entry: TimeEntry, client: Client) -> Skip | None:
        options = self.job.options
        if self._stored.has_taken_out and self._stored.was_taken_out(entry, client.id):
            self._lines["out"].append(entry.line)
            if options.taken_out != "bring-back":
                return Skip(entry.line, "you removed it earlier")
        if not self._elsewhere:
            return None
        day_sum = self._day_sums[client.id, entry.on]
        if other := self._elsewhere.covers(entry, client.id, day_sum):
            self._lines["overlap"].append(entry.line)
            if options.overlap != "count-both":
                chosen = options.overlap == "leave-out"
                why = f"the same hours of {client.name} are already on record, {other}"
                return Skip(entry.line, why, bad=not chosen)
        return None

    def _new(self, rows: Iterable[_Row | Skip]) -> Iterator[Outcome]:
        """What becomes of rows that no stored entry is."""
        new: list[tuple[TimeEntry, Client]] = []
        for row in rows:
            client = None if isinstance(row, Skip) else self._client(row)
            if isinstance(row, Skip):
                yield row
            elif client is None:
                yield nobody(row[0].line, row[1])
            elif skip := self._left_out(row[0], client) or self.open_doubt(row[0]):
                yield skip
            else:
                new.append((row[0], client))
                if len(new) == TOGETHER:
                    yield self._added(new)
                    new.clear()
        if new:
            yield self._added(new)

    def _added(self, new: Sequence[tuple[TimeEntry, Client]]) -> AddedTimes:
        for entry, client in new:
            self._count(entry, client.id)
            if entry.own and self._stored.clashes(entry):
                self.assumed["id: another entry already has it, so this one counts as new"] += 1
        clients = {client.id: client for _, client in new}
        return AddedTimes(tuple(clients.values()), self._columns(new))

    def _columns(self, rows: Sequence[tuple[TimeEntry, Client]]) -> Columns:
        """The entries of some clients as they are stored."""
        if not rows:
            return []
        entries, clients = zip(*rows, strict=True)
        ids = [client.id for client in clients]
        agreed = self.view.engagement_for
        return time_columns(
            entries,
            ids,
            self._stored.keys(entries, ids),
            [entry.work or self._work(entry) for entry in entries],
            [agreed(id_, entry.on, entry.project) for entry, id_ in zip(entries, ids, strict=True)],
            self.job.source,
        )

    def _count(self, entry: TimeEntry, client: str) -> None:
        if entry.rate or entry.billed:
            self.rates.add(client, entry)
        if not entry.billable:
            self.not_billable[entry.project] += 1

    def _work(self, entry: TimeEntry) -> Work:
        if entry.billable:
            return "bill"
        return self._works.get(client_key(entry.project), "admin")

    # --- what is asked ------------------------------------------------------------------

    def _ask(self) -> None:
        options = self.job.options
        self.ask_about_older()
        if self._gone:
            question = gone_question(self._gone, options)
            self.questions.append(question)
            if options.gone is None:
                self.waiting.append(question)
        if overlap := self._lines["overlap"]:
            self.questions.append(overlap_question(overlap, options))
        if out := self._lines["out"]:
            self.questions.append(taken_out_question(entries_counted(len(out)), out))


def _notes(entry: TimeEntry) -> dict[str, str]:
    return {"project": entry.project, "task": entry.task, START: entry.start or ""}


def _same_instant(entry: TimeEntry, time: Time) -> bool:
    start = entry.start or ""
    return start.endswith("Z") and start == time.extra.get(START)
