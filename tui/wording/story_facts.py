"""The dated facts of a client's story, in neutral words and the words of the records themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, groupby
from operator import attrgetter

from triage.health import RULES
from triage.health.accounts import currency_of
from triage.ledger import Ledger
from triage.message_templates import load_templates
from triage.money import amount_text
from triage.records import Decision, Engagement, Event, Invoice, Note, Payment, Time
from triage.shipped import toml_beside
from triage.terms import value_term
from tui.wording.formatting import count
from tui.wording.markdown import plain

WORDS: Mapping[str, Mapping[str, str]] = toml_beside(__file__, "story.toml")
"""What a story says, by group and code."""
WHAT = WORDS["what"]
"""Event code -> what happened, in words that blame nobody."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated line, Markdown already; `body` is a text with lines of its own, as it is."""

    on: date
    text: str
    body: str = ""


def facts_of(ledger: Ledger, today: date, *, private: bool) -> list[Fact]:
    """What has its day by `today`, in time order; of one day in the order of the parts below.

    `private`: with private notes.
    """
    everything = chain(*(part(ledger) for part in _PARTS), _notes(ledger, private=private))
    return sorted((fact for fact in everything if fact.on <= today), key=attrgetter("on"))


def newest_notes(ledger: Ledger) -> list[Note]:
    """The notes that no later one replaces."""
    replaced = {note.supersedes for note in ledger.note}
    return [note for note in ledger.note if note.id not in replaced]


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency: `1,800.00 EUR`."""
    return f"{amount_text(amount, currency)} {plain(currency)}"


def hours(minutes: int) -> str:
    """Minutes as hours with two decimals, so that sums can be checked: `1.25 h`."""
    return f"{minutes / 60:.2f} h"


def _in_quotes(text: str | None) -> str:
    """A text of the records on one line, in quotation marks; nothing where there is none."""
    line = " ".join((text or "").split())
    return f"“{plain(line)}”" if line else ""


def _joined(start: str, *parts: str) -> str:
    """A sentence and its details."""
    details = "; ".join(part for part in parts if part)
    return f"{start}: {details}" if details else start


def _dated(word: str, on: date | None) -> str:
    return f"{word} {on}" if on else ""


# --- what happened --------------------------------------------------------------------------------


def _agreements(ledger: Ledger) -> Iterator[Fact]:
    currency = ledger.client.currency
    if ledger.client.since:
        yield Fact(ledger.client.since, "The work began")
    for each in ledger.engagement:
        yield Fact(each.start, _joined("Agreed", _in_quotes(each.name), *_terms(each, currency)))
        if each.end:
            yield Fact(each.end, _joined("This agreement ended", _in_quotes(each.name)))
    for gift in ledger.gift:
        per_month = f"{gift.hours_per_month:g} h per month until {gift.until}"
        yield Fact(gift.from_, _joined("Goodwill work offered", per_month, _in_quotes(gift.reason)))
    for item in ledger.work_item:
        if item.done_on:
            yield Fact(item.done_on, _joined("Work finished", _in_quotes(item.text)))
    if ledger.client.closed_on:
        yield Fact(ledger.client.closed_on, "The work ended")
    if ledger.client.returned_on:
        yield Fact(ledger.client.returned_on, "The work began again")


def _terms(each: Engagement, currency: str) -> Iterator[str]:
    yield value_term("mode", each.mode)
    price = each.rate if each.mode == "hourly" else each.fee
    per = {"hourly": " per hour", "retainer": " per month"}.get(each.mode, "")
    if price is not None:
        yield f"{money(price, currency)}{per}"
    if each.quoted_hours:
        yield f"{each.quoted_hours:g} h quoted"
    if each.included_rounds is not None:
        yield count(each.included_rounds, "round of revisions", "rounds of revisions") + " included"


def _work(ledger: Ledger) -> Iterator[Fact]:
    """The hours of a day in one entry."""
    entries = sorted(ledger.time, key=lambda time: time.on)
    for on, group in groupby(entries, key=lambda time: time.on):
        day = list(group)
        total = hours(sum(time.minutes for time in day))
        yield Fact(
            on, _joined(f"Worked {total}", *(_entry(time, alone=len(day) == 1) for time in day))
        )


def _entry(time: Time, *, alone: bool) -> str:
    sort = "" if time.work == "bill" else value_term("work", time.work)
    length = "" if alone else hours(time.minutes)
    return " ".join(part for part in (length, sort, _in_quotes(time.text)) if part)


def _invoices(ledger: Ledger) -> Iterator[Fact]:
    for invoice in ledger.invoice:
        if invoice.state == "draft":
            continue
        name = _named(invoice)
        currency = currency_of(invoice, ledger.client)
        assumed = " (assumed)" if invoice.due_assumed else ""
        due = f"due {invoice.due}{assumed}" if invoice.amount > 0 else ""
        state = "" if invoice.state == "sent" else value_term("state", invoice.state)
        yield Fact(invoice.issued, _joined(name, money(invoice.amount, currency), due, state))
        if invoice.received_on:
            yield Fact(invoice.received_on, f"{name} was received")
        if invoice.disputed_on:
            yield Fact(invoice.disputed_on, f"{name} was disputed")
        if invoice.dispute_settled_on:
            yield Fact(invoice.dispute_settled_on, f"The dispute over {_small(name)} was settled")


def _named(invoice: Invoice) -> str:
    word = "Invoice" if invoice.amount > 0 else "Credit note"
    return f"{word} {plain(invoice.number)}" if invoice.number else f"{word} of {invoice.issued}"


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _payments(ledger: Ledger) -> Iterator[Fact]:
    invoices = {invoice.id: invoice for invoice in ledger.invoice}
    for payment in ledger.payment:
        invoice = invoices.get(payment.invoice)
        currency = currency_of(invoice, ledger.client) if invoice else ledger.client.currency
        amount = money(abs(payment.amount), currency)
        word = "Paid" if payment.amount >= 0 else "Paid back"
        if invoice is None:
            yield Fact(payment.on, f"{word}: {amount}")
            continue
        when = _after(payment, invoice) if payment.amount >= 0 and invoice.amount > 0 else ""
        yield Fact(payment.on, _joined(word, f"{amount} for {_small(_named(invoice))}", when))
    for plan in ledger.plan:
        parts = sorted(plan.instalments, key=lambda part: part.due)
        shown = (f"{money(part.amount, ledger.client.currency)} by {part.due}" for part in parts)
        yield Fact(plan.agreed, _joined("Payment in installments agreed", *shown))


def _after(payment: Payment, invoice: Invoice) -> str:
    late = (payment.on - invoice.due).days
    issued = count((payment.on - invoice.issued).days, "day") + " after its date"
    if late == 0:
        return f"{issued}, on the due date"
    side = "after" if late > 0 else "before"
    return f"{issued}, {count(abs(late), 'day')} {side} the due date"


def _events(ledger: Ledger) -> Iterator[Fact]:
    for event in sorted(ledger.event, key=lambda event: event.on):
        who = f" ({plain(event.who)})" if event.who else ""
        start = f"{WHAT.get(event.what, value_term('what', event.what))}{who}"
        yield Fact(event.on, _joined(start, _in_quotes(event.text), *_details(event)))


def _details(event: Event) -> Iterator[str]:
    if event.hours is not None:
        yield f"{event.hours:g} h"
    yield "a complaint" if event.complaint else ""
    for field in ("sign", "reason", "reason_to_wait", "role", "type"):
        value = getattr(event, field)
        yield plain(value_term(field, value)) if value else ""
    for field in ("outcome", "by"):
        value = getattr(event, field)
        yield plain(WORDS[field].get(value, value)) if value else ""
    yield _in_quotes(event.asker)
    yield _dated("promised for", event.due)
    yield _dated("kept on", event.kept_on)
    yield _dated("until", event.until)
    yield _dated("replied on", event.answered_on)
    yield _dated("resolved on", event.solved_on)
    yield _dated("closed on", event.closed_on)


def _decisions(ledger: Ledger) -> Iterator[Fact]:
    newest: dict[str, Decision] = {}
    attempts = {attempt.id: attempt for attempt in ledger.attempt}
    for decision in sorted(ledger.decision, key=lambda decision: decision.on):
        newest[decision.attempt] = decision
        attempt = attempts.get(decision.attempt)
        rule = RULES.get(decision.flag or "")
        topic = rule.topic if rule is not None else ""
        reason = decision.set.get("reason")
        yield Fact(
            decision.on,
            _joined(
                "I decided",
                _in_quotes(decision.say),
                f"about {topic}" if topic else "",
                "for my own reasons" if attempt is not None and attempt.own_plans else "",
                f"reason: {_in_quotes(reason)}"
                if isinstance(reason, str) and reason.strip()
                else "",
            ),
        )
    for id_, decision in newest.items():
        attempt = attempts.get(id_)
        if attempt is None or attempt.outcome is None or attempt.outcome_on is None:
            continue
        outcome = value_term("outcome", attempt.outcome)
        what = f"Outcome of the decision of {decision.on}"
        yield Fact(attempt.outcome_on, _joined(what, outcome, _in_quotes(attempt.outcome_reason)))


def _messages(ledger: Ledger) -> Iterator[Fact]:
    templates = load_templates()
    for message in ledger.message:
        if message.sent_on is None:
            continue
        template = templates.get(message.template)
        title = plain(template.title if template else message.template)
        kept = "" if message.text else "the text was not kept"
        yield Fact(message.sent_on, _joined("I sent a message", title, kept), message.text or "")


_PARTS: tuple[Callable[[Ledger], Iterator[Fact]], ...] = (
    *(_agreements, _work, _invoices, _payments, _events, _decisions, _messages),
)


def _notes(ledger: Ledger, *, private: bool) -> Iterator[Fact]:
    for note in newest_notes(ledger):
        if private or not note.private:
            yield Fact(note.on, "Private note" if note.private else "Note", note.text)
