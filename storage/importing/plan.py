"""A recognised CSV: what importing it would do, and doing it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from storage.importing.clients import TOPIC
from storage.importing.detect import COLUMNS_TOPIC, header_fingerprint
from storage.importing.doubts import LEAVE_OUT, Doubt, ask_about, is_remembered
from storage.importing.doubts import TOPIC as ANSWERS_TOPIC
from storage.importing.errors import ImportTrouble
from storage.importing.invoices import AlreadyImported
from storage.importing.lookup import ClientMatches, ImportLookup
from storage.importing.options import ImportQuestion
from storage.importing.preview import ImportPreview, Result
from storage.importing.profile import EVERY, Progress
from storage.importing.sources import SOURCES_TOPIC, remembered_source
from storage.importing.table import Skip
from storage.importing.text_source import open_source
from storage.importing.transform import WORK_TOPIC, Added, ImportJob, ImportPass, Outcome
from storage.store import Store
from triage.changes import Put
from triage.money import rate_text
from triage.records import Client, Record

RATE_TOPIC = "import.rate"
"""Where is remembered which rates were assumed from a file: client id -> rate."""

_SAMPLE = 20


@dataclass
class ImportTotals:
    """One whole walk over a file, counted, and the clients it makes or completes.

    `new_clients` are those that the store lacks; some may come with an earlier file, so only
    those in `announced` are this file's own.
    """

    new: int = 0
    same: int = 0
    updates: list[AlreadyImported] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    sample: list[Record] = field(default_factory=list)
    owners: dict[str, Client] = field(default_factory=dict)
    new_clients: list[Client] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    completed: list[Put] = field(default_factory=list)
    rates: dict[str, Decimal] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count what became of one row."""
        if isinstance(outcome, Added):
            self.new += 1
            self.counts.update(record.kind for record in outcome.records)
            self.owners.setdefault(outcome.client.id, outcome.client)
            if len(self.sample) < _SAMPLE:
                self.sample += outcome.records[:1]
        elif isinstance(outcome, AlreadyImported):
            if outcome.put or outcome.payment:
                self.updates.append(outcome)
            else:
                self.same += 1
        else:
            self.unmapped.update(outcome.labels)
            self.skipped.append(outcome)


def walk(run: ImportPass, progress: Progress | None = None) -> ImportTotals:
    """Take the walk, and let `run.view` know what it would add."""
    totals = ImportTotals()
    for number, outcome in enumerate(run.outcomes(), start=1):
        totals.add(outcome)
        if progress and number % EVERY == 0:
            progress(number)
    for owner in totals.owners.values():
        stored = run.view.stored.get(owner.id)
        rate = run.rates.of(owner.id, owner.currency) if owner.rate is None else None
        client = replace(owner, rate=rate) if rate else owner
        if rate:
            totals.rates[owner.id] = rate
        if stored is None:
            totals.new_clients.append(client)
            if client.id not in run.view.coming:
                totals.announced.append(client.name)
                totals.counts[client.kind] += 1
                run.view.coming.add(client.id)
                run.view.clients.add(client)
        elif rate:
            totals.completed.append(Put(client, was=stored))
    run.view.remembered(TOPIC).update(run.owners.remember)
    return totals


