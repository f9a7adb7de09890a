"""What a change made by hand brings with it: the question of the day after, a door that is over.

The guided decisions set these down themselves. Whoever settles a complaint or keeps a promise
outside of them is to find the same. No change but its own key ends the work with a client.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from triage.changes import Change, ChangeSet, ChangeSetBuilder, Put
from triage.ledger import Book, changed
from triage.limits import DEFAULT, Limits
from triage.paid_up import promise_kept_on
from triage.playbook.after.doors import door_over, ends_door, ticks
from triage.playbook.after.follow_up import follow_up, followed_up_since
from triage.playbook.after.incidents import goodbyes_undone, may_undo_goodbye
from triage.playbook.state.situation import Situation, situation
from triage.records import Client, Engagement, Event, Payment


def derived_changes(
    book: Book, changes: ChangeSet, on: date, limits: Limits = DEFAULT
) -> tuple[ChangeSet, ...]:
    """What is to be saved together with these changes of one client, made on day `on`.

    Each says in its label what it is about; nothing follows from most changes.
    """
    followed = _after_puts(book, changes, on, limits)
    return (*followed, *goodbyes_undone(book, changes, on, limits))


def _after_puts(book: Book, changes: ChangeSet, on: date, limits: Limits) -> tuple[ChangeSet, ...]:
    puts = changes.puts
    telling = [put for put in puts if _may_bring(put)]
    owner = next((id_ for put in telling if (id_ := _owner(book, put)) in book.ledgers), None)
    if owner is None:
        return ()
    ledger = changed(book.ledgers[owner], changes.records)
    after = replace(book, ledgers={**book.ledgers, owner: ledger})
    now = situation(after, owner, on, limits=limits)
    # One question is enough, however many things were mended at once.
    questions = (_asked(now, put) for put in telling)
    follow_ups = [next((question for question in questions if question is not None), None)]
    if any(isinstance(put.record, Payment) for put in telling):
        follow_ups.append(_promises_kept(now))
    for put in telling:
        follow_ups += [door_over(now, put), ticks(now, put)]
    return tuple(follow_up for follow_up in follow_ups if follow_up is not None)


def _promises_kept(now: Situation) -> ChangeSet | None:
    """The money is there that was promised: the promise takes down its day, and counts as kept
    wherever one looks."""
    writing = ChangeSetBuilder()
    for promise in now.events("promise"):
        if promise.kept_on is None:
            kept_on = promise_kept_on(promise, now.history, now.on, now.limits)
            if kept_on is not None:
                writing.put(replace(promise, kept_on=kept_on), promise)
    kept = writing.build("Promise to pay: kept")
    return kept if kept.changes else None


def may_bring(change: Change) -> bool:
    """Whether anything could follow from a change, to be asked before all records are read."""
    return (isinstance(change, Put) and _may_bring(change)) or may_undo_goodbye(change)


def _may_bring(put: Put) -> bool:
    occasion = _occasion_day(put) is not None
    return isinstance(put.record, Payment) or occasion or ends_door(put)


def _asked(now: Situation, put: Put) -> ChangeSet | None:
    day = _occasion_day(put)
    if day is None:
        return None
    record = put.record
    if isinstance(record, Event):
        if record.what == "our_promise" and followed_up_since(now, record.on):
            return None  # the promise mended a complaint, which has had its question
    elif now.client.state == "leaving":
        return None  # who goes hears from us as little as can be
    return follow_up(now, record.id, day)


def _occasion_day(put: Put) -> date | None:
    """The day on which something was mended, delivered or said hard, if this change says so."""
    record, was = put.record, put.was
    if isinstance(record, Engagement):
        return record.end if isinstance(was, Engagement) and was.end is None else None
    if not isinstance(record, Event):
        return None
    before = was if isinstance(was, Event) else None
    match record.what:
        case "message_in" | "call" | "meeting" if record.complaint:
            return None if before and before.solved_on else record.solved_on
        case "our_promise":
            return None if before and before.kept_on else record.kept_on
        case "call" | "meeting" if record.tone < 0:
            return None if before else record.on
    return None


def _owner(book: Book, put: Put) -> str:
    record = put.record
    if isinstance(record, Client):
        return record.id
    if isinstance(record, Payment):
        owners = (
            id_
            for id_, ledger in book.ledgers.items()
            if any(invoice.id == record.invoice for invoice in ledger.invoice)
        )
        return next(owners, "")
    return str(getattr(record, "client", ""))
