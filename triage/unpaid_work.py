"""The favour ledger: what a client got without paying, on purpose or not, and what it was worth.

Gifts are fine as long as they are seen, capped and end on a day; what slips through unseen costs
more than the gift.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from triage.health import ClientHistory
from triage.health.earned import DAYS_A_MONTH
from triage.health.rules.scope import is_unpaid_change
from triage.health.snapshot import ClientSnapshot
from triage.health.terms import fraction
from triage.health.windows import Window
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.records import Event, Gift, Work

GIVEN_KINDS: tuple[Work, ...] = ("oos", "free", "rev", "own", "chase", "admin")
"""Work that brings nothing by itself, the kinds that were asked for first."""


@dataclass(frozen=True, slots=True)
class Unbilled:
    """Hours of one kind in the window; `value` is what they would cost, None without a rate."""

    work: Work
    minutes: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class RunningGift:
    """A gift that runs: minutes worked within the window, those the gift holds for as many days,
    and what was given at the client's rate.
    """

    gift: Gift
    minutes: int
    cap: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class FreeRequests:
    """Extra work of the window that was done free or waits for an answer.

    `hours` and `value` add up those that name their hours; `unnamed` counts the others.
    """

    events: tuple[Event, ...]
    hours: Decimal
    value: Decimal | None
    unnamed: int


@dataclass(frozen=True, slots=True)
class Favours:
    """The ledger of one client over the short window, `days` long."""

    days: int
    gifts: tuple[RunningGift, ...]
    unbilled: tuple[Unbilled, ...]
    requests: FreeRequests | None


def favours(records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT) -> Favours:
    """What was given without pay in the days up to `on`."""
    view = ClientSnapshot(ClientHistory.of(records), on, limits)
    return Favours(
        days=limits.window_days,
        gifts=tuple(_running(view, gift) for gift in view.gifts),
        unbilled=tuple(_unbilled(view)),
        requests=_requests(view),
    )


def request_value(event: Event, rate: Decimal | None) -> Decimal | None:
    """What the hours of a request cost at a rate; None when either is not known."""
    return None if event.hours is None or rate is None else Decimal(str(event.hours)) * rate


def _running(view: ClientSnapshot, gift: Gift) -> RunningGift:
    window = Window(max(gift.from_, view.short.first), view.on)
    minutes = view.minutes(window) - view.history.billable.within(window)
    month = fraction(gift.hours_per_month) * 60
    cap = month * view.limits.window_days / DAYS_A_MONTH
    return RunningGift(gift, minutes, round(cap), _worth(view, minutes))


def _unbilled(view: ClientSnapshot) -> Iterable[Unbilled]:
    if not view.tracks("hours"):
        return
    for work in GIVEN_KINDS:
        minutes = sum(time.minutes for time in view.times(view.short) if time.work == work)
        if minutes:
            yield Unbilled(work, minutes, _worth(view, minutes))


def _requests(view: ClientSnapshot) -> FreeRequests | None:
    requests = tuple(
        event
        for event in view.history.events("request").within(view.short)
        if is_unpaid_change(event)
    )
    if not requests:
        return None
    named = [Decimal(str(event.hours)) for event in requests if event.hours is not None]
    hours = sum(named, Decimal(0))
    rate = view.client.rate
    return FreeRequests(
        events=requests,
        hours=hours,
        value=None if rate is None else hours * rate,
        unnamed=len(requests) - len(named),
    )


def _worth(view: ClientSnapshot, minutes: int) -> Decimal | None:
    rate = view.client.rate
    return None if rate is None else rate * minutes / 60