@dataclass(frozen=True)
class CsvImport:
    """What is to be carried out for one file, as of the journal's entry `head`."""

    job: ImportJob
    named: ClientMatches
    head: int
    walked: ImportTotals
    remember: Mapping[str, Mapping[str, str]]

    def carry_out(self, preview: ImportPreview, store: Store, progress: Progress | None) -> Result:
        """Write it. When something was written in between, the walk is taken anew first."""
        source = self.job.table.source
        if open_source(source.path).fingerprint != source.fingerprint:
            raise ImportTrouble(f"{source.path} has changed since the preview.", "Import it again.")
        walked = self.walked
        if store.head() != self.head:
            walked = walk(ImportPass(self.job, ImportLookup(store, self.named)))
        puts = [known.put for known in walked.updates if known.put]
        batch = None
        if walked.new or walked.updates or walked.completed or any(self.remember.values()):
            # Set up before the first record is drawn: from then on the store must not be read.
            view = ImportLookup(store, self.named)
            view.prepare(owner.id for owner in walked.owners.values())
            batch = store.import_batch(
                f"Import of {source.path.name}",
                file=source.path.name,
                fingerprint=source.fingerprint,
                new=self._records(walked, ImportPass(self.job, view, compare=False)),
                updated=[*walked.completed, *puts],
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
            skipped=tuple(walked.skipped),
            unmapped=dict(walked.unmapped),
            assumed=preview.assumed,
        )

    def _records(self, walked: ImportTotals, run: ImportPass) -> Iterator[Record]:
        yield from walked.new_clients
        for outcome in run.outcomes():
            if isinstance(outcome, Added):
                yield from outcome.records
        for known in walked.updates:
            if known.payment:
                yield known.payment


def preview_csv(
    job: ImportJob,
    view: ImportLookup,
    *,
    named: ClientMatches,
    head: int,
    assumed: tuple[str, ...],
    questions: tuple[ImportQuestion, ...],
    progress: Progress | None,
) -> ImportPreview:
    """What importing a file would do; `assumed` and `questions` as decided so far."""
    run = ImportPass(job, view)
    walked = walk(run, progress)
    options, form = job.options, job.table.form
    lines = list(assumed)
    lines += [f"{text} ({_invoices(count)})" for text, count in run.assumed.items()]
    lines += [
        f"rate: {rate_text(rate)} {client.currency} an hour for {client.name}"
        for client in walked.owners.values()
        if (rate := walked.rates.get(client.id))
    ]
    lines += [
        f"“{word}”: {answer}, as you said ({'1 row' if count == 1 else f'{count} rows'})"
        for (word, answer), count in run.words_known.items()
    ]
    asked = [*questions, *ask_about(doubtful(walked.skipped))]
    if run.old and options.old_unpaid is None:
        lines.append(f"still open: {_invoices(run.old)} unpaid for over {options.old_days} days")
        asked.append(_about_old(run.old, options.old_days))
    remember: dict[str, Mapping[str, str]] = {
        TOPIC: run.owners.remember,
        WORK_TOPIC: dict(options.work_for),
        ANSWERS_TOPIC: {
            name: answer
            for name, answer in options.answers.items()
            if is_remembered(name) and answer != LEAVE_OUT
        },
        RATE_TOPIC: {id_: rate_text(rate) for id_, rate in walked.rates.items()},
        SOURCES_TOPIC: remembered_source(
            form.name, form.program, form.source, job.table.source.path, options.on
        ),
    }
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
        assumed=tuple(lines),
        questions=tuple(asked),
        new_clients=tuple(walked.announced),
        counts=dict(walked.counts),
        not_billable=dict(run.not_billable),
        sample=tuple(walked.sample),
        plan=CsvImport(job, named, head, walked, remember),
    )


def doubtful(skipped: Iterable[Skip]) -> Iterator[tuple[int, Doubt]]:
    """The lines that wait for an answer."""
    for skip in skipped:
        if skip.doubt is not None:
            yield skip.line, skip.doubt


def _about_old(count: int, days: int) -> ImportQuestion:
    are, were, they = ("is", "was", "it") if count == 1 else ("are", "were", "they")
    return ImportQuestion(
        id="old_unpaid",
        text=(
            f"In this file, {_invoices(count)} older than {days} days {are} unpaid. "
            f"{were.capitalize()} {they} paid, {were} {they} written off, "
            f"or {are} {they} still open?"
        ),
        options=("paid", "written-off", "open"),
        flag="--old-unpaid",
        default="open",
    )


def _invoices(count: int) -> str:
    return "1 invoice" if count == 1 else f"{count} invoices"
