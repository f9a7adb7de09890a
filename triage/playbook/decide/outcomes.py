"""How a step ended: what the records suggest, and what the user says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from triage.changes import ChangeSet, ChangeSetBuilder
from triage.health.windows import shift
from triage.playbook.after.closing import goodbye_decided
from triage.playbook.after.stale_actions import drop_actions
from triage.playbook.ask.entry_points import GO_FIRST, entry_point
from triage.playbook.day_text import in_words
from triage.playbook.decide.attempts import (
    attempt_for,
    put_attempt,
    stored_attempt,
)
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.agreed_terms import begins_on, seen_with_the_step, shown_by
from triage.playbook.state.as_of import decision_ids, decisions_in, newest, newest_decision
from triage.playbook.state.ladder import counted_by_late, ladder, ladder_flags
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import NA_CHARS, STEPS
from triage.reason import NoReason
from triage.reason import reason as checked_reason
from triage.records import Attempt, Outcome

WATCH_DAYS = 56
"""After `worked` it is watched for so long."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """How a step seems to have ended. The user says; the program never decides.

    `outcome` None = too early to tell: what was decided begins only on the day `begins`.
    `extend_to` = the new review day if more time is given instead: once, by the same length; from
    the beginning on, where that is still to come.
    """

    step: str
    outcome: Outcome | None
    reason: str
    due: date | None
    extend_to: date | None
    begins: date | None = None


def suggestion(situation: Situation) -> Suggestion | None:
    """What the running step's own flag says, beside the day it was decided; None = none runs."""
    steps = ladder(situation)
    current = steps.current
    if current is None or current.taken_on is None or steps.left is not None:
        return None
    if current.screen == STEPS[-1] and goodbye_decided(situation):
        return None  # a goodbye neither works nor fails
    own = newest_decision(situation.decisions, current.id)
    began = own.on if own is not None else current.taken_on
    flag = current.flag or next(iter(ladder_flags(situation)), None)
    then, now = situation.health_on(began).severity(flag), situation.severity(flag)
    begins = begins_on(own) if own is not None else None
    if now and own is not None and begins is not None and begins > situation.on:
        return Suggestion(
            step=current.screen,
            outcome=None,
            reason=f"what you decided begins on {in_words(begins, situation.on)}",
            due=current.review_by,
            extend_to=shown_by(begins),
            begins=begins,
        )
    outcome: Outcome = "worked" if not now else "partly" if now < then else "failed"
    return Suggestion(
        step=current.screen,
        outcome=outcome,
        reason=_reason(situation, flag, outcome, began),
        due=current.review_by,
        extend_to=_extension(current, began) if outcome == "partly" else None,
    )


def outcome_due(situation: Situation) -> bool:
    """Whether the next thing to decide is how the running step went: its review day has come.

    Danger, a goodbye of theirs and a complaint go before it; a step that late payment only counts
    as tried was not chosen by the user, who is not asked about it.
    """
    current = ladder(situation).current
    return (
        suggestion(situation) is not None
        and current is not None
        and current.review_by is not None
        and current.review_by <= situation.on
        and not counted_by_late(current, situation.decisions)
        and entry_point(situation).screen not in GO_FIRST
    )


def goes_on(situation: Situation) -> bool:
    """Whether the next thing is to carry a goodbye through that was told, and not to begin one."""
    return goodbye_decided(situation) and entry_point(situation).screen == STEPS[-1]


def extend(situation: Situation) -> ChangeSet:
    """Give the running step the same time once more. Raises DecisionRefused when it has had it."""
    suggested = suggestion(situation)
    if suggested is None:
        raise DecisionRefused("no step is in progress")
    if suggested.extend_to is None:
        raise DecisionRefused(
            f"{_title(situation, suggested.step)} can be extended once, and only while things are "
            "improving; say how it ended"
        )
    attempt, _ = attempt_for(situation, suggested.step, None)
    writing = ChangeSetBuilder()
    longer = replace(attempt, review_by=suggested.extend_to)
    if suggested.begins is None:
        longer = replace(longer, extended_on=situation.on)
    put_attempt(writing, situation, longer)
    if suggested.due is not None and suggested.due <= situation.on:
        for action in situation.open_actions:
            if seen_with_the_step(action, attempt.id, suggested.due, situation.decisions):
                writing.put(replace(action, done_on=situation.on), action)
    return writing.build(f"More time for {suggested.step}, until {in_words(suggested.extend_to)}")


