"""What a column of an unknown table can hold, in words, and a first guess from its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage.importing.formats import FORMATS, MAPPED, Kind, field_called
from storage.importing.header import plain
from tui.imports.words import FIELDS

KINDS: tuple[tuple[Kind, str], ...] = (("time", "hours worked"), ("invoice", "invoices"))

BY_DIGIT = 8
"""Fields that have a digit of their own; 9 is all the others, 0 is none."""


def lacking(kind: Kind, mapped: Mapping[str, str]) -> str:
    """What no column holds yet and the import cannot do without, in words; "" when it can begin."""
    words = {"time": ("date", "hours"), "invoice": ("issue date", "amount")}[kind]
    needs = zip(words, MAPPED[kind].needs, strict=True)
    missing = [word for word, any_of in needs if not set(mapped.values()) & set(any_of)]
    return " or ".join(missing)


def guess(columns: Sequence[str]) -> Kind:
    """Times or invoices: of which the names of the columns suggest more."""
    return max((kind for kind, _ in KINDS), key=lambda kind: len(suggested(kind, columns)))


def suggested(kind: Kind, columns: Sequence[str]) -> dict[str, str]:
    """Column -> field, as far as the names suggest it; a field goes to its first column."""
    mapped: dict[str, str] = {}
    for column in columns:
        field = _field(kind, column)
        if field is not None and field not in mapped.values():
            mapped[column] = field
    return mapped


def _field(kind: Kind, column: str) -> str | None:
    key = plain(column)[0]
    in_exports = (
        name
        for form in FORMATS
        if form.kind == kind
        for name, columns in form.columns.items()
        if key in columns
    )
    field = field_called(kind, key) or next(in_exports, "")
    field = "hours" if field == "duration" else field
    return field if field in FIELDS[kind] else None
