"""Imports: many new rows at once, and the whole of it taken back or brought back.

Rows stream through in chunks, so a hundred thousand need no more memory than two thousand. The
rows carry their import's id; a digest over them tells later whether they are still as they came.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from sqlite3 import Connection

from typing_extensions import override

from storage.added_fields import ADDED_IN_3
from storage.apply_changes import write
from storage.changes import Content
from storage.errors import CannotUndo
from storage.mapping import canonical, row_map
from storage.rows import CHUNK, column_list, placed, scalar
from storage.validation import KnownReferences, as_saved, check_images, invoices_named
from triage.changes import Change, Put, Remember, Remove
from triage.codec import dump, dump_value, parse
from triage.money import FINEST
from triage.records import KINDS, Client, Record
from triage.schema import schema

Progress = Callable[[int], None]
Answers = Mapping[str, Mapping[str, str]]

_DIGEST_RANGE = 2**256


@dataclass(frozen=True)
class Batch:
    """A finished import: its id, and how many records of each kind."""

    id: str
    new: Mapping[str, int]
    updated: Mapping[str, int]


class Digest:
    """A fingerprint of a set of records, in any order."""

    def __init__(self, start: str = "0") -> None:
        self._sum = int(start, 16)

    def add(self, record: Record) -> None:
        """Adds a record."""
        self._sum = (self._sum + _hash(record)) % _DIGEST_RANGE

    def replace(self, before: Record, after: Record) -> None:
        """Counts a record as it is now in the place of the one before."""
        self._sum = (self._sum - _hash(before) + _hash(after)) % _DIGEST_RANGE

    @override
    def __str__(self) -> str:
        return f"{self._sum:064x}"


def _hash(record: Record) -> int:
    row = row_map(record.kind).row(_as_in_first_version(record))
    known = {name: value for name, value in row.items() if value is not None}
    return int.from_bytes(hashlib.sha256(canonical([record.kind, known]).encode()).digest(), "big")


def _as_in_first_version(record: Record) -> Record:
    """The same with later fields among the unknown ones, where they stood when older programs wrote
    their digests: a new column must not make an import look edited.
    """
    names = ADDED_IN_3.get(record.kind, ())
    later = {
        spec.name: spec
        for spec in (schema(type(record)) if names else ())
        if spec.name in names and getattr(record, spec.attr) != spec.default
    }
    if not later:
        return record
    values = {
        name: dump_value(spec, getattr(record, spec.attr), FINEST) for name, spec in later.items()
    }
    defaults = {spec.attr: spec.default for spec in later.values()}
    return replace(record, **defaults, extra={**record.extra, **values})


def bulk_import(
    connection: Connection,
    source: Mapping[str, str],
    new: Iterable[Record],
    updated: Sequence[Put | Remove],
    answers: Answers,
    progress: Progress | None,
) -> Content:
    """Writes an import; `source` holds its id, file and fingerprint. Raises BadRecord or Stale.

    Nothing written = empty content.
    """
    # A client's new currency must stand before amounts in it arrive.
    first = write(connection, [change for change in updated if _is_client(change)])
    counts, digest = add(connection, source["id"], new, progress)
    rest: list[Change] = [change for change in updated if not _is_client(change)]
    for topic, named in answers.items():
        rest += [Remember(topic, name, answer) for name, answer in named.items()]
    then = write(connection, rest)
    rows = first.rows + then.rows
    check_images(connection, rows)
    if not (counts or rows or then.remembered):
        return Content()
    written = {"counts": in_order(counts), "digest": digest}
    connection.execute(
        "INSERT INTO batch (id, file, fingerprint, counts, digest) VALUES (?, ?, ?, ?, ?)",
        (
            source["id"],
            source["file"],
            source["fingerprint"],
            canonical(written["counts"]),
            digest,
        ),
    )
    return Content(rows, then.remembered, {**source, **written, "did": "added"})


def _is_client(change: Change) -> bool:
    return isinstance(change, Put) and isinstance(change.record, Client)


def add(
    connection: Connection, batch: str, records: Iterable[Record], progress: Progress | None
) -> tuple[Counter[str], str]:
    """Inserts new records; clients and invoices before what points at them.

    Returns how many of each kind, and their digest. Raises BadRecord.
    """
    counts: Counter[str] = Counter()
    digest = Digest()
    references = KnownReferences(connection)
    for chunk in chunks(as_saved(record) for record in records):
        _insert(connection, batch, ((record, None) for record in chunk))
        if invoices := invoices_named(chunk):
            references.learn_invoices(invoices)
        for record in chunk:
            references.check(record)
            digest.add(record)
        counts.update(record.kind for record in chunk)
        if progress:
            progress(counts.total())
    return counts, str(digest)


def chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The records by two thousand."""
    stream = iter(records)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _insert(
    connection: Connection, batch: str, records: Iterable[tuple[Record, int | None]]
) -> None:
    by_kind: dict[str, list[tuple[object, ...]]] = {}
    for record, seq in records:
        values = (seq, batch, *row_map(record.kind).values(record))
        by_kind.setdefault(record.kind, []).append(values)
    for kind, rows in by_kind.items():
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(
            f'INSERT INTO "{kind}" (seq, batch, {column_list(kind)}) VALUES ({marks})', rows
        )


def remove(connection: Connection, batch: str) -> None:
    """Takes an import's rows out and keeps them aside for redo.

    Raises CannotUndo when they are no longer as they came.
    """
    expected = scalar(connection, "SELECT digest FROM batch WHERE id = ?", (batch,))
    digest = Digest()
    squeezed = bytearray()
    squeezer = zlib.compressobj()
    for kind in KINDS:
        for record, place in placed(connection, kind, "batch = ?", (batch,)):
            digest.add(record)
            line = canonical([place.seq, dump(record, FINEST)]) + "\n"
            squeezed += squeezer.compress(line.encode())
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
    lines = zlib.decompress(squeezed).split(b"\n")
    placed = (json.loads(line) for line in lines if line)
    stream = ((parse(value), seq) for seq, value in placed)
    while chunk := list(islice(stream, CHUNK)):
        _insert(connection, batch, chunk)
    _keep_aside(connection, batch, None)
    return str(digest)


def _keep_aside(connection: Connection, batch: str, rows: bytes | None) -> None:
    connection.execute("UPDATE batch SET removed = ? WHERE id = ?", (rows, batch))


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts in the order of the kinds, without zeros."""
    return {kind: counts[kind] for kind in KINDS if counts.get(kind)}
