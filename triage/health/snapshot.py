"""One client as of one day: what the rules look at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import get_args

from triage.confirmations import confirmation
from triage.health.accounts import ZERO, Account
from triage.health.history import ClientHistory
from triage.health.outcomes import Outcome, outcomes
from triage.health.receivables import Receivables
from triage.health.terms import Hourly, Terms
from triage.health.windows import Window, before_last, has_come, last
from triage.limits import Limits
from triage.records import Client, Engagement, Event, Gift, Time, Trackable

TRACKABLE: tuple[Trackable, ...] = get_args(Trackable)


def ended(client: Client, on: date) -> bool:
    """Whether the relation has ended by `on` and has not begun again since."""
    closed, back = client.closed_on, client.returned_on
    if closed is None or closed > on:
        return False
    return back is None or not closed < back <= on


class ClientSnapshot:
    """Records up to `on`, with later dates in their fields not known yet."""

    def __init__(
        self,
        history: ClientHistory,
        on: date,
        limits: Limits,
        receivables: Receivables | None = None,
    ):
        self.history = history
        self.client = history.client
        self.on = on
        self.limits = limits
        self.receivables = receivables or Receivables(history, limits)

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

    @property
    def leaving(self) -> bool:
        """They said that they go, or were told."""
        return self.client.state in ("leaving", "closing")

    @cached_property
    def said_goodbye(self) -> bool:
        """Whether they are leaving, or said so lately: signs that they may go are no news then."""
        back = self.client.returned_on
        first = back if has_come(back, self.on) and back is not None else date.min
        announced = self.history.events("leaving").within(self.long)
        return self.leaving or any(event.on >= first for event in announced)

    @cached_property
    def rate(self) -> Fraction | None:
        """The client's rate on this day."""
        rate = self.history.rate.on(self.on)
        return None if rate is None else Fraction(rate)

    @property
    def floor(self) -> Decimal | None:
        """The client's floor on this day, else the user's default one."""
        return self.floor_on(self.on)

    def floor_on(self, day: date) -> Decimal | None:
        """The client's floor of a day, else the user's default one."""
        own = self.history.floor.on(day)
        return own if own is not None else self.limits.default_floor

    # --- engagements and time -----------------------------------------------------------

    @cached_property
    def engagements(self) -> list[Terms]:
        """Those that have started, by start and id."""
        return self.history.worked.terms(self.on)

    @cached_property
    def open_engagements(self) -> list[Engagement]:
        """Those that have started and not ended, by start and id."""
        started = [terms.engagement for terms in self.engagements]
        return [e for e in started if e.end is None or self.on < e.end]

    @property
    def has_open_engagement(self) -> bool:
        """A client without any engagement counts as having an open one."""
        return not self.engagements or bool(self.open_engagements)

    @cached_property
    def hourly(self) -> Hourly:
        """Billable work by the hour."""
        return self.history.worked.hourly(self.on)

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
    def energy_days(self) -> Sequence[tuple[date, int]]:
        """The lowest mark of each day that has one, oldest first."""
        return self.history.energy_days.until(self.on)

    # --- contact ------------------------------------------------------------------------

    @cached_property
    def unanswered(self) -> list[Event]:
        """Questions of ours since which nothing was heard; what comes on their day answers them."""
        heard = self.history.talks.newest_day(self.on)
        return [e for e in self.history.asks.until(self.on) if heard is None or e.on > heard]

    @cached_property
    def open_complaints(self) -> list[Event]:
        """Those that are not solved, oldest first: written, or said in a call or a meeting."""
        return [
            e
            for e in self.history.talks.until(self.on)
            if e.complaint and not has_come(e.solved_on, self.on)
        ]

    # --- money --------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> list[Account]:
        """Invoices issued by this day, in order of (issued, due, id); credit notes are none."""
        accounts = self.history.accounts
        return accounts[: bisect_right(accounts, self.on, key=lambda a: a.invoice.issued)]

    @cached_property
    def owed(self) -> Mapping[str, Decimal]:
        """Invoice id -> what is unpaid of it, in order of issue.

        What credit notes that name no invoice are worth is taken off, oldest due day first.
        """
        return self.receivables.owed(self.on)

    def balance(self, account: Account) -> Decimal:
        """What is unpaid of an invoice; 0 = nothing."""
        return self.owed.get(account.invoice.id, ZERO)

    @cached_property
    def unpaid(self) -> list[Account]:
        """Sent invoices of which something is still open."""
        return [self.history.account_of[id_] for id_ in self.owed]

    @cached_property
    def overdue(self) -> list[Account]:
        """Unpaid ones after their due day."""
        return [account for account in self.unpaid if self.on > account.due]

    def is_small_remainder(self, account: Account) -> bool:
        """Whether no more than bank charges are open of it."""
        return account.standing(self.on, self.limits).small_remainder

    def paid_on(self, account: Account) -> date | None:
        """Since when it is fully paid; None = it is not."""
        return account.standing(self.on, self.limits).paid_on

    def is_confirmed(self, fact: str) -> bool:
        """Whether the user's word that a fact is settled covers this day."""
        return confirmation(self.history.ledger, fact, self.on, self.limits) is not None

    @property
    def last_issue(self) -> date | None:
        """The day of the newest invoice, in whatever currency."""
        return self.accounts[-1].invoice.issued if self.accounts else None

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What is known about how they pay, oldest first."""
        return list(self.newest_outcomes())[::-1]

    def newest_outcomes(self) -> Iterator[Outcome]:
        """What is known about how they pay, newest first, read as far as it is asked for."""
        return outcomes(reversed(self.accounts), self.receivables, self.on, self.limits)
