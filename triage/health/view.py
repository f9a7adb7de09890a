"""One client as of one day: what the rules look at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from triage.health.accounts import Account, Outcome, outcomes
from triage.health.dated import Tally
from triage.health.history import PROJECT_WORK, History
from triage.health.windows import Window, before_last, last
from triage.limits import Limits
from triage.records import Engagement, Gift, Time

TRACKABLE = ("hours", "money", "contact", "energy")


class View:
    """Records up to `on`, with later dates in their fields not known yet."""

    def __init__(self, history: History, on: date, limits: Limits):
        self.history = history
        self.client = history.client
        self.on = on
        self.limits = limits

    def last(self, days: int) -> Window:
        """The `days` days that end on the day asked about."""
        return last(self.on, days)

    @cached_property
    def short(self) -> Window:
        return last(self.on, self.limits.window_days)

    @cached_property
    def before_short(self) -> Window:
        return before_last(self.on, self.limits.window_days)

    @cached_property
    def long(self) -> Window:
        return last(self.on, self.limits.long_window_days)

    @cached_property
    def before_long(self) -> Window:
        return before_last(self.on, self.limits.long_window_days)

    # --- the client ---------------------------------------------------------------------

    @cached_property
    def ended(self) -> bool:
        """Closed by this day and not returned since, whatever `state` says."""
        closed, returned = self.client.closed_on, self.client.returned_on
        if closed is None or closed > self.on:
            return False
        return not (returned is not None and closed < returned <= self.on)

    @property
    def resting(self) -> bool:
        return self.client.state in ("paused", "dormant")

    @cached_property
    def not_tracked(self) -> tuple[str, ...]:
        """Facts the user chose not to track; a client billed through another has no money here."""
        chosen = {*self.client.not_tracked, *self.limits.not_tracked}
        if self.client.pays_through:
            chosen.add("money")
        return tuple(fact for fact in TRACKABLE if fact in chosen)

    def tracks(self, fact: str) -> bool:
        return fact not in self.not_tracked

    @property
    def rate(self) -> Decimal | None:
        return self.client.rate

    @property
    def floor(self) -> Decimal | None:
        """The client's floor, else the user's default one."""
        own = self.client.floor
        return own if own is not None else self.limits.default_floor

    # --- engagements and time -----------------------------------------------------------

    @cached_property
    def engagements(self) -> list[Engagement]:
        """Those that have started, by start and id."""
        started = [e for e in self.history.ledger.engagement if e.start <= self.on]
        return sorted(started, key=lambda e: (e.start, e.id))

    @property
    def has_open_engagement(self) -> bool:
        """A client without any engagement counts as having an open one."""
        if not self.engagements:
            return True
        return any(e.end is None or self.on < e.end for e in self.engagements)

    @cached_property
    def hourly(self) -> list[tuple[Tally[int], Decimal | None]]:
        """Billable minutes of hourly work with their rate.

        Work for an engagement that has not started yet is work of an unknown engagement.
        """
        found = []
        for id_, minutes in self.history.billable_by_engagement.items():
            if self.is_hourly(id_):
                own = self._terms[id_].rate if id_ in self._terms else None
                found.append((minutes, own if own is not None else self.rate))
        return found

    def is_hourly(self, engagement_id: str | None) -> bool:
        """Whether work for it is paid by the hour: also that of no or an unknown engagement."""
        return engagement_id not in self._terms or self._terms[engagement_id].mode == "hourly"

    @cached_property
    def _terms(self) -> dict[str | None, Engagement]:
        return {engagement.id: engagement for engagement in self.engagements}

    def project_minutes(self, engagement: Engagement) -> Tally[int]:
        """Minutes that the fixed fee of this engagement pays for."""
        return self.history.project_by_engagement.get(engagement.id, _NO_MINUTES)

    def project_times(self, engagement: Engagement) -> list[str]:
        """The ids of those time records so far."""
        return [
            time.id
            for time in self.history.times.until(self.on)
            if time.engagement == engagement.id and time.work in PROJECT_WORK
        ]

    def minutes(self, window: Window) -> int:
        """All minutes of the window."""
        return self.history.minutes.within(window)

    def times(self, window: Window) -> Sequence[Time]:
        """Time records of the window."""
        return self.history.times.within(window)

    @cached_property
    def gifts(self) -> list[Gift]:
        """Those that run on this day."""
        running = [g for g in self.history.ledger.gift if g.from_ <= self.on <= g.until]
        return sorted(running, key=lambda g: (g.from_, g.id))

    # --- money --------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> list[Account]:
        """Invoices issued by this day, in order of (issued, due, id)."""
        accounts = self.history.accounts
        return accounts[: bisect_right(accounts, self.on, key=lambda a: a.invoice.issued)]

    def in_own_currency(self, account: Account) -> bool:
        """Whether the invoice is in the client's currency: only those are summed."""
        currency = account.invoice.currency or self.client.currency
        return currency.upper() == self.client.currency.upper()

    @property
    def last_issue(self) -> date | None:
        """The day of the newest invoice, in whatever currency."""
        return self.accounts[-1].invoice.issued if self.accounts else None

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What is known about how they pay, oldest first."""
        return outcomes(self.accounts, self.on, self.limits.risk_late_days)


def fraction(number: float | Decimal) -> Fraction:
    """A number as it was typed: 7.1 hours are 71/10."""
    return Fraction(str(number))


_NO_MINUTES: Tally[int] = Tally((), 0)
