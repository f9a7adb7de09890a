"""The second walk over a file: from rows to what is to be written.

A preview and the import itself take the same walk, so that one cannot differ from the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.importing import invoices
from storage.importing.clients import NO_CLIENT, TOPIC, NotAClient, Owners, Unmapped
from storage.importing.column_readers import Readers
from storage.importing.doubts import ALONE
from storage.importing.invoicerows import InvoiceEntry, InvoiceRows
from storage.importing.invoices import AlreadyImported
from storage.importing.lookup import ImportLookup
from storage.importing.options import ImportOptions
from storage.importing.profile import FileProfile
from storage.importing.rates import Rates
from storage.importing.row_ids import client_id, client_key, record_id
from storage.importing.table import MappedTable, Skip
from storage.importing.timerows import WORKS, TimeEntry, TimeRows
from triage.records import Client, Record, Time, Work

WORK_TOPIC = "import.work"
"""Where is remembered what the rows of a project are that are not billable."""


@dataclass(frozen=True)
class ImportJob:
    """One file with everything decided. `only`: the client that all rows belong to."""

    table: MappedTable
    readers: Readers
    survey: FileProfile
    options: ImportOptions
    only: Client | None


@dataclass(frozen=True, slots=True)
class Added:
    """A new entry of a client."""

    client: Client
    records: tuple[Record, ...]


Outcome = Added | AlreadyImported | Skip


@dataclass
class ImportPass:
    """One walk. What it learns on the way stands in its fields afterwards.

    `compare`: also look up what is stored of known invoices; without it the store is not read
    once the walk has begun.
    """

    job: ImportJob
    view: ImportLookup
    compare: bool = True
    assumed: Counter[str] = field(default_factory=Counter)
    not_billable: Counter[str] = field(default_factory=Counter)
    rates: Rates = field(default_factory=Rates)
    old: int = 0
    words_known: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        job, view = self.job, self.view
        self.owners = Owners(
            view.clients,
            lambda name: new_client(name, job.survey, job.options),
            only=job.only,
            choices=job.options.client_for,
            remembered=view.remembered(TOPIC),
        )
        works = view.remembered(WORK_TOPIC) | dict(job.options.work_for)
        self._works = {client_key(project): WORKS[work] for project, work in works.items()}
        self._keys = view.keys(job.table.form.kind, job.table.form.source)

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of each row (each invoice), in the order of the file."""
        yield from self.job.table.preamble()
        rows = TimeRows if self.job.table.form.kind == "time" else InvoiceRows
        reader = rows(self.job.table, self.job.readers, self.job.options)
        for entry in reader.entries():
            yield entry if isinstance(entry, Skip) else self._outcome(entry)
        self.words_known = reader.words_known

    def _outcome(self, entry: TimeEntry | InvoiceEntry) -> Outcome:
        if isinstance(entry, TimeEntry):
            owner = self.owners.of(entry.client, entry.project, entry.tags)
        else:
            owner = self.owners.of(entry.client, entry.section, blank=NO_CLIENT)
        if not isinstance(owner, Client):
            return _nobody(entry.line, owner)
        known = entry.key in self._keys
        doubt = next((each for each in entry.doubts if not (known and each.id in ALONE)), None)
        if doubt is not None:
            return Skip(entry.line, doubt.why, bad=True, doubt=doubt)
        if isinstance(entry, TimeEntry):
            return self._time(entry, owner)
        return self._invoice(entry, owner)

    def _time(self, entry: TimeEntry, client: Client) -> Outcome:
        self.rates.add(client.id, entry)
        if not entry.billable:
            self.not_billable[entry.project] += 1
        if entry.key in self._keys:
            return AlreadyImported()
        self._keys.add(entry.key)
        source = self.job.table.form.source
        # Project and task travel along as further fields.
        extra = {"project": entry.project, "task": entry.task}
        time = Time(
            id=record_id("time", source, entry.key),
            client=client.id,
            engagement=self.view.only_engagement(client.id, entry.on),
            on=entry.on,
            minutes=entry.minutes,
            work=entry.work or self._work(entry),
            text=entry.text,
            source=source,
            source_key=entry.key,
            extra={name: value for name, value in extra.items() if value},
        )
        return Added(client, (time,))

    def _work(self, entry: TimeEntry) -> Work:
        if entry.billable:
            return "bill"
        return self._works.get(client_key(entry.project), "admin")

    def _invoice(self, entry: InvoiceEntry, client: Client) -> Outcome:
        source, options = self.job.table.form.source, self.job.options
        if entry.key in self._keys:
            return self._later(entry, client) if self.compare else AlreadyImported()
        self._keys.add(entry.key)
        built = invoices.build(entry, client, source, options)
        if built.invoice.due_assumed:
            self.assumed[f"due date: {client.payment_days} days after issue"] += 1
        if built.paid_guess:
            self.assumed["payment date: the due date, because the file has none"] += 1
        if entry.currency is None and client.id not in self.view.stored:
            self.assumed[f"currency: {client.currency}, because the file names none"] += 1
        self.old += built.old
        return Added(client, (built.invoice, *built.payments))

    def _later(self, entry: InvoiceEntry, client: Client) -> AlreadyImported:
        id_ = record_id("invoice", self.job.table.form.source, entry.key)
        known = self.view.invoice(id_, client.id)
        if known is None:  # it comes with an earlier file of the same import
            return AlreadyImported()
        payments = self.view.payments(known)
        owner = self.view.stored.get(known.client, client)
        today = self.job.options.on
        return invoices.bring_up_to_date(entry, known, payments, owner, today)


def new_client(name: str, survey: FileProfile, options: ImportOptions) -> Client:
    """The client of a name that nobody has yet; its currency is the file's."""
    counts = survey.currencies.get(name) or survey.all_currencies
    currency = counts.most_common(1)[0][0] if counts else options.currency
    return Client(
        id=client_id(name),
        name=name,
        currency=currency,
        payment_days=options.payment_days,
    )


def _nobody(line: int, owner: NotAClient | Unmapped) -> Skip:
    if isinstance(owner, NotAClient):
        return Skip(line, f"“{owner.label}” is not a client, as you said")
    labels = " or ".join(f"“{label}”" for label in owner.labels)
    return Skip(line, f"no client yet for {labels}", bad=True, labels=owner.labels)
