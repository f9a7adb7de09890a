"""A goodbye that only an incident had opened, when the incident is over or there never was one.

Danger opens every gate at once, and nothing may wait. But what was closed on the day of the
goodbye, or turned into something else, or taken out as a mistake, opens nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from triage.changes import Change, ChangeSet, ChangeSetBuilder, Put, Remove
from triage.ledger import Book, changed
from triage.limits import Limits
from triage.playbook.after.closing import goodbye_known
from triage.playbook.after.stale_actions import drop_actions
from triage.playbook.gates.cooling import cooling_gate
from triage.playbook.state.situation import Situation, situation
from triage.playbook.vocabulary import STEPS
from triage.records import Attempt, Client, ClientRecord, ClientState, Decision, Event, Record

_STOP = "safety_stop"


def may_undo_goodbye(change: Change) -> bool:
    """Whether a change may end or unmake an incident, to be asked before all records are read."""
    if isinstance(change, Put):
        return _open_incident(change.was) is not None
    return isinstance(change, Remove) and change.kind == Event.kind


def goodbyes_undone(
    book: Book, changes: ChangeSet, on: date, limits: Limits
) -> Iterator[ChangeSet]:
    """The decisions to part that fall with an incident. One stands where it had its night before,
    and where they know of it already.
    """
    for change in changes.changes:
        incident = _incident(book, change)
        if incident is None or incident.client not in book.ledgers:
            continue
        after = change.record if isinstance(change, Put) else None
        own = [record for record in changes.records if _owner(record) == incident.client]
        gone = [incident] if after is None or _owner(after) != incident.client else []
        ledger = changed(book.ledgers[incident.client], own, gone)
        now = situation(
            replace(book, ledgers={**book.ledgers, incident.client: ledger}),
            incident.client,
            on,
            limits=limits,
        )
        closed_on = after.closed_on if isinstance(after, Event) and not gone else None
        if (undone := _undone(now, closed_on)) is not None:
            yield undone


def _incident(book: Book, change: Change) -> Event | None:
    """The open incident that a change ends or unmakes, as it was."""
    if isinstance(change, Put):
        return _open_incident(change.was)
    if not isinstance(change, Remove) or change.kind != Event.kind:
        return None
    known = (event for ledger in book.ledgers.values() for event in ledger.event)
    return _open_incident(next((event for event in known if event.id == change.id), None))


def _open_incident(record: object) -> Event | None:
    if isinstance(record, Event) and record.what == "incident" and record.closed_on is None:
        return record
    return None


def _undone(now: Situation, closed_on: date | None) -> ChangeSet | None:
    made = next(reversed(_goodbyes(now)), None)
    if made is None or now.client.state != "closing" or now.flag("SAFETY"):
        return None
    # One that was closed on a later day was real: what it opened stays open.
    if closed_on is not None and closed_on > made.on:
        return None
    attempt = next((a for a in now.ledger.attempt if a.id == made.attempt), None)
    if attempt is None or attempt.outcome is not None or _stands(now, made, attempt):
        return None
    writing = ChangeSetBuilder()
    client = now.client
    state: ClientState = "returned" if client.returned_on else "active"
    writing.put(replace(client, state=state, ended_by=None), client)
    writing.put(replace(attempt, taken_on=None, review_by=None), attempt)
    # What an incident left to do goes with it where it is closed.
    of = [d for d in _goodbyes(now) if closed_on is None or d.screen == STEPS[-1]]
    drop_actions(writing, now, {decision.id for decision in of})
    return writing.build("Took back the decision to part ways: the steps before it come first")


def _goodbyes(now: Situation) -> list[Decision]:
    """The decisions to part of this life, oldest first."""
    return [d for d in now.decisions if _is_goodbye(d) and now.of_this_life(d.on)]


def _is_goodbye(decision: Decision) -> bool:
    return decision.screen == STEPS[-1] or decision.template == _STOP


def _stands(now: Situation, made: Decision, attempt: Attempt) -> bool:
    """Whether they know of it, or it had its night before."""
    told = any(sent.decision is not None and sent.decision.id == made.id for sent in now.sent)
    if told or goodbye_known(now):
        return True
    return attempt.opened_at is not None and cooling_gate(now, attempt) is None


def _owner(record: Record) -> str | None:
    if isinstance(record, Client):
        return record.id
    return record.client if isinstance(record, ClientRecord) else None
