"""A recognised CSV: what importing it would do, and doing it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice

from storage.bare_store import BareStore
from storage.import_topics import LINKS_TOPIC, READ_TOPIC, SOURCES_TOPIC
from storage.importing.blocks import TOGETHER
from storage.importing.clients import TOPIC
from storage.importing.column_readers import Decisions
from storage.importing.detect import COLUMNS_TOPIC
from storage.importing.doubts import LEAVE_OUT, Doubt, ask_about, is_remembered
from storage.importing.doubts import TOPIC as ANSWERS_TOPIC
from storage.importing.header import header_fingerprint
from storage.importing.invoice_pass import InvoicePass
from storage.importing.lookup import ClientMatches, ImportLookup
from storage.importing.preview import ImportPreview, Result
from storage.importing.profile import Progress, report
from storage.importing.source_answers import answers_to_remember, answers_topic
from storage.importing.sources import remembered_source
from storage.importing.table import Skip
from storage.importing.table_sources import TABLES_TOPIC, table_mark
from storage.importing.text_source import refuse_changed
from storage.importing.time_pass import WORK_TOPIC, TimePass
from storage.importing.transform import (
    Added,
    AddedTimes,
    Gone,
    ImportJob,
    ImportPass,
    Outcome,
    Same,
)
from storage.importing.updates import Known, Update, update_of
from storage.writing.stage import Stage
from triage.changes import Put, Remove
from triage.client_likeness import first_alike
from triage.money import rate_text
from triage.past_values import with_past
from triage.records import Client, Record, Time

RATE_TOPIC = "import.rate"
"""Where is remembered which rates were assumed from a file: client id -> rate."""

_SAMPLE = 20


@dataclass
class ImportTotals:
    """One whole walk over a file, counted, and the clients it makes or completes.

    `new_clients` are those that the store lacks; some may come with an earlier file, so only
    those in `announced` are this file's own. `stage` holds all new records, ready to be written.
    """

    new: int = 0
    same: int = 0
    known: list[Known] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    kept: list[Update] = field(default_factory=list)
    held: list[Update] = field(default_factory=list)
    gone: list[Time] = field(default_factory=list)
    missing: list[Update] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    sample: list[Record] = field(default_factory=list)
    owners: dict[str, Client] = field(default_factory=dict)
    first_days: dict[str, date] = field(default_factory=dict)
    new_clients: list[Client] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    completed: list[Put] = field(default_factory=list)
    rates: dict[str, Decimal] = field(default_factory=dict)
    stage: Stage = field(default_factory=Stage)

    def add(self, outcome: Outcome, names: Mapping[str, str]) -> None:
        """Count what became of one row."""
        if isinstance(outcome, Added):
            self._add_new(outcome)
        elif isinstance(outcome, AddedTimes):
            self._add_times(outcome)
        elif isinstance(outcome, Same):
            self.same += outcome.rows
            for client in outcome.clients:
                self.owners.setdefault(client.id, client)
        elif isinstance(outcome, Known):
            if outcome.put or outcome.payment:
                self.known.append(outcome)
            if outcome.changes:
                self.updates.append(update_of(outcome.record, outcome.changes, names))
            else:
                self.same += 1
            if outcome.held:
                self.held.append(update_of(outcome.record, outcome.held, names))
            if outcome.kept:
                self.kept.append(update_of(outcome.record, outcome.kept, names))
            if outcome.client is not None:
                self.owners.setdefault(outcome.client.id, outcome.client)
        elif isinstance(outcome, Gone):
            self.gone.append(outcome.record)
            self.missing.append(update_of(outcome.record, (), names))
        else:
            self.unmapped.update(outcome.labels)
            self.skipped.append(outcome)

    def _add_new(self, outcome: Added) -> None:
        self.new += 1
        for record in outcome.records:
            self.counts[record.kind] += 1
        self.owners.setdefault(outcome.client.id, outcome.client)
        if len(self.sample) < _SAMPLE:
            self.sample.append(outcome.records[0])

    def _add_times(self, outcome: AddedTimes) -> None:
        self.new += len(outcome)
        self.counts[Time.kind] += len(outcome)
        for client in outcome.clients:
            self.owners.setdefault(client.id, client)
        for client_id, day in outcome.days():
            on = date.fromisoformat(day)
            self.first_days[client_id] = min(on, self.first_days.get(client_id, on))
        self.sample += islice(outcome.records, max(0, _SAMPLE - len(self.sample)))
        self.stage.add_columns(Time.kind, outcome.columns)


def a_pass(job: ImportJob, view: ImportLookup) -> ImportPass:
    """A walk over the file of a job."""
    cls = TimePass if job.table.form.kind == "time" else InvoicePass
    return cls(job, view)


def walk(run: ImportPass, progress: Progress | None = None) -> ImportTotals:
    """Take the walk, and let `run.view` know what it would add."""
    totals = ImportTotals()
    names = run.view.clients.names
    new: list[Record] = []
    number = 0
    for outcome in run.outcomes():
        totals.add(outcome, names)
        if isinstance(outcome, Known) and (owner := run.view.stored.get(outcome.record.client)):
            totals.owners.setdefault(owner.id, owner)
        if isinstance(outcome, Added):
            new += outcome.records
            if len(new) >= TOGETHER:
                totals.stage.add(new)
                new.clear()
        if run.view.several and isinstance(outcome, Added | AddedTimes):
            run.view.learn(outcome.records)
        before, number = number, number + _rows_of(outcome)
        report(progress, before, number)
    for owner in totals.owners.values():
        _complete(owner, run, totals)
    run.view.remembered(TOPIC).update(run.owners.remember)
    new += totals.new_clients
    new += (known.payment for known in totals.known if known.payment)
    totals.stage.add(new)
    totals.stage.finish()
    return totals


def _rows_of(outcome: Outcome) -> int:
    if isinstance(outcome, AddedTimes):
        return len(outcome)
    return outcome.rows if isinstance(outcome, Same) else 1


def _complete(owner: Client, run: ImportPass, totals: ImportTotals) -> None:
    stored = run.view.stored.get(owner.id)
    rate = run.rates.of(owner.id, owner.currency)
    if stored is None:
        client = replace(owner, rate=rate) if rate and owner.rate is None else owner
        if client.rate != owner.rate and rate:
            totals.rates[owner.id] = rate
        totals.new_clients.append(client)
        if client.id not in run.view.coming:
            totals.announced.append(client.name)
            totals.counts[client.kind] += 1
            run.view.coming.add(client.id)
            run.view.clients.add(client)
    elif rate and rate != stored.rate:
        _follow_rate(stored, rate, run, totals)


def _follow_rate(stored: Client, rate: Decimal, run: ImportPass, totals: ImportTotals) -> None:
    """An unknown rate is learnt, an assumed one follows the file; one that was typed stays."""
    first = totals.first_days.get(stored.id)
    latest = run.view.latest_day(stored.id)
    if stored.rate is None:
        totals.completed.append(Put(replace(stored, rate=rate), was=stored))
        totals.rates[stored.id] = rate
        return
    if first is None or (latest is not None and first <= latest):
        return  # an older file says nothing about today's rate
    says = f"the file says {rate_text(rate)}, you have {rate_text(stored.rate)}"
    if run.view.remembered(RATE_TOPIC).get(stored.id) == rate_text(stored.rate):
        client = with_past(replace(stored, rate=rate), stored, first)
        totals.completed.append(Put(client, was=stored))
        totals.rates[stored.id] = rate
        new = f"from {first} on it is {rate_text(rate)}"
        run.notes.append(f"rate of {stored.name}: {says} (assumed); {new}")
    else:
        run.notes.append(f"rate of {stored.name}: {says}, unchanged")


@dataclass(frozen=True)
class CsvImport:
    """What is to be carried out for one file, as of the journal's entry `head`."""

    job: ImportJob
    named: ClientMatches
    head: int
    walked: ImportTotals
    remember: Mapping[str, Mapping[str, str]]

    def carry_out(
        self, preview: ImportPreview, store: BareStore, progress: Progress | None
    ) -> Result:
        """Write it. When something was written in between, the walk is taken anew first."""
        source = self.job.table.source
        refuse_changed(source)
        walked, waiting = self.walked, preview.waiting
        if store.head() != self.head:
            run = a_pass(self.job, ImportLookup(store, self.named))
            walked = walk(run)
            waiting = tuple(run.waiting)
        removed = walked.gone if self.job.options.gone == "remove" else []
        batch = None
        if walked.new or walked.known or removed or walked.completed or any(self.remember.values()):
            batch = store.import_batch(
                f"Import of {source.path.name}",
                file=source.path.name,
                fingerprint=source.fingerprint,
                new=walked.stage,
                updated=[
                    *walked.completed,
                    *(known.put for known in walked.known if known.put),
                    *(Remove(time.kind, time.id, was=time) for time in removed),
                ],
                remember=self.remember,
                progress=progress,
            )
        return Result(
            file=preview.file,
            format=preview.format,
            batch=batch.id if batch and (batch.new or batch.updated) else None,
            new=walked.new,
            updated=len(walked.updates),
            same=walked.same,
            removed=len(removed),
            skipped=tuple(walked.skipped),
            unmapped=dict(walked.unmapped),
            assumed=preview.assumed,
            waiting=waiting,
            updates=tuple(walked.updates),
            kept=tuple(walked.kept),
            held=tuple(walked.held),
            missing=tuple(walked.missing),
        )


