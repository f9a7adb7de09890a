"""A fingerprint of a set of rows, in any order: it tells whether they are still as they came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from typing_extensions import override

from storage.tables.added_fields import ADDED_IN_3
from storage.tables.json_columns import objects
from storage.tables.mapping import canonical, row_map
from triage.money import FINEST
from triage.records import Record
from triage.records.codec import dump_value
from triage.records.schema import schema

_RANGE = 2**256


class Digest:
    """The sum of the hashes of all rows, as a number of 64 hexadecimal digits."""

    def __init__(self, start: str = "0") -> None:
        self._sum = int(start, 16)

    def add(self, record: Record) -> None:
        """Adds a record."""
        self._sum += _hash_of(record)

    def take_out(self, record: Record) -> None:
        """Counts a record no more."""
        self._sum -= _hash_of(record)

    def replace(self, before: Record, after: Record) -> None:
        """Counts a record as it is now in the place of the one before."""
        self.add(after)
        self.take_out(before)

    def add_rows(self, kind: str, rows: Sequence[Sequence[Any]]) -> None:
        """Adds rows as they are written, their values in the order of the columns."""
        later = _later_columns(kind)
        if later and any(row[at] is not None for row in rows for at in later):
            for row in rows:
                self.add(row_map(kind).record(row))
        else:
            self.add_columns(kind, list(zip(*rows, strict=True)))

    def add_columns(self, kind: str, columns: Sequence[Sequence[Any]]) -> None:
        """Adds such rows column by column, of a kind that has the columns of the first version."""
        self._sum += _hashed(_texts(kind, columns))

    def add_stored(self, kind: str, rows: Sequence[Sequence[Any]]) -> None:
        """Adds rows as SQLite gives them, which knows no truth values."""
        if any(spec.shape in ("bool", "number") for spec in schema(row_map(kind).cls)):
            for row in rows:
                self.add(row_map(kind).record(row))
        else:
            self.add_rows(kind, rows)

    @override
    def __str__(self) -> str:
        return f"{self._sum % _RANGE:064x}"


def _hash_of(record: Record) -> int:
    values = row_map(record.kind).values(_as_in_first_version(record))
    return _hashed(_texts(record.kind, [[value] for value in values]))


def _hashed(texts: Iterator[str]) -> int:
    sha, number = hashlib.sha256, int.from_bytes
    return sum([number(sha(text.encode()).digest(), "big") for text in texts])


def _texts(kind: str, columns: Sequence[Sequence[Any]]) -> Iterator[str]:
    """What is hashed of rows of a kind: `canonical([kind, values that are known by name])`."""
    named = dict(zip(row_map(kind).columns, columns, strict=True))
    start = f"[{canonical(kind)},"
    return (f"{start}{row}]" for row in objects(named))


@cache
def _later_columns(kind: str) -> tuple[int, ...]:
    names = ADDED_IN_3.get(kind, ())
    return tuple(at for at, name in enumerate(row_map(kind).columns) if name in names)


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
