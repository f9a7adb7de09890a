"""Work and money: what was agreed, done, billed and paid."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from triage.records.base import (
    BaseRecord,
    ClientRecord,
    Days,
    Extra,
    Minutes,
    Money,
    Number,
    Rate,
)

Mode = Literal["hourly", "fixed", "retainer"]
Work = Literal["bill", "admin", "rev", "oos", "own", "chase", "free"]
InvoiceState = Literal["sent", "draft", "void", "written_off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement(ClientRecord):
    """A piece of agreed work: hourly, for a fixed fee, or a monthly retainer."""

    kind: ClassVar[str] = "engagement"
    mode: Mode
    start: date
    name: str | None = None
    rate: Rate | None = None
    fee: Money | None = None
    quoted_hours: Number | None = None
    included_rounds: Days | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(ClientRecord):
    """Minutes worked on one day, and of which sort."""

    kind: ClassVar[str] = "time"
    on: date
    minutes: Minutes
    engagement: str | None = None
    work: Work = "bill"
    text: str | None = None
    source: str | None = None
    source_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(ClientRecord):
    """A bill sent, or with an amount of 0 or less a credit note. `currency` None = the client's.

    `credits` is the id of the invoice that a credit note belongs to.
    """

    kind: ClassVar[str] = "invoice"
    issued: date
    due: date
    amount: Money
    number: str | None = None
    due_assumed: bool = False
    currency: str | None = None
    received_on: date | None = None
    state: InvoiceState = "sent"
    disputed_on: date | None = None
    dispute_settled_on: date | None = None
    credits: str | None = None
    source: str | None = None
    source_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(BaseRecord):
    """Money that came in for an invoice; negative = a refund."""

    kind: ClassVar[str] = "payment"
    invoice: str
    on: date
    amount: Money
    source: str | None = None
    source_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One part of a payment plan."""

    due: date
    amount: Money
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(ClientRecord):
    """An agreed payment plan over some invoices."""

    kind: ClassVar[str] = "plan"
    agreed: date
    invoices: tuple[str, ...]
    instalments: tuple[Instalment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift(ClientRecord):
    """Free hours on purpose, with a cap and an end."""

    kind: ClassVar[str] = "gift"
    from_: date
    until: date
    hours_per_month: Number
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem(ClientRecord):
    """Open work that a goodbye must not forget."""

    kind: ClassVar[str] = "work_item"
    text: str
    due: date | None = None
    done_on: date | None = None
    assigned: str | None = None
