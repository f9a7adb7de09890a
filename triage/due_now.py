"""What is due with everybody: the agenda, and the next actions that have no entry on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from triage.agenda import AgendaEntry
from triage.next_action import NextAction
from triage.overview import Overview
from triage.playbook.state.waiting import rests, waiting

_NOT_ASKED = ("ended", "resting")


def with_next_actions(
    entries: Collection[AgendaEntry], overviews: Mapping[str, Overview], on: date
) -> list[AgendaEntry]:
    """The agenda with the next actions due by day `on`, so that it names the clients that the list
    calls due; of one day they come first, the worst client before the others.

    What asks something of a client rests while they have a reason to wait.
    """
    kept = [_rested(entry, overviews.get(entry.client_id)) for entry in entries]
    return sorted([*_proposals(kept, overviews, on), *kept], key=lambda entry: entry.day)


def _rested(entry: AgendaEntry, overview: Overview | None) -> AgendaEntry:
    if entry.kind != "action" or overview is None or entry.day > overview.on:
        return entry
    wait = waiting(overview.situation)
    if wait is None:
        return entry
    ledger = overview.ledger
    decided = next((a.decision for a in ledger.action if a.id == entry.record), None)
    decision = next((d for d in ledger.decision if d.id == decided), None)
    return replace(entry, day=wait.until) if rests(overview.situation, decision) else entry


def _proposals(
    entries: Collection[AgendaEntry], overviews: Mapping[str, Overview], on: date
) -> Iterator[AgendaEntry]:
    for overview in sorted(overviews.values(), key=lambda each: each.order):
        action = overview.next_action
        if action is None or action.due is None or action.due > on:
            continue
        own = (entry for entry in entries if entry.client_id == overview.client.id)
        if overview.verdict not in _NOT_ASKED and not _stands_among(action, overview, own):
            client = overview.client
            yield AgendaEntry(action.due, "next", client.id, client.name, action.text, client.id)


def _stands_among(action: NextAction, overview: Overview, entries: Iterable[AgendaEntry]) -> bool:
    """Whether an entry of the client is this action, or the review of the step it is about."""
    step = overview.step
    about_step = step is not None and step.code in (action.outcome, action.screen)
    return any(
        (entry.kind == "action" and entry.record == action.action)
        or (entry.kind == "step" and about_step and entry.day == action.due)
        for entry in entries
    )
