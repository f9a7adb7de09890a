"""Flags that count: so many events or entries of time in some days, and from a second limit on it
is worse."""

from __future__ import annotations

from collections.abc import Sequence

from triage.health.model import Finding
from triage.health.number_text import bound
from triage.limits import Limits
from triage.records import Event, Time
from triage.terms import SEVERITIES


def too_many(
    events: Sequence[Event | Time],
    limits: Limits,
    first: str,
    second: str | None = None,
    *,
    sentence: str,
    per: str,
    severity: int = 2,
) -> Finding | None:
    """What so many events say: nothing below the limit called `first`, one severity more from the
    one called `second` on.

    `events`, or entries of time, stand oldest first. `sentence` is the one with their number; `per`
    follows the limit's ("in 28 days").
    """
    number, least = len(events), limits.value(first)
    if number < least:
        return None
    passed = first
    limit = f"{SEVERITIES[severity]} from {least} {per}"
    if second is not None:
        limit += f", {SEVERITIES[severity + 1]} from {limits.value(second)}"
        if number >= limits.value(second):
            severity, passed = severity + 1, second
    return Finding(
        severity=severity,
        reason=f"{sentence} ({bound(limits, passed, severity)})",
        limit=limit,
        evidence=tuple(event.id for event in events),
        held_from=events[least - 1].on,
    )
