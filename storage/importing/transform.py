"""The second walk over a file: from rows to what is to be written.

What the preview shows is what the import writes: the new records are made ready in this walk.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from storage.importing.clients import TOPIC, NotAClient, Owner, Owners, Renamed, Unmapped
from storage.importing.column_readers import Readers
from storage.importing.doubts import ALONE
from storage.importing.invoicerows import InvoiceEntry
from storage.importing.lookup import ImportLookup
from storage.importing.options import ImportOptions, ImportQuestion
from storage.importing.profile import FileProfile
from storage.importing.questions import older_question
from storage.importing.rates import Rates
from storage.importing.row_ids import client_id, client_key
from storage.importing.table import MappedTable, Skip
from storage.importing.time_values import Columns
from storage.importing.timerows import TimeEntry
from storage.importing.updates import FieldChange, Known, goes_back
from storage.tables.mapping import row_map
from triage.records import Client, Record, Time

_CLIENT, _ON = map(row_map("time").columns.index, ("client", "on"))


@dataclass(frozen=True)
class ImportJob:
    """One file with everything decided. `only`: the client that all rows belong to."""

    table: MappedTable
    readers: Readers
    survey: FileProfile
    options: ImportOptions
    only: Client | None

    @property
    def source(self) -> str:
        """What the records of this file say they come from."""
        return self.table.form.source


@dataclass(frozen=True, slots=True)
class Added:
    """A new entry of a client."""

    client: Client
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class AddedTimes:
    """New entries as rows, column by column, and the clients that they belong to."""

    clients: tuple[Client, ...]
    columns: Columns

    def __len__(self) -> int:
        return len(self.columns[0])

    def days(self) -> set[tuple[str, str]]:
        """The ids of the clients, and the days of their entries."""
        return set(zip(self.columns[_CLIENT], self.columns[_ON], strict=True))

    @property
    def records(self) -> Iterator[Record]:
        """The entries as records."""
        return map(row_map("time").record, zip(*self.columns, strict=True))


@dataclass(frozen=True, slots=True)
class Gone:
    """A stored entry that the file should have and has not."""

    record: Time


@dataclass(frozen=True, slots=True)
class Same:
    """So many stored entries of some clients that are in the file exactly as they are stored."""

    clients: tuple[Client, ...]
    rows: int


Outcome = Added | AddedTimes | Known | Same | Gone | Skip


@dataclass
class ImportPass(ABC):
    """One walk. What it learns on the way stands in its fields afterwards.

    `assumed` counts entries by what was assumed of them, `notes` are whole sentences of it.
    `waiting` are the questions that hold something back until they are answered. `ids` has the
    invoices of the file that are records, by their keys in it; `words_known` the questions
    that were answered before, with the answer.
    """

    job: ImportJob
    view: ImportLookup
    assumed: Counter[str] = field(default_factory=Counter)
    not_billable: Counter[str] = field(default_factory=Counter)
    rates: Rates = field(default_factory=Rates)
    words_known: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    waiting: list[ImportQuestion] = field(default_factory=list)
    questions: list[ImportQuestion] = field(default_factory=list)

    def __post_init__(self) -> None:
        job, view = self.job, self.view
        self.owners = Owners(
            view.clients,
            lambda name: view.clients.apart(new_client(name, job.survey, job.options)),
            only=job.only,
            choices=job.options.client_for,
            remembered=view.remembered(TOPIC),
        )
        self._older: list[int] = []

    @abstractmethod
    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of each row (each invoice)."""

    def counted(self, count: int) -> str:
        """So many entries, in words."""
        one, more = ("entry", "entries") if self.job.table.form.kind == "time" else ("invoice",) * 2
        if one == more:
            more = f"{one}s"
        return f"{count} {one if count == 1 else more}"

    def open_doubt(self, entry: TimeEntry | InvoiceEntry, *, known: bool = False) -> Skip | None:
        """The first doubt that leaves an entry out; `known` are those that came in before."""
        for doubt in entry.doubts:
            if not (known and doubt.id in ALONE):
                return Skip(entry.line, doubt.why, bad=True, doubt=doubt)
        return None

    def client_of(self, owner: Owner, labels: tuple[str, ...]) -> Client | None:
        """The client of a row, as far as it is known by now."""
        for label in labels if self.renamed else ():
            renamed = self.view.clients.exactly(self.renamed.get(label, ""))
            if renamed is not None:
                return renamed
        if isinstance(owner, Renamed):
            return self._called_so_here(owner)
        return owner if isinstance(owner, Client) else None

    def _called_so_here(self, owner: Renamed) -> Client | None:
        """The client whose old name stands in the file, if its entries came from the same program.

        A table of one's own is no program: there, somebody else may have the name.
        """
        if self.job.table.column_map or not self.view.has_entries(owner.client.id, self.job.source):
            return None
        self.renamed[owner.label] = owner.client.id
        self.owners.remember[owner.label] = owner.client.id
        self.notes.append(f"client: {owner.label} is {owner.client.name}, renamed since")
        return owner.client

    def is_stored(self, client: Client | None) -> bool:
        """Whether a client is there already."""
        return client is not None and client.id in self.view.stored

    def unless_older(self, known: Known, line: int, back: FieldChange | None = None) -> Known:
        """What a line changes, unless it sets a record back to what it was: then the user says so.

        `back` is a change beside the record's fields that sets it back.
        """
        former = self.view.by_hand(known.record.kind).former.get(known.record.id, ())
        held = (back,) if back else known.changes if goes_back(known, former) else ()
        if not held:
            return known
        self._older.append(line)
        if self.job.options.older == "go-back":
            return known
        return Known(known.record, kept=known.kept, held=held)

    def ask_about_older(self) -> None:
        """Name what would go back, and ask whether it shall."""
        if not self._older:
            return
        question = older_question(self.counted(len(self._older)), self._older)
        self.questions.append(question)
        if self.job.options.older is None:
            self.waiting.append(question)

    def follow(self, labels: Mapping[str, set[str]], staying: set[str]) -> None:
        """Learn that labels without a client of their own are those whose entries they have.

        `labels` is label -> clients of its entries; `staying` are clients that the file still
        calls by their names.
        """
        for label, clients in labels.items():
            if len(clients) == 1 and not clients & staying:
                (id_,) = clients
                self.renamed[label] = id_
                self.owners.remember[label] = id_
                client = self.view.clients.exactly(id_)
                name = client.name if client else id_
                if client_key(name) == client_key(label):
                    continue
                self.notes.append(f"client: {label} is {name} (the same entries)")


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


def nobody(line: int, owner: Owner) -> Skip:
    """Why a row is left out that belongs to none of the clients."""
    if isinstance(owner, NotAClient):
        return Skip(line, f"“{owner.label}” is not a client, as you said")
    if isinstance(owner, Renamed):
        why = f"“{owner.label}” was the name of {owner.client.name}: is it the same client?"
        return Skip(line, why, bad=True, labels=(owner.label,))
    assert isinstance(owner, Unmapped)
    labels = " or ".join(f"“{label}”" for label in owner.labels)
    return Skip(line, f"no client yet for {labels}", bad=True, labels=owner.labels)
