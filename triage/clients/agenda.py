"""What stands on which day, for all clients: things to do, promises, reviews of steps, ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from triage.clients.current_step import CurrentStep, looks_with, running_step
from triage.clients.look_again import look_of
from triage.health import ClientHistory
from triage.health.number_text import amount
from triage.health.windows import shift
from triage.ledger import Book
from triage.limits import DEFAULT, Limits
from triage.open_items import is_open, open_actions, open_work
from triage.paid_up import still_promised
from triage.playbook.after.closing import end_date
from triage.playbook.day_text import moment
from triage.playbook.gates.cooling import cooling_ends, hard_days
from triage.playbook.state.as_of import decision_ids
from triage.playbook.state.situation import Situation, situation
from triage.records import Action, Event

KINDS = ("action", "step", "check", "their_promise", "our_promise", "work", "cooling", "end")
"""What an entry is: a thing to do, a step to look at again, or at half-time, promises of both
sides, open work that is nobody else's, the end of the day of waiting before a goodbye, the last
day of a relation.
"""

_ENDING = ("closing", "leaving")
_Dated = tuple[date, str, str, str, str]
"""Day, kind, text and record of an entry, and what was promised with it."""

WEEK = 7
"""Days after today that "this week" means."""


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One line of the agenda. `record` is the id of what it stands for: the same tomorrow.

    `promised` = what they promised where that is a payment, to go on from their name; "" = `text`
    says it in words of its own.
    """

    day: date
    kind: str
    client_id: str
    client: str
    text: str
    record: str
    promised: str = ""

    @property
    def uid(self) -> str:
        """The same for the same thing whatever its day: a calendar then moves it."""
        return f"{self.kind}-{self.record}@goodterms"


def agenda(book: Book, on: date, limits: Limits = DEFAULT) -> list[AgendaEntry]:
    """Everything that is open and has a day, overdue things included, nearest first."""
    entries = [entry for id_ in book.ledgers for entry in _of(book, id_, on, limits)]
    return sorted(entries, key=lambda e: (e.day, KINDS.index(e.kind), e.client, e.record))


def due_by(entries: Iterable[AgendaEntry], on: date, days: int = 0) -> list[AgendaEntry]:
    """Those of day `on`, of the days before it, and of `days` days after it."""
    return [entry for entry in entries if entry.day <= shift(on, days)]


def _of(book: Book, client_id: str, on: date, limits: Limits) -> Iterator[AgendaEntry]:
    ledger = book.ledgers[client_id]
    history, name = ClientHistory(ledger), ledger.client.name

    def entry(day: date, kind: str, text: str, record: str, promised: str = "") -> AgendaEntry:
        return AgendaEntry(day, kind, client_id, name, text, record, promised)

    for item in open_work(ledger, on):
        if item.due is not None:
            yield entry(item.due, "work", item.text, item.id)
    dated = [*_promises(history, on, limits), *_instalments(history, on)]
    if ledger.attempt or ledger.client.state in _ENDING:
        now = situation(book, client_id, on, limits=limits, history=history)
        step = running_step(history, on, {flag.code for flag in now.health.flags}, limits)
        to_do = [a for a in now.open_actions if step is None or not looks_with(step, a, now)]
        dated += [*_to_do(to_do), *_steps(now, step), *_endings(now)]
    else:
        dated += _to_do(open_actions(history, on, limits))
    yield from (entry(*each) for each in dated)


def _to_do(actions: Iterable[Action]) -> Iterator[_Dated]:
    for action in actions:
        if action.due is not None:
            yield action.due, "action", action.text, action.id, ""


def _steps(now: Situation, step: CurrentStep | None) -> Iterator[_Dated]:
    """The end of the running step, and the look at half-time: once past, the end is soon enough."""
    if step is None:
        return
    look = look_of(now, step.attempt, step.code)
    if step.review_by is not None and not _is_to_do_itself(now, step, look):
        yield step.review_by, "step", look, step.attempt, ""
    attempt = next(attempt for attempt in now.ledger.attempt if attempt.id == step.attempt)
    if attempt.check_on is not None and attempt.check_on >= now.on:
        yield attempt.check_on, "check", look, attempt.id, ""


def _is_to_do_itself(now: Situation, step: CurrentStep, look: str) -> bool:
    """Whether the look at a door is put down as a thing to do, or is the day of what was decided
    there: one line for one thing, and none once it is done.
    """
    if step.of_ladder:
        return False
    decided = decision_ids(now.decisions, step.attempt)
    own = [action for action in now.ledger.action if action.decision in decided]
    return any(
        action.text == look or (action.due == step.review_by and action in now.open_actions)
        for action in own
    )


def _promises(history: ClientHistory, on: date, limits: Limits) -> Iterator[_Dated]:
    for event in history.ledger.event:
        if event.due is None or not is_open(event, history, on, limits):
            continue
        if event.what == "promise":
            pays = "" if event.text else _to_pay(event, history, on, limits)
            text = event.text or f"They promised {pays}"
            yield event.due, "their_promise", text, event.id, pays
        elif event.what == "our_promise":
            yield event.due, "our_promise", event.text or "You promised something", event.id, ""


def _to_pay(promise: Event, history: ClientHistory, on: date, limits: Limits) -> str:
    """What is still to be paid of what a promise is about: "to pay 700.00 EUR"."""
    sums = still_promised(promise, history, on, limits)
    amounts = [f"{amount(sum_, currency)} {currency}" for currency, sum_ in sorted(sums.items())]
    return f"to pay {' and '.join(amounts)}".rstrip()


def _instalments(history: ClientHistory, on: date) -> Iterator[_Dated]:
    """The parts of agreed plans that what was paid since does not reach yet."""
    ledger = history.ledger
    for plan in ledger.plan:
        owed = [i for i in ledger.invoice if i.id in plan.invoices and is_open(i, history, on)]
        if plan.agreed > on or not owed:
            continue
        paid = sum(
            p.amount
            for p in ledger.payment
            if p.invoice in plan.invoices and plan.agreed <= p.on <= on
        )
        currency = owed[0].currency or ledger.client.currency
        for number, part in enumerate(sorted(plan.instalments, key=lambda part: part.due)):
            paid -= part.amount
            if paid < 0:
                pays = f"{amount(part.amount, currency)} {currency}, as agreed"
                text, record = f"They pay {pays}", f"{plan.id}-{number}"
                yield part.due, "their_promise", text, record, f"to pay {pays}"


def _endings(now: Situation) -> Iterator[_Dated]:
    for attempt in now.ledger.attempt:
        undecided = attempt.outcome is None and attempt.taken_on is None and attempt.on <= now.on
        began = moment(attempt.opened_at) if attempt.opened_at else None
        if attempt.screen != "part" or not undecided or began is None:
            continue
        ends = cooling_ends(began, hard_days(now)).date()
        if ends >= now.on:
            yield ends, "cooling", "You have slept on it: decide now", attempt.id, ""
    last = end_date(now) if now.client.state in _ENDING else None
    if last is not None:
        yield last, "end", "The last day you agreed on", now.client.id, ""
