"""What a column of an unknown table can hold, in words, and a first guess from its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage.importing.formats import ALIASES, FORMATS, SHAPES, Kind
from storage.importing.header import plain

KINDS: tuple[tuple[Kind, str], ...] = (("time", "hours worked"), ("invoice", "invoices"))

FIELDS: Mapping[Kind, Mapping[str, str]] = {
    "time": {
        "on": "day",
        "hours": "hours",
        "client": "client",
        "project": "project",
        "text": "what was done",
        "billable": "billable or not",
        "rate": "rate per hour",
        "minutes": "minutes",
        "start_time": "start, time of day",
        "end_time": "end, time of day",
        "end_on": "end, day",
        "seconds": "seconds",
        "task": "task",
        "tags": "tags",
        "user": "who worked",
        "work": "sort of work",
        "billed": "money for it",
        "currency": "currency",
        "id": "its number in that program",
    },
    "invoice": {
        "client": "client",
        "number": "invoice number",
        "issued": "sent on",
        "due": "due on",
        "amount": "amount",
        "paid": "paid so far",
        "balance": "still owed",
        "paid_on": "paid on",
        "currency": "currency",
        "state": "state: sent, draft, void",
        "terms": "days to pay",
        "line_amount": "amount of one line",
        "document": "kind of document",
        "received_on": "they got it on",
        "disputed_on": "disputed on",
        "dispute_settled_on": "dispute settled on",
        "id": "its number in that program",
    },
}
"""Field -> word, the most used first: those have a digit of their own."""

BY_DIGIT = 8
"""Fields that have a digit of their own; 9 is all the others, 0 is none."""

_LASTING = ("hours", "minutes", "seconds", "end_time", "end_on")


def lacking(kind: Kind, mapped: Mapping[str, str]) -> str:
    """What no column holds yet and the import cannot do without, in words; "" when it can begin."""
    fields = set(mapped.values())
    if kind == "invoice":
        needed = {"day it was sent": ("issued",), "amount": ("amount", "line_amount")}
    else:
        needed = {"day": ("on",), "hours": _LASTING}
    missing = [word for word, any_of in needed.items() if not fields & set(any_of)]
    return " and the ".join(missing)


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
    word = key.replace(" ", "_")
    field: str | None = ALIASES[kind].get(word, word if word in SHAPES[kind] else None)
    if field is None:
        field = next(
            (
                name
                for form in FORMATS
                if form.kind == kind
                for name, columns in form.columns.items()
                if key in columns
            ),
            None,
        )
    field = "hours" if field == "duration" else field
    return field if field in FIELDS[kind] else None
