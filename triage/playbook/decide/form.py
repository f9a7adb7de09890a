"""The last small form of a decision: its fields, checked, each with a sentence when it is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from triage.fields.days import Day
from triage.fields.field import Context, Field, FieldError
from triage.fields.numbers import Hours, Number
from triage.fields.parts import Instalments
from triage.fields.texts import ListOf, Reason, References, Rule, Text
from triage.health.windows import shift
from triage.playbook.decide.due import END_DATE_FIELD
from triage.playbook.errors import BadField
from triage.playbook.model import DecisionRule, FormField, Playbook
from triage.playbook.state.situation import Situation
from triage.records import Decision
from triage.text import fold, lower_first

EXPECT = "expect"
"""May be given with every decision: what the user expects to happen."""
END_DATE = FormField(END_DATE_FIELD, "date?", None, "Last day")
"""With a goodbye: the day it ends, where the notice alone does not say it."""
EFFECTIVE_FROM = FormField("effective_from", "date?", None, "New terms from")
"""With a new price: the day from which it is meant."""
_HOURS = "hours"
"""How the names of fields begin that are filled with hours."""
REASON = "reason"
"""The field in which a decision says why: words, as for every other reason."""
HOLD = "hold"
"""The field in which staying with a client says what holds oneself."""
_HOLDING = "hold"
"""What the question is read for that asks the same on the way."""


def form(rule: DecisionRule, more: Sequence[FormField] = ()) -> tuple[FormField, ...]:
    """Every field that may be filled, those that must be first."""
    extra = []
    if rule.ends is not None or rule.lets_go:
        extra.append(END_DATE)
    if rule.effective is not None:
        extra.append(EFFECTIVE_FROM)
    return (*rule.needs, *more, *extra, FormField(EXPECT, "text?", None, "What do you expect?"))


def read_form(
    situation: Situation,
    rule: DecisionRule,
    texts: Mapping[str, str],
    more: Sequence[FormField] = (),
) -> dict[str, Any]:
    """The typed fields as dates, numbers, lists and texts; what was left empty is left out.

    Raises BadField, by name, for a field that is missing, does not fit, or is not asked for.
    """
    fields = form(rule, more)
    known = {need.field for need in fields}
    for name in texts:
        if name not in known:
            asked = ", ".join(need.field for need in fields)
            raise BadField(name, f"this decision has no such field; it asks for {asked}")
    context = typing(situation)
    values: dict[str, Any] = {}
    for need in fields:
        text = need.choice(texts.get(need.field, "").strip())
        shape = shape_of(need, rule, situation)
        if text:
            try:
                values[need.field] = shape.parse(text, context)
            except FieldError as error:
                raise BadField(need.field, str(error)) from None
        elif not need.optional:
            hint = shape.hint()
            remark = f" ({lower_first(hint)})" if hint else ""
            raise BadField(need.field, f"is still needed{remark}")
    return values


def typing(situation: Situation) -> Context:
    """What the texts of the form are read against."""
    return Context(situation.on, situation.client.currency, situation.month_first)


def shape_of(need: FormField, rule: DecisionRule, situation: Situation) -> Field:
    """The field in which a need is typed."""
    match need.kind.rstrip("?"):
        case "date":
            first = rule.effective if need.field == EFFECTIVE_FROM.field else None
            return Day(ahead=True, earliest=shift(situation.on, first or 0))
        case "number":
            hours = need.field.startswith(_HOURS)
            return Hours(need.least or 0) if hours else Number(need.least or 0)
        case "list" if need.field == "instalments":
            return Instalments()
        case "list" if need.field == "invoices":
            return References({fold(i.number or i.id): i.id for i in situation.ledger.invoice})
        case "list":
            return ListOf(Text())
        case "rule":
            return Rule()
        case _ if need.field == REASON and need.least is not None:
            return Reason(need.least)
        case _:
            return Text(need.least or 1)


def why_held(playbook: Playbook, decision: Decision) -> str | None:
    """Why one stayed with a client, as answered on the way or typed; None = not asked."""
    for question, value in playbook.answered(decision):
        if question.means == _HOLDING and (option := question.option(value)) is not None:
            return option.label
    typed = decision.set.get(HOLD)
    return str(typed) if typed else None
