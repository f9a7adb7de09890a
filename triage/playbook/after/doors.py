"""A door that is over: what its decisions left to do is over with it."""

from __future__ import annotations

from triage.changes import ChangeSet, ChangeSetBuilder, Put
from triage.playbook.after import checklists
from triage.playbook.after.stale_actions import drop_actions
from triage.playbook.state.situation import Situation
from triage.records import Action, Client, Event

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


def ticks(now: Situation, put: Put) -> ChangeSet | None:
    """The point of the closing list that a change does, while the list is in use: a call or a
    meeting told them, a mark or a planned hello says whether they are written to again.
    """
    by = _does_point(put)
    if by is None or not now.view.leaving:
        return None
    writing = ChangeSetBuilder()
    checklists.tick_done(writing, now, by, planned=isinstance(put.record, Action))
    ticked = writing.build("Closing checklist: an item is done")
    return ticked if ticked.changes else None


def _does_point(put: Put) -> str | None:
    """By what a change may do a point."""
    record, was = put.record, put.was
    match record:
        case Event() if was is None and record.what in _TALKS:
            return record.what
        case Client() if record.do_not_contact and not (
            isinstance(was, Client) and was.do_not_contact
        ):
            return checklists.DO_NOT_CONTACT
        case Action() if was is None and record.template in checklists.PLANNED:
            return record.template
    return None


def ends_door(put: Put) -> bool:
    """Whether a change may end a door or tick a point, to be asked before all records are read."""
    return _does_point(put) is not None or _may_end(put)


def _may_end(put: Put) -> bool:
    record = put.record
    if isinstance(record, Client):
        return isinstance(put.was, Client) and put.was.state in _GONE and record.state in _BACK
    if not isinstance(record, Event):
        return False
    return record.what in ("incident", "message_in")


def _ends(now: Situation, put: Put) -> frozenset[str]:
    record, was = put.record, put.was
    if isinstance(record, Client):
        return _ENDINGS if _may_end(put) else frozenset()
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
