"""How often it happened again after they were told."""

from __future__ import annotations

from datetime import date

from triage.health import RULES
from triage.health.accounts import Account
from triage.health.history import ABUSIVE
from triage.health.windows import shift
from triage.playbook.state.situation import Situation

_WEEK = 7


def repeats(situation: Situation, flag: str | None, told_on: date) -> int:
    """Repeats of that flag after the day of the message (from the next day on).

    Conduct counts by event, late payment by each invoice falling overdue, and every other flag by
    each full week without a break in which it was raised.
    """
    if flag is None:
        return 0
    rule = RULES.get(flag)
    if rule and rule.repeats_with:
        events = (e for e in situation.ledger.event if told_on < e.on <= situation.on)
        return sum(map(rule.repeats_with, events))
    if rule and rule.repeats_when_overdue:
        return sum(
            _fell_overdue(situation, account, told_on) for account in situation.view.accounts
        )
    return _weeks_raised(situation, flag, told_on)


def happened_again(situation: Situation, flag: str, told_on: date) -> bool:
    """Whether there was a repeat one can point at; weeks in which a flag merely lasts are none."""
    rule = RULES.get(flag)
    by_event = rule is not None and (rule.repeats_with or rule.repeats_when_overdue)
    return bool(by_event) and repeats(situation, flag, told_on) > 0


def abusive_after(situation: Situation, told_on: date) -> bool:
    """Whether a tone of -2 came after that day."""
    return any(
        told_on < event.on and event.tone <= ABUSIVE
        for event in situation.history.hard.until(situation.on)
    )


def _fell_overdue(situation: Situation, account: Account, told_on: date) -> bool:
    """Whether its due day passed unpaid, in the days after `told_on` up to today."""
    first = shift(account.due, 1)
    still_open = account.standing(account.due, situation.limits).paid_on is None
    return told_on < first <= situation.on and still_open


def _weeks_raised(situation: Situation, flag: str, told_on: date) -> int:
    weeks = run = 0
    day = shift(told_on, 1)
    while day <= situation.on:
        run = run + 1 if situation.health_on(day).flag(flag) else 0
        if run and run % _WEEK == 0:
            weeks += 1
        day = shift(day, 1)
    return weeks
