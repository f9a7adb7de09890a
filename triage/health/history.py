"""One client's records in indexes that do not depend on the day asked about."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from triage.health.accounts import ZERO, Account, CreditNote, PlanTrack, currency_of
from triage.health.dated import Dated, Tally
from triage.health.pauses import Pause, pauses
from triage.health.terms import Worked, minutes_of
from triage.ledger import Book, Ledger
from triage.records import Energy, Event, Invoice, Payment, Time, What
from triage.value_by_day import ValueByDay

TALKS: tuple[What, ...] = ("message_in", "call", "meeting")
"""Events in which they were heard."""
ANSWERS: tuple[What, ...] = (*TALKS, "terms_agreed", "thanks")
"""Events by which they answer what they were written: it is not waited for any more."""

ABUSIVE = -2
"""The tone of an insult."""
_OUR_OWN = ("message_out", "our_promise")


def is_hard(event: Event) -> bool:
    """Whether its tone counts against the client, as that of what we ourselves said never does."""
    return event.tone < 0 and event.what not in _OUR_OWN


def heard_after(ledger: Ledger, day: date, on: date) -> bool:
    """Whether they answered after a day, by day `on`: what came on the day itself may have come
    before it was asked."""
    return any(day < event.on <= on and event.what in ANSWERS for event in ledger.event)


class ClientHistory:
    """Built once for a ledger, then asked about many days through `ClientSnapshot`."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.client = ledger.client

    @classmethod
    def of(cls, records: Ledger | ClientHistory) -> ClientHistory:
        """The history of a ledger; one that is there already is taken as it is."""
        return records if isinstance(records, ClientHistory) else cls(records)

    # --- terms --------------------------------------------------------------------------

    @cached_property
    def rate(self) -> ValueByDay:
        """The client's rate; None = not known."""
        return ValueByDay(self.client.past_rates, self.client.rate)

    @cached_property
    def floor(self) -> ValueByDay:
        """The client's own floor; None = not known."""
        return ValueByDay(self.client.past_floors, self.client.floor)

    # --- time ---------------------------------------------------------------------------

    @cached_property
    def times(self) -> Dated[Time]:
        return Dated(self.ledger.time)

    @cached_property
    def time_days(self) -> list[date]:
        """Each day with time, in order."""
        return sorted(set(self.times.days))

    def time_days_until(self, on: date) -> Sequence[date]:
        """The days with time up to `on`."""
        return self.time_days[: bisect_right(self.time_days, on)]

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
        return Worked(self.times.records, self.ledger.engagement, self.rate.on)

    # --- money --------------------------------------------------------------------------

    @cached_property
    def _payments(self) -> Mapping[str, list[Payment]]:
        paid: dict[str, list[Payment]] = defaultdict(list)
        for payment in self.ledger.payment:
            paid[payment.invoice].append(payment)
        return paid

    @cached_property
    def _owner_of_credit(self) -> Mapping[str, str]:
        """Credit note -> the invoice above 0 of the same client and currency that it names."""
        invoices = {invoice.id: invoice for invoice in self.ledger.invoice if invoice.amount > 0}
        return {
            note.id: owner.id
            for note in self.ledger.invoice
            if note.amount <= 0
            and (owner := invoices.get(note.credits or "")) is not None
            and currency_of(note, self.client) == currency_of(owner, self.client)
        }

    @cached_property
    def accounts(self) -> list[Account]:
        """Invoices above 0 that count, in order of (issued, due, id)."""
        credited: dict[str, list[Invoice]] = defaultdict(list)
        for note in self.credit_notes:
            owner = self._owner_of_credit.get(note.invoice.id)
            if owner is not None:
                credited[owner].append(note.invoice)
        accounts = [
            Account(invoice, self._payments.get(invoice.id, ()), credited[invoice.id], self.client)
            for invoice in _counting(self.ledger.invoice)
            if invoice.amount > 0
        ]
        return sorted(accounts, key=attrgetter("order"))

    @cached_property
    def credit_notes(self) -> list[CreditNote]:
        """Credit notes that count, by (issued, id)."""
        notes = [
            CreditNote(
                invoice,
                self._payments.get(invoice.id, ()),
                self.client,
                loose=invoice.id not in self._owner_of_credit,
            )
            for invoice in _counting(self.ledger.invoice)
            if invoice.amount <= 0
        ]
        return sorted(notes, key=lambda note: (note.invoice.issued, note.invoice.id))

    @cached_property
    def loose_credit(self) -> Mapping[str, Tally[Decimal]]:
        """Currency -> what credit notes that name no invoice are worth, by day of change."""
        steps: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
        for note in self.credit_notes:
            if note.loose:
                steps[note.currency] += note.steps()
        by_day = {currency: sorted(changes) for currency, changes in steps.items()}
        return {currency: Tally(changes, ZERO) for currency, changes in by_day.items()}

    @cached_property
    def account_changes(self) -> Dated[tuple[date, Account]]:
        """Each day on which something changes of what is open, with the invoice."""
        changes = [
            (day, account)
            for account in self.accounts
            for day in (account.invoice.issued, *account.change_days)
        ]
        return Dated(changes, order=lambda change: change[:1])

    @cached_property
    def bills(self) -> Dated[Account | CreditNote]:
        """Invoices and credit notes by the day of issue."""
        return Dated(
            [*self.accounts, *self.credit_notes],
            order=lambda bill: (bill.invoice.issued, bill.invoice.id),
        )

    @cached_property
    def billed(self) -> Tally[Decimal]:
        """The amounts of invoices and credit notes in the client's own currency, by issue."""
        own = self.client.currency.upper()
        invoices = (bill.invoice for bill in self.bills if bill.currency == own)
        return Tally(((invoice.issued, invoice.amount) for invoice in invoices), ZERO)

    @cached_property
    def billed_otherwise(self) -> Tally[int]:
        """How many invoices and credit notes are in another currency, by issue."""
        own = self.client.currency.upper()
        return Tally(((b.invoice.issued, 1) for b in self.bills if b.currency != own), 0)

    @cached_property
    def account_of(self) -> Mapping[str, Account]:
        """Invoice id -> its account."""
        return {account.invoice.id: account for account in self.accounts}

    @cached_property
    def plans(self) -> dict[str, list[PlanTrack]]:
        """Plans by the id of each invoice they cover."""
        if not self.ledger.plan:
            return {}
        bills = {bill.invoice.id: bill for bill in self.bills}
        tracks: dict[str, list[PlanTrack]] = defaultdict(list)
        for plan in self.ledger.plan:
            covered = [bills[id_] for id_ in sorted(set(plan.invoices)) if id_ in bills]
            track = PlanTrack(plan, (p for bill in covered for p in bill.payments))
            for bill in covered:
                tracks[bill.invoice.id].append(track)
        return tracks

    @cached_property
    def late_payments(self) -> Dated[tuple[date, str, Payment, Account]]:
        """What was paid after the due day and on no day of a plan of that invoice."""
        late = [
            (payment.on, payment.id, payment, account)
            for account in self.accounts
            for payment in account.payments
            if payment.amount > 0
            and payment.on > account.due
            and not any(plan.covers(payment.on) for plan in self.plans.get(account.invoice.id, ()))
        ]
        return Dated(late, order=lambda entry: entry[:2])

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
    def pauses(self) -> list[Pause]:
        """Pauses of either side, by the day they began."""
        billed = sorted({time.on for time in self.ledger.time if time.work == "bill"})
        return pauses(self.events("pause"), billed)

    @cached_property
    def asks(self) -> Dated[Event]:
        """Our messages that wait for an answer."""
        return Dated(e for e in self.events("message_out") if e.asks)

    # --- marks --------------------------------------------------------------------------

    @cached_property
    def energy(self) -> Dated[Energy]:
        """All marks."""
        return Dated(self.ledger.energy)

    @cached_property
    def energy_days(self) -> Dated[tuple[date, int]]:
        """The lowest mark of each day that has one, oldest first."""
        lowest: dict[date, int] = {}
        for energy in self.ledger.energy:
            lowest[energy.on] = min(energy.mark, lowest.get(energy.on, energy.mark))
        return Dated(lowest.items(), order=lambda entry: entry)

    # --- all records ---------------------------------------------------------------------

    @cached_property
    def day_of(self) -> Mapping[str, date]:
        """Id -> day of each record that can stand behind a flag."""
        ledger = self.ledger
        return {
            **{engagement.id: engagement.start for engagement in ledger.engagement},
            **{gift.id: gift.from_ for gift in ledger.gift},
            **{invoice.id: invoice.issued for invoice in ledger.invoice},
            **{payment.id: payment.on for payment in ledger.payment},
            **{time.id: time.on for time in ledger.time},
            **{energy.id: energy.on for energy in ledger.energy},
            **{event.id: event.on for event in ledger.event},
        }

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
        for past in (*client.past_rates, *client.past_floors):
            yield past.until
        for bill in self.bills:
            invoice = bill.invoice
            yield from (invoice.issued, invoice.disputed_on, invoice.dispute_settled_on)
            yield from (payment.on for payment in bill.payments)
        for account in self.accounts:
            yield account.due
        for plan in ledger.plan:
            yield from (plan.agreed, *(part.due for part in plan.instalments))
        for gift in ledger.gift:
            yield from (gift.from_, gift.until)
        for energy in ledger.energy:
            yield energy.on
        for event in ledger.event:
            yield from (event.on, event.answered_on, event.solved_on, event.due)
            yield from (event.kept_on, event.until, event.closed_on)
        for pause in self.pauses:
            yield pause.days.last


def histories(book: Book) -> dict[str, ClientHistory]:
    """Client id -> history, of every client in the book."""
    return {id_: ClientHistory(ledger) for id_, ledger in book.ledgers.items()}


def _counting(invoices: Iterable[Invoice]) -> Iterator[Invoice]:
    return (invoice for invoice in invoices if invoice.state not in ("draft", "void"))


_NO_EVENTS: Dated[Event] = Dated(())
