"""A door that is over: what its decisions left to do is over with it."""

from __future__ import annotations

from dataclasses import replace

from triage.changes import ChangeSet, ChangeSetBuilder, Put
from triage.playbook.after import checklists
from triage.playbook.after.closing import goodbye_decided, goodbye_known
from triage.playbook.after.stale_actions import drop_actions
from triage.playbook.gates.cooling import cooling_gate
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS
from triage.records import Client, ClientState, Event

_ENDINGS = frozenset({"leaving", "part", "later", "finished", "silent"})
"""The pages whose things to do are about somebody who goes, or is gone."""
_GONE = frozenset({"leaving", "closing", "closed", "left_well", "dormant"})
_BACK = frozenset({"active", "returned"})
_TALKS = frozenset({"call", "meeting"})


def door_over(now: Situation, put: Put) -> ChangeSet | None:
    """What goes with a change that ends a door: an incident closed, a complaint solved, a client
    who is back. None when nothing is left of it. `now` = with the change.
    """
    ends = _ends(now, put)
    if not ends:
        return None
    writing = ChangeSetBuilder()
    decided = {d.id for d in now.ledger.decision if d.screen in ends}
    drop_actions(writing, now, decided)
    over = writing.build("Actions no longer needed are dropped")
    return over if over.changes else None


def goodbye_undone(now: Situation, put: Put) -> ChangeSet | None:
    """An incident that is closed on the day on which a goodbye was decided: danger opened all its
    gates, so without danger it is no longer decided, and they count again.

    It stands where it had its night before, and where they know of it already.
    """
    record = put.record
    if (
        not isinstance(record, Event)
        or record.what != "incident"
        or "safety" not in _ends(now, put)
    ):
        return None
    made = [d for d in now.decisions if d.screen == STEPS[-1] and now.of_this_life(d.on)]
    attempt = next((a for a in now.attempts if made and a.id == made[-1].attempt), None)
    if (
        attempt is None
        or attempt.outcome is not None
        or not goodbye_decided(now)
        or goodbye_known(now)
    ):
        return None
    decided_on, closed_on = made[-1].on, record.closed_on
    if closed_on is None or not record.on <= closed_on <= decided_on:
        return None
    if attempt.opened_at is not None and cooling_gate(now, attempt) is None:
        return None
    writing = ChangeSetBuilder()
    client = now.client
    state: ClientState = "returned" if client.returned_on else "active"
    writing.put(replace(client, state=state, ended_by=None), client)
    writing.put(replace(attempt, taken_on=None, review_by=None), attempt)
    drop_actions(writing, now, {decision.id for decision in made})
    return writing.build("Took back the decision to part: the steps before it come first")


def talk_ticks(now: Situation, put: Put) -> ChangeSet | None:
    """A call or a meeting, while the closing list is in use: they were told."""
    record = put.record
    if not isinstance(record, Event) or put.was is not None or record.what not in _TALKS:
        return None
    if not now.view.leaving:
        return None
    writing = ChangeSetBuilder()
    checklists.tick_done(writing, now, record.what)
    ticked = writing.build("Closing checklist: told by phone or in person")
    return ticked if ticked.changes else None


def ends_door(put: Put) -> bool:
    """Whether a change may end a door or tick a point, to be asked before all records are read."""
    record = put.record
    if isinstance(record, Client):
        return isinstance(put.was, Client) and put.was.state in _GONE and record.state in _BACK
    if not isinstance(record, Event):
        return False
    return record.what in ("incident", "message_in", *_TALKS)


def _ends(now: Situation, put: Put) -> frozenset[str]:
    record, was = put.record, put.was
    if isinstance(record, Client):
        return _ENDINGS if ends_door(put) else frozenset()
    if not isinstance(record, Event):
        return frozenset()
    before = was if isinstance(was, Event) else None
    closed = record.closed_on is not None and not (before and before.closed_on)
    if record.what == "incident" and closed and not now.flag("SAFETY"):
        return frozenset({"safety"})
    solved = record.solved_on is not None and not (before and before.solved_on)
    if record.complaint and solved and not now.view.open_complaints:
        return frozenset({"complaint"})
    return frozenset()
