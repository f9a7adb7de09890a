"""A record in one line: its day, a word for what it is, what it says. Plain text, not yet safe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from typing_extensions import override

from triage.ledger import Ledger
from triage.message_templates import load_templates
from triage.money import amount_text
from triage.open_items import balance
from triage.records import (
    Action,
    Attempt,
    Checklist,
    Confirmed,
    Decision,
    Energy,
    Engagement,
    Event,
    Gift,
    Invoice,
    Lesson,
    Message,
    Note,
    Override,
    Payment,
    Plan,
    Record,
    Time,
    WorkItem,
)
from triage.terms import kind_term, value_term
from triage.unpaid_work import request_value
from tui.wording.formatting import StepTitle, day, shipped_title


@dataclass(frozen=True, slots=True)
class RecordLine:
    """`on` None = the record has no day of its own. `bad` marks what hurt, `good` what did good."""

    on: date | None
    word: str
    text: str
    bad: bool = False
    good: bool = False

    @override
    def __str__(self) -> str:
        return f"{self.word}: {self.text}" if self.text else self.word


def hours(minutes: int) -> str:
    """Minutes as hours with two decimals at most: `1.5 h`, `3.25 h`."""
    hundredths = f"{minutes / 60:.2f}"  # freelancers bill by the quarter of an hour
    return f"{hundredths.removesuffix('0')} h"


def record_line(
    record: Record, ledger: Ledger, today: date, title: StepTitle = shipped_title
) -> RecordLine:
    """One line for a record of this client's ledger; dates near `today` in words, and what was
    written on several lines on one."""
    line = _described(record, ledger, today, title)
    return replace(line, text=" ".join(line.text.split()))


def _described(record: Record, ledger: Ledger, today: date, title: StepTitle) -> RecordLine:
    if isinstance(record, Attempt):
        outcome = value_term("outcome", record.outcome) if record.outcome else None
        override = f"override: “{record.override}”" if record.override else None
        plans = "for your own reasons" if record.own_plans else None
        step = title(record.screen)
        return RecordLine(
            record.on, "step", _joined(step, override, plans, outcome, record.outcome_reason)
        )
    if isinstance(record, Decision):
        text = f"{title(record.screen)}: {record.say}"
        expected = f"expected: “{record.expect}”" if record.expect else None
        return RecordLine(record.on, "decided", _joined(text, _own_plans(record, ledger), expected))
    describer = _DESCRIBERS.get(record.kind)
    if describer is not None:
        return describer(record, ledger, today)
    on = getattr(record, "on", None)
    return RecordLine(on, kind_term(record.kind), str(getattr(record, "text", None) or ""))


def _own_plans(decision: Decision, ledger: Ledger) -> str | None:
    """A goodbye for one's own plans is told as what it is."""
    attempt = next((a for a in ledger.attempt if a.id == decision.attempt), None)
    if attempt is None or not attempt.own_plans:
        return None
    reason = decision.set.get("reason")
    return (
        f"for your own reasons: “{reason}”" if isinstance(reason, str) else "for your own reasons"
    )


def _joined(*parts: str | None) -> str:
    return "; ".join(part for part in parts if part)


def _event(event: Event, ledger: Ledger, today: date) -> RecordLine:
    facts = [
        _effort(event, ledger),
        f"promised for {day(event.due, today)}" if event.due else None,
        _ended("kept", event.kept_on, today),
        _ended("replied", event.answered_on, today),
        _ended("resolved", event.solved_on, today),
        _ended("closed", event.closed_on, today),
        value_term("outcome", event.outcome) if event.outcome else None,
        value_term("sign", event.sign) if event.sign else None,
        value_term("reason", event.reason) if event.reason else None,
        event.role,
        event.type,
        f"by {event.by}" if event.by else None,
        f"until {day(event.until, today)}" if event.until else None,
        event.asker,
        "a complaint" if event.complaint else None,
        value_term("reason_to_wait", event.reason_to_wait) if event.reason_to_wait else None,
        "needs a reply" if event.asks or event.needs_answer else None,
    ]
    tone = value_term("tone", str(event.tone)) if event.tone else None
    who = f"{event.who}:" if event.who else None
    text = " ".join(part for part in (who, event.text) if part)
    return RecordLine(
        event.on,
        value_term("what", event.what),
        _joined(tone, text, *facts),
        bad=event.tone < 0 or event.what in _BAD,
        good=event.tone > 0 or event.what in _GOOD,
    )


def _effort(event: Event, ledger: Ledger) -> str | None:
    """The hours of extra work, and what they are worth."""
    if event.hours is None:
        return None
    value = request_value(event, ledger.client.rate)
    worth = "" if value is None else f" (worth {amount_text(value, ledger.client.currency)})"
    return f"{event.hours:g} h{worth}"


_BAD = ("no_show", "after_hours", "false_urgent", "incident", "cash_short", "insolvency", "leaving")
_GOOD = ("thanks", "referral", "terms_agreed")


def _ended(word: str, on: date | None, today: date) -> str | None:
    return f"{word} {day(on, today)}" if on else None


def _time(time: Time, ledger: Ledger, today: date) -> RecordLine:
    names = {e.id: e.name or "" for e in ledger.engagement}
    sort = None if time.work == "bill" else value_term("work", time.work)
    project = names.get(time.engagement or "")
    return RecordLine(time.on, "hours", _joined(hours(time.minutes), sort, project, time.text))


