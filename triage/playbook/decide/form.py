"""The last small form of a decision: its fields, checked, each with a sentence when it is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from triage.health.windows import shift
from triage.money import decimals
from triage.playbook.errors import BadField
from triage.playbook.model import DecisionRule, FormField
from triage.playbook.state.situation import Situation
from triage.records import Instalment
from triage.watch.grammar import BadRule, read

EXPECT = "expect"
"""May be given with every decision: what the user expects to happen."""
END_DATE = FormField("end_date", "date?", None, "Last day")
"""With a goodbye: the day it ends, where the notice alone does not say it."""
EFFECTIVE_FROM = FormField("effective_from", "date?", None, "New terms from")
"""With a new price: the day from which it is meant."""
_PERSON = FormField("person", "text?", None, "Who is that person?")

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,4})?\Z")


def form(rule: DecisionRule, more: Sequence[FormField] = ()) -> tuple[FormField, ...]:
    """Every field that may be filled, those that must be first."""
    extra = []
    if rule.ends is not None:
        extra.append(END_DATE)
    if rule.effective is not None:
        extra.append(EFFECTIVE_FROM)
    if rule.effect == "contact_through":
        extra.append(_PERSON)
    return (*rule.needs, *more, *extra, FormField(EXPECT, "text?", None, "What do you expect?"))


def read_form(
    situation: Situation,
    rule: DecisionRule,
    typed: Mapping[str, str],
    more: Sequence[FormField] = (),
) -> dict[str, Any]:
    """The typed fields as dates, numbers, lists and texts; what was left empty is left out.

    Raises BadField, by name, for a field that is missing, does not fit, or is not asked for.
    """
    fields = form(rule, more)
    known = {need.field for need in fields}
    for name in typed:
        if name not in known:
            asked = ", ".join(need.field for need in fields)
            raise BadField(name, f"this decision does not ask for it; it takes {asked}")
    found: dict[str, Any] = {}
    for need in fields:
        text = typed.get(need.field, "").strip()
        if text:
            found[need.field] = _value(situation, rule, need, text)
        elif not need.optional:
            raise BadField(need.field, f"is still needed ({_wanted(need)})")
    return found


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are stored with the decision: plain JSON values."""
    return {name: _plain(value) for name, value in values.items()}


def _value(situation: Situation, rule: DecisionRule, need: FormField, text: str) -> Any:
    match need.kind.rstrip("?"):
        case "date":
            return _date(situation, rule, need, text)
        case "number":
            return _number(need, text)
        case "list" if need.field == "instalments":
            return _instalments(situation, need, text)
        case "list" if need.field == "invoices":
            return _invoices(situation, need, text)
        case "list":
            return tuple(part.strip() for part in text.split(",") if part.strip())
        case "rule":
            return _watch_rule(need, text)
        case _:
            return _text(need, text)


def _text(need: FormField, text: str) -> str:
    if need.least is not None and len(text) < need.least:
        raise BadField(
            need.field, f"{need.least} characters or more are needed, these are {len(text)}"
        )
    return text


def _watch_rule(need: FormField, text: str) -> str:
    try:
        read(text)
    except BadRule as error:
        raise BadField(need.field, str(error)) from None
    return text


def _date(situation: Situation, rule: DecisionRule, need: FormField, text: str) -> date:
    day = _iso(text)
    if day is None:
        raise BadField(need.field, f"{text!r} is no date like 2026-03-13")
    earliest = situation.on
    if need is EFFECTIVE_FROM and rule.effective is not None:
        earliest = shift(situation.on, rule.effective)
    if day < earliest:
        raise BadField(need.field, f"{day} is too early; {earliest} or later")
    return day


def _number(need: FormField, text: str) -> float | int:
    if not _NUMBER.match(text):
        raise BadField(need.field, f"{text!r} is no plain number like 2 or 2.5")
    amount = Decimal(text)
    if need.least is not None and amount < need.least:
        raise BadField(need.field, f"{text} is less than {need.least}")
    return int(amount) if amount == int(amount) else float(amount)


def _invoices(situation: Situation, need: FormField, text: str) -> tuple[str, ...]:
    """Ids of invoices, typed as ids or numbers."""
    by_name = {i.number: i.id for i in situation.ledger.invoice if i.number is not None}
    by_name.update({invoice.id: invoice.id for invoice in situation.ledger.invoice})
    names = _listed(need, text)
    for name in names:
        if name not in by_name:
            raise BadField(need.field, f"{name!r} is no invoice of this client")
    return tuple(dict.fromkeys(by_name[name] for name in names))


def _listed(need: FormField, text: str) -> list[str]:
    names = [part.strip() for part in text.split(",") if part.strip()]
    if text.startswith("["):
        try:
            names = json.loads(text)
        except ValueError:
            names = []
    if not names or not all(isinstance(name, str) for name in names):
        raise BadField(need.field, "give one or more, separated by commas")
    return names


def _instalments(situation: Situation, need: FormField, text: str) -> tuple[Instalment, ...]:
    """Typed as "2026-05-01=500.00, 2026-05-08=500.00", or as a JSON list of due and amount."""
    wrong = BadField(need.field, "write each as 2026-05-01=500.00, separated by commas")
    if text.startswith("["):
        try:
            pairs = [(str(part["due"]), str(part["amount"])) for part in json.loads(text)]
        except (ValueError, TypeError, KeyError):
            raise wrong from None
    else:
        parts = [part.partition("=") for part in text.split(",") if part.strip()]
        pairs = [(day, amount) for day, _, amount in parts]
    found = []
    for due, sum_ in pairs:
        day, amount = _iso(due.strip()), _amount(sum_.strip(), situation)
        if day is None or amount is None:
            raise wrong
        found.append(Instalment(due=day, amount=amount))
    if not found:
        raise wrong
    return tuple(sorted(found, key=lambda part: part.due))


def _amount(text: str, situation: Situation) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    places = decimals(situation.client.currency)
    fits = amount.is_finite() and 0 < amount < 10**14 and amount == round(amount, places)
    return amount if fits else None


def _iso(text: str) -> date | None:
    if not _ISO.match(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wanted(need: FormField) -> str:
    kind = {"text": "a text", "number": "a number", "date": "a date like 2026-03-13"}
    said = kind.get(need.kind, "one or more, separated by commas")
    if need.kind == "rule":
        said = "when it should warn you"
    return f"{said} of {need.least} characters or more" if need.least else said


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Instalment):
        return {"due": value.due.isoformat(), "amount": str(value.amount)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
