"""What is due with everybody: the agenda, and the next actions that have no entry on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from triage.clients.advice import NextAction
from triage.clients.agenda import AgendaEntry
from triage.clients.overview import Overview
from triage.open_items import decision_of
from triage.playbook.state.waiting import rests, waiting
from triage.playbook.vocabulary import STEPS
from triage.text import lower_first

_NOT_ASKED = ("ended", "resting")
_GOODBYE = STEPS[-1]


def with_next_actions(
    entries: Collection[AgendaEntry], overviews: Mapping[str, Overview], on: date
) -> list[AgendaEntry]:
    """The agenda with the next actions that have a day, so that it names the clients of the list on
    the same days as the list; of one day they come first, the worst client before the others.

    What asks something of a client rests while they have a reason to wait. A step whose day has
    come is one line with the next action: that one is more urgent, and its page leads on to the
    step. Where the next action is the look at a step, the step's line says what the list says. What
    was there when the user put a client off waits with them.
    """
    kept = [_rested(entry, overviews.get(entry.client_id)) for entry in entries]
    ahead: list[AgendaEntry] = []
    merged: set[str] = set()
    for overview in sorted(overviews.values(), key=lambda each: each.order):
        action = overview.next_action
        if action is None or action.due is None or overview.verdict in _NOT_ASKED:
            continue
        own = [entry for entry in kept if entry.client_id == overview.client.id]
        if action.screen == _GOODBYE and _is_slept_on(own, action.due):
            continue
        line, *behind = _with_step(action, overview, own, on)
        merged.update(entry.uid for entry in (line, *behind))
        ahead.append(line)
    others = [entry for entry in kept if entry.uid not in merged]
    return sorted([*ahead, *others], key=lambda entry: entry.day)


def _is_slept_on(own: Collection[AgendaEntry], day: date) -> bool:
    """Whether a night before a goodbye ends on that day, which has a line of its own."""
    return any(entry.kind == "cooling" and entry.day == day for entry in own)


def _rested(entry: AgendaEntry, overview: Overview | None) -> AgendaEntry:
    if entry.kind != "action" or overview is None:
        return entry
    coming, is_ahead = overview.next_action, entry.day > overview.on
    if coming is not None and coming.put_off and coming.due is not None and not is_ahead:
        return replace(entry, day=coming.due)
    wait = waiting(overview.situation)
    if wait is None or entry.day >= wait.until:
        return entry
    action = next((a for a in overview.ledger.action if a.id == entry.record), None)
    decision = None if action is None else decision_of(action, overview.ledger)
    return replace(entry, day=wait.until) if rests(overview.situation, decision) else entry


def _with_step(
    action: NextAction, overview: Overview, own: Collection[AgendaEntry], on: date
) -> Iterator[AgendaEntry]:
    """The line of the next action, then the entries that it stands for."""
    client, running = overview.client, overview.step
    assert action.due is not None
    looked_at = next((e for e in own if e.kind == "step" and e.record == action.look), None)
    if looked_at is not None:
        day = action.due if action.due > on else min(action.due, looked_at.day)
        yield replace(looked_at, day=day, text=action.text)
        return
    stored = next((e for e in own if e.kind == "action" and e.record == action.action), None)
    step = next((e for e in own if e.kind == "step" and e.day <= on), None)
    record = action.look or client.id
    line = stored or AgendaEntry(action.due, "next", client.id, client.name, action.text, record)
    if step is None:
        yield line
        return
    if running is None or stored is not None or not action.is_about(running):
        then = lower_first(step.text)
        line = replace(line, text=f"{line.text.removesuffix('.')}. Then: {then}")
    yield replace(line, day=min(action.due, step.day))
    yield step
