"""The ladder's own records as they stood on a day: later days in their fields are not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from triage.health.windows import has_come
from triage.ledger import Ledger
from triage.playbook.vocabulary import STEPS
from triage.records import Answer, Attempt, Decision, Message


def attempts(ledger: Ledger, on: date) -> list[Attempt]:
    """Entries into steps and doors up to `on`, in the order in which they were decided."""
    known = [_as_of(attempt, on) for attempt in ledger.attempt if attempt.on <= on]
    return sorted(known, key=_order)


def decisions(ledger: Ledger, on: date) -> list[Decision]:
    """What was decided up to `on`, oldest first."""
    known = [decision for decision in ledger.decision if decision.on <= on]
    rank = {attempt.id: n for n, attempt in enumerate(attempts(ledger, on))}
    return sorted(known, key=lambda d: (d.on, rank.get(d.attempt, -1), d.id))


def decisions_in(made: Iterable[Decision], attempt: str | None) -> list[Decision]:
    """Those of one attempt, in their order."""
    return [decision for decision in made if decision.attempt == attempt]


def newest_decision(made: Iterable[Decision], attempt: str | None) -> Decision | None:
    """The last of one attempt in a list in order."""
    return next(reversed(decisions_in(made, attempt)), None)


def decision_ids(made: Iterable[Decision], attempt: str | None) -> set[str]:
    """The ids of those of one attempt."""
    return {decision.id for decision in decisions_in(made, attempt)}


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that really went out, with the step or door it belongs to (None = to none)."""

    message: Message
    day: date
    attempt: Attempt | None
    decision: Decision | None


def sent_messages(ledger: Ledger, on: date) -> list[SentMessage]:
    """Messages sent up to `on`, oldest first.

    One that is older than the decision of its step or door belongs to none.
    """
    attempt_of = {attempt.id: attempt for attempt in attempts(ledger, on)}
    decision_of = {decision.id: decision for decision in ledger.decision}
    sent_by_then = []
    for message in ledger.message:
        day = message.sent_on
        if day is None or day > on:
            continue
        attempt = attempt_of.get(message.attempt or "")
        decision = decision_of.get(message.decision or "")
        asked = decision.on if decision else attempt.taken_on if attempt else None
        if asked is not None and day < asked:
            attempt = decision = None
        sent_by_then.append(SentMessage(message, day, attempt, decision))
    return sorted(sent_by_then, key=lambda sent: (sent.day, sent.message.id))


def newest(records: Sequence[Attempt], screen: str) -> Attempt | None:
    """The last attempt at a screen in a list in order."""
    return next((a for a in reversed(records) if a.screen == screen), None)


def pending_answers(ledger: Ledger, attempt: Attempt | None, on: date) -> dict[str, Answer]:
    """The answers given so far in an attempt, before anything is decided, by question id.

    Those that led to a decision carry an id of that decision.
    """
    if attempt is None:
        return {}
    return {
        answer.question: answer
        for answer in ledger.answer
        if answer.attempt == attempt.id
        and answer.on <= on
        and answer.id == pending_id(attempt.id, answer.question)
    }


def pending_id(attempt: str, question: str) -> str:
    """The id of an answer while nothing is decided: a changed answer replaces the earlier one."""
    return f"{attempt}/{question}"


def _as_of(attempt: Attempt, on: date) -> Attempt:
    taken = _known(attempt.taken_on, on)
    # No step is over before it was decided.
    ended = max(attempt.outcome_on or attempt.on, attempt.taken_on or attempt.on)
    over = attempt.outcome is not None and ended <= on
    return replace(
        attempt,
        taken_on=taken,
        outcome=attempt.outcome if over else None,
        outcome_on=ended if over else None,
        extended_on=_known(attempt.extended_on, on),
        paused_on=_known(attempt.paused_on, on),
    )


def _known(day: date | None, on: date) -> date | None:
    return day if has_come(day, on) else None


def _order(attempt: Attempt) -> tuple[date, int, str, str]:
    """By the day of the decision; on one day in the order of the ladder, doors before steps."""
    day = attempt.taken_on or attempt.outcome_on or attempt.on
    step = STEPS.index(attempt.screen) if attempt.screen in STEPS else -1
    return day, step, attempt.opened_at or "", attempt.id