def _invoice(invoice: Invoice, ledger: Ledger, today: date) -> RecordLine:
    currency = invoice.currency or ledger.client.currency
    state = None if invoice.state == "sent" else value_term("state", invoice.state)
    disputed = invoice.disputed_on and not invoice.dispute_settled_on
    due = f"due {day(invoice.due, today)}" + (" (assumed)" if invoice.due_assumed else "")
    sum_ = f"{amount_text(invoice.amount, currency)} {currency}"
    left = balance(invoice, ledger, today)
    if 0 < left < invoice.amount:
        sum_ = f"{amount_text(left, currency)} of {sum_} open"
    text = _joined(invoice.number, sum_, due, state, "disputed" if disputed else None)
    return RecordLine(invoice.issued, "invoice", text, bad=bool(disputed))


def _payment(payment: Payment, ledger: Ledger, today: date) -> RecordLine:
    invoice = next((i for i in ledger.invoice if i.id == payment.invoice), None)
    currency = (invoice.currency if invoice else None) or ledger.client.currency
    word = "paid" if payment.amount >= 0 else "refunded"
    number = f" for invoice {invoice.number}" if invoice and invoice.number else ""
    return RecordLine(
        payment.on, word, f"{amount_text(payment.amount, currency)} {currency}{number}"
    )


def _engagement(engagement: Engagement, ledger: Ledger, today: date) -> RecordLine:
    currency = ledger.client.currency
    price = engagement.rate if engagement.mode == "hourly" else engagement.fee
    unit = {"hourly": " per hour", "retainer": " per month"}.get(engagement.mode, "")
    text = _joined(
        engagement.name,
        value_term("mode", engagement.mode),
        f"{amount_text(price, currency)} {currency}{unit}" if price is not None else None,
        f"{engagement.quoted_hours:g} h quoted" if engagement.quoted_hours else None,
        _ended("ended", engagement.end, today),
    )
    return RecordLine(engagement.start, "agreed", text)


def _plan(plan: Plan, ledger: Ledger, today: date) -> RecordLine:
    total = amount_text(
        sum((p.amount for p in plan.instalments), Decimal(0)), ledger.client.currency
    )
    last = max(part.due for part in plan.instalments)
    text = f"{total} in {len(plan.instalments)} installments, the last by {day(last, today)}"
    return RecordLine(plan.agreed, "payment plan", text)


def _gift(gift: Gift, _: Ledger, today: date) -> RecordLine:
    text = f"{gift.hours_per_month:g} h per month until {day(gift.until, today)}"
    return RecordLine(gift.from_, kind_term("gift"), _joined(text, gift.reason))


def _confirmed(fact: Confirmed, _: Ledger, today: date) -> RecordLine:
    text = _joined(f"{fact.fact}, until {day(fact.until, today)}", fact.text)
    return RecordLine(fact.on, "confirmed", text)


def _work_item(item: WorkItem, _: Ledger, today: date) -> RecordLine:
    text = _joined(item.text, item.assigned, _ended("done", item.done_on, today))
    return RecordLine(item.due, "open work" if item.done_on is None else "work", text)


def _energy(energy: Energy, _: Ledger, today: date) -> RecordLine:
    text = f"{energy.mark} {value_term('mark', str(energy.mark))}"
    return RecordLine(energy.on, "energy", text, bad=energy.mark <= 2, good=energy.mark >= 4)


def _note(note: Note, ledger: Ledger, today: date) -> RecordLine:
    replaced = any(later.supersedes == note.id for later in ledger.note)
    return RecordLine(note.on, "note", _joined("older version" if replaced else None, note.text))


def _action(action: Action, _: Ledger, today: date) -> RecordLine:
    ended = _ended("done", action.done_on, today) or _ended("dropped", action.dropped_on, today)
    due = f"by {day(action.due, today)}" if action.due and not ended else None
    return RecordLine(action.on, "to do" if not ended else "done", _joined(action.text, due, ended))


def _message(message: Message, _: Ledger, today: date) -> RecordLine:
    draft = "draft, put aside" if message.parked_on else "draft"
    sent = _ended("sent", message.sent_on, today) or draft
    template = load_templates().get(message.template)
    title = template.title if template else message.template
    return RecordLine(
        message.sent_on or message.on, "message", _joined(title, sent, message.reason)
    )


def _checklist(point: Checklist, _: Ledger, today: date) -> RecordLine:
    text = _joined(f"{point.list} {point.n}", point.text, value_term("outcome", point.state))
    return RecordLine(point.on, "checklist", text)


def _lesson(lesson: Lesson, _: Ledger, today: date) -> RecordLine:
    text = _joined(*lesson.ours, *lesson.theirs, lesson.habit)
    return RecordLine(lesson.on, "lesson", text)


def _override(override: Override, _: Ledger, today: date) -> RecordLine:
    until = f"until {day(override.until, today)}" if override.until else None
    return RecordLine(
        override.on, kind_term("override"), _joined(override.health, until, override.reason)
    )


_DESCRIBERS: dict[str, Callable[[Any, Ledger, date], RecordLine]] = {
    "engagement": _engagement,
    "time": _time,
    "invoice": _invoice,
    "payment": _payment,
    "plan": _plan,
    "gift": _gift,
    "confirmed": _confirmed,
    "work_item": _work_item,
    "energy": _energy,
    "event": _event,
    "note": _note,
    "action": _action,
    "message": _message,
    "checklist": _checklist,
    "lesson": _lesson,
    "override": _override,
}
