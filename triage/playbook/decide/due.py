"""What a decision puts on the list of things to do, and the day on which it is looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.health.number_text import counted
from triage.health.windows import shift
from triage.message_templates import load_templates
from triage.open_items import LOOK_FOR_ANSWER, LOOK_FOR_PAYMENT
from triage.playbook.after.closing import (
    agreed_in_writing,
    agreed_notice,
    end_date,
    goodbye_decided,
    notice_ends,
)
from triage.playbook.ask.form_requirements import no_contact, term_of
from triage.playbook.day_text import in_words, months_later, next_weekday
from triage.playbook.errors import BadField
from triage.playbook.model import FIX, SENT, DecisionRule, Further, Option, Screen
from triage.playbook.state.agreed_terms import EFFECTIVE_FIELD, shown_by
from triage.playbook.state.as_of import SentMessage
from triage.playbook.state.late_stage import after_step
from triage.playbook.state.overdue import REMINDERS, not_due_yet, overdue
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import CURE_TIME, STEPS

CURE_DAYS = 30
"""To mend what was named, where the contract sets no time; 15 to 30 days are common."""
FIRST_PAUSE_NOTICE_DAYS = 3
"""Notice before a pause where the clause names none; 48 to 72 hours are common."""
END_DATE_FIELD = "end_date"
"""The field of the last day."""
CHECK_IN_DAYS = 180
MOST_CHECK_INS = 3
"""A hello after 90 days, then every 180, three at most."""

"""What a promise to pay is looked at again for: the records answer it as well."""
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
    chosen: Sequence[Option],
) -> list[Due]:
    """Everything the decision asks for, in the order in which it was thought of."""
    dues = [
        *_main(situation, rule, values),
        *(_further(situation, more, values, rule) for more in rule.also),
        *_looks(situation, screen, rule),
        *(_further(situation, more, values, rule) for option in chosen for more in option.also),
        *_of_effect(situation, rule, values, chosen),
        *_of_term(situation, values, chosen),
    ]
    if rule.ends is not None and goodbye_decided(situation):
        # Decided once more, for another last day: what they have had is not sent again.
        had = {sent.message.template for sent in situation.sent if _of_goodbye(situation, sent)}
        dues = [due for due in dues if due.template is None or due.template not in had]
    if not no_contact(situation, screen, rule):
        return dues
    # Nothing goes to them directly: whatever is a message is arranged through somebody else.
    return [
        Due(f"{due.text} (you are not in contact: someone else sends it)", due.due)
        if due.template
        else due
        for due in dues
    ]


def _of_goodbye(situation: Situation, sent: SentMessage) -> bool:
    """Whether a message went out for the goodbye that is on its way."""
    return (
        sent.attempt is not None
        and sent.attempt.screen == STEPS[-1]
        and situation.of_this_life(sent.day)
    )


def review_day(
    situation: Situation, screen: Screen, rule: DecisionRule, values: Values
) -> date | None:
    """When it is looked at again; None when it is over, or the day is not known yet."""
    on = situation.on
    if isinstance(rule.review, str):
        name, _, later = rule.review.partition("+")
        day: date | None = _cured(situation) if name == CURE_TIME else values.get(name)
        return None if day is None else shift(day, int(later or 0))
    if rule.effect == "promise":
        due = values.get("due")
        return None if due is None else next_weekday(due)
    if rule.effect == "wait_until_due":
        return _after_due(situation)
    if rule.effect == "last_try" and "until" in values:
        until: date = values["until"]
        return until
    if rule.review is not None:
        day = shift(on, rule.review)
        return max(day, *_decides(situation, rule, values)) if screen.id in STEPS else day
    if rule.next_day is not None and (late := overdue(situation)):
        return max(shift(late[0].due, rule.next_day), _after_message(situation, rule))
    if rule.outcome is not None:
        return None
    if rule.stays and rule.due is not None:
        return shift(on, rule.due)
    if screen.review and rule.template in REMINDERS:
        return max(shift(on, screen.review), _after_message(situation, rule))
    first = on if rule.day is None else _day_of_silence(situation, rule.day)
    return shift(first, screen.review) if screen.review else None


def _decides(situation: Situation, rule: DecisionRule, values: Values) -> Iterator[date]:
    """The days before which it cannot be said how a step went: that of their answer to its message,
    and that by which new terms have shown something.
    """
    yield situation.on
    if rule.answer is not None:
        yield shift(situation.on, (rule.due or 0) + rule.answer)
    first = values.get(EFFECTIVE_FIELD)
    if first is None and rule.effective is not None:
        first = shift(situation.on, rule.effective)
    if first is not None:
        yield shown_by(first)


def _cured(situation: Situation) -> date:
    """The day by which they have to mend what was named."""
    days = situation.client.contract.cure_days
    return shift(situation.on, CURE_DAYS if days is None else days)


def _after_message(situation: Situation, rule: DecisionRule) -> date:
    """The first day on which another step to get paid may follow the decision's message."""
    return after_step(situation, shift(situation.on, rule.due or 0))


def ends_on(situation: Situation, rule: DecisionRule, values: Values) -> date | None:
    """The end date of a goodbye: as typed, else the notice counted from the letter's day."""
    if rule.ends is None:
        return None
    if END_DATE_FIELD in values:
        typed: date = values[END_DATE_FIELD]
        return typed
    letter = [more.due for more in rule.also if more.template == "parting_letter"]
    return notice_ends(situation, shift(situation.on, max([rule.due or 0, *letter])))


