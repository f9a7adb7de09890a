"""What is open with a client, and what closes it: kept promises, answered messages, paid bills."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from triage.health.history import TALKS, ClientHistory, heard_after
from triage.health.windows import has_come, last, shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.paid_up import is_named_unpaid, money_came_on, promise_kept_on
from triage.records import Action, Decision, Engagement, Event, Invoice, Payment, Record, WorkItem

PROMISES_DAYS = 90
"""How far back from the end our late promises are looked for; published advice on reviews."""
TO_SAVE_IT = frozenset({"adapt", "train", "renegotiate", "redirect", "watch"})
"""The pages whose actions are meant for a relation that goes on; the playbook, which names them,
leans on this module."""
LATE = "late"
"""The page whose actions are meant to get money in."""
NOT_FOR_MONEY = frozenset({"kind_line"})
"""Messages of that page that are not about the money: payment does not answer them."""
LOOK_FOR_PAYMENT = "Check whether the payment arrived"
"""The thing to do that waits for money on a day."""
LOOK_FOR_ANSWER = "See whether they have replied"
"""The thing to do that waits for their answer to what was written to them."""
_ENDING = frozenset({"leaving", "closing", "closed", "left_well"})


@dataclass(frozen=True, slots=True)
class Settled:
    """The record to store so that something counts as settled, and what happened in words."""

    record: Record
    words: str


def balance(invoice: Invoice, ledger: Ledger, on: date) -> Decimal:
    """Amount less the payments up to `on`, in the invoice's currency; negative = paid too much."""
    paid = (p.amount for p in ledger.payment if p.invoice == invoice.id and p.on <= on)
    return invoice.amount - sum(paid, Decimal(0))


def decision_of(action: Action, ledger: Ledger) -> Decision | None:
    """The decision that put it down; None for what was put down by hand."""
    return next((d for d in ledger.decision if d.id == action.decision), None)


