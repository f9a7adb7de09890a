"""Since when a flag is there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date

from triage.health.history import ClientHistory
from triage.health.receivables import Receivables
from triage.health.registry import RULES, is_about_payment
from triage.health.snapshot import ClientSnapshot
from triage.health.verdict import assess
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits, thresholds
from triage.records import Attempt


def since(records: Ledger | ClientHistory, code: str, on: date, limits: Limits = DEFAULT) -> date:
    """The first day of the unbroken run of days up to `on` with the flag, accepted days included.

    Raises ValueError when the flag is not there on `on`.
    """
    first_days = _search(ClientHistory.of(records), (code,), on, limits)
    if code not in first_days:
        raise ValueError(f"{code} is not flagged on {on}")
    return first_days[code]


def all_since(
    records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> Mapping[str, date]:
    """`since` of every flag raised on `on`, accepted ones too."""
    return _search(ClientHistory.of(records), tuple(RULES), on, limits)


def oldest_unhandled(
    records: Ledger | ClientHistory, on: date, limits: Limits = DEFAULT
) -> tuple[str, date] | None:
    """The shown flag that is there longest with nothing decided about it, and since when: neither a
    step nor a door was taken for it, nor a message.
    """
    history = ClientHistory.of(records)
    codes = tuple(flag.code for flag in assess(history, on, limits).flags)
    unhandled = [
        (first, code)
        for code, first in _search(history, codes, on, limits).items()
        if not any(first <= day <= on for day in _handled_on(history.ledger, code))
    ]
    if not unhandled:
        return None
    first, code = min(unhandled)
    return code, first


def _handled_on(ledger: Ledger, code: str) -> Iterator[date]:
    """The days on which something was decided about that flag."""
    for attempt in ledger.attempt:
        if attempt.taken_on is not None and _handles(attempt, code):
            yield attempt.taken_on
    for decision in ledger.decision:
        if decision.flag == code and decision.template is not None:
            yield decision.on


def _handles(attempt: Attempt, code: str) -> bool:
    """Whether it was about that flag: what is decided about late payment is about all of them."""
    return attempt.flag == code or (attempt.screen == "late" and is_about_payment(code))


def _search(
    history: ClientHistory, codes: tuple[str, ...], on: date, limits: Limits
) -> dict[str, date]:
    """The first day of each flag's run; a flag that is not there on `on` is left out."""
    calm = _days_until_calm(history, limits)
    first_days = {code: _first_day(history, code, on, limits, calm) for code in codes}
    return {code: first for code, first in first_days.items() if first is not None}


def _first_day(
    history: ClientHistory, code: str, on: date, limits: Limits, calm: int
) -> date | None:
    """Back from `on`, from one reason to the one before, as far as there is always one."""
    first, day, rule = None, on, RULES[code]
    receivables = Receivables(history, limits)
    while True:
        held_from = rule.held_from(ClientSnapshot(history, day, limits, receivables))
        if held_from is None:
            return first
        first = min(held_from, _same_back_to(history, day, calm))
        if first == date.min:
            return first
        day = shift(first, -1)


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
    longest = max(limits.value(t.name) for t in thresholds() if t.unit == "days")
    return int(2 * longest + 2 * history.client.reply_days + 7)