def check_end(
    situation: Situation, rule: DecisionRule, values: Values, chosen: Sequence[Option]
) -> None:
    """Our own last day keeps the notice: the agreed one, else the fair one.

    Shorter is what both agreed on in writing, or what safety asks for. Raises BadField.
    """
    end = values.get(END_DATE_FIELD)
    earliest = notice_ends(situation, situation.on)
    if rule.ends is None or end is None or end >= earliest or situation.flag("SAFETY"):
        return
    if agreed_in_writing(situation) and any(option.ended_by == "mutual" for option in chosen):
        return
    days = agreed_notice(situation)
    what = "a fair notice" if days is None else f"the agreed notice of {counted(days, 'day')}"
    raise BadField(
        END_DATE_FIELD,
        f"{in_words(end, situation.on)} is before {what} ends "
        f"({in_words(earliest, situation.on)}); if you both agreed on it in writing, "
        "log that as new terms",
    )


def _main(situation: Situation, rule: DecisionRule, values: Values) -> Iterator[Due]:
    on = situation.on
    day: date | None
    if rule.day is not None:
        day = _day_of_silence(situation, rule.day)
    elif rule.effect == "last_try" and "until" in values:
        day = values["until"]
    elif rule.due is not None:
        day = shift(on, rule.due)
    else:
        return
    detail = values.get("text") or values.get("person")
    say = load_templates()[rule.template].do if rule.by_message and rule.template else rule.say
    text = f"{say}: {detail}" if detail else say
    to = rule.to if rule.to is None else str(values.get("person", rule.to))
    yield Due(text, day, rule.template, to)


def _day_of_silence(situation: Situation, number: int) -> date:
    """So many days after they fell silent; today where that day has gone by."""
    return max(situation.on, shift(_silent_from(situation), number))


def _further(situation: Situation, more: Further, values: Values, rule: DecisionRule) -> Due:
    text = more.text or load_templates()[more.template or ""].do
    if more.last is not None and (last := _last_day(situation, rule, values)) is not None:
        return Due(text, _around(last, more.last, situation.on, more.due), more.template)
    if more.after != FIX:
        # What waits for the message counts from its day, anew once that is known.
        first = (rule.due or 0) if more.after == SENT else 0
        return Due(text, shift(situation.on, first + more.due), more.template)
    fixed = values.get("fix_by")
    return Due(text, None if fixed is None else shift(fixed, more.due), more.template)


def _last_day(situation: Situation, rule: DecisionRule, values: Values) -> date | None:
    """The day on which the relation ends by this decision: typed, by the notice, or as they named
    it. None where it is not known, or has gone by.
    """
    last: date | None = values.get(END_DATE_FIELD) or ends_on(situation, rule, values)
    if last is None and rule.lets_go:
        last = end_date(situation)
    return last if last is not None and last >= situation.on else None


def _around(last: date, days: int, on: date, due: int) -> date:
    """So many days from the last day; where that is too soon, `due` days from now, but by it."""
    day = shift(last, days)
    return day if day > on else min(last, shift(on, due))


def _looks(situation: Situation, screen: Screen, rule: DecisionRule) -> Iterator[Due]:
    if rule.check is not None:
        yield Due(f"Midpoint check: {screen.title}", shift(situation.on, rule.check))
    if rule.answer is not None:
        days = (rule.due or 0) + rule.answer
        yield Due(LOOK_FOR_ANSWER, shift(situation.on, days))


def _of_effect(
    situation: Situation, rule: DecisionRule, values: Values, chosen: Sequence[Option]
) -> Iterator[Due]:
    on = situation.on
    match rule.effect:
        case "promise":
            due = values.get("due")
            yield Due(LOOK_FOR_PAYMENT, due and next_weekday(due))
        case "wait_until_due":
            yield Due(LOOK_FOR_PAYMENT, _after_due(situation))
        case "pause":
            days = situation.client.contract.pause_notice_days
            notice = FIRST_PAUSE_NOTICE_DAYS if days is None else days
            yield Due("Pause the work, unless they paid", shift(on, notice))
        case "check_in" if _check_ins(situation) < MOST_CHECK_INS:
            yield Due(load_templates()[_CHECK_IN].do, shift(on, CHECK_IN_DAYS), _CHECK_IN)
        case "rest_until":
            again = rest_ends(situation, values, chosen)
            if again is not None:
                yield Due("Say hello again", again)
    if rule.checklist == "prepare":
        yield Due("Decide whether you are ready to go on", values.get("until"))


def _after_due(situation: Situation) -> date:
    """The first working day on which what is owed can be late."""
    days = [account.due for account in not_due_yet(situation)]
    return next_weekday(min(days, default=situation.on))


def _of_term(situation: Situation, values: Values, chosen: Sequence[Option]) -> Iterator[Due]:
    """A deal that loses money needs an end date."""
    if (term := term_of(chosen)) is not None:
        yield Due(term.text, values.get("until", shift(situation.on, term.days)))


def rest_ends(situation: Situation, values: Values, chosen: Iterable[Option]) -> date | None:
    """The day on which a resting client comes to mind again; None = only if they write."""
    if "until" in values:
        until: date = values["until"]
        return until
    months = next((option.rests for option in chosen if option.rests is not None), None)
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
