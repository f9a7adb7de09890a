"""The fields of a decision's last small form: their words, and what can be suggested for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from triage.health.accounts import Account
from triage.money import money_text
from triage.playbook import Need, Situation
from tui import typed

PROMPTS: Mapping[str, str] = {
    "reason": "Why?",
    "until": "Until which day?",
    "hours_per_month": "Hours a month",
    "person": "Who?",
    "text": "In your words",
    "due": "Which day?",
    "invoices": "Which invoices?",
    "instalments": "Which parts, when?",
    "fix_by": "Mended by",
    "what": "What trips it?",
    "when": "When to warn",
    "sentence": "What it says",
    "end_date": "Last day",
    "effective_from": "New terms from",
    "expect": "What do you expect?",
}

_WEEKS_OF_A_PLAN = 4


def suggested(need: Need, situation: Situation) -> str:
    """What the records suggest for a field; "" when they suggest nothing."""
    if need.field == "invoices":
        return ", ".join(a.invoice.number or a.invoice.id for a in _late(situation))
    if need.field == "instalments":
        return _plan(situation)
    if need.field == "person":
        return situation.client.contact or ""
    return ""


def _late(situation: Situation) -> list[Account]:
    return [a for a in situation.view.accounts if a.overdue(situation.on)]


def _plan(situation: Situation) -> str:
    """The overdue sum in four weekly parts, the last one carrying what does not divide."""
    mine = [a for a in _late(situation) if situation.view.in_own_currency(a)]
    total = sum((a.balance(situation.on) for a in mine), start=Decimal(0))
    if total <= 0:
        return ""
    currency = situation.client.currency
    part = Decimal(round(total / _WEEKS_OF_A_PLAN))
    parts = [part] * (_WEEKS_OF_A_PLAN - 1)
    sums = [*parts, total - sum(parts)]
    return ", ".join(
        f"{situation.on + timedelta(days=7 * (n + 1))}={money_text(sum_, currency)}"
        for n, sum_ in enumerate(sums)
    )


def in_exchange_form(need: Need, text: str, today: date) -> str:
    """What was typed as the playbook takes it. Raises BadValue with a sentence."""
    kind = need.kind.rstrip("?")
    if kind == "date":
        return typed.day(text, today)
    if kind == "number":
        return typed.amount(text)
    return text
