"""The one thing to do next with a client: the same page that `decide` opens without a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from triage.current_step import CurrentStep
from triage.open_items import open_actions
from triage.playbook.after.closing import closes
from triage.playbook.ask.entry_points import GO_FIRST, EntryPoint, entry_point
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS
from triage.records import Action

_OUTCOME_ASKED = (*STEPS, "watch")
"""Pages behind which the running step's own day is what matters; the other doors come first."""
_WAITS = frozenset({"watch", "later"})
"""The pages of somebody with whom nothing has to be done today."""


@dataclass(frozen=True, slots=True)
class NextAction:
    """What to do, by when (`due` None = no day of its own), and the guided page that does it.

    `outcome` is the step whose outcome is to be said instead of opening a page; `action` the id of
    the stored action this is.
    """

    text: str
    due: date | None
    screen: str | None = None
    outcome: str | None = None
    action: str | None = None


def next_action(situation: Situation, step: CurrentStep | None) -> NextAction | None:
    """The one next action; None for somebody with whom nothing is to be done.

    The page is chosen first, and the sentence is the one that belongs to that page: a list, a card
    and `decide` can never propose two things at once.
    """
    if closes(situation):
        return NextAction("Close the client: nothing is left open", situation.on)
    entry = entry_point(situation)
    if (action := _stored_action(situation, step, entry)) is not None:
        return NextAction(action.text, action.due, entry.screen, action=action.id)
    if entry.screen in GO_FIRST:
        return _open_page(situation, entry)
    if step is not None and (proposal := _of_step(situation, step, entry)) is not None:
        return proposal
    health = situation.health
    if entry.screen not in _WAITS or (health.flags and health.health != "unknown"):
        return _open_page(situation, entry)
    if health.unknown:
        return NextAction(health.unknown[0].do, None, entry.screen)
    later = next(iter(open_actions(situation.ledger, situation.on)), None)
    if later is None:
        return None
    return NextAction(later.text, later.due, entry.screen, action=later.id)


def _stored_action(
    situation: Situation, step: CurrentStep | None, entry: EntryPoint
) -> Action | None:
    """An action that is due or belongs to the running step; on a page that goes before all
    others only the actions that were decided there."""
    of_running = {
        decision.id
        for decision in situation.ledger.decision
        if step is not None and decision.attempt == step.attempt
    }
    for action in _allowed(situation, entry):
        is_due = action.due is not None and action.due <= situation.on
        if is_due or action.decision in of_running:
            return action
    return None


def _allowed(situation: Situation, entry: EntryPoint) -> Iterator[Action]:
    screens = {decision.id: decision.screen for decision in situation.ledger.decision}
    for action in open_actions(situation.ledger, situation.on):
        if entry.screen not in GO_FIRST or screens.get(action.decision or "") == entry.screen:
            yield action


def _of_step(situation: Situation, step: CurrentStep, entry: EntryPoint) -> NextAction | None:
    """How the running step went, or what its door waits for; None when another page comes first."""
    worst = situation.worst
    if step.of_ladder:
        is_due = step.review_by is not None and step.review_by <= situation.on
        own_flag = worst is None or step.flag in (None, worst.code)
        if entry.screen in _OUTCOME_ASKED and (is_due or own_flag):
            title = situation.playbook.title(step.code)
            return NextAction(f"Record how “{title}” went", step.review_by, entry.screen, step.code)
        return None
    if worst is None:
        return NextAction("See how it is going", step.review_by, entry.screen)
    if step.flag == worst.code == entry.flag:
        return NextAction(worst.next_action, step.review_by, entry.screen)
    return None


def _open_page(situation: Situation, entry: EntryPoint) -> NextAction:
    """What the page's own flag asks for, else what the page is for."""
    flag = situation.flag(entry.flag)
    screen = situation.playbook.screens[entry.screen]
    text = flag.next_action if flag is not None and not _by_itself(entry) else screen.do
    return NextAction(text, situation.on, entry.screen)


def _by_itself(entry: EntryPoint) -> bool:
    """Whether the page has its own reason: the flag beside it belongs to other pages."""
    return entry.screen in ("leaving", "lesson") or (
        entry.screen == "complaint" and entry.flag != "OUR_TURN"
    )
