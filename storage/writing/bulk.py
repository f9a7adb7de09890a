"""Imports: many new rows at once, and the whole of it taken back or brought back.

Rows stream through in chunks, so a hundred thousand need no more memory than two thousand. The
rows carry their import's id; a digest over them tells later whether they are still as they came.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from sqlite3 import Connection
from typing import Any

from storage.errors import CannotUndo
from storage.import_topics import LOOKED_AT
from storage.journal.images import Content
from storage.tables.mapping import canonical, row_map
from storage.tables.rows import CHUNK, column_list, scalar
from storage.writing.apply_changes import write
from storage.writing.digest import Digest
from storage.writing.stage import Stage, move
from storage.writing.validation import WITH_CLIENT, KnownReferences, check_images, invoices_named
from triage.changes import Change, Put, Remember, Remove
from triage.records import KINDS, Client, Record
from triage.records.codec import parse
from triage.records.schema import schema

Progress = Callable[[int], None]
Answers = Mapping[str, Mapping[str, str]]

_ONE_BY_ONE = frozenset(
    kind
    for kind, cls in KINDS.items()
    if kind == "plan" or any(spec.shape == "money" for spec in schema(cls))
)
"""Kinds whose amounts have to fit a currency."""

_QUICKLY = 1
"""How hard rows are squeezed: nobody waits for a few bytes less."""
_BLOCK = 1 << 16


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
    connection.execute(
        "INSERT INTO batch (id, file, fingerprint, counts, digest) VALUES (?, ?, ?, ?, ?)",
        (
            source["id"],
            source["file"],
            source["fingerprint"],
            canonical(written["counts"]),
            written["digest"],
        ),
    )
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


def remove(connection: Connection, batch: str) -> None:
    """Takes an import's rows out and keeps them aside for redo.

    Raises CannotUndo when they are no longer as they came.
    """
    expected = scalar(connection, "SELECT digest FROM batch WHERE id = ?", (batch,))
    digest = Digest()
    squeezed = bytearray()
    squeezer = zlib.compressobj(_QUICKLY)
    for kind in KINDS:
        names = row_map(kind).columns
        query = f'SELECT {column_list(kind)}, seq FROM "{kind}" WHERE batch = ? ORDER BY seq'
        rows = connection.execute(query, (batch,))
        heading = canonical({"kind": kind, "columns": [*names, "seq"]})
        while chunk := rows.fetchmany(CHUNK):
            digest.add_stored(kind, [row[:-1] for row in chunk])
            lines = [heading, *map(canonical, chunk), ""]
            squeezed += squeezer.compress("\n".join(lines).encode())
    squeezed += squeezer.flush()
    if str(digest) != expected:
        raise CannotUndo(
            "Some of the imported records have been changed since then.",
            "Nothing was undone: delete what you do not need by hand.",
        )
    for kind in reversed(list(KINDS)):
        connection.execute(f'DELETE FROM "{kind}" WHERE batch = ?', (batch,))
    _keep_aside(connection, batch, bytes(squeezed))


def restore(connection: Connection, batch: str) -> str:
    """Brings the rows of an import that was taken back to where they stood; their digest.

    It is another than on the day of the import when a migration changed rows of it.
    """
    squeezed, digest = connection.execute(
        "SELECT removed, digest FROM batch WHERE id = ?", (batch,)
    ).fetchone()
    if squeezed is None:
        raise CannotUndo("The rows of this import are no longer stored.", "Import the file again.")
    for (kind, columns), rows in groupby(_kept(squeezed), key=lambda kept: kept[0]):
        names = ", ".join(f"[{name}]" for name in columns)
        marks = ", ".join("?" for _ in columns)
        connection.executemany(
            f'INSERT INTO "{kind}" ({names}, batch) VALUES ({marks}, ?)',
            ((*row, batch) for _, row in rows),
        )
    _keep_aside(connection, batch, None)
    return str(digest)


_Kept = tuple[tuple[str, tuple[str, ...]], Sequence[Any]]
"""A row that was kept aside: its kind, its columns and its values."""


def _kept(squeezed: bytes) -> Iterator[_Kept]:
    table: tuple[str, tuple[str, ...]] = ("", ())
    for line in _lines(squeezed):
        value = json.loads(line)
        if isinstance(value, dict):
            table = (value["kind"], tuple(value["columns"]))
        elif table[0]:
            yield table, value
        else:  # a number and a record in exchange form, as earlier versions kept them
            seq, record = value[0], parse(value[1])
            rows = row_map(record.kind)
            yield (record.kind, (*rows.columns, "seq")), (*rows.values(record), seq)


def _lines(squeezed: bytes) -> Iterator[bytes]:
    """The lines of a compressed text, without all of it in memory."""
    expander = zlib.decompressobj()
    rest = b""
    for at in range(0, len(squeezed), _BLOCK):
        *lines, rest = (rest + expander.decompress(squeezed[at : at + _BLOCK])).split(b"\n")
        yield from lines
    yield from filter(None, (rest + expander.flush()).split(b"\n"))


def _keep_aside(connection: Connection, batch: str, rows: bytes | None) -> None:
    connection.execute("UPDATE batch SET removed = ? WHERE id = ?", (rows, batch))


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts in the order of the kinds, without zeros."""
    return {kind: counts[kind] for kind in KINDS if counts.get(kind)}
