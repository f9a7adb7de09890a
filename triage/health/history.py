"""One client's records in indexes that do not depend on the day asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from operator import attrgetter

from triage.health.accounts import Account, PlanTrack
from triage.health.dated import Dated, Tally
from triage.health.terms import Worked, minutes_of
from triage.ledger import Book, Ledger
from triage.records import Event, Payment, Time, What

TALKS: tuple[What, ...] = ("message_in", "call", "meeting")
"""Events in which they were heard."""

ABUSIVE = -2
"""The tone of an insult."""
_OUR_OWN = ("message_out", "our_promise")


def is_hard(event: Event) -> bool:
    """Whether its tone counts against the client, as that of what we ourselves said never does."""
    return event.tone < 0 and event.what not in _OUR_OWN


class ClientHistory:
    """Built once for a ledger, then asked about many days through `ClientSnapshot`."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.client = ledger.client

    @classmethod
    def of(cls, records: Ledger | ClientHistory) -> ClientHistory:
        """The history of a ledger; one that is there already is taken as it is."""
        return records if isinstance(records, ClientHistory) else cls(records)

    # --- time ---------------------------------------------------------------------------

    @cached_property
    def times(self) -> Dated[Time]:
        return Dated(self.ledger.time)

    @cached_property
    def minutes(self) -> Tally[int]:
        """All minutes."""
        return minutes_of(self.times)

    @cached_property
    def billable(self) -> Tally[int]:
        """Minutes of `bill` work."""
        return minutes_of(t for t in self.times if t.work == "bill")

    @cached_property
    def own_idea(self) -> Tally[int]:
        """Minutes of work nobody asked for."""
        return minutes_of(t for t in self.times if t.work == "own")

    @cached_property
    def worked(self) -> Worked:
        """Time by engagement."""
        return Worked(self.times, self.ledger.engagement, self.client.rate)

    # --- money --------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> list[Account]:
        """Invoices that count, in order of (issued, due, id)."""
        paid: dict[str, list[Payment]] = defaultdict(list)
        for payment in self.ledger.payment:
            paid[payment.invoice].append(payment)
        accounts = [
            Account(invoice, paid[invoice.id], self.client)
            for invoice in self.ledger.invoice
            if invoice.state not in ("draft", "void")
        ]
        return sorted(accounts, key=attrgetter("order"))

    @cached_property
    def plans(self) -> dict[str, list[PlanTrack]]:
        """Plans by the id of each invoice they cover."""
        accounts = {account.invoice.id: account for account in self.accounts}
        tracks: dict[str, list[PlanTrack]] = defaultdict(list)
        for plan in self.ledger.plan:
            covered = [accounts[id_] for id_ in sorted(set(plan.invoices)) if id_ in accounts]
            track = PlanTrack(plan, (p for account in covered for p in account.payments))
            for account in covered:
                tracks[account.invoice.id].append(track)
        return tracks

    @cached_property
    def part_payments(self) -> Dated[tuple[date, str, Account]]:
        """Payments of a part, after the due day and on no day of a plan of that invoice."""
        partial = [
            (payment.on, payment.id, account)
            for account in self.accounts
            for payment in account.payments
            if 0 < payment.amount < account.invoice.amount
            and payment.on > account.due
            and not any(plan.covers(payment.on) for plan in self.plans.get(account.invoice.id, ()))
        ]
        return Dated(partial, order=lambda part: part[:2])

    # --- events -------------------------------------------------------------------------

    @cached_property
    def _by_what(self) -> dict[str, Dated[Event]]:
        groups: dict[str, list[Event]] = defaultdict(list)
        for event in self.ledger.event:
            groups[event.what].append(event)
        return {what: Dated(events) for what, events in groups.items()}

    def events(self, what: What) -> Dated[Event]:
        """All events of one sort."""
        return self._by_what.get(what, _NO_EVENTS)

    @cached_property
    def talks(self) -> Dated[Event]:
        """Messages from them, calls and meetings."""
        return Dated(event for what in TALKS for event in self.events(what))

    @cached_property
    def hard(self) -> Dated[Event]:
        """Events of hard tone, without what we ourselves said."""
        return Dated(filter(is_hard, self.ledger.event))

    @cached_property
    def asks(self) -> Dated[Event]:
        """Our messages that wait for an answer."""
        return Dated(e for e in self.events("message_out") if e.asks)

    # --- marks --------------------------------------------------------------------------

    @cached_property
    def energy_days(self) -> list[tuple[date, int]]:
        """The lowest mark of each day that has one, oldest first."""
        lowest: dict[date, int] = {}
        for energy in self.ledger.energy:
            lowest[energy.on] = min(energy.mark, lowest.get(energy.on, energy.mark))
        return sorted(lowest.items())

    # --- all days -----------------------------------------------------------------------

    @cached_property
    def days(self) -> list[date]:
        """Every day that a rule may look at, in order: nothing changes long after the last one."""
        return sorted({day for day in self._all_days() if day is not None})

    def _all_days(self) -> Iterator[date | None]:
        ledger, client = self.ledger, self.client
        yield from (client.since, client.closed_on, client.returned_on)
        for engagement in ledger.engagement:
            yield from (engagement.start, engagement.end)
        for time in ledger.time:
            yield time.on
        for account in self.accounts:
            invoice = account.invoice
            yield from (invoice.issued, account.due, invoice.disputed_on)
            yield from (invoice.dispute_settled_on, *(p.on for p in account.payments))
        for plan in ledger.plan:
            yield from (plan.agreed, *(part.due for part in plan.instalments))
        for gift in ledger.gift:
            yield from (gift.from_, gift.until)
        for energy in ledger.energy:
            yield energy.on
        for event in ledger.event:
            yield from (event.on, event.answered_on, event.solved_on, event.due)
            yield from (event.kept_on, event.until, event.closed_on)


def histories(book: Book) -> dict[str, ClientHistory]:
    """Client id -> history, of every client in the book."""
    return {id_: ClientHistory(ledger) for id_, ledger in book.ledgers.items()}


_NO_EVENTS: Dated[Event] = Dated(())
