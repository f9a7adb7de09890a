"""From flags and missing facts to one word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from triage.health.history import ClientHistory
from triage.health.missing import missing_facts
from triage.health.model import Accepted, Finding, Flag, Health, Missing
from triage.health.registry import RULES
from triage.health.rules.payment import risk_of
from triage.health.snapshot import ClientSnapshot
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.records import Quirk

_HIDEABLE = 2


def assess(
    records: Ledger | ClientHistory,
    on: date,
    limits: Limits = DEFAULT,
    more_flags: Iterable[Flag] = (),
) -> Health:
    """The client's health on day `on`.

    `more_flags` are hits of the user's own watch rules; they count like all others.
    """
    view = ClientSnapshot(ClientHistory.of(records), on, limits)
    raised = [*more_flags]
    for rule in RULES.values():
        finding = rule.find(view)
        if finding is not None:
            raised.append(rule.flag(_in_order(finding, view.history), limits))
    flags, accepted = apply_quirks(raised, view.client.quirks, on)
    unknown = missing_facts(view)
    return Health(
        client_id=view.client.id,
        on=on,
        health=_verdict(flags, unknown, view),
        flags=flags,
        unknown=unknown,
        accepted=accepted,
        pay_risk=risk_of(view),
        not_tracked=view.not_tracked,
    )


def _in_order(finding: Finding, history: ClientHistory) -> Finding:
    """The records behind a finding, oldest first, also where several rules found something."""
    if len(finding.evidence) < 2:
        return finding
    days = history.day_of
    oldest_first = sorted(finding.evidence, key=lambda id_: days.get(id_, date.max))
    return replace(finding, evidence=tuple(oldest_first))


def apply_quirks(
    raised: Iterable[Flag], quirks: Sequence[Quirk], on: date
) -> tuple[tuple[Flag, ...], tuple[Accepted, ...]]:
    """Flags left (worst first, then by code), and those a running quirk hides.

    A quirk hides no more than a watch, and none without an end date: without one it would hide
    its flag for ever.
    """
    until = _accepted_until(quirks, on)
    shown, hidden = [], []
    for flag in sorted(raised, key=lambda flag: (-flag.severity, flag.code)):
        if flag.severity <= _HIDEABLE and flag.code in until:
            hidden.append(until[flag.code])
        else:
            shown.append(flag)
    return tuple(shown), tuple(sorted(hidden, key=lambda accepted: accepted.flag))


def _accepted_until(quirks: Sequence[Quirk], on: date) -> dict[str, Accepted]:
    """Flag code -> its longest running quirk."""
    running = [q for q in quirks if q.until is not None and on <= q.until]
    running.sort(key=lambda q: (q.until, q.reason or ""))
    return {q.flag: Accepted(q.flag, q.until, q.reason) for q in running if q.until is not None}


def verdict_of(worst: int) -> str | None:
    """The verdict of the worst severity alone, None where it raises none: no sum, no average,
    nothing makes up for anything."""
    if worst >= 5:
        return "stop"
    if worst >= 3:
        return "act"
    return "watch" if worst >= 1 else None


def _verdict(flags: Sequence[Flag], unknown: Sequence[Missing], view: ClientSnapshot) -> str:
    alarming = verdict_of(max((flag.severity for flag in flags), default=0))
    if alarming is not None:
        return alarming
    if view.ended:
        return "ended"
    if view.resting:
        return "resting"
    return "unknown" if unknown else "good"
