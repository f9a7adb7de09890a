"""What a decision asks for beyond its own form, and which decision stands in for one that is used
up or never offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from triage.health import is_never_accepted
from triage.playbook.ask.contradictions import contradiction, is_denied
from triage.playbook.ask.entry_points import abusive_events
from triage.playbook.ask.walk import WalkStep, chosen
from triage.playbook.model import DecisionRule, FormField, Option, Screen, Term
from triage.playbook.state.overdue import overdue, reminders
from triage.playbook.state.situation import Situation
from triage.reason import NoReason
from triage.reason import reason as checked_reason

_REASON = FormField("reason", "text", 1, "Why?")
OWN_PLANS_REASON = FormField("reason", "text", 40, "What are your own reasons?")
"""With a goodbye for one's own plans: as many characters as an override takes."""
STOP_CHARS = 20
_STOP_REASON = FormField("reason", "text", STOP_CHARS, "What happened?")
"""With the end of all contact, where nothing on record says what it is for; our default."""


def decision_for(
    situation: Situation,
    screen: Screen,
    rule: DecisionRule,
    flag: str | None,
    chosen: Sequence[Option] = (),
) -> DecisionRule:
    """The decision itself, or the one shown instead when its rule or a fact does not allow it now;
    that one then says which fact.
    """
    if rule.instead is None:
        return rule
    stand_in = screen.decisions[rule.instead]
    if not _allowed(situation, screen, rule, flag):
        return stand_in
    against = contradiction(situation, rule, chosen)
    if against is None:
        return rule
    denied = any(is_denied(situation, option) for option in chosen)
    return replace(stand_in, say=f"{stand_in.say}: {against}", denied=denied)


def further_needs(
    situation: Situation, rule: DecisionRule, path: Sequence[WalkStep], *, own_plans: bool
) -> tuple[FormField, ...]:
    """A final demand wants one reminder sent and one call tried before it, or a reason.

    What an answer has set a term to ends on a day. A goodbye for one's own plans says which. The
    end of all contact wants an incident, an insult or an earlier visit on record, or words on the
    way that say what happened.
    """
    asked = {need.field for need in rule.needs}
    if rule.effect == "end_contact" and not _happened(situation, path):
        return (_STOP_REASON,)
    if own_plans and rule.ends is not None and OWN_PLANS_REASON.field not in asked:
        return (OWN_PLANS_REASON,)
    term = term_of(chosen(path))
    if term is not None and "until" not in asked:
        return (FormField("until", "date?", None, term.ask),)
    if rule.template != "final_demand" or _REASON.field in asked:
        return ()
    reminded = any(
        sent.message.template in ("payment_reminder", "payment_formal")
        for sent in reminders(situation)
    )
    return () if reminded and _called(situation) else (_REASON,)


def _happened(situation: Situation, path: Sequence[WalkStep]) -> bool:
    """Whether anything says why contact ends: an angry evening alone does not."""
    if situation.flag("SAFETY") or abusive_events(situation):
        return True
    if any(step.question.recorded and _is_reason(step.value) for step in path):
        return True
    return any(
        situation.playbook.effect_of(decision) == "stop_contact" and decision.on < situation.on
        for decision in situation.decisions
        if situation.of_this_life(decision.on)
    )


def _is_reason(text: str) -> bool:
    try:
        checked_reason(text, STOP_CHARS)
    except NoReason:
        return False
    return True


def term_of(chosen: Iterable[Option]) -> Term | None:
    """The end that an answer on the way has set."""
    return next((option.term for option in chosen if option.term is not None), None)


def no_contact(situation: Situation, screen: Screen, rule: DecisionRule) -> bool:
    """Whether nothing may be written to them by this decision (G10)."""
    return situation.client.do_not_contact and not lifts_hold(situation, screen, rule)


def lifts_hold(situation: Situation, screen: Screen, rule: DecisionRule) -> bool:
    """Whether it ends a hold of all contact that an earlier decision set for the moment only."""
    if screen.id != "safety" or rule.effect in ("stop_contact", "contact_through"):
        return False
    before = [d for d in situation.decisions if d.screen == screen.id]
    return situation.playbook.effect_of(before[-1] if before else None) == "stop_contact"


def _allowed(situation: Situation, screen: Screen, rule: DecisionRule, flag: str | None) -> bool:
    if rule.effect == "mute":
        abusive = flag == "DISRESPECT" and abusive_events(situation)
        return not is_never_accepted(flag) and not abusive
    return not (rule.once and _taken_before(situation, screen, rule))


def _taken_before(situation: Situation, screen: Screen, rule: DecisionRule) -> bool:
    """Once in this life: after a return it may be used again."""
    return any(
        decision.screen == screen.id
        and decision.code == rule.code
        and situation.of_this_life(decision.on)
        for decision in situation.decisions
    )


def _called(situation: Situation) -> bool:
    """Whether a call was tried since the oldest overdue invoice fell due."""
    late = overdue(situation)
    since = late[0].due if late else situation.on
    calls = situation.events("call")
    if any(event.on >= since for event in calls):
        return True
    return any(
        option.called
        for decision in situation.decisions
        if decision.on >= since
        for option in situation.playbook.chosen(decision)
    )
