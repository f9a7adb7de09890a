"""What a fact on record answers, so that no question is asked as if nothing were known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from triage.health import RULES, is_about_payment
from triage.health.windows import shift
from triage.playbook.model import Question
from triage.playbook.state.repeats import repeats
from triage.playbook.state.situation import Situation

STANDS_DAYS = 28
"""An answer given in a decision stands for so long, and what was done longer ago says nothing of
today: as long as a trial; our default."""


def known_answer(situation: Situation, question: Question) -> str | None:
    """The key of the answer that a fact gives to a question; None where it gives none.

    Of a question that a fact can answer the first option says that it is so, the second not.
    """
    return _FACTS[question.known_by or ""](situation, question)


def _earlier_answer(situation: Situation, question: Question) -> str | None:
    """What was answered when it was last decided on that page, while that is fresh."""
    for decision in reversed(situation.decisions):
        if decision.on <= shift(situation.on, -STANDS_DAYS):
            return None
        for asked, value in situation.playbook.answered(decision):
            if asked == question and (option := asked.option(value)) is not None:
                return option.key
    return None


def _done_since(situation: Situation, question: Question) -> str | None:
    """Whether what was decided by the second answer was done since, while that is fresh: they were
    asked, and it need not be said a second time.
    """
    done, not_yet = question.options[:2]
    ledger, first = situation.ledger, shift(situation.on, 1 - STANDS_DAYS)
    for decision in reversed(situation.decisions):
        if (question, not_yet.key) not in situation.playbook.answered(decision):
            continue
        days = [m.sent_on for m in ledger.message if m.decision == decision.id]
        days += [a.done_on for a in ledger.action if a.decision == decision.id]
        if any(day is not None and first <= day <= situation.on for day in days):
            return done.key
    return None


def _happened_before(situation: Situation, question: Question) -> str | None:
    """Whether the records hold more than one of what the worst flag is about."""
    worst = situation.worst
    if worst is None:
        return None
    if is_about_payment(worst.code):
        good, seen = situation.facts.paid_on_time
        return question.options[0].key if seen > good else None
    rule = RULES.get(worst.code)
    if rule is None or rule.repeats_with is None:
        return None
    first = min((e.on for e in situation.ledger.event if rule.repeats_with(e)), default=None)
    if first is None:
        return None
    again = repeats(situation, worst.code, first) > 0
    return question.options[0 if again else 1].key


def _notice(situation: Situation, question: Question) -> str | None:
    """They said that they go: they have decided."""
    return question.options[0].key if situation.notices else None


def _leave_reason(situation: Situation, question: Question) -> str | None:
    """The reason that was logged with the notice; one that they did not give is theirs alone."""
    notices = situation.notices
    reason = notices[-1].reason if notices else None
    fitting = (option.key for option in question.options if option.leave_reason == reason)
    return next(fitting, None) if reason is not None else None


_FACTS: Mapping[str, Callable[[Situation, Question], str | None]] = {
    "done_since": _done_since,
    "earlier_answer": _earlier_answer,
    "happened_before": _happened_before,
    "leave_reason": _leave_reason,
    "notice": _notice,
}
"""By the name that a playbook calls them."""
