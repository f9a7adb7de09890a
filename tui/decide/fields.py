"""The fields of a decision's last small form: what they ask, what can be suggested, and what
stands under them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from triage.fields.field import FieldError
from triage.fields.parts import Instalments
from triage.fields.texts import Rule, Text
from triage.health.accounts import Account
from triage.health.windows import shift
from triage.playbook.after.closing import end_date
from triage.playbook.decide.due import ends_on, rest_ends
from triage.playbook.decide.expectations import GUESSES
from triage.playbook.decide.form import EXPECT, form, shape_of, typing
from triage.playbook.model import DecisionRule, FormField, Option
from triage.playbook.state.situation import Situation
from triage.playbook.state.waiting import open_promise, waiting
from triage.records import Decision, Instalment
from triage.watch.grammar import BadRule
from triage.watch.rules import PREVIEW_DAYS, preview
from tui.wording.formatting import count, long_day
from tui.wording.read_back import read_back

_WEEKS_OF_A_PLAN = 4


def suggested(need: FormField, rule: DecisionRule, situation: Situation) -> str:
    """What the records suggest for a field; "" when they suggest nothing."""
    if need.field == EXPECT:
        return next(iter(GUESSES.values()))
    if need.field == "invoices":
        return ", ".join(a.invoice.number or a.invoice.id for a in _late(situation))
    if need.field == "instalments":
        return _plan(situation)
    if need.field == "until" and rule.effect == "wait" and (wait := waiting(situation)):
        return wait.until.isoformat()
    if rule.effect == "promise" and need.field == "due" and (promise := open_promise(situation)):
        is_ahead = promise.due is not None and promise.due >= situation.on
        return promise.due.isoformat() if promise.due is not None and is_ahead else ""
    if need.field == "until" and isinstance(rule.review, int):
        return shift(situation.on, rule.review).isoformat()
    return ""


def typed_before(
    need: FormField, rule: DecisionRule, situation: Situation, former: Decision
) -> str:
    """What an earlier decision of this page had in the same field; "" where it had none, or what
    can no longer stand there, such as a day that has passed."""
    page = situation.playbook.screens[former.screen]
    before = page.decisions.get(former.code)
    asked = {same.field: same.ask for same in form(before)} if before is not None else {}
    value = former.expect if need.field == EXPECT else former.set.get(need.field)
    if value is None or asked.get(need.field, need.ask) != need.ask:
        return ""
    shape = shape_of(need, rule, situation)
    text = json.dumps(value) if isinstance(value, list) else str(value)
    try:
        read = shape.parse(text, typing(situation))
    except FieldError:
        return ""
    return shape.format(read, situation.client.currency)


def when_empty(
    need: FormField, rule: DecisionRule, situation: Situation, chosen: Sequence[Option]
) -> str:
    """What it means to leave an optional field empty."""
    if need.field == EXPECT:
        return "in four weeks you can compare it with what happened"
    if need.field == "end_date":
        if (end := ends_on(situation, rule, {})) is not None:
            return f"if empty, the notice ends on {long_day(end)} {end.year}"
        named = end_date(situation)
        return f"if empty, {long_day(named)} {named.year}, as they said" if named else ""
    if need.field == "effective_from" and rule.effective is not None:
        day = shift(situation.on, rule.effective)
        return f"if empty, {long_day(day)} {day.year}, the earliest possible date"
    if need.field == "until":
        again = rest_ends(situation, {}, chosen)
        if again is None:
            return "if empty, only when they write"
        return f"if empty, {long_day(again)} {again.year}"
    return ""


def _late(situation: Situation) -> list[Account]:
    return situation.view.overdue


def _plan(situation: Situation) -> str:
    """The overdue sum in four weekly parts, the last one carrying what does not divide."""
    mine = [a for a in _late(situation) if a.in_own_currency]
    total = sum((situation.view.balance(a) for a in mine), start=Decimal(0))
    part = Decimal(int(total / _WEEKS_OF_A_PLAN))
    if part <= 0:
        return ""
    parts = [part] * (_WEEKS_OF_A_PLAN - 1)
    plan = tuple(
        Instalment(due=shift(situation.on, 7 * week), amount=amount)
        for week, amount in enumerate([*parts, total - sum(parts)], start=1)
    )
    return Instalments().format(plan, situation.client.currency)


# --- what stands under a field ----------------------------------------------------------------


def hint(need: FormField, text: str, rule: DecisionRule, situation: Situation, empty: str) -> str:
    """How to fill a field, and how what stands in it is read. `empty` = what leaving it means."""
    shape, text = shape_of(need, rule, situation), text.strip()
    if need.field == EXPECT and (not text or text in GUESSES.values()):
        guesses = (f"{n} {guess.lower()}" for n, guess in enumerate(GUESSES.values(), start=1))
        return f"{', '.join(guesses)}, or your own words."
    if need.choices and (not text or text in need.choices):
        numbered = (f"{n} {words.lower()}" for n, words in enumerate(need.choices, start=1))
        return f"{', '.join(numbered)}, or your own words."
    if not text and need.optional:
        return f"Optional{': ' + empty if empty else ''}."
    match shape:
        case Text(least):
            return f"{len(text)} of {least} characters." if len(text) < least and least > 1 else ""
        case Rule():
            return _read_rule(text, situation)
        case _ if not text:
            return f"{shape.hint()}."
    try:
        return read_back(shape, text, typing(situation))
    except FieldError:
        return f"{shape.hint()}."


def field_error(need: FormField, text: str, rule: DecisionRule, situation: Situation) -> str:
    """Why a text cannot stand in a field; "" when it can, or is empty."""
    if not text.strip():
        return ""
    try:
        shape_of(need, rule, situation).parse(text.strip(), typing(situation))
    except FieldError as error:
        return str(error)
    return ""


def _read_rule(when: str, situation: Situation) -> str:
    if not when:
        return "For example count(no_show, 28) >= 2; f8 shows ready-made rules."
    assert situation.book is not None
    try:
        seen = preview(when, situation.book, situation.on, situation.limits)
    except BadRule as bad:
        return str(bad)
    narrow = "; narrow it" if seen.too_wide else ""
    return (
        f"In the last {PREVIEW_DAYS} days it would have warned you about "
        f"{len(seen.clients)} of {count(seen.of, 'client')}{narrow}."
    )
