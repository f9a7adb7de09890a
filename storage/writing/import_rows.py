"""The rows of one import as text: what a redo brings back, and what the second copy of the journal
keeps, for an entry of the journal knows an import by its name and digest alone.

A heading names a kind and its columns, and each row of it follows as a list of values. Compressed,
so that a hundred thousand rows need no more memory than two thousand.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from sqlite3 import Connection, OperationalError
from typing import Any

from storage.journal import journal
from storage.journal.images import Image
from storage.journal.journal import JournalLine
from storage.tables.json_columns import lists
from storage.tables.mapping import canonical, row_map
from storage.tables.rows import CHUNK, column_list, scalar
from storage.writing.digest import Digest
from triage.records import KINDS, Record
from triage.records.codec import BadValue, parse

_QUICKLY = 1
"""How hard rows are squeezed: nobody waits for a few bytes less."""
_BLOCK = 1 << 16
PAGE = 500
"""Rows that are read for the second copy in one transaction."""

Key = tuple[str, str]
"""Kind and id of a record."""
KeptRow = tuple[tuple[str, tuple[str, ...]], Sequence[Any]]
"""A row as text has it: its kind, its columns and its values."""


def squeezed(connection: Connection, batch: str) -> tuple[bytes, Digest]:
    """The rows of an import that are in the tables, as compressed text; their digest."""
    digest, squeezer = Digest(), _Squeezer()
    for kind in KINDS:
        for chunk in _rows_of(connection, kind, batch):
            digest.add_stored(kind, [row[:-1] for row in chunk])
            squeezer.add(kind, chunk)
    return squeezer.finish(), digest


def as_they_came(connection: Connection, entry: JournalLine, batch: str) -> bytes:
    """The rows that an import brought, as compressed text, whatever became of them since."""
    removed = scalar(connection, "SELECT removed FROM batch WHERE id = ?", (batch,))
    changed = originals(connection, batch, entry.number)
    if removed is not None and not changed:
        return bytes(removed)
    squeezer = _Squeezer()
    for kind in KINDS:
        for chunk in _rows_of(connection, kind, batch):
            at = row_map(kind).columns.index("id")
            squeezer.add(kind, [row for row in chunk if (kind, row[at]) not in changed])
    for (kind, columns), rows in groupby(kept_rows(lines(removed or b"")), key=lambda row: row[0]):
        at = columns.index("id")
        squeezer.add(kind, [row for _, row in rows if (kind, row[at]) not in changed], columns)
    for (kind, _), (record, seq) in changed.items():
        squeezer.add(kind, [(*row_map(kind).values(record), seq)])
    return squeezer.finish()


def page(connection: Connection, kind: str, batch: str, after: int) -> tuple[int | None, bytes]:
    """Some of the rows that an import has in the tables, from those behind a number in the order of
    entry on, as lines; and the number of the last, None at the end. The heading comes first."""
    query = (
        f'SELECT {column_list(kind)}, seq FROM "{kind}"'
        f" WHERE seq > ? AND batch = ? ORDER BY seq LIMIT {PAGE}"
    )
    try:
        last, text = _lines_by_sqlite(connection, kind, query, (after, batch))
    except OperationalError:  # SQLite without JSON; any other trouble comes again
        last, text = _lines_by_python(connection, kind, query, (after, batch))
    heading = f"{_heading(kind, [*row_map(kind).columns, 'seq'])}\n" if text and not after else ""
    return last, f"{heading}{text}".encode()


def _lines_by_sqlite(
    connection: Connection, kind: str, query: str, values: Sequence[object]
) -> tuple[int | None, str]:
    """The last number and the lines of some rows."""
    row = f"json_array({column_list(kind)}, seq)"
    lines = f"SELECT max(seq), group_concat({row}, char(10)) FROM ({query})"
    last, text = connection.execute(lines, values).fetchone()
    return last, text or ""


def _lines_by_python(
    connection: Connection, kind: str, query: str, values: Sequence[object]
) -> tuple[int | None, str]:
    """The same where SQLite was built without JSON."""
    rows = connection.execute(query, values).fetchall()
    return (rows[-1][-1], "\n".join(lists(zip(*rows, strict=True)))) if rows else (None, "")


def originals(connection: Connection, batch: str, after: int) -> Mapping[Key, tuple[Record, int]]:
    """The rows of an import that later entries of the journal changed or took out, as they came,
    each with its number in the order of entry."""
    came: dict[Key, tuple[Record, int]] = {}
    for line in journal.naming_batch(connection, batch, after):
        for image in line.read().rows:
            if image.place is not None and image.place.batch == batch and image.before is not None:
                came.setdefault((image.kind, image.id), (image.before, image.place.seq))
    return came


def put_in(connection: Connection, batch: str, rows: Iterable[KeptRow]) -> None:
    """Writes the rows of an import where they stood."""
    for (kind, columns), alike in groupby(rows, key=lambda row: row[0]):
        names = ", ".join(f"[{name}]" for name in columns)
        marks = ", ".join("?" for _ in columns)
        connection.executemany(
            f'INSERT INTO "{kind}" ({names}, batch) VALUES ({marks}, ?)',
            ((*row, batch) for _, row in alike),
        )


def digest_of(connection: Connection, batch: str) -> Digest:
    """The fingerprint of the rows of an import that are in the tables."""
    digest = Digest()
    for kind in KINDS:
        for chunk in _rows_of(connection, kind, batch):
            digest.add_stored(kind, [row[:-1] for row in chunk])
    return digest


def digest_of_rows(rows: Iterable[KeptRow]) -> Digest:
    """The fingerprint of rows as text has them."""
    digest = Digest()
    for (kind, columns), alike in groupby(rows, key=lambda row: row[0]):
        # A column that came with a later version is not in older text.
        order = [columns.index(name) if name in columns else -1 for name in row_map(kind).columns]
        while chunk := list(islice(alike, CHUNK)):
            values = (row for _, row in chunk)
            known = [[None if at < 0 else row[at] for at in order] for row in values]
            digest.add_stored(kind, known)
    return digest


def keep_removable(connection: Connection, images: Iterable[Image]) -> None:
    """Counts rows with the names of today as unchanged: new names of options are no edit."""
    for image in images:
        batch = image.place.batch if image.place else None
        if batch is None or image.before is None or image.after is None:
            continue
        digest = Digest(scalar(connection, "SELECT digest FROM batch WHERE id = ?", (batch,)))
        digest.replace(image.before, image.after)
        connection.execute("UPDATE batch SET digest = ? WHERE id = ?", (str(digest), batch))


def lines(text: bytes) -> Iterator[bytes]:
    """The lines of a compressed text, without all of it in memory."""
    if not text:
        return
    expander = zlib.decompressobj()
    rest = b""
    for at in range(0, len(text), _BLOCK):
        *whole, rest = (rest + expander.decompress(text[at : at + _BLOCK])).split(b"\n")
        yield from whole
    yield from filter(None, (rest + expander.flush()).split(b"\n"))


def kept_rows(text: Iterable[bytes]) -> Iterator[KeptRow]:
    """The rows that lines tell. Raises ValueError for a line that is neither row nor heading."""
    table: tuple[str, tuple[str, ...]] = ("", ())
    for line in text:
        value = json.loads(line)
        if isinstance(value, dict):
            table = (str(value["kind"]), tuple(map(str, value["columns"])))
            if table[0] not in KINDS:
                raise ValueError(f"{table[0]} is not a kind of record")
            if unknown := {*table[1]} - {*row_map(table[0]).columns, "seq"}:
                raise ValueError(f"{', '.join(sorted(unknown))} is not a column of {table[0]}")
        elif table[0]:
            yield table, value
        else:  # a number and a record in exchange form, as earlier versions kept them
            try:
                seq, record = value[0], parse(value[1])
            except BadValue as error:
                raise ValueError(str(error)) from error
            row = row_map(record.kind)
            yield (record.kind, (*row.columns, "seq")), (*row.values(record), seq)


class _Squeezer:
    """Rows as compressed text, by and by."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._compressor = zlib.compressobj(_QUICKLY)
        self._heading: tuple[str, Sequence[str]] | None = None

    def add(
        self, kind: str, rows: Sequence[Sequence[Any]], columns: Sequence[str] | None = None
    ) -> None:
        if not rows:
            return
        names = [*row_map(kind).columns, "seq"] if columns is None else list(columns)
        new = [] if (kind, names) == self._heading else [_heading(kind, names)]
        self._heading = (kind, names)
        text = "\n".join([*new, *lists(zip(*rows, strict=True)), ""])
        self._text += self._compressor.compress(text.encode())

    def finish(self) -> bytes:
        self._text += self._compressor.flush()
        return bytes(self._text)


def _heading(kind: str, columns: Sequence[str]) -> str:
    return canonical({"kind": kind, "columns": columns})


def _rows_of(connection: Connection, kind: str, batch: str) -> Iterator[list[Any]]:
    query = f'SELECT {column_list(kind)}, seq FROM "{kind}" WHERE batch = ? ORDER BY seq'
    rows = connection.execute(query, (batch,))
    while chunk := rows.fetchmany(CHUNK):
        yield chunk
