"""The day on which a flag is gone by itself, because what raised it has grown old."""

from __future__ import annotations

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
    history = ClientHistory.of(records)

    def is_there(day: date) -> bool:
        return rule.find(ClientSnapshot(history, day, limits)) is not None

    week = next((n for n in range(1, _WEEKS + 1) if not is_there(shift(on, 7 * n))), None)
    if week is None:
        return None
    days = range(7 * (week - 1) + 1, 7 * week + 1)
    return next(day for n in days if not is_there(day := shift(on, n)))
