"""What a plain `decide` shows before any question of its page, in the order of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from triage.clients.safety_look import ANSWERS, NO_CLIENT, NOTHING_NEW, OVER, SOMETHING_NEW
from triage.playbook.decide.outcomes import outcome_due
from triage.playbook.decide.standing import standing_decision
from triage.playbook.state.abuse import SAFETY
from triage.playbook.state.as_of import newest_decision
from triage.playbook.state.ladder import ladder
from triage.terms import value_term

if TYPE_CHECKING:
    from triage.clients.overview import Overview
    from triage.clients.safety_look import SafetyLook
    from triage.playbook.state.situation import Situation
    from triage.records import Attempt, Decision

SAFETY_ANSWERS = {"nothing_new": NOTHING_NEW, "over": OVER, "no_client": NO_CLIENT}
"""How the answers to the look at one's safety are called as an outcome."""
STEP_OUTCOMES = ("worked", "partly", "failed")
"""How a step that was decided can have ended."""


def at_the_door(now: Situation, overview: Overview) -> list[str]:
    """The look at one's safety, how the running step went, or the decision that stands; nothing
    where the page is to be gone through.
    """
    if overview.safety_look is not None:
        return list(_looks(now, overview.safety_look))
    step = ladder(now).current
    if step is not None and outcome_due(now):
        return list(_went(now, step))
    stands = standing_decision(now)
    return [] if stands is None else list(_stands(now, stands))


def _looks(now: Situation, look: SafetyLook) -> Iterator[str]:
    """What was decided for one's safety, and the one question about it."""
    yield f"{now.playbook.title(SAFETY)}: {look.question(now.on)}"
    if decided := look.as_decided(now.on):
        yield f"  {'decided':<10} {decided}"
    for word, number in SAFETY_ANSWERS.items():
        yield f"  {ANSWERS[number - 1]}: goodterms outcome {now.client.id} {SAFETY} {word}"
    log = f"goodterms log {now.client.id}, then goodterms decide {now.client.id} {SAFETY}"
    yield f"  {ANSWERS[SOMETHING_NEW - 1]}: {log}"


def _went(now: Situation, step: Attempt) -> Iterator[str]:
    """How the step went is asked before anything else is decided."""
    yield f"{now.playbook.title(step.screen)}: how did it go?"
    if (decision := newest_decision(now.decisions, step.id)) is not None:
        yield f"  {'decided':<10} {decision.say}, {decision.on}"
    for word in STEP_OUTCOMES:
        said = value_term("outcome", word)
        yield f"  {said}: goodterms outcome {now.client.id} {step.screen} {word}"
    yield f"without an outcome: goodterms decide {now.client.id} {step.screen}"


def _stands(now: Situation, decision: Decision) -> Iterator[str]:
    """What was decided, what is left to do of it, and when it is looked at."""
    title = now.playbook.title(decision.screen)
    yield f"{title}: decided on {decision.on}: {decision.say}"
    left = [each for each in now.open_actions if each.decision == decision.id]
    yield from (f"  to do: {action.text}, {action.due or 'no date'}" for action in left)
    attempt = next(each for each in now.attempts if each.id == decision.attempt)
    yield f"  review by {attempt.review_by}"
    yield f"to decide anew: goodterms decide {now.client.id} {decision.screen}"
