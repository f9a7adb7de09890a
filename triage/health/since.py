"""Since when a flag is there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date

from triage.health.history import ClientHistory
from triage.health.registry import RULES
from triage.health.snapshot import ClientSnapshot
from triage.health.verdict import assess
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, THRESHOLDS, Limits


def since(records: Ledger | ClientHistory, code: str, on: date, limits: Limits = DEFAULT) -> date:
    """The first day of the unbroken run of days up to `on` with the flag, accepted days included.

    Raises ValueError when the flag is not there on `on`.
    """
    first_days = _walk(ClientHistory.of(records), (code,), on, limits)
    if code not in first_days:
        raise ValueError(f"{code} is not flagged on {on}")
    return first_days[code]


def all_since(
    records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> Mapping[str, date]:
    """`since` of every flag raised on `on` (accepted ones too), in one walk."""
    return _walk(ClientHistory.of(records), tuple(RULES), on, limits)


def oldest_unhandled(
    records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> tuple[str, date] | None:
    """The shown flag that is there longest without a step or door taken for it, and since when."""
    history = ClientHistory.of(records)
    codes = tuple(flag.code for flag in assess(history, on, limits).flags)
    unhandled = [
        (first, code)
        for code, first in _walk(history, codes, on, limits).items()
        if not any(
            attempt.flag == code
            and attempt.taken_on is not None
            and first <= attempt.taken_on <= on
            for attempt in history.ledger.attempt
        )
    ]
    if not unhandled:
        return None
    first, code = min(unhandled)
    return code, first


def _walk(
    history: ClientHistory, codes: tuple[str, ...], on: date, limits: Limits
) -> dict[str, date]:
    """Back from `on`, a day at a time, until none of the flags is left."""
    first: dict[str, date] = {}
    calm = _days_until_calm(history, limits)
    day, left = on, list(codes)
    while True:
        view = ClientSnapshot(history, day, limits)
        left = [code for code in left if RULES[code].find(view) is not None]
        if not left:
            return first
        day = _same_back_to(history, day, calm)
        first.update(dict.fromkeys(left, day))
        if day == date.min:
            return first
        day = shift(day, -1)


def _same_back_to(history: ClientHistory, day: date, calm: int) -> date:
    """The earliest day from which on to `day` every rule sees the same.

    No rule looks further than `calm` days around a date of the records. So a year typed as 0026
    costs no walk through two thousand years.
    """
    at = bisect_right(history.days, day)
    quiet_from = shift(history.days[at - 1], calm) if at else date.min
    return min(day, quiet_from)


def _days_until_calm(history: ClientHistory, limits: Limits) -> int:
    """After so many days without a date in the records no rule can change its mind."""
    longest = max(getattr(limits, t.name) for t in THRESHOLDS if t.unit == "days")
    return int(2 * longest + 2 * history.client.reply_days + 7)
