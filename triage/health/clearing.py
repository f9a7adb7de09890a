"""The day on which a flag is gone by itself, because what raised it has grown old."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from triage.health.history import ClientHistory
from triage.health.registry import RULES
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits

_WEEKS = 53
"""A year and a day: no window in which conduct is counted is longer."""


def clears_on(
    records: Ledger | ClientHistory, code: str, on: date, limits: Limits = DEFAULT
) -> date | None:
    """The first day without a flag that is there on `on`, if nothing more is recorded.

    None for a flag that goes only when something is done about it (`fades` in flags.toml), or that
    is still there after a year.
    """
    rule = RULES.get(code)
    if rule is None or not rule.fades:
        return None
    history = _recorded_by(ClientHistory.of(records), on)

    def is_there(day: date) -> bool:
        return rule.find(ClientSnapshot(history, day, limits)) is not None

    week = next((n for n in range(1, _WEEKS + 1) if not is_there(shift(on, 7 * n))), None)
    if week is None:
        return None
    days = range(7 * (week - 1) + 1, 7 * week + 1)
    return next(day for n in days if not is_there(day := shift(on, n)))


def _recorded_by(history: ClientHistory, on: date) -> ClientHistory:
    """The history without what happened after that day, where somebody looks back from later.

    A pause that is announced for later stays: it will come.
    """
    ledger = history.ledger
    happened = tuple(e for e in ledger.event if e.on <= on or e.what == "pause")
    worked = tuple(entry for entry in ledger.time if entry.on <= on)
    felt = tuple(mark for mark in ledger.energy if mark.on <= on)
    before = (len(ledger.event), len(ledger.time), len(ledger.energy))
    if (len(happened), len(worked), len(felt)) == before:
        return history
    return ClientHistory(replace(ledger, event=happened, time=worked, energy=felt))
