"""The exchange format, inwards: what a file of JSON lines would change, and the change itself.

A file is looked at twice. The first look notes where each line of which kind stands; the second
takes the kinds in the order in which references point backwards, whatever order the lines have.
Neither keeps more than a place, an id and a currency per line.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any, NoReturn

from storage.bare_store import BareStore
from storage.errors import StorageError
from storage.import_memories import KIND as REMEMBERED
from storage.import_memories import Memory, memory_of
from storage.import_topics import READ_TOPIC
from storage.importing.options import Older, TakenOut
from storage.importing.preview import ImportPreview, Result
from storage.importing.profile import Progress
from storage.importing.record_file import RecordFile
from storage.importing.table import Skip
from storage.importing.updates import Update, differences, update_of
from storage.journal.by_hand import HandChanges
from storage.writing.bulk import Batch
from storage.writing.validation import invoices_named
from triage.changes import Put
from triage.playbook.by_hand import not_by_import
from triage.playbook.renamed import up_to_date
from triage.records import KINDS, Attempt, Client, ClientRecord, Invoice, Plan, Record
from triage.records.codec import BadValue, check_money, currency_of, parse_new

_BOM = b"\xef\xbb\xbf"
_CHUNK = 500


@dataclass(frozen=True)
class Answers:
    """What the user said of records that go back to what they were, or come back."""

    older: Older | None = None
    taken_out: TakenOut | None = None


@dataclass
class JsonlPlan:
    """What a file would change. `new`, `updated` and `same` count records by kind.

    `on` is the day of the import, where it is known. `clients` and `invoices` are the accepted
    ones with their currency; `new_clients` the names of those that are not in the database yet.
    `steps` are those of clients who were here before.
    """

    file: RecordFile
    head: int
    on: date | None = None
    fingerprint: str = ""
    new: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    skipped: list[Skip] = field(default_factory=list)
    new_clients: list[str] = field(default_factory=list)
    clients: dict[str, str] = field(default_factory=dict)
    invoices: dict[str, str] = field(default_factory=dict)
    places_new: array[int] = field(default_factory=lambda: array("Q"))
    places_updated: array[int] = field(default_factory=lambda: array("Q"))
    answers: Answers = Answers()
    updates: list[Update] = field(default_factory=list)
    held: list[Update] = field(default_factory=list)
    held_rows: list[int] = field(default_factory=list)
    taken_out: list[int] = field(default_factory=list)
    remember: dict[str, dict[str, str]] = field(default_factory=dict)
    steps: int = 0

    def carry_out(
        self, preview: ImportPreview, store: BareStore, progress: Progress | None
    ) -> Result:
        """Write it."""
        batch = write_jsonl(self, store, progress)
        new, updated = sum(batch.new.values()), sum(batch.updated.values())
        return Result(
            file=preview.file,
            format=preview.format,
            batch=batch.id if new or updated else None,
            new=new,
            updated=updated,
            same=preview.new + preview.updated + preview.same - new - updated,
            skipped=preview.skipped,
            assumed=preview.assumed,
            waiting=preview.waiting,
            updates=preview.updates,
            held=preview.held,
        )


def plan_jsonl(
    file: Path | RecordFile,
    store: BareStore,
    earlier: Sequence[JsonlPlan] = (),
    on: date | None = None,
    answers: Answers = Answers(),
) -> JsonlPlan:
    """Looks at a file without changing anything. What `earlier` files of the same import bring
    counts as there; `on` is the day of the import. Raises StorageError when the file cannot be
    read at all.
    """
    source = RecordFile(file) if isinstance(file, Path) else file
    try:
        with source.open() as stream:
            return _Planner(source, store, earlier, stream, on, answers).plan()
    except OSError as error:
        raise StorageError(
            f"{source.path}: cannot be read ({error.strerror or error}).",
            "Check the name of the file.",
        ) from error


def write_jsonl(plan: JsonlPlan, store: BareStore, progress: Progress | None = None) -> Batch:
    """Writes what a plan holds, as one change; the lines are read again from the file.

    When something was written in between, the file is planned anew first. Raises StorageError
    with nothing written.
    """
    if store.head() != plan.head:
        plan = plan_jsonl(plan.file, store, on=plan.on, answers=plan.answers)
    # A file that changes nothing is no step to undo, so it is not remembered either.
    changes = bool(plan.places_new or plan.places_updated)
    read = {READ_TOPIC: {plan.fingerprint: plan.file.path.name}}
    return store.import_batch(
        f"Import of {plan.file.path.name}",
        file=plan.file.path.name,
        fingerprint=plan.fingerprint,
        new=_records_at(plan.file, plan.places_new),
        updated=[Put(record) for record in _records_at(plan.file, plan.places_updated)],
        remember={**plan.remember, **(read if changes else {})},
        progress=progress,
    )


def _records_at(file: RecordFile, places: array[int]) -> Iterator[Record]:
    with file.open() as stream:
        for place in places:
            stream.seek(place)
            try:
                yield _record(_read(stream.readline()))
            except BadValue as error:
                raise StorageError(
                    f"{file.path}: changed while it was being imported ({error}).",
                    "Import it again.",
                ) from error


class _Planner:
    def __init__(
        self,
        source: RecordFile,
        store: BareStore,
        earlier: Sequence[JsonlPlan],
        file: IO[bytes],
        on: date | None,
        answers: Answers,
    ) -> None:
        self._plan = JsonlPlan(source, store.head(), on, answers=answers)
        self._by_hand: dict[str, HandChanges] = {}
        self._remembered: dict[str, dict[str, str]] = {}
        self._names = {client.id: client.name for client in store.clients()}
        self._store = store
        self._file = file
        self._lines: dict[str, array[int]] = {kind: array("Q") for kind in KINDS}
        self._places: dict[str, array[int]] = {kind: array("Q") for kind in KINDS}
        self._clients = {client.id: client.currency for client in store.clients()}
        self._known_before = frozenset(self._clients)
        self._invoices: dict[str, str] = {}
        for other in earlier:
            self._clients |= other.clients
            self._invoices |= other.invoices

    def plan(self) -> JsonlPlan:
        self._first_look()
        for kind in KINDS:
            self._second_look(kind)
        self._plan.skipped.sort(key=lambda skipped: skipped.line)
        return self._plan

    def _first_look(self) -> None:
        hashed = sha256()
        place = 0
        for number, raw in enumerate(iter(self._file.readline, b""), start=1):
            hashed.update(raw)
            # The mark that some editors put before the first line belongs to no record.
            line = raw.removeprefix(_BOM) if number == 1 else raw
            place += len(raw)
            if not line.strip():
                continue
            try:
                value = _read(line)
                if value.get("kind") == REMEMBERED:
                    self._remember(memory_of(value))
                    continue
                kind = _kind(value)
            except BadValue as error:
                self._plan.skipped.append(Skip(number, str(error), bad=True))
                continue
            self._lines[kind].append(number)
            self._places[kind].append(place - len(line))
        self._plan.fingerprint = hashed.hexdigest()

    def _remember(self, memory: Memory) -> None:
        """What was answered here stays; an answer that is missing comes along."""
        if memory.topic not in self._remembered:
            self._remembered[memory.topic] = self._store.remembered(memory.topic)
        if memory.name not in self._remembered[memory.topic]:
            self._plan.remember.setdefault(memory.topic, {})[memory.name] = memory.value

    def _second_look(self, kind: str) -> None:
        seen: dict[str, int] = {}
        lines = zip(self._lines[kind], self._places[kind], strict=True)
        while chunk := list(islice(lines, _CHUNK)):
            records = []
            for number, place in chunk:
                try:
                    records.append((number, place, _record(self._line_at(place))))
                except BadValue as error:
                    self._plan.skipped.append(Skip(number, str(error), bad=True))
            present = self._store.get_many(kind, [record.id for _, _, record in records])
            self._learn_invoices([record for _, _, record in records])
            for number, place, record in records:
                try:
                    if not self._is_repeated(record, seen):
                        currency = self._check(record)
                        self._sort_in(record, currency, number, place, present.get(record.id))
                        seen[record.id] = place
                except BadValue as error:
                    self._plan.skipped.append(Skip(number, str(error), bad=True))

    def _line_at(self, place: int) -> dict[str, Any]:
        self._file.seek(place)
        return _read(self._file.readline())

    def _is_repeated(self, record: Record, seen: dict[str, int]) -> bool:
        if record.id not in seen:
            return False
        if _record(self._line_at(seen[record.id])) != record:
            raise BadValue(f"{record.kind} {record.id} is in the file twice, with different values")
        self._plan.same[record.kind] += 1
        return True

    def _learn_invoices(self, records: Sequence[Record]) -> None:
        """Currencies of the database's invoices that these records point at."""
        unknown = invoices_named(records) - set(self._invoices)
        for id_, invoice in self._store.get_many("invoice", sorted(unknown)).items():
            assert isinstance(invoice, Invoice)
            self._invoices[id_] = invoice.currency or self._clients[invoice.client]

    def _check(self, record: Record) -> str:
        """The currency of its money, "" where it can have none. Raises BadValue."""
        currency = currency_of(record, self._client, self._invoice)
        if isinstance(record, Plan):
            for id_ in record.invoices:
                self._invoice(id_)
        if currency is not None:
            check_money(record, currency)
        return currency or ""

    def _client(self, id_: str) -> str:
        if id_ not in self._clients:
            raise BadValue(f"client {id_} is neither in this file nor in the database")
        return self._clients[id_]

    def _invoice(self, id_: str) -> str:
        if id_ not in self._invoices:
            raise BadValue(f"invoice {id_} is neither in this file nor in the database")
        return self._invoices[id_]

    def _hand(self, kind: str) -> HandChanges:
        if kind not in self._by_hand:
            self._by_hand[kind] = self._store.by_hand(kind)
        return self._by_hand[kind]

    def _was(self, record: Record) -> bool:
        """Whether the record is as it was before a later change."""
        return record in self._hand(record.kind).former.get(record.id, ())

    def _take_back(self, record: Record, number: int, place: int) -> None:
        """A record that the user took out: it stays out, unless they say otherwise."""
        self._plan.taken_out.append(number)
        if self._plan.answers.taken_out == "bring-back":
            self._plan.new[record.kind] += 1
            self._plan.places_new.append(place)
        else:
            self._plan.skipped.append(Skip(number, "you removed it earlier"))

    def _sort_in(
        self, record: Record, currency: str, number: int, place: int, present: Record | None
    ) -> None:
        plan = self._plan
        self._check_history(record, present)
        if isinstance(record, Client):
            plan.clients[record.id] = self._clients[record.id] = currency
        elif isinstance(record, Invoice):
            plan.invoices[record.id] = self._invoices[record.id] = currency
        if present == record:
            plan.same[record.kind] += 1
        elif present is not None:
            update = update_of(present, differences(present, record), self._names)
            if self._was(record):
                plan.held_rows.append(number)
            if self._was(record) and plan.answers.older != "go-back":
                plan.held.append(update)
                plan.same[record.kind] += 1
                return
            plan.updates.append(update)
            plan.updated[record.kind] += 1
            plan.places_updated.append(place)
        elif record.id in self._hand(record.kind).taken_out:
            self._take_back(record, number, place)
        else:
            plan.new[record.kind] += 1
            plan.places_new.append(place)
            if isinstance(record, Client):
                plan.new_clients.append(record.name)
            elif isinstance(record, Attempt):
                plan.steps += record.client in self._known_before

    def _check_history(self, record: Record, present: Record | None) -> None:
        """A file does not rewrite the history of a client who was here before. Raises BadValue."""
        if present == record or not isinstance(record, ClientRecord):
            return
        if record.client in self._known_before:
            why = not_by_import(record, present, self._plan.on)
            if why is not None:
                raise BadValue(why)


def _record(value: dict[str, Any]) -> Record:
    """The record on a line, its answers under the names of today. Raises BadValue."""
    return up_to_date(parse_new(value))


def _read(line: bytes) -> dict[str, Any]:
    """The JSON object on a line. Raises BadValue."""
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_not_json)
    except UnicodeDecodeError:
        raise BadValue("not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise BadValue("not a line of JSON") from None
    if not isinstance(value, dict):
        raise BadValue("not a JSON object")
    return value


def _not_json(word: str) -> NoReturn:
    raise ValueError(word)


def _kind(value: dict[str, Any]) -> str:
    kind = value.get("kind")
    if kind is None:
        raise BadValue("kind is missing")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadValue(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
    return kind
