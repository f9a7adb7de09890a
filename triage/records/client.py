"""The client: one relationship, and what was agreed with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from triage.records.base import (
    BaseRecord,
    Days,
    Extra,
    Money,
    Month,
    Rate,
)

ClientState = Literal[
    "active", "paused", "dormant", "leaving", "closing", "closed", "left_well", "returned"
]
EndedBy = Literal["mutual", "us", "them", "drift", "safety"]
Debtor = Literal["company", "person"]
Earns = Literal["hours", "invoices"]
Trackable = Literal["hours", "money", "contact", "energy"]
Tie = Literal["none", "friend", "family", "community"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirk:
    """A known habit that the user chose to live with: hides `flag` while mild, up to `until`."""

    flag: str
    until: date | None = None
    reason: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a rate or a floor was, up to and including the day `until`."""

    until: date
    value: Rate
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What was agreed in writing; `None` is a blank that the screens show as a blank."""

    written: bool | None = None
    notice_days: Days | None = None
    notice_form: str | None = None
    pause_clause: bool | None = None
    pause_notice_days: Days | None = None
    interest_clause: bool | None = None
    rights_on_payment: bool | None = None
    cure_days: Days | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client(BaseRecord):
    """One relationship. Its fields have no dates: today's value holds for every day asked about,
    except rate and floor, whose earlier values stand in `past_rates` and `past_floors`.
    """

    kind: ClassVar[str] = "client"
    name: str
    contact: str | None = None
    email: str | None = None
    since: date | None = None
    state: ClientState = "active"
    closed_on: date | None = None
    returned_on: date | None = None
    ended_by: EndedBy | None = None
    currency: str = "EUR"
    country: str | None = None
    debtor: Debtor = "company"
    rate: Rate | None = None
    floor: Rate | None = None
    past_rates: tuple[Past, ...] = ()
    past_floors: tuple[Past, ...] = ()
    payment_days: Days = 14
    pay_grace_days: Days = 0
    earns: Earns = "hours"
    not_tracked: tuple[Trackable, ...] = ()
    pays_through: str | None = None
    season: tuple[Month, ...] = ()
    language: str = "en"
    contacts: tuple[str, ...] = ()
    reply_days: Days = 1
    exposure_limit: Money | None = None
    tie: Tie = "none"
    tags: tuple[str, ...] = ()
    review_days: Days = 7
    do_not_contact: bool = False
    linked: tuple[str, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    contract: Contract = Contract()
