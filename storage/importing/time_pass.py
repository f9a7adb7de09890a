"""Rows of a time export -> new entries, and entries that came before brought up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from typing_extensions import override

from storage.importing.blocks import TOGETHER
from storage.importing.clients import NotAClient
from storage.importing.overlaps import Elsewhere, near
from storage.importing.questions import taken_out_question
from storage.importing.row_ids import client_key
from storage.importing.table import Skip
from storage.importing.time_columns import TimeColumns
from storage.importing.time_matches import Row, TimeMatches
from storage.importing.time_questions import entries_counted, gone_question, overlap_question
from storage.importing.time_values import Columns, time_columns
from storage.importing.timerows import WORKS, TimeEntry
from storage.importing.transform import AddedTimes, Gone, ImportPass, Outcome, Same, nobody
from storage.importing.updates import START, bring_up_to_date
from triage.records import Client, Time, Work

WORK_TOPIC = "import.work"
"""Where is remembered what the rows of a project are that are not billable."""


@dataclass
class TimePass(ImportPass):
    """One walk over a time export."""

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        works = self.view.remembered(WORK_TOPIC) | dict(self.job.options.work_for)
        self._works = {client_key(project): WORKS[work] for project, work in works.items()}
        self._matches = TimeMatches(self)
        source, days = self.job.source, self.job.survey.days["on"]
        first, last = (date.max, date.min) if days.family is None else near(days.first, days.last)
        self._elsewhere = Elsewhere(
            self.view.times_elsewhere(source, first, last), source, self.job.options.zone
        )
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
        waiting: list[Row] = []
        if self.view.knows_times_from(self.job.source):
            yield from self._not_the_same(rows, waiting)
            yield from self._others_unchanged(waiting)
        else:
            yield from self._new(self._at_once(rows, waiting) if self._elsewhere else rows)
        self.words_known = reader.words_known
        yield from self._compared(waiting)
        self._ask()

    def _owned(self, reader: TimeColumns) -> Iterator[Row | Skip]:
        for entry in reader.entries():
            if isinstance(entry, Skip):
                yield entry
                continue
            owner = self.owners.of(entry.client, entry.project, entry.tags)
            yield nobody(entry.line, owner) if isinstance(owner, NotAClient) else (entry, owner)

    def _at_once(self, rows: Iterator[Row | Skip], waiting: list[Row]) -> Iterator[Row | Skip]:
        """Those that need not wait: what the file has on a day is known at its end only."""
        for row in rows:
            if not isinstance(row, Skip) and self._has_sum_elsewhere(row):
                waiting.append(row)
            else:
                yield row

    def _has_sum_elsewhere(self, row: Row) -> bool:
        client = self._matches.client(row)
        return client is not None and self._elsewhere.has_day(client.id, row[0].on)

    # --- which entry a row is -----------------------------------------------------------

    def _not_the_same(self, rows: Iterator[Row | Skip], others: list[Row]) -> Iterator[Outcome]:
        """What is stored exactly so, by its id; the rest joins `others`.

        Most of an export that comes each week is of this sort: it is told without a look at what
        else is stored.
        """
        chunk: list[Row] = []
        for row in rows:
            if isinstance(row, Skip):
                yield row
                continue
            chunk.append(row)
            if len(chunk) == TOGETHER:
                yield from self._same(chunk, others)
                chunk.clear()
        yield from self._same(chunk, others)

    def _same(self, rows: list[Row], others: list[Row]) -> Iterator[Same]:
        same, rest = self._matches.exactly_stored(rows, self._columns)
        others += rest
        if same:
            for entry, client in same:
                self._count(entry, client.id)
            clients = {client.id: client for _, client in same}
            yield Same(tuple(clients.values()), len(same))

    def _others_unchanged(self, waiting: list[Row]) -> Iterator[Outcome]:
        """Those of the rows that are stored in another way, but unchanged; they leave `waiting`."""
        self._matches.read_the_others()
        rest: list[Row] = []
        for row in waiting:
            time = self._matches.unchanged(row)
            if time is None:
                rest.append(row)
            else:
                yield self._known(row, time)
        waiting[:] = rest

    def _compared(self, rows: list[Row]) -> Iterator[Outcome]:
        compared = self._matches.compare(rows)
        for row, time in compared.in_another_zone:
            yield self._known(row, time, quietly=True)
        for row, time in compared.changed:
            yield self._known(row, time)
        self._count_days(rows)
        yield from self._new(compared.new)
        for time in self._matches.gone():
            self._gone.append(time.id)
            yield Gone(time)

    def _count_days(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if (client := self._matches.client(row)) is not None:
                self._day_sums[client.id, row[0].on] += row[0].minutes

    # --- what becomes of it -------------------------------------------------------------

    def _known(self, row: Row, time: Time, *, quietly: bool = False) -> Outcome:
        entry, client = row[0], self._matches.client(row)
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
        if self._matches.times.has_taken_out and self._matches.times.was_taken_out(
            entry, client.id
        ):
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

    def _new(self, rows: Iterable[Row | Skip]) -> Iterator[Outcome]:
        """What becomes of rows that no stored entry is."""
        new: list[tuple[TimeEntry, Client]] = []
        for row in rows:
            client = None if isinstance(row, Skip) else self._matches.client(row)
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
            if entry.own and self._matches.times.clashes(entry):
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
            self._matches.times.keys(entries, ids),
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
