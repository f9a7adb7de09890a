"""One client's story for a mediator, in Markdown: dated facts in time order, with sums.

It says what happened in neutral words and the words of the records themselves. It says nothing of
flags, health, tone, energy or of the answers behind a decision: those are one side's judgment, and
some of them, like the lowest acceptable rate, are nobody else's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from storage.earlier_export import STORY_HEADING
from triage.health.accounts import ZERO, currency_of
from triage.ledger import Ledger
from triage.open_items import balance
from triage.records import Invoice
from triage.terms import value_term
from tui.wording.formatting import count
from tui.wording.markdown import plain, quoted
from tui.wording.story_facts import WORDS, facts_of, hours, money, newest_notes

LEFT_OUT = WORDS["left_out"]
"""Kind of record that is never in a story -> what it is called where that is said."""


def story(ledger: Ledger, today: date, *, private: bool) -> Iterator[str]:
    """Line by line; what has its day after `today` is left out. `private`: with private notes."""
    facts = facts_of(ledger, today, private=private)
    span = f" from {facts[0].on} to {facts[-1].on}" if facts else ""
    yield f"{STORY_HEADING}{plain(ledger.client.name)}"
    yield ""
    yield (
        f"Written on {today} from the records of one side. "
        f"It holds {count(len(facts), 'entry', 'entries')}{span}. "
        "“I” is the person who kept the records. "
        "Text in quotation marks, or indented, is quoted word for word."
    )
    yield ""
    yield f"Left out: {', '.join(_left_out(ledger, today, private=private))}."
    yield ""
    yield "## In time order"
    yield ""
    for fact in facts:
        yield f"- **{fact.on}** {fact.text}"
        yield from quoted(fact.body, indent="  ")
    yield ""
    yield f"## Totals on {today}"
    yield ""
    yield from _sums(ledger, today)


# --- what is not in it ----------------------------------------------------------------------------


def _left_out(ledger: Ledger, today: date, *, private: bool) -> Iterator[str]:
    notes = newest_notes(ledger)
    numbers = {name: len(getattr(ledger, kind)) for kind, name in LEFT_OUT.items() if name}
    numbers |= {
        "private notes": 0 if private else sum(note.private for note in notes),
        "earlier versions of notes": len(ledger.note) - len(notes),
        "drafts of messages": sum(message.sent_on is None for message in ledger.message),
        "drafts of invoices": sum(invoice.state == "draft" for invoice in ledger.invoice),
    }
    yield from (f"{name} ({number})" for name, number in numbers.items() if number)
    yield f"whatever is dated after {today}"


# --- sums -----------------------------------------------------------------------------------------


def _sums(ledger: Ledger, today: date) -> Iterator[str]:
    works: Counter[str] = Counter()
    for time in ledger.time:
        if time.on <= today:
            works[time.work] += time.minutes
    if works:
        parts = (f"{hours(minutes)} {value_term('work', work)}" for work, minutes in works.items())
        yield f"- Hours: {hours(works.total())}, of which {', '.join(parts)}"
    invoices = [i for i in ledger.invoice if i.state != "draft" and i.issued <= today]
    counted = [invoice for invoice in invoices if invoice.state != "void"]
    for currency in dict.fromkeys(currency_of(invoice, ledger.client) for invoice in counted):
        ours = [i for i in counted if currency_of(i, ledger.client) == currency]
        yield f"- In {plain(currency)}: {', '.join(_totals(ours, ledger, today, currency))}"
    if not works and not counted:
        yield "No hours and no invoices are recorded."


def _totals(invoices: list[Invoice], ledger: Ledger, today: date, currency: str) -> Iterator[str]:
    ids = {invoice.id for invoice in invoices}
    bills = [invoice for invoice in invoices if invoice.amount > 0]
    invoiced = sum((bill.amount for bill in bills), ZERO)
    credited = sum((i.amount for i in invoices if i.amount <= 0), ZERO)
    paid = sum((p.amount for p in ledger.payment if p.invoice in ids and p.on <= today), ZERO)
    lost = sum(
        (balance(bill, ledger, today) for bill in bills if bill.state == "written_off"), ZERO
    )
    yield f"{money(invoiced, currency)} invoiced ({count(len(bills), 'invoice')})"
    if credited:
        yield f"{money(-credited, currency)} credited"
    yield f"{money(paid, currency)} paid"
    if lost:
        yield f"{money(lost, currency)} written off"
    yield f"{money(invoiced + credited - paid - lost, currency)} open"