def record_outcome(
    situation: Situation, step: str, outcome: Outcome, reason: str | None = None
) -> ChangeSet:
    """How a step ended, on any day from its decision on; said again, it replaces what was said.

    To pass a step by (na) takes a reason and no decision before it. Raises DecisionRefused.
    """
    if step not in STEPS:
        raise DecisionRefused(f"outcomes can be recorded only for these steps: {', '.join(STEPS)}")
    title = _title(situation, step)
    reason = (reason or "").strip() or None
    attempt = _attempt(situation, step)
    _check_day(situation, attempt)
    decided = attempt.taken_on is not None and attempt.taken_on <= situation.on
    if outcome == "na":
        if decided:
            raise DecisionRefused(
                f"{title} was decided on {in_words(attempt.taken_on or attempt.on)}: "
                "too late to skip it; say worked, partly or failed"
            )
        try:
            reason = checked_reason(reason or "", NA_CHARS)
        except NoReason as no_reason:
            raise DecisionRefused(f"to skip {title}, give a reason: {no_reason}") from None
    elif not decided:
        raise DecisionRefused(
            f"nothing has been decided in {title} yet; "
            "decide first, or skip it (“na”, with a reason)"
        )
    ended = replace(attempt, outcome=outcome, outcome_on=situation.on, outcome_reason=reason)
    writing = ChangeSetBuilder()
    put_attempt(writing, situation, ended)
    drop_actions(writing, situation, decision_ids(situation.ledger.decision, attempt.id))
    return writing.build(f"{title}: {outcome}")


def _title(situation: Situation, step: str) -> str:
    return f"“{situation.playbook.screens[step].title}”"


def _check_day(situation: Situation, attempt: Attempt) -> None:
    """No step is over before its newest decision. Raises DecisionRefused."""
    days = [d.on for d in decisions_in(situation.ledger.decision, attempt.id)]
    decided = max([*days, *([attempt.taken_on] if attempt.taken_on else [])], default=None)
    if decided is not None and situation.on < decided:
        raise DecisionRefused(
            f"{_title(situation, attempt.screen)} was decided on "
            f"{in_words(decided, situation.on)}; it cannot have ended before that"
        )


def _attempt(situation: Situation, step: str) -> Attempt:
    """The attempt that goes on, else the last one, whose outcome is said again, else a new one."""
    attempt, stored = attempt_for(situation, step, ladder_flag(situation))
    if stored:
        return attempt
    last = newest(situation.attempts, step)
    counts = last is not None and ladder(situation).ended.get(step) is not None
    return stored_attempt(situation, last) if counts and last is not None else attempt


def ladder_flag(situation: Situation) -> str | None:
    """The flag a step is about: the worst one that is a matter for the ladder, else the worst."""
    return next(iter(ladder_flags(situation)), situation.worst_code)


def _extension(current: Attempt, began: date) -> date | None:
    if current.extended_on is not None or current.review_by is None:
        return None
    return shift(current.review_by, _length(current.review_by, began))


def _length(review_by: date | None, began: date) -> int:
    """Days from a decision to the look at it."""
    return 1 if review_by is None else max(1, (review_by - began).days)


def _reason(situation: Situation, flag: str | None, outcome: Outcome, began: date) -> str:
    if outcome == "worked":
        return f"{flag} is no longer flagged" if flag else "nothing is flagged"
    now = situation.flag(flag)
    reason = now.reason if now else ""
    beside = "better" if outcome == "partly" else "no better"
    return f"{reason}; {beside} than on {in_words(began, situation.on)}"
