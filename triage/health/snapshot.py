"""One client as of one day: what the rules look at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import get_args

from triage.health.accounts import Account, Outcome, outcomes
from triage.health.dated import Tally
from triage.health.history import ClientHistory
from triage.health.terms import Terms
from triage.health.windows import Window, before_last, has_come, last
from triage.limits import Limits
from triage.records import Client, Event, Gift, Time, Trackable

TRACKABLE: tuple[Trackable, ...] = get_args(Trackable)


def ended(client: Client, on: date) -> bool:
    """Whether the relation has ended by `on` and has not begun again since."""
    closed, back = client.closed_on, client.returned_on
    if closed is None or closed > on:
        return False
    return back is None or not closed < back <= on


class ClientSnapshot:
    """Records up to `on`, with later dates in their fields not known yet."""

    def __init__(self, history: ClientHistory, on: date, limits: Limits):
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
        return ended(self.client, self.on)

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

    @cached_property
    def rate(self) -> Fraction | None:
        return None if self.client.rate is None else Fraction(self.client.rate)

    @property
    def floor(self) -> Decimal | None:
        """The client's floor, else the user's default one."""
        own = self.client.floor
        return own if own is not None else self.limits.default_floor

    # --- engagements and time -----------------------------------------------------------

    @cached_property
    def engagements(self) -> list[Terms]:
        """Those that have started, by start and id."""
        return [t for t in self.history.worked.terms if t.engagement.start <= self.on]

    @property
    def has_open_engagement(self) -> bool:
        """A client without any engagement counts as having an open one."""
        ends = [terms.engagement.end for terms in self.engagements]
        return not ends or any(end is None or self.on < end for end in ends)

    @cached_property
    def hourly(self) -> list[tuple[Tally[int], Fraction | None]]:
        """Billable minutes of hourly work with their rate.

        Work for an engagement that has not started yet is work of an unknown engagement.
        """
        rate = self.rate
        rated_work = [(self.history.worked.loose, rate)]
        for terms in self.history.worked.terms:
            if terms.engagement.start > self.on:
                rated_work.append((terms.billable, rate))
            elif terms.engagement.mode == "hourly":
                rated_work.append((terms.billable, terms.rate))
        return rated_work

    def is_hourly(self, time: Time) -> bool:
        """Whether this work is paid by the hour."""
        return not any(
            terms.engagement.id == time.engagement and terms.engagement.mode != "hourly"
            for terms in self.engagements
        )

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

    @cached_property
    def energy_days(self) -> list[tuple[date, int]]:
        """The lowest mark of each day that has one, oldest first."""
        return [(day, mark) for day, mark in self.history.energy_days if day <= self.on]

    # --- contact ------------------------------------------------------------------------

    @cached_property
    def unanswered(self) -> list[Event]:
        """Questions of ours since which nothing was heard; what comes on their day answers them."""
        heard = self.history.talks.newest_day(self.on)
        return [e for e in self.history.asks.until(self.on) if heard is None or e.on > heard]

    @cached_property
    def open_complaints(self) -> list[Event]:
        """Those that are not solved, oldest first."""
        messages = self.history.events("message_in").until(self.on)
        return [e for e in messages if e.complaint and not has_come(e.solved_on, self.on)]

    # --- money --------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> list[Account]:
        """Invoices issued by this day, in order of (issued, due, id)."""
        accounts = self.history.accounts
        return accounts[: bisect_right(accounts, self.on, key=lambda a: a.invoice.issued)]

    @cached_property
    def unpaid(self) -> list[Account]:
        """Sent invoices of which something is still open."""
        return [account for account in self.accounts if account.unpaid(self.on)]

    @cached_property
    def overdue(self) -> list[Account]:
        """Unpaid ones after their due day."""
        return [account for account in self.unpaid if self.on > account.due]

    @property
    def last_issue(self) -> date | None:
        """The day of the newest invoice, in whatever currency."""
        return self.accounts[-1].invoice.issued if self.accounts else None

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What is known about how they pay, oldest first."""
        return outcomes(self.accounts, self.on, self.limits.risk_late_days)
