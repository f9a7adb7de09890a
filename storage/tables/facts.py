"""The tables of what happened: clients, work, money, events and notes.

A row holds what the file holds: amounts in ten-thousandths, days as ISO text, lists and objects as
JSON text. `storage.mapping` alone turns rows into records.
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class ClientRow(SQLModel, table=True):
    __tablename__ = "client"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    name: str
    contact: str | None
    email: str | None
    since: str | None
    state: str
    closed_on: str | None
    returned_on: str | None
    ended_by: str | None
    currency: str
    country: str | None
    debtor: str
    rate: int | None
    floor: int | None
    payment_days: int
    pay_grace_days: int
    earns: str
    not_tracked: str | None
    pays_through: str | None
    season: str | None
    language: str
    contacts: str | None
    reply_days: int
    exposure_limit: int | None
    tie: str
    tags: str | None
    review_days: int
    do_not_contact: bool
    linked: str | None
    quirks: str | None
    contract: str | None
    extra: str | None
    batch: str | None


class EngagementRow(SQLModel, table=True):
    __tablename__ = "engagement"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    mode: str
    start: str
    name: str | None
    rate: int | None
    fee: int | None
    quoted_hours: float | None
    included_rounds: int | None
    end: str | None
    extra: str | None
    batch: str | None


class TimeRow(SQLModel, table=True):
    __tablename__ = "time"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    on: str
    minutes: int
    engagement: str | None
    work: str
    text: str | None
    source: str | None
    source_key: str | None
    extra: str | None
    batch: str | None


class InvoiceRow(SQLModel, table=True):
    __tablename__ = "invoice"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    issued: str
    due: str
    amount: int
    number: str | None
    due_assumed: bool
    currency: str | None
    received_on: str | None
    state: str
    disputed_on: str | None
    dispute_settled_on: str | None
    source: str | None
    source_key: str | None
    extra: str | None
    batch: str | None


class PaymentRow(SQLModel, table=True):
    __tablename__ = "payment"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    invoice: str = Field(foreign_key="invoice.id", index=True)
    on: str
    amount: int
    source: str | None
    source_key: str | None
    extra: str | None
    batch: str | None


class PlanRow(SQLModel, table=True):
    __tablename__ = "plan"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    agreed: str
    invoices: str
    instalments: str
    extra: str | None
    batch: str | None


class GiftRow(SQLModel, table=True):
    __tablename__ = "gift"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    from_: str = Field(sa_column_kwargs={"name": "from"})
    until: str
    hours_per_month: float
    reason: str | None
    extra: str | None
    batch: str | None


class ConfirmedRow(SQLModel, table=True):
    __tablename__ = "confirmed"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    fact: str
    on: str
    until: str
    text: str | None
    extra: str | None
    batch: str | None


class WorkItemRow(SQLModel, table=True):
    __tablename__ = "work_item"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    text: str
    due: str | None
    done_on: str | None
    assigned: str | None
    extra: str | None
    batch: str | None


class EnergyRow(SQLModel, table=True):
    __tablename__ = "energy"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    on: str
    mark: int
    extra: str | None
    batch: str | None


class EventRow(SQLModel, table=True):
    __tablename__ = "event"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    on: str
    what: str
    text: str | None
    tone: int
    engagement: str | None
    who: str | None
    needs_answer: bool
    answered_on: str | None
    complaint: bool
    solved_on: str | None
    asks: bool
    outcome: str | None
    due: str | None
    kept_on: str | None
    role: str | None
    sign: str | None
    reason: str | None
    by: str | None
    until: str | None
    type: str | None
    closed_on: str | None
    asker: str | None
    hours: float | None
    extra: str | None
    batch: str | None


class NoteRow(SQLModel, table=True):
    __tablename__ = "note"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    on: str
    text: str
    supersedes: str | None
    private: bool
    extra: str | None
    batch: str | None
