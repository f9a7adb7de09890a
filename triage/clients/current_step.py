"""The step or door a client is in on a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from triage.health import ClientHistory, page_of
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.open_items import LATE, open_actions
from triage.paid_up import money_came_on, paid_up_on
from triage.playbook.state.abuse import SAFETY, contact_ended, draws_line
from triage.playbook.state.agreed_terms import seen_with_the_step
from triage.playbook.state.as_of import (
    attempts,
    decision_ids,
    decisions,
    decisions_in,
    newest_decision,
)
from triage.playbook.state.ladder import STAYING, counted_by_late
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import HELPERS, STEPS
from triage.records import Action, Attempt, Client, Decision

_WATCH = "watch"


@dataclass(frozen=True, slots=True)
class CurrentStep:
    """The step or door a client is in: decided, and still to be looked at. `looked_on` is the
    newest day on which something was decided in it, or more time was given.
    """

    attempt: str
    code: str
    entered: date
    looked_on: date
    review_by: date | None
    flag: str | None

    @property
    def of_ladder(self) -> bool:
        """Whether it ends with an outcome that the user says; a door does not."""
        return self.code in STEPS


def running_step(
    records: Ledger | ClientHistory,
    on: date,
    raised: Collection[str] = (),
    limits: Limits = DEFAULT,
) -> CurrentStep | None:
    """The newest decided step or door that is not over on day `on`; None when none runs.

    A step runs until its outcome is known, and rests while the client is leaving. A door has done
    its work with its decision: it is looked at again on its day, and past that day only while the
    flag that led to it is still there (`raised` = the codes raised on that day), one about money
    only while the money is missing, and one clear line after an insult only while the look at it is
    still to come; the end of contact for one's safety, until the client is closed. A step that
    late payment only counts as tried (G11) was not chosen by the user: its door runs, not the step.
    What was decided on a page later, be it for another flag, takes the place of what was decided
    there before.
    """
    history = ClientHistory.of(records)
    ledger, made = history.ledger, decisions(history.ledger, on)
    taken = [attempt for attempt in attempts(ledger, on) if attempt.taken_on is not None]
    going_on = [
        attempt
        for number, attempt in enumerate(taken)
        if attempt.outcome is None and not _is_replaced(attempt, taken[number + 1 :])
        if _of_this_life(attempt, ledger.client, on)
        and _runs(attempt, history, made, on, raised)
        and not _paid(attempt, history, made, on, limits)
        and not counted_by_late(attempt, made)
    ]
    if not going_on:
        return None
    newest = going_on[-1]
    entered = newest.taken_on or newest.on
    decided = [decision.on for decision in decisions_in(made, newest.id)]
    return CurrentStep(
        attempt=newest.id,
        code=newest.screen,
        entered=entered,
        looked_on=max([entered, newest.extended_on or entered, *decided]),
        review_by=newest.review_by,
        flag=newest.flag,
    )


def looks_with(step: CurrentStep, action: Action, situation: Situation) -> bool:
    """Whether a look for their answer is answered by how the running step went."""
    if not step.of_ladder:
        return False
    return seen_with_the_step(action, step.attempt, step.review_by, situation.decisions)


def _is_replaced(attempt: Attempt, later: Sequence[Attempt]) -> bool:
    """Whether the same page was decided on later; each flag is watched by itself."""
    if attempt.screen in (*STEPS, _WATCH):
        return False
    return any(after.screen == attempt.screen for after in later)


def _runs(
    attempt: Attempt,
    history: ClientHistory,
    made: Sequence[Decision],
    on: date,
    raised: Collection[str],
) -> bool:
    client = history.client
    if attempt.screen in STEPS:
        return attempt.paused_on is None or client.state in STAYING
    if attempt.review_by is None:
        return False
    if on <= attempt.review_by or (attempt.screen == SAFETY and contact_ended(client)):
        return True
    if _is_clear_line(attempt, made) and not _left_to_do(attempt, history, made, on):
        return False
    return attempt.flag in raised


def _is_clear_line(attempt: Attempt, made: Sequence[Decision]) -> bool:
    """Whether the page for safety answered an insult, and no danger, with one clear line."""
    if attempt.screen != SAFETY or page_of(attempt.flag) == SAFETY:
        return False
    newest = newest_decision(made, attempt.id)
    return newest is None or draws_line(newest)


def _left_to_do(
    attempt: Attempt, history: ClientHistory, made: Sequence[Decision], on: date
) -> bool:
    """Whether anything of what was decided in it is still to be done."""
    decided = decision_ids(made, attempt.id)
    return any(action.decision in decided for action in open_actions(history, on))


def _paid(
    attempt: Attempt,
    history: ClientHistory,
    made: Sequence[Decision],
    on: date,
    limits: Limits,
) -> bool:
    """Whether the money is there that the page about late payment was decided for."""
    if attempt.screen != LATE or attempt.taken_on is None:
        return False
    newest = newest_decision(made, attempt.id)
    if newest is not None:
        return money_came_on(newest, history, on, limits) is not None
    return paid_up_on(history, attempt.taken_on, on, limits) is not None


def _of_this_life(attempt: Attempt, client: Client, on: date) -> bool:
    """What was decided before they came back is history, and so is what led to the end."""
    back, closed = client.returned_on, client.closed_on
    if back is not None and back <= on:
        return attempt.on >= back
    if closed is None or closed > on:
        return True
    return attempt.screen in HELPERS or attempt.on > closed
