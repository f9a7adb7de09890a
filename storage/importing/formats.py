"""The exports that are recognised, as data: which header columns mean which field.

Headers are compared in lower case, without a currency in brackets, a star or a question mark
(`header.plain`). The first of a field's columns that the file has is taken. Seen in exports of
2015 to 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["time", "invoice"]
Shape = Literal["text", "day", "clock", "span", "number", "count"]
KINDS: tuple[Kind, ...] = ("time", "invoice")

SHAPES: Mapping[Kind, Mapping[str, Shape]] = {
    "time": {
        "on": "day",
        "start_time": "clock",
        "end_on": "day",
        "end_time": "clock",
        "duration": "span",
        "hours": "span",
        "minutes": "count",
        "seconds": "count",
        "client": "text",
        "project": "text",
        "task": "text",
        "tags": "text",
        "text": "text",
        "user": "text",
        "billable": "text",
        "work": "text",
        "rate": "number",
        "billed": "number",
        "currency": "text",
        "id": "text",
        "created": "day",
    },
    "invoice": {
        "client": "text",
        "number": "text",
        "issued": "day",
        "due": "day",
        "terms": "count",
        "amount": "number",
        "line_amount": "number",
        "paid": "number",
        "balance": "number",
        "paid_on": "day",
        "paid_after": "text",
        "state": "text",
        "document": "text",
        "currency": "text",
        "received_on": "day",
        "disputed_on": "day",
        "dispute_settled_on": "day",
        "id": "text",
    },
}
"""Field -> what its cells hold. `hours` and `duration` take 1:30 and 1.5; `created` is only read
for how dates are written; `billed` is the money for the entry, `line_amount` is added up."""


@dataclass(frozen=True)
class Format:
    """One kind of export. `needs`: of each group, one field must have a column."""

    name: str
    label: str
    source: str
    kind: Kind
    needs: tuple[tuple[str, ...], ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def program(self) -> str:
        """The program that writes it, as `label` begins."""
        return self.label.partition(",")[0]


TOGGL = Format(
    name="toggl",
    label="Toggl Track, detailed report",
    source="toggl",
    kind="time",
    needs=(("on",), ("duration",), ("text", "project"), ("user", "start_time")),
    columns={
        "on": ("start date",),
        "start_time": ("start time",),
        "end_on": ("end date", "stop date"),
        "end_time": ("end time", "stop time"),
        "duration": ("duration",),
        "client": ("client",),
        "project": ("project",),
        "task": ("task",),
        "tags": ("tags",),
        "text": ("description",),
        "user": ("email", "user", "member"),
        "billable": ("billable",),
        "billed": ("amount",),
        "currency": ("currency",),
    },
)

CLOCKIFY = Format(
    name="clockify",
    label="Clockify, detailed report",
    source="clockify",
    kind="time",
    needs=(("on",), ("start_time",), ("duration", "hours", "end_time"), ("project",)),
    columns={
        "on": ("start date",),
        "start_time": ("start time",),
        "end_on": ("end date",),
        "end_time": ("end time",),
        "duration": ("duration (h)",),
        "hours": ("duration (decimal)",),
        "client": ("client",),
        "project": ("project",),
        "task": ("task", "activity"),
        "tags": ("tags", "tag"),
        "text": ("description",),
        "user": ("email", "user"),
        "billable": ("billable",),
        "rate": ("billable rate",),
        "billed": ("billable amount",),
        "currency": ("currency",),
        "created": ("date of creation",),
    },
)

HARVEST_TIME = Format(
    name="harvest-time",
    label="Harvest, detailed time",
    source="harvest",
    kind="time",
    needs=(("on",), ("hours",), ("client", "project"), ("task", "text")),
    columns={
        "on": ("date",),
        "hours": ("hours",),
        "client": ("client",),
        "project": ("project",),
        "task": ("task",),
        "text": ("notes",),
        "user": ("email", "last name"),
        "billable": ("billable",),
        "rate": ("billable rate",),
        "billed": ("billable amount",),
        "currency": ("currency",),
    },
)

HARVEST_INVOICES = Format(
    name="harvest-invoices",
    label="Harvest, invoices",
    source="harvest",
    kind="invoice",
    needs=(("issued",), ("number",), ("client",), ("amount",)),
    columns={
        "issued": ("issue date",),
        "due": ("due date",),
        "number": ("id",),
        "client": ("client",),
        "amount": ("invoice amount",),
        "paid": ("paid amount",),
        "balance": ("balance",),
        "paid_on": ("last payment date",),
        "paid_after": ("paid",),
        "state": ("status",),
        "document": ("document type",),
        "currency": ("currency", "currency symbol"),
    },
)

INVOICE_NINJA = Format(
    name="invoiceninja",
    label="Invoice Ninja, invoices",
    source="invoiceninja",
    kind="invoice",
    needs=(("client",), ("number",), ("amount",), ("issued",), ("paid", "balance", "state")),
    columns={
        "client": ("client", "client name"),
        "number": ("invoice number",),
        "amount": ("amount", "invoice amount"),
        "paid": ("paid", "paid to date"),
        "balance": ("balance",),
        "state": ("status",),
        "issued": ("invoice date",),
        "due": ("due date",),
        "currency": ("currency",),
    },
)

FORMATS: tuple[Format, ...] = (TOGGL, CLOCKIFY, HARVEST_TIME, HARVEST_INVOICES, INVOICE_NINJA)
"""In the order in which they are tried."""


def programs(kind: Kind | None = None, last: str = "and") -> str:
    """The programs whose exports (of a kind) are recognised, as in "Harvest and Invoice Ninja"."""
    names = list(dict.fromkeys(form.program for form in FORMATS if kind in (None, form.kind)))
    return f" {last} ".join([part for part in (", ".join(names[:-1]), names[-1]) if part])


MAPPED_TIME = Format(
    name="csv",
    label="CSV with mapped columns",
    source="csv",
    kind="time",
    needs=(("on",), ("duration", "hours", "minutes", "seconds", "end_time", "end_on")),
)
MAPPED_INVOICE = Format(
    name="csv",
    label="CSV with mapped columns",
    source="csv",
    kind="invoice",
    needs=(("issued",), ("amount", "line_amount")),
)

ALIASES: Mapping[Kind, Mapping[str, str]] = {
    "time": {
        "date": "on",
        "day": "on",
        "start": "on",
        "start_date": "on",
        "end": "end_on",
        "stop": "end_on",
        "end_date": "end_on",
        "description": "text",
        "notes": "text",
        "tag": "tags",
        "amount": "billed",
    },
    "invoice": {
        "date": "issued",
        "issue_date": "issued",
        "due_date": "due",
        "status": "state",
        "payment_days": "terms",
        "balance_due": "balance",
        "payment_date": "paid_on",
        "paid_amount": "paid",
    },
}
"""Other words for the fields, taken after `--map COLUMN=`."""
