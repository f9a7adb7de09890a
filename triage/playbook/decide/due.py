"""What a decision puts on the list of things to do, and the day on which it is looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.health.windows import shift
from triage.playbook.after.closing import notice_ends
from triage.playbook.ask.facts import overdue
from triage.playbook.day_text import months_later, next_weekday
from triage.playbook.decide.form_requirements import fills_in, no_contact
from triage.playbook.model import DecisionRule, Further, Screen
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import TEMPLATE_WORDS

CURE_DAYS = 30
"""To mend what was named, where the contract sets no time; 15 to 30 days are common."""
STEP_APART_DAYS = 3
"""Payment steps are at least so far apart."""
FIRST_PAUSE_NOTICE_DAYS = 3
"""Notice before a pause where the clause names none; 48 to 72 hours are common."""
FILL_IN_DAYS = 84
"""Work under the floor goes on for so long where no day was named: our default, twelve weeks."""
CHECK_IN_DAYS = 180
MOST_CHECK_INS = 3
"""A hello after 90 days, then every 180, three at most."""

_REST_MONTHS: Mapping[str, int] = {
    "in_a_month": 1,
    "in_three_months": 3,
    "in_six_months": 6,
    "next_year_same_season": 12,
}
_CHECK_IN = "later_checkin"

Values = Mapping[str, Any]
"""The last small form, read: dates, numbers, lists, texts by field."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do. `due` None = on a day that the last small form still has to say."""

    text: str
    due: date | None
    template: str | None = None
    to: str | None = None


def things_to_do(
    situation: Situation,
    screen: Screen,
    rule: DecisionRule,
    values: Values,
    answers: Mapping[str, str],
) -> list[Due]:
    """Everything the decision asks for, in the order in which it was thought of."""
    found = [
        *_main(situation, rule, values),
        *(_further(situation, more, values) for more in rule.also),
        *_looks(situation, screen, rule),
        *_of_rule(situation, rule, values, answers),
        *_fill_in(situation, values, answers),
    ]
    if not no_contact(situation, screen, rule):
        return found
    # Nothing goes to them directly: whatever is a message is arranged through somebody else.
    return [
        Due(f"{due.text}, through somebody else: no contact", due.due) if due.template else due
        for due in found
    ]


def review_day(
    situation: Situation, screen: Screen, rule: DecisionRule, values: Values
) -> date | None:
    """When it is looked at again; None when it is over, or the day is not known yet."""
    on = situation.on
    if rule.review == "gift_end":
        end: date | None = values.get("until")
        return end
    if rule.review == "cure_days":
        days = situation.client.contract.cure_days
        return shift(on, CURE_DAYS if days is None else days)
    if rule.rule == "promise":
        due = values.get("due")
        return None if due is None else next_weekday(due)
    if rule.rule == "last_try_once" and "until" in values:
        until: date = values["until"]
        return until
    if isinstance(rule.review, int):
        return shift(on, rule.review)
    if rule.next_day is not None and (late := overdue(situation)):
        return max(shift(late[0].due, rule.next_day), shift(on, STEP_APART_DAYS))
    if rule.outcome is not None:
        return None
    if rule.stays and rule.due is not None:
        return shift(on, rule.due)
    return shift(on, screen.review) if screen.review else None


def ends_on(situation: Situation, rule: DecisionRule, values: Values) -> date | None:
    """The end date of a goodbye: as typed, else the notice counted from the letter's day."""
    if rule.ends is None:
        return None
    if "end_date" in values:
        typed: date = values["end_date"]
        return typed
    letter = [more.due for more in rule.also if more.template == "parting_letter"]
    return notice_ends(situation, shift(situation.on, max([rule.due or 0, *letter])))


def _main(situation: Situation, rule: DecisionRule, values: Values) -> Iterator[Due]:
    on = situation.on
    day: date | None
    if rule.day is not None:
        day = max(on, shift(_silent_from(situation), rule.day))
    elif rule.rule == "last_try_once" and "until" in values:
        day = values["until"]
    elif rule.due is not None:
        day = shift(on, rule.due)
    else:
        return
    detail = values.get("text") or values.get("person")
    text = f"{rule.say}: {detail}" if detail else rule.say
    to = rule.to if rule.to is None else str(values.get("person", rule.to))
    yield Due(text, day, rule.template, to)


def _further(situation: Situation, more: Further, values: Values) -> Due:
    text = more.text or TEMPLATE_WORDS[more.template or ""]
    if more.after is None:
        return Due(text, shift(situation.on, more.due), more.template)
    fixed = values.get("fix_by")
    return Due(text, None if fixed is None else shift(fixed, more.due), more.template)


def _looks(situation: Situation, screen: Screen, rule: DecisionRule) -> Iterator[Due]:
    if rule.check is not None:
        yield Due(f"Half-time look: {screen.title}", shift(situation.on, rule.check))
    if rule.answer is not None:
        days = (rule.due or 0) + rule.answer
        yield Due("Their answer is due", shift(situation.on, days))


def _of_rule(
    situation: Situation, rule: DecisionRule, values: Values, answers: Mapping[str, str]
) -> Iterator[Due]:
    on = situation.on
    match rule.rule:
        case "promise":
            due = values.get("due")
            yield Due("Look whether the payment came", due and next_weekday(due))
        case "pause":
            days = situation.client.contract.pause_notice_days
            notice = FIRST_PAUSE_NOTICE_DAYS if days is None else days
            yield Due("Pause the work, unless they paid", shift(on, notice))
        case "checkin_180" if _check_ins(situation) < MOST_CHECK_INS:
            yield Due(TEMPLATE_WORDS[_CHECK_IN], shift(on, CHECK_IN_DAYS), _CHECK_IN)
        case "rest_until":
            if answers.get("money") == "to_be_invoiced_remind":
                yield Due("Send the last invoice", shift(on, 1))
            again = rest_ends(situation, values, answers)
            if again is not None:
                yield Due("Think of them again", again)
    if rule.checklist == "prepare":
        yield Due("Ready to go on?", values.get("until"))


def _fill_in(situation: Situation, values: Values, answers: Mapping[str, str]) -> Iterator[Due]:
    """A deal that loses money needs an end date."""
    if fills_in(answers):
        until = values.get("until", shift(situation.on, FILL_IN_DAYS))
        yield Due("The work under your floor ends: agree anew, or stop it", until)


def rest_ends(situation: Situation, values: Values, answers: Mapping[str, str]) -> date | None:
    """The day on which a resting client comes to mind again; None = only if they write."""
    if "until" in values:
        until: date = values["until"]
        return until
    months = _REST_MONTHS.get(answers.get("again", ""))
    return None if months is None else months_later(situation.on, months)


def _silent_from(situation: Situation) -> date:
    """The day of the first question that nobody has answered; today when there is none."""
    flag = situation.flag("SILENT")
    asked = set(flag.evidence) if flag else set()
    days = [event.on for event in situation.ledger.event if event.id in asked]
    return min(days, default=situation.on)


def _check_ins(situation: Situation) -> int:
    """Hellos said since it ended or began to rest."""
    since = situation.client.closed_on
    return sum(
        message.template == _CHECK_IN
        and message.sent_on is not None
        and message.sent_on <= situation.on
        and (since is None or message.sent_on >= since)
        for message in situation.ledger.message
    )
