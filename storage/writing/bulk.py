"""Imports: many new rows at once, and the whole of it taken back or brought back.

Rows stream through in chunks, so a hundred thousand need no more memory than two thousand. The
rows carry their import's id; a digest over them tells later whether they are still as they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from sqlite3 import Connection
from typing import Any

from storage.errors import CannotUndo, StorageError
from storage.import_topics import LOOKED_AT
from storage.journal.images import Content
from storage.tables.mapping import canonical
from storage.tables.rows import CHUNK
from storage.writing.apply_changes import write
from storage.writing.import_rows import KeptRow, digest_of, kept_rows, lines, put_in, squeezed
from storage.writing.stage import Stage, move
from storage.writing.validation import WITH_CLIENT, KnownReferences, check_images, invoices_named
from triage.changes import Change, Put, Remember, Remove
from triage.records import KINDS, Client, Record
from triage.records.schema import schema

Progress = Callable[[int], None]
Answers = Mapping[str, Mapping[str, str]]

_ONE_BY_ONE = frozenset(
    kind
    for kind, cls in KINDS.items()
    if kind == "plan" or any(spec.shape == "money" for spec in schema(cls))
)
"""Kinds whose amounts have to fit a currency."""


@dataclass(frozen=True)
class Batch:
    """A finished import: its id, and how many records of each kind."""

    id: str
    new: Mapping[str, int]
    updated: Mapping[str, int]


def bulk_import(
    connection: Connection,
    source: Mapping[str, str],
    new: Stage,
    updated: Sequence[Put | Remove],
    answers: Answers,
) -> Content:
    """Writes an import; `source` holds its id, file and fingerprint. Raises BadRecord or Stale.

    `new` is attached as `stage`. Nothing written = empty content; of a file that brings nothing,
    only that it was looked at.
    """
    # A client's new currency must stand before amounts in it arrive.
    first = write(connection, [change for change in updated if _is_client(change)])
    move(connection, new, source["id"])
    _check_references(connection, new)
    rest: list[Change] = [change for change in updated if not _is_client(change)]
    for topic, named in answers.items():
        rest += [Remember(topic, name, answer) for name, answer in named.items()]
    then = write(connection, rest)
    rows = first.rows + then.rows
    check_images(connection, rows)
    if not (new or rows) and {memory.topic for memory in then.remembered} <= LOOKED_AT:
        return Content(remembered=then.remembered, stays=bool(then.remembered))
    written = {"counts": in_order(new.counts), "digest": str(new.digest)}
    remember_import(connection, {**source, **written})
    return Content(rows, then.remembered, {**source, **written, "did": "added"})


def _check_references(connection: Connection, new: Stage) -> None:
    """Whether clients and invoices of new rows are there, and amounts fit their currencies."""
    references = KnownReferences(connection)
    for kind in new.counts:
        if kind in _ONE_BY_ONE:
            for chunk in chunks(new.records(kind)):
                if invoices := invoices_named(chunk):
                    references.learn_invoices(invoices)
                for record in chunk:
                    references.check(record)
        elif kind in WITH_CLIENT:
            references.check_clients(kind, new.clients_of(kind))


def _is_client(change: Change) -> bool:
    return isinstance(change, Put) and isinstance(change.record, Client)


def stage(records: Iterable[Record], progress: Progress | None) -> Stage:
    """New records laid down beside the data file: clients and invoices before what points at them.

    Raises BadRecord.
    """
    new = Stage()
    for chunk in chunks(records):
        new.add(chunk)
        if progress and new.counts.total() % CHUNK == 0:
            progress(new.counts.total())
    new.finish()
    return new


def chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The records by two thousand."""
    stream = iter(records)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def remove(connection: Connection, batch: str, expected: str) -> None:
    """Takes an import's rows out and keeps them aside for redo.

    Raises CannotUndo when their digest is not the `expected` one: something altered them.
    """
    rows, digest = squeezed(connection, batch)
    if str(digest) != expected:
        raise CannotUndo(
            "Some of the imported records have been changed by something else.",
            "Nothing was undone: `goodterms verify` lists what is wrong.",
        )
    for kind in reversed(list(KINDS)):
        connection.execute(f'DELETE FROM "{kind}" WHERE batch = ?', (batch,))
    connection.execute(
        "UPDATE batch SET removed = ?, digest = ? WHERE id = ?", (rows, expected, batch)
    )


def restore(connection: Connection, batch: str) -> str:
    """Brings the rows of an import that was taken back to where they stood; their digest.

    It is another than on the day of the import when a migration changed rows of it.
    """
    stored = connection.execute(
        "SELECT removed, digest FROM batch WHERE id = ?", (batch,)
    ).fetchone()
    if stored is None or stored[0] is None:
        raise CannotUndo("The rows of this import are no longer stored.", "Import the file again.")
    put_in(connection, batch, kept_rows(lines(stored[0])))
    connection.execute("UPDATE batch SET removed = NULL WHERE id = ?", (batch,))
    return str(stored[1])


def add_again(connection: Connection, source: Mapping[str, Any], rows: Iterable[KeptRow]) -> None:
    """Writes the rows of an import that a journal tells of. Raises StorageError when they are not
    those that its entry speaks of."""
    put_in(connection, source["id"], rows)
    if str(digest_of(connection, source["id"])) != source["digest"]:
        raise StorageError("The rows of this import are not in the journal.")
    remember_import(connection, source)


def remember_import(connection: Connection, source: Mapping[str, Any]) -> None:
    """Writes down that there was an import."""
    connection.execute(
        "INSERT INTO batch (id, file, fingerprint, counts, digest) VALUES (?, ?, ?, ?, ?)",
        (
            source["id"],
            source["file"],
            source["fingerprint"],
            canonical(source["counts"]),
            source["digest"],
        ),
    )


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts in the order of the kinds, without zeros."""
    return {kind: counts[kind] for kind in KINDS if counts.get(kind)}
