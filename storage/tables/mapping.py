"""Rows <-> records, from the one description of every field (`triage.records.schema`).

Rows hold text, whole numbers, reals and truth values; lists, maps and nested objects are JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from triage.money import FINEST
from triage.records import KINDS, Record
from triage.records.codec import dump_value, parse_value
from triage.records.schema import JSON_SHAPES, FieldType, schema

SCALE = 10_000
"""Amounts and rates are kept in ten-thousandths of the unit, whatever the currency: no amount's
meaning hangs on another row."""

Convert = Callable[[Any], Any]

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical(value: Any) -> str:
    """The one JSON text of a value: what is hashed, and what columns hold."""
    return _ENCODER.encode(value)


class UnreadableRow(Exception):
    """A stored value that no record can have; says which."""


@dataclass(frozen=True)
class RowMap:
    """How one record class and its row belong together; columns in the order of the fields."""

    cls: type[Record]
    columns: tuple[str, ...]
    attrs: tuple[str, ...]
    pick: Callable[[Record], tuple[Any, ...]]
    writers: tuple[tuple[int, Convert], ...]
    readers: tuple[tuple[int, Convert], ...]
    defaults: tuple[tuple[int, Any], ...]

    def values(self, record: Record) -> list[Any]:
        """The column values of a record, in the order of `columns`."""
        return self.written(self.pick(record))

    def written(self, picked: Sequence[Any]) -> list[Any]:
        """The column values of a record whose fields were picked."""
        values = list(picked)
        for at, write in self.writers:
            if values[at] is not None:
                values[at] = write(values[at])
        return values

    def row(self, record: Record) -> dict[str, Any]:
        """The column values of a record by their names."""
        return dict(zip(self.columns, self.values(record), strict=True))

    def record(self, values: Sequence[Any]) -> Record:
        """The record of a row, its values in the order of `columns`. Raises UnreadableRow."""
        fields_of_row = list(values)
        try:
            for at, read in self.readers:
                if fields_of_row[at] is not None:
                    fields_of_row[at] = read(fields_of_row[at])
        except (ValueError, TypeError, ArithmeticError) as error:
            raise UnreadableRow(
                f"{self.columns[at]} of the {self.cls.kind} {fields_of_row[0]}"
            ) from error
        for at, default in self.defaults:
            if fields_of_row[at] is None:
                fields_of_row[at] = default
        return self.cls(**dict(zip(self.attrs, fields_of_row, strict=False)))


@cache
def row_map(kind: str) -> RowMap:
    """How records of a kind and their rows belong together."""
    cls = KINDS[kind]
    specs = schema(cls)
    writers = [(at, write) for at, spec in enumerate(specs) if (write := _to_column(spec))]
    readers = [(at, read) for at, spec in enumerate(specs) if (read := _from_column(spec))]
    defaults: list[tuple[int, Any]] = [
        (at, spec.default) for at, spec in enumerate(specs) if spec.shape in JSON_SHAPES
    ]
    last = len(specs)
    attrs = (*(spec.attr for spec in specs), "extra")
    return RowMap(
        cls=cls,
        columns=(*(spec.name for spec in specs), "extra"),
        attrs=attrs,
        pick=attrgetter(*attrs),
        writers=(*writers, (last, _extra_text)),
        readers=(*readers, (last, json.loads)),
        defaults=(*defaults, (last, {})),
    )


def _to_column(spec: FieldType) -> Convert | None:
    if spec.shape in JSON_SHAPES:
        return lambda value: (
            None if value == spec.default else canonical(dump_value(spec, value, FINEST))
        )
    return _COLUMN_WRITERS.get(spec.shape)


def _from_column(spec: FieldType) -> Convert | None:
    if spec.shape in JSON_SHAPES:
        return lambda text: parse_value(spec, json.loads(text))
    return _COLUMN_READERS.get(spec.shape)


def to_units(amount: Decimal) -> int:
    """An amount in ten-thousandths; the record was checked to have no finer part."""
    return int(amount * SCALE)


def from_units(units: int) -> Decimal:
    """The amount of so many ten-thousandths."""
    return Decimal(units) / SCALE


def _number(value: float) -> float | int:
    # A REAL column makes 60 a 60.0; written out again it is to look as it came. And 60.0 is 60 on
    # the way in, or the digest of an import would not know its own record again.
    integer = int(value)
    return integer if integer == value else value


_COLUMN_WRITERS: Mapping[str, Convert] = {
    "date": date.isoformat,
    "money": to_units,
    "rate": to_units,
    "number": _number,
}
_COLUMN_READERS: Mapping[str, Convert] = {
    "date": date.fromisoformat,
    "money": from_units,
    "rate": from_units,
    "number": _number,
    "bool": bool,
}


def _extra_text(extra: Mapping[str, Any]) -> str | None:
    return canonical(dict(extra)) if extra else None
