"""Fact lines about rates, invoices and shares of income."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from triage.health.accounts import Account
from triage.health.number_text import counted
from triage.message_templates import load_templates
from triage.paid_up import promise_kept_on
from triage.playbook.ask import facts
from triage.playbook.ask.fact_text import UNKNOWN, hours, money, rate_money, share, sums
from triage.playbook.ask.walk import WalkStep, answer_to
from triage.playbook.day_text import in_words
from triage.playbook.state.overdue import days_overdue, overdue, reminders
from triage.playbook.state.situation import Situation

_SHOWN_INVOICES = 3


def rate(situation: Situation) -> str | None:
    """What an hour brings beside the floor."""
    now = facts.rate(situation)
    floor = situation.view.floor
    if now is None and floor is None:
        return None
    days = situation.limits.long_window_days
    brings = (
        f"{rate_money(now, situation)} an hour over the last {days} days"
        if now is not None
        else UNKNOWN
    )
    return f"{brings}, floor {money(floor, situation) if floor is not None else 'not set'}"


def choice(situation: Situation, path: Sequence[WalkStep]) -> str | None:
    """A share of nothing is nothing, yet never a loss: both sides, once a rate is named."""
    minutes = situation.view.minutes(situation.view.short)
    named = answer_to(path, "walk_away") or ""
    if not minutes or not named.replace(".", "", 1).isdecimal():
        return None
    brings = money(Decimal(named) * minutes / 60, situation)
    days = situation.limits.window_days
    return (
        f"with them, {brings} for {hours(minutes)} h in the last {days} days at {named} an hour; "
        "without them, that income is gone"
    )


def pays(situation: Situation) -> str | None:
    """How they pay."""
    good, seen = situation.facts.paid_on_time
    if not seen:
        return None
    usual = situation.facts.usually_pays
    late = counted(situation.limits.pay_on_time_days, "day")
    line = f"{good} of {seen} on time (up to {late} late)"
    return line if usual is None else f"{line}, usually paid after {counted(usual, 'day')}"


def owed(situation: Situation) -> str | None:
    """What is overdue, and since when."""
    late = overdue(situation)
    if not late:
        return None
    since = in_words(late[0].due, situation.on)
    days = counted(days_overdue(situation), "day")
    return f"{sums(late, situation)} overdue, the oldest due on {since} ({days})"


def open_money(situation: Situation) -> str | None:
    """All that is invoiced and not paid."""
    return facts.fact("open_money", situation)


def last_invoices(situation: Situation) -> str | None:
    """The newest three, each with what became of it."""
    newest = situation.view.accounts[-_SHOWN_INVOICES:]
    return "; ".join(_invoice(account, situation) for account in reversed(newest)) or None


def last_reminder(situation: Situation) -> str | None:
    """What was sent last about the money."""
    sent = reminders(situation)
    if not sent:
        return "none sent yet"
    day = in_words(sent[-1].day, situation.on)
    template = load_templates().get(sent[-1].message.template)
    name = template.title if template else "a reminder"
    return f"{name} on {day}, {len(sent)} so far"


def promise(situation: Situation) -> str | None:
    """The day they named last."""
    made = situation.events("promise")
    if not made or made[-1].due is None:
        return None
    newest = made[-1]
    assert newest.due is not None
    kept_on = promise_kept_on(newest, situation.history, situation.on, situation.limits)
    if kept_on is not None:
        late = "" if kept_on <= newest.due else ", late"
        state = f"kept{late}, paid on {in_words(kept_on, situation.on)}"
    else:
        state = "not kept" if newest.due < situation.on else "still open"
    return f"to pay by {in_words(newest.due, situation.on)}: {state}"


def price_asks(situation: Situation) -> str | None:
    """How often they asked for less."""
    asked = situation.history.events("price_ask").within(situation.view.long)
    if not asked:
        return None
    newest = in_words(asked[-1].on, situation.on)
    days = situation.limits.long_window_days
    return (
        f"for a lower price {counted(len(asked), 'time')} in the last {days} days, "
        f"most recently on {newest}"
    )


def notice(situation: Situation) -> str | None:
    """What was agreed about ending; a blank is shown as one."""
    contract = situation.client.contract
    if contract.notice_days is None:
        return "nothing in writing" if contract.written is False else UNKNOWN
    form = contract.notice_form
    return counted(contract.notice_days, "day") + (f", by {form}" if form else "")


def income(situation: Situation) -> str | None:
    """What part of the income they are, and who is linked with them."""
    part = situation.income_share
    if part is None:
        return None
    names = facts.linked_names(situation)
    line = f"{share(part)} of your income in the last {situation.limits.income_days} days"
    return line + (f"; linked: {', '.join(names)}" if names else "")


def biggest_other(situation: Situation) -> str | None:
    """Who was louder then."""
    part = facts.biggest_other_share(situation)
    return (
        None
        if part is None
        else f"your biggest other client took {share(part)} of your hours at that time"
    )


def _invoice(account: Account, situation: Situation) -> str:
    name = account.invoice.number or in_words(account.invoice.issued)
    paid_on = situation.view.paid_on(account)
    if paid_on is not None:
        late = (paid_on - account.due).days
        in_time = late <= situation.limits.pay_on_time_days
        return f"{name} paid {'on time' if in_time else f'{late} d overdue'}"
    if account in situation.view.overdue:
        return f"{name} unpaid, {(situation.on - account.due).days} d overdue"
    return f"{name} {account.invoice.state.replace('_', ' ')}"
