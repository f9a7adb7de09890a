"""What a decision asks for beyond its own form, and which decision stands in for one that is used
up or never offered."""

from __future__ import annotations

from collections.abc import Mapping

from triage.playbook.ask.entry_points import abusive_events
from triage.playbook.ask.facts import overdue, reminders
from triage.playbook.model import DecisionRule, FormField, Screen
from triage.playbook.state.as_of import decisions
from triage.playbook.state.situation import Situation
from triage.records import Decision

NEVER_ACCEPTED = frozenset({"OUR_TURN", "LIQUIDITY", "SAFETY"})
"""Flags that nobody should choose to live with."""

_HELD_FOR_NOW = frozenset({"HELP_NOW", "ADVICE"})
"""Decisions of `safety` that hold all contact until the next one."""

_REASON = FormField("reason", "text", 1)
_UNTIL = FormField("until", "date?")


def decision_for(
    situation: Situation, screen: Screen, rule: DecisionRule, flag: str | None
) -> DecisionRule:
    """The decision itself, or the one shown instead when its rule does not allow it now."""
    if rule.instead is None or _allowed(situation, screen, rule, flag):
        return rule
    return screen.decisions[rule.instead]


def further_needs(
    situation: Situation, rule: DecisionRule, answers: Mapping[str, str]
) -> tuple[FormField, ...]:
    """A final demand wants one reminder sent and one call tried before it, or a reason.

    Work under the floor, taken on to fill in, ends on a day (`due.FILL_IN_DAYS`).
    """
    asked = {need.field for need in rule.needs}
    if fills_in(answers) and _UNTIL.field not in asked:
        return (_UNTIL,)
    if rule.template != "final_demand" or _REASON.field in asked:
        return ()
    reminded = any(
        sent.message.template in ("payment_reminder", "payment_formal")
        for sent in reminders(situation)
    )
    return () if reminded and _called(situation) else (_REASON,)


def fills_in(answers: Mapping[str, str]) -> bool:
    """Whether the work is to go on under the floor, for a fixed time."""
    return answers.get("loss") == "fillin_work_for_a"


def no_contact(situation: Situation, screen: Screen, rule: DecisionRule) -> bool:
    """Whether nothing may be written to them by this decision (G10)."""
    return situation.client.do_not_contact and not lifts_hold(situation, screen, rule)


def lifts_hold(situation: Situation, screen: Screen, rule: DecisionRule) -> bool:
    """Whether it ends a hold of all contact that an earlier decision set for the moment only."""
    if screen.id != "safety" or rule.rule in ("stop_contact", "contact_through"):
        return False
    before = [d for d in decisions(situation.ledger, situation.on) if d.screen == screen.id]
    return bool(before) and before[-1].code in _HELD_FOR_NOW


def _allowed(situation: Situation, screen: Screen, rule: DecisionRule, flag: str | None) -> bool:
    match rule.rule:
        case "mute":
            abusive = flag == "DISRESPECT" and abusive_events(situation)
            return flag not in NEVER_ACCEPTED and not abusive
        case "last_try_once" | "leave_one_offer":
            return not _taken_before(situation, screen, rule)
        case _:
            return True


def _taken_before(situation: Situation, screen: Screen, rule: DecisionRule) -> bool:
    """Once in this life: after a return it may be used again."""
    back = situation.returned_on
    return any(
        decision.screen == screen.id
        and decision.code == rule.code
        and (back is None or decision.on >= back)
        for decision in decisions(situation.ledger, situation.on)
    )


def _called(situation: Situation) -> bool:
    """Whether a call was tried since the oldest overdue invoice fell due."""
    late = overdue(situation)
    since = late[0].due if late else situation.on
    calls = situation.history.events("call").until(situation.on)
    if any(event.on >= since for event in calls):
        return True
    told = decisions(situation.ledger, situation.on)
    return any(decision.on >= since and _told_of_call(decision) for decision in told)


def _told_of_call(decision: Decision) -> bool:
    """Whether its answers say what came of a call."""
    return any(
        step.get("question") == "cash" and step.get("value") != "i_have_not_called"
        for step in decision.because
    )
