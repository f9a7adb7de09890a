"""How often it happened again after they were told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from triage.health.accounts import Account
from triage.health.windows import shift
from triage.playbook.state.situation import Situation
from triage.records import Event

_OURS = ("message_out", "our_promise")

_COUNTED: Mapping[str, Callable[[Event], bool]] = {
    "DISRESPECT": lambda e: e.tone < 0 and e.what not in _OURS,
    "SCOPE_CREEP": lambda e: e.what == "request" and e.outcome in ("absorbed", "pending"),
    "BOUNDARY": lambda e: e.what in ("after_hours", "false_urgent", "no_show"),
    "PRICE_PRESSURE": lambda e: e.what == "price_ask",
}

PAYMENT_FLAGS = frozenset({"PAY_LATE", "PAY_RISK", "EXPOSURE", "LIQUIDITY"})
_FALLING_DUE = frozenset({"PAY_LATE", "PAY_RISK", "LIQUIDITY"})

_WEEK = 7


def repeats(situation: Situation, flag: str | None, told_on: date) -> int:
    """Repeats of that flag after the day of the message (from the next day on).

    Conduct counts by event, late payment by each invoice falling overdue, and every other flag by
    each full week without a break in which it was raised.
    """
    if flag is None:
        return 0
    if flag in _COUNTED:
        counts = _COUNTED[flag]
        return sum(counts(e) for e in situation.ledger.event if told_on < e.on <= situation.on)
    if flag in _FALLING_DUE:
        return sum(_fell_overdue(a, told_on, situation.on) for a in situation.view.accounts)
    return _weeks_raised(situation, flag, told_on)


def happened_again(situation: Situation, flag: str, told_on: date) -> bool:
    """Whether there was a repeat one can point at; weeks in which a flag merely lasts are none."""
    by_event = flag in _COUNTED or flag in _FALLING_DUE
    return by_event and repeats(situation, flag, told_on) > 0


def abusive_after(situation: Situation, told_on: date) -> bool:
    """Whether a tone of -2 came after that day."""
    return any(
        e.tone <= -2 and e.what not in _OURS and told_on < e.on <= situation.on
        for e in situation.ledger.event
    )


def _fell_overdue(account: Account, told_on: date, on: date) -> bool:
    """Whether its due day passed unpaid, in the days after `told_on` up to `on`."""
    first = shift(account.due, 1)
    return told_on < first <= on and account.balance(account.due) > 0


def _weeks_raised(situation: Situation, flag: str, told_on: date) -> int:
    weeks = run = 0
    day = shift(told_on, 1)
    while day <= situation.on:
        raised = any(found.code == flag for found in situation.health_on(day).flags)
        run = run + 1 if raised else 0
        if run and run % _WEEK == 0:
            weeks += 1
        day = shift(day, 1)
    return weeks
