"""Taking back an import, also days later: what nobody touched since goes, what was changed since
stays, and so does what that needs. What stays belongs to the import no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from sqlite3 import Connection

from storage.journal import journal
from storage.journal.images import Content, Image, Remembered
from storage.journal.journal import JournalLine
from storage.tables import rows
from storage.writing import bulk
from storage.writing.apply_changes import take_back
from storage.writing.digest import Digest
from storage.writing.import_rows import Key, originals
from storage.writing.validation import WITH_CLIENT
from triage.playbook.renamed import up_to_date
from triage.records import Client, Invoice, Payment, Plan, Record


@dataclass
class ImportTakenBack:
    """The inverse, and the records that stayed: changed since, or needed by one that stayed."""

    content: Content
    kept: list[Record] = field(default_factory=list)


def take_back_import(connection: Connection, entry: JournalLine) -> ImportTakenBack:
    """Writes the inverse of an import. Raises CannotUndo where rows were altered past the
    journal."""
    content = entry.read()
    assert content.batch is not None
    batch = content.batch["id"]
    # What had been changed before the import was taken back and brought back is its no more.
    since = journal.last_restored(connection, batch) or entry.number
    came = originals(connection, batch, since)
    digest = Digest(rows.scalar(connection, "SELECT digest FROM batch WHERE id = ?", (batch,)))
    changed: dict[Key, Record] = {}
    for (kind, id_), (record, _) in came.items():
        present, _place = rows.find(connection, kind, id_)
        original = up_to_date(record)
        if present == original:
            continue
        digest.take_out(original)
        if present is not None:
            changed[kind, id_] = present
    needed = _needed(connection, batch, changed)
    for record in needed.values():
        digest.take_out(record)
    kept = [*needed.values(), *changed.values()]
    images = tuple(_left_out(connection, batch, record) for record in kept)
    updates = [image for image in content.rows if not _is_changed(connection, image.today())]
    answers = [each for each in content.remembered if _stands(connection, each)]
    inverse = take_back(connection, Content(tuple(updates), tuple(answers)))
    bulk.remove(connection, batch, str(digest))
    source = {**content.batch, "did": "removed", "digest": str(digest)}
    left = [
        present
        for image in content.rows
        if image not in updates
        and (present := rows.find(connection, image.kind, image.id)[0]) is not None
    ]
    return ImportTakenBack(
        Content(images + inverse.rows, inverse.remembered, source), [*kept, *left]
    )


def leave_out(connection: Connection, kind: str, id_: str) -> None:
    """A row of an import is the user's own from now on."""
    connection.execute(f'UPDATE "{kind}" SET batch = NULL WHERE id = ?', (id_,))


def _left_out(connection: Connection, batch: str, record: Record) -> Image:
    """A row that stays, as a change that changes nothing but whose it is."""
    _, place = rows.find(connection, record.kind, record.id)
    leave_out(connection, record.kind, record.id)
    return Image(record.kind, record.id, record, record, place)


def _is_changed(connection: Connection, image: Image) -> bool:
    return rows.find(connection, image.kind, image.id)[0] != image.after


def _stands(connection: Connection, answer: Remembered) -> bool:
    query = "SELECT value FROM remembered WHERE topic = ? AND name = ?"
    return bool(rows.scalar(connection, query, (answer.topic, answer.name)) == answer.after)


def _needed(connection: Connection, batch: str, changed: dict[Key, Record]) -> dict[Key, Record]:
    """The untouched clients and invoices of an import that other records point at."""
    needed: dict[Key, Record] = {}
    staying = [*changed.values()]
    for record in _pointed_at(
        connection, "invoice", batch, _invoices_named(connection, batch, staying)
    ):
        if ("invoice", record.id) not in changed:
            needed["invoice", record.id] = record
    staying += needed.values()
    named = {getattr(record, "client", None) for record in staying}
    for kind in WITH_CLIENT:
        query = f'SELECT DISTINCT client FROM "{kind}" WHERE batch IS NOT ?'
        named |= {client for (client,) in connection.execute(query, (batch,))}
    for record in _pointed_at(connection, "client", batch, named):
        if ("client", record.id) not in changed:
            needed["client", record.id] = record
    return needed


def _invoices_named(connection: Connection, batch: str, staying: list[Record]) -> set[str]:
    """Ids of invoices that payments and plans outside the import, or staying, are about."""
    outside = "batch IS NOT ?"
    payments = rows.matching(connection, "payment", outside, (batch,))
    plans = rows.matching(connection, "plan", outside, (batch,))
    named: set[str] = set()
    for record in (*payments, *plans, *staying):
        if isinstance(record, Payment):
            named.add(record.invoice)
        elif isinstance(record, Plan):
            named |= {*record.invoices}
    return named


def _pointed_at(
    connection: Connection, kind: str, batch: str, ids: Collection[str | None]
) -> Iterator[Client | Invoice]:
    for record in rows.matching(connection, kind, "batch = ?", (batch,)):
        if record.id in ids and isinstance(record, Client | Invoice):
            yield record
