"""The {curly} facts of the questions, from the records; what is not known is said so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from triage.health.earned import effective_rate, invoiced_rate
from triage.health.number_text import counted
from triage.health.terms import decimal
from triage.health.windows import Window, last
from triage.ledger import Ledger
from triage.open_items import open_work
from triage.playbook.ask.fact_text import NONE, UNKNOWN, cut, hours, money, rate_money, share, sums
from triage.playbook.day_text import in_words
from triage.playbook.state.overdue import days_overdue, not_due_yet, overdue, reminders
from triage.playbook.state.situation import Situation
from triage.playbook.state.training import trainings
from triage.playbook.vocabulary import FACT_WIDTHS
from triage.text import fold
from triage.unbilled import unbilled_hours

_ASKED_OFTEN = 3
_ASKED_DAYS = 180
_THEN_DAYS = 90
"""How far before the end a lesson looks at who took the hours."""

T = TypeVar("T")
_NAME = re.compile(r"\{(\w+)\}")


def fill(text: str, situation: Situation) -> str:
    """The text with its facts, each as long as a screen has room for."""
    return _NAME.sub(lambda match: fact(match[1], situation), text)


def fact(name: str, situation: Situation) -> str:
    """One fact in words."""
    value = _TEXTS[name](situation)
    return cut(value if value else UNKNOWN, FACT_WIDTHS[name])


def numbers(situation: Situation) -> Mapping[str, Decimal]:
    """The facts that a case may name; one that is not known is left out."""
    values = {name: read(situation) for name, read in _NUMBERS.items()}
    return {name: value for name, value in values.items() if value is not None}


def touches(situation: Situation) -> list[date]:
    """Days on which we wrote since we last heard from them."""
    heard = situation.history.talks.newest_day(situation.on)
    days = {e.on for e in situation.events("message_out")}
    days |= {sent.day for sent in situation.sent}
    return sorted(day for day in days if heard is None or day > heard)


def rate(situation: Situation) -> Fraction | None:
    """Money per hour over the long window; by invoices where these are what counts."""
    view = situation.view
    if not view.tracks("hours"):
        return None
    if view.client.earns == "invoices":
        return invoiced_rate(view, view.last(view.limits.invoiced_days))
    return effective_rate(view, view.long)


def own_minutes(situation: Situation) -> int:
    """Minutes of work nobody asked for, in the short window."""
    return situation.history.own_idea.within(situation.view.short)


def linked_names(situation: Situation) -> list[str]:
    """Clients this one is linked with, from either side."""
    ledgers = situation.book.ledgers if situation.book else {}
    own = situation.client
    both = {
        *own.linked,
        *(id_ for id_, ledger in ledgers.items() if own.id in ledger.client.linked),
    }
    return sorted(ledgers[id_].client.name if id_ in ledgers else id_ for id_ in both - {own.id})


def biggest_other_share(situation: Situation) -> float | None:
    """The largest part of all hours that one other client had in the 90 days before the end."""
    if situation.book is None:
        return None
    window = last(_end(situation), _THEN_DAYS)
    worked = {id_: _minutes(ledger, window) for id_, ledger in situation.book.ledgers.items()}
    total = sum(worked.values())
    others = [minutes for id_, minutes in worked.items() if id_ != situation.client.id]
    return max(others, default=0) / total if total else None


def _minutes(ledger: Ledger, window: Window) -> int:
    return sum(time.minutes for time in ledger.time if time.on in window)


def _end(situation: Situation) -> date:
    closed = situation.client.closed_on
    if closed is not None and closed <= situation.on:
        return closed
    announced = situation.history.events("leaving").newest_day(situation.on)
    return announced if announced is not None else situation.on


def _asked_often(situation: Situation) -> str:
    window = last(situation.on, _ASKED_DAYS)
    asked = situation.history.events("question_repeat").within(window)
    counts = Counter(fold(event.text) for event in asked if event.text)
    often = {word for word, count in counts.items() if count >= _ASKED_OFTEN}
    texts = dict.fromkeys(e.text for e in asked if e.text and fold(e.text) in often)
    return ", ".join(text for text in texts if text) or NONE


def _open_money(situation: Situation) -> str:
    unpaid = situation.view.unpaid
    owed = [f"{sums(unpaid, situation)} in {counted(len(unpaid), 'invoice')}"] if unpaid else []
    if (unbilled := unbilled_hours(situation.view)) is not None:
        owed.append(unbilled.words)
    return "; ".join(owed) or NONE


def _yes(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _unless_none(value: T | None, say: Callable[[T], str]) -> str | None:
    return None if value is None else say(value)


def _notice(situation: Situation) -> str | None:
    contract = situation.client.contract
    if contract.notice_days is None and contract.written is False:
        return NONE
    return _unless_none(contract.notice_days, lambda days: counted(days, "day"))


def _told_on(situation: Situation) -> str | None:
    talks = trainings(situation)
    return in_words(talks[-1].told_on, situation.on) if talks else None


def _repeats(situation: Situation) -> str | None:
    talks = trainings(situation)
    return str(talks[-1].repeats) if talks else None


def _last_reminder(situation: Situation) -> str:
    sent = reminders(situation)
    return in_words(sent[-1].day, situation.on) if sent else NONE


def _due_next(situation: Situation) -> str | None:
    days = [account.due for account in not_due_yet(situation)]
    return _unless_none(min(days, default=None), lambda day: in_words(day, situation.on))


_TEXTS: Mapping[str, Callable[[Situation], str | None]] = {
    "country": lambda s: s.client.country,
    "days_overdue": lambda s: str(days_overdue(s)),
    "due_next": _due_next,
    "overdue_sum": lambda s: sums(overdue(s), s, named=True),
    "payments_read": lambda s: _unless_none(s.payments_read_on, lambda day: in_words(day, s.on)),
    "debtor_type": lambda s: {"company": "a company", "person": "a person"}[s.client.debtor],
    "eff_rate_56d": lambda s: _unless_none(rate(s), lambda value: rate_money(value, s)),
    "floor": lambda s: _unless_none(s.view.floor, lambda value: money(value, s)),
    "last_reminder": _last_reminder,
    "linked": lambda s: ", ".join(linked_names(s)) or "nobody",
    "notice_days": _notice,
    "notice_form": lambda s: s.client.contract.notice_form,
    "open_money": _open_money,
    "open_work": lambda s: ", ".join(item.text for item in open_work(s.ledger, s.on)) or NONE,
    "own_initiative_h": lambda s: f"{hours(own_minutes(s))} in {s.limits.window_days} days",
    "repeated_questions": _asked_often,
    "repeats_since_training": _repeats,
    "share_180d": lambda s: _unless_none(s.income_share, share),
    "suspend_clause": lambda s: _yes(s.client.contract.pause_clause),
    "suspend_notice_days": lambda s: _unless_none(
        s.client.contract.pause_notice_days, lambda days: counted(days, "day")
    ),
    "told_on": _told_on,
    "top_share_then": lambda s: _unless_none(biggest_other_share(s), share),
    "touches": lambda s: str(len(touches(s))),
}


def _repeats_number(situation: Situation) -> Decimal | None:
    talks = trainings(situation)
    return Decimal(talks[-1].repeats) if talks else None


def _percent(part: float | None) -> Decimal | None:
    return None if part is None else Decimal(str(part)) * 100


_NUMBERS: Mapping[str, Callable[[Situation], Decimal | None]] = {
    "days_overdue": lambda s: Decimal(days_overdue(s)),
    "eff_rate_56d": lambda s: decimal(rate(s)),
    "floor": lambda s: s.view.floor,
    "own_initiative_h": lambda s: Decimal(own_minutes(s)) / 60,
    "repeats_since_training": _repeats_number,
    "share_180d": lambda s: _percent(s.income_share),
    "top_share_then": lambda s: _percent(biggest_other_share(s)),
    "touches": lambda s: Decimal(len(touches(s))),
}
