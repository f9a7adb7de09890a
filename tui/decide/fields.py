"""The fields of a decision's last small form: what can be suggested, how they are typed, and
how what was typed is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from triage.codec import BadValue
from triage.health.accounts import Account
from triage.health.windows import shift
from triage.money import decimals, money_text
from triage.playbook.decide.due import ends_on, rest_ends
from triage.playbook.model import DecisionRule, FormField, Option
from triage.playbook.state.situation import Situation
from triage.watch.grammar import BadRule
from triage.watch.rules import PREVIEW_DAYS, preview
from tui.wording import parse
from tui.wording.formatting import long_day

_WEEKS_OF_A_PLAN = 4
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_DAY = "A day like 2026-03-20, 20.3., fri, tomorrow or +7, please"
_A_PART = "Each part as a day and a sum, like 20.3. 500, 27.3. 500, please"
_NEXT_PART = re.compile(r"[;,]\s*(?=\d{4}-\d|\d{1,2}\.\s?\d{1,2}\.|\+\d|[a-zA-Z]{3})")


def suggested(need: FormField, rule: DecisionRule, situation: Situation) -> str:
    """What the records suggest for a field; "" when they suggest nothing."""
    if need.field == "invoices":
        return ", ".join(a.invoice.number or a.invoice.id for a in _late(situation))
    if need.field == "instalments":
        return _plan(situation)
    if need.field == "until" and isinstance(rule.review, int):
        return shift(situation.on, rule.review).isoformat()
    return ""


def when_empty(
    need: FormField, rule: DecisionRule, situation: Situation, chosen: Sequence[Option]
) -> str:
    """What it means to leave an optional field empty."""
    if need.field == "expect":
        return "in four weeks it stands beside what happened"
    if need.field == "end_date":
        end = ends_on(situation, rule, {})
        return f"the notice then ends on {long_day(end)} {end.year}" if end else ""
    if need.field == "effective_from" and rule.effective is not None:
        day = shift(situation.on, rule.effective)
        return f"then {long_day(day)} {day.year}, the earliest"
    if need.field == "until":
        again = rest_ends(situation, {}, chosen)
        return f"then {long_day(again)} {again.year}" if again else "then only if they write"
    return ""


def _late(situation: Situation) -> list[Account]:
    return [a for a in situation.view.accounts if a.overdue(situation.on)]


def _plan(situation: Situation) -> str:
    """The overdue sum in four weekly parts, the last one carrying what does not divide."""
    mine = [a for a in _late(situation) if situation.view.in_own_currency(a)]
    total = sum((a.balance(situation.on) for a in mine), start=Decimal(0))
    part = Decimal(int(total / _WEEKS_OF_A_PLAN))
    if part <= 0:
        return ""
    currency = situation.client.currency
    parts = [part] * (_WEEKS_OF_A_PLAN - 1)
    sums = [*parts, total - sum(parts)]
    return ", ".join(
        f"{shift(situation.on, 7 * (n + 1))} {money_text(sum_, currency)}"
        for n, sum_ in enumerate(sums)
    )


# --- reading ----------------------------------------------------------------------------------


def in_exchange_form(need: FormField, text: str, situation: Situation) -> str:
    """What was typed as the playbook takes it. Raises BadValue with a sentence."""
    kind, today = need.kind.rstrip("?"), situation.on
    if kind == "date":
        return _day(text, today)
    if kind == "number":
        return parse.amount(text)
    if need.field == "instalments":
        parts = _parts(text, today, decimals(situation.client.currency))
        return ", ".join(f"{day}={sum_}" for day, sum_ in parts)
    return text


def _day(text: str, today: date) -> str:
    """As everywhere, and a weekday: the next one, never today."""
    name = text.strip().casefold()[:3]
    if name in _WEEKDAYS and text.strip().isalpha():
        ahead = (_WEEKDAYS.index(name) - today.weekday() - 1) % 7 + 1
        return shift(today, ahead).isoformat()
    try:
        return parse.day(text, today)
    except BadValue as bad:
        raise BadValue(str(bad) if str(bad).startswith("There is no such") else _A_DAY) from None


def _parts(text: str, today: date, places: int) -> list[tuple[str, str]]:
    found = []
    for part in _NEXT_PART.split(text):
        when, sign, sum_ = part.strip().rpartition("=")
        if not sign:
            when, sign, sum_ = part.strip().rpartition(" ")
        if not sign:
            raise BadValue(_A_PART)
        found.append((_day(when.strip(), today), parse.amount(sum_, places)))
    return found


# --- what stands under a field ----------------------------------------------------------------


def hint(need: FormField, text: str, situation: Situation, empty: str) -> str:
    """How to fill a field, and how what stands in it is read. `empty` = what leaving it means."""
    kind, today = need.kind.rstrip("?"), situation.on
    text = text.strip()
    if not text and need.optional:
        return f"May stay empty{': ' + empty if empty else ''}."
    if kind == "text" and need.least:
        return f"{len(text)} of {need.least} characters." if len(text) < need.least else ""
    if kind == "date":
        return _read_day(text, today) if text else f"{_A_DAY}."
    if need.field == "instalments":
        return _read_parts(text, today, decimals(situation.client.currency))
    if need.field == "invoices":
        return "Their numbers, separated by commas."
    if kind == "rule":
        return _read_rule(text, situation)
    return ""


def _read_rule(when: str, situation: Situation) -> str:
    if not when:
        return "Like count(no_show, 28) >= 2; f4 shows twelve to begin with."
    assert situation.book is not None
    try:
        seen = preview(when, situation.book, situation.on, situation.limits)
    except BadRule as bad:
        return str(bad)
    narrow = "; narrow it" if seen.too_wide else ""
    return (
        f"In {PREVIEW_DAYS} days it would have warned of {len(seen.clients)} of {seen.of}{narrow}."
    )


def _read_day(text: str, today: date) -> str:
    try:
        day = date.fromisoformat(_day(text, today))
    except BadValue as bad:
        return f"{bad}."
    return f"= {long_day(day)} {day.year}"


def _read_parts(text: str, today: date, places: int) -> str:
    try:
        parts = _parts(text, today, places)
    except BadValue as bad:
        return f"{bad}."
    total = sum((Decimal(sum_) for _, sum_ in parts), start=Decimal(0))
    last = max(date.fromisoformat(day) for day, _ in parts)
    return f"= {len(parts)} parts, {total:,} in all, the last on {long_day(last)} {last.year}"