def is_open(
    record: Record, records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> bool:
    """Whether a record still waits for something on day `on`: for us, for them, or for money.
    `limits` say when money counts as there.
    """
    history = ClientHistory.of(records)
    ledger = history.ledger
    if isinstance(record, Event):
        return record.on <= on and _open_event(record, history, on, limits)
    if isinstance(record, Invoice):
        return record.state == "sent" and record.issued <= on and balance(record, ledger, on) > 0
    if isinstance(record, Action):
        return (
            record.on <= on
            and not has_come(record.done_on, on)
            and not has_come(record.dropped_on, on)
            and not _ended_with_the_ladder(record, ledger, on)
            and not _answered_by_payment(record, history, on, limits)
            and not _answered_by_them(record, ledger, on)
        )
    return isinstance(record, WorkItem) and not has_come(record.done_on, on)


def _ended_with_the_ladder(action: Action, ledger: Ledger, on: date) -> bool:
    """Whether a step before the goodbye put it down, and the relation has ended since: what was
    to save it is over with it, and stays over when they come back."""
    closed = ledger.client.closed_on
    if closed is None or not has_come(closed, on) or action.on > closed:
        return False
    decision = decision_of(action, ledger)
    return decision is not None and decision.screen in TO_SAVE_IT


def _answered_by_payment(action: Action, history: ClientHistory, on: date, limits: Limits) -> bool:
    """Whether it was to get money that is there: what was promised, or overdue then, is paid."""
    if action.template in NOT_FOR_MONEY:
        return False
    decision = decision_of(action, history.ledger)
    if decision is None or decision.screen != LATE:
        return False
    return money_came_on(decision, history, on, limits) is not None


def _answered_by_them(action: Action, ledger: Ledger, on: date) -> bool:
    """Whether it was to see if they have answered, and they have: they wrote, talked or agreed on
    terms after the message of its decision had gone out.
    """
    decision = decision_of(action, ledger)
    if action.text != LOOK_FOR_ANSWER or decision is None or decision.screen not in TO_SAVE_IT:
        return False
    sent = [m.sent_on for m in ledger.message if m.decision == decision.id]
    sent += [a.done_on for a in ledger.action if a.decision == decision.id and a.template]
    asked = min((day for day in sent if day is not None and day <= on), default=None)
    return asked is not None and heard_after(ledger, asked, on)


def _open_event(event: Event, history: ClientHistory, on: date, limits: Limits) -> bool:
    match event.what:
        case "promise" | "our_promise":
            return promise_kept_on(event, history, on, limits) is None
        case "message_in" | "call" | "meeting":
            unanswered = event.needs_answer and not has_come(event.answered_on, on)
            return unanswered or (event.complaint and not has_come(event.solved_on, on))
        case "request":
            return event.outcome == "pending"
        case "incident":
            return not has_come(event.closed_on, on)
        case _:
            return False


def open_records(
    records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> list[Record]:
    """Everything open on day `on`, the nearest date first, what has none last."""
    history = ClientHistory.of(records)
    ledger = history.ledger
    dated: list[Record] = [*ledger.event, *ledger.invoice, *ledger.action, *ledger.work_item]
    still_open = [record for record in dated if is_open(record, history, on, limits)]
    return sorted(still_open, key=lambda r: (wanted_by(r) or date.max, r.kind, r.id))


def open_actions(
    records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> list[Action]:
    """What is still to be done on day `on`, nearest date first, dateless last."""
    history = ClientHistory.of(records)
    actions = [a for a in history.ledger.action if is_open(a, history, on, limits)]
    return sorted(actions, key=lambda a: (a.due is None, a.due or a.on, a.on, a.id))


def running_engagements(ledger: Ledger, on: date) -> list[Engagement]:
    """Agreements that have begun by day `on` and not ended."""
    return [e for e in ledger.engagement if e.start <= on and (e.end is None or on < e.end)]


def open_work(ledger: Ledger, on: date) -> list[WorkItem]:
    """Work that is neither done nor handed to anybody, nearest date first, dateless last."""
    items = [i for i in ledger.work_item if is_open(i, ledger, on) and not i.assigned]
    return sorted(items, key=lambda item: (item.due is None, item.due or on, item.id))


def late_promises(ledger: Ledger, until: date) -> list[Event]:
    """Our promises of the 90 days before `until` that were kept late or not at all."""
    window = last(until, PROMISES_DAYS)
    return [
        event
        for event in sorted(ledger.event, key=lambda e: (e.on, e.id))
        if event.what == "our_promise"
        and event.due is not None
        and shift(event.due, 1) in window
        and (event.kept_on is None or event.kept_on > event.due)
    ]


def wanted_by(record: Record) -> date | None:
    """The day an open record waits for; a question waits since the day it was asked."""
    if isinstance(record, Event):
        return record.due or record.on
    if isinstance(record, Invoice | Action | WorkItem):
        return record.due
    return None


def settled(
    record: Record, ledger: Ledger, on: date, new_id: str, limits: Limits = DEFAULT
) -> Settled | None:
    """What settles an open record on day `on`; None when one key cannot say how it ended.

    `new_id` is the id of a payment, should one be needed.
    """
    if not is_open(record, ledger, on, limits):
        return None
    if isinstance(record, Action | WorkItem):
        return Settled(replace(record, done_on=on), "Done today")
    if isinstance(record, Invoice):
        rest = balance(record, ledger, on)
        return Settled(Payment(id=new_id, invoice=record.id, on=on, amount=rest), "Paid today")
    assert isinstance(record, Event)
    if record.what == "promise" and is_named_unpaid(record, ledger, on, limits):
        return None
    if record.what in ("promise", "our_promise"):
        return Settled(replace(record, kept_on=on), "Promise kept today")
    if record.what not in TALKS:
        return None
    if record.needs_answer and not has_come(record.answered_on, on):
        return Settled(replace(record, answered_on=on), "Replied today")
    return Settled(replace(record, solved_on=on), "Resolved today")


def is_jab(record: Record, ledger: Ledger, on: date) -> bool:
    """Whether an open record is hard words that came with or after a goodbye, and no complaint.

    To argue about an end keeps it open: such a message rests for a day, and needs no reply at all.
    """
    if not isinstance(record, Event) or record.what != "message_in" or record.complaint:
        return False
    return record.tone < 0 and ledger.client.state in _ENDING and is_open(record, ledger, on)


def rests_until(jab: Event) -> date:
    """The first day on which a jab may be answered: a night lies between."""
    return shift(jab.on, 1)


def no_reply(jab: Event) -> Settled:
    """The choice to leave it at that."""
    return Settled(replace(jab, needs_answer=False), "No reply needed")


def not_in_one_key(record: Record, ledger: Ledger, on: date, limits: Limits = DEFAULT) -> str:
    """Why a record cannot be settled by one key, in a sentence that says what to do instead."""
    if is_open(record, ledger, on, limits) and isinstance(record, Event):
        if record.what == "request":
            return "Was the request billed, declined or done for free? Press Enter to open it."
        if record.what == "promise":
            return "That invoice is not paid by your records: add the payment, or import it first."
        if record.what == "incident":
            return "Incidents are closed on the Safety page: press ! to open it."
    return "There is nothing open here to settle."