def preview_csv(
    job: ImportJob,
    view: ImportLookup,
    *,
    named: ClientMatches,
    head: int,
    decisions: Decisions,
    progress: Progress | None,
) -> ImportPreview:
    """What importing a file would do, after the `decisions` about its columns."""
    run = a_pass(job, view)
    walked = walk(run, progress)
    options, form = job.options, job.table.form
    lines = list(decisions.assumed)
    lines += [f"{text} ({run.counted(count)})" for text, count in run.assumed.items()]
    lines += [form.note, *run.notes] if form.note else run.notes
    if run.owners.by_name:
        labels = ", ".join(f"“{label}”" for label in sorted(run.owners.by_name))
        lines.append(f"client: rows of {labels} belong to the client of that name")
    lines += [
        f"rate: {rate_text(rate)} {client.currency} an hour for {client.name}"
        for client in walked.owners.values()
        if client.rate is None and (rate := walked.rates.get(client.id))
    ]
    lines += [
        f"{_word_of(id_)}: {answer}, as you said ({'1 row' if count == 1 else f'{count} rows'})"
        for (id_, answer), count in run.words_known.items()
    ]
    remember: dict[str, Mapping[str, str]] = {
        TOPIC: run.owners.remember,
        WORK_TOPIC: dict(options.work_for),
        ANSWERS_TOPIC: {
            name: answer
            for name, answer in options.answers.items()
            if is_remembered(name) and answer != LEAVE_OUT
        },
        answers_topic(form.source): answers_to_remember(
            options, {**decisions.answered, **dict(run.words_known.keys())}
        ),
        RATE_TOPIC: {id_: rate_text(rate) for id_, rate in walked.rates.items()},
        READ_TOPIC: {job.table.source.fingerprint: job.table.source.path.name},
        SOURCES_TOPIC: remembered_source(
            form.name,
            job.table.source.path.name if job.table.column_map else form.program,
            form.source,
            job.table.source.path,
            options.on,
            fingerprint=job.table.source.fingerprint,
            assumed=lines,
        ),
    }
    if isinstance(run, InvoicePass):
        remember[LINKS_TOPIC] = run.links.learnt
    if job.table.column_map:
        remember[TABLES_TOPIC] = {table_mark(job.table): form.source}
    if job.table.column_map and job.table.header.line:
        mapped = json.dumps(dict(job.table.column_map), ensure_ascii=False)
        remember[COLUMNS_TOPIC] = {header_fingerprint(job.table.header): mapped}
    return ImportPreview(
        file=job.table.source.path,
        format=form.name,
        label=form.label,
        new=walked.new,
        updated=len(walked.updates),
        same=walked.same,
        skipped=tuple(walked.skipped),
        unmapped=dict(walked.unmapped),
        removed=len(walked.gone) if options.gone == "remove" else 0,
        assumed=tuple(lines),
        waiting=tuple(run.waiting),
        updates=tuple(walked.updates),
        kept=tuple(walked.kept),
        held=tuple(walked.held),
        missing=tuple(walked.missing),
        questions=(*decisions.questions, *ask_about(doubtful(walked.skipped)), *run.questions),
        new_clients=tuple(walked.announced),
        alike=_alike(walked.announced, view),
        counts=dict(walked.counts),
        not_billable=dict(run.not_billable),
        sample=tuple(walked.sample),
        plan=CsvImport(job, named, head, walked, remember),
    )


def _alike(announced: Iterable[str], view: ImportLookup) -> dict[str, str]:
    """New names -> who is there, or comes with the same file before, and may be the same."""
    names = [client.name for client in view.stored.values()]
    likely: dict[str, str] = {}
    for name in announced:
        if (known := first_alike(name, names)) is not None:
            likely[name] = known
        names.append(name)
    return likely


def _word_of(question_id: str) -> str:
    kind, _, word = question_id.partition(":")
    return f"“{word}”" if word else kind


def doubtful(skipped: Iterable[Skip]) -> Iterator[tuple[int, Doubt]]:
    """The lines that wait for an answer."""
    for skip in skipped:
        if skip.doubt is not None:
            yield skip.line, skip.doubt
