"""Which gates are shut before a screen, and with what words. Rules of the playbook, G0 to G12."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from triage.health import is_about_price
from triage.health.windows import has_come, shift
from triage.playbook.day_text import in_words
from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.gates.cooling import cooling_gate
from triage.playbook.gates.exit_terms import endings_gate
from triage.playbook.gates.own_plans import own_plans_refused
from triage.playbook.gates.training_gate import training_gate
from triage.playbook.state.ladder import (
    TRIES_DAYS,
    Ladder,
    ladder,
    let_go_since,
)
from triage.playbook.state.on_record import BORNE_OUT_DAYS
from triage.playbook.state.overdue import days_overdue
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS
from triage.reason import NoReason
from triage.reason import reason as checked_reason
from triage.records import Attempt, Client, Event
from triage.text import fold, listed

OVERRIDABLE = frozenset({"G1", "G2", "G3", "G5"})
OWN_PLANS_SKIP = frozenset({"G1", "G2", "G3"})
_BY_DAYS = OVERRIDABLE | {"G4", "G6"}
"""Gates that count days of the ladder's records."""
OVERRIDE_CHARS = 40
LATE_NEEDS_CLEAN_HANDS_DAYS = 14
"""From this day overdue on, an answer we owe comes before the next payment step."""

_HASTY = 2
"""So many steps that were begun and ended on one day are no ladder; our default."""

_OFFERS = frozenset({"new_terms", "scope_change"})
_OFFERS_OF_TERMS = frozenset({"promise", "plan"})
"""Effects of a decision whose message is an offer of terms."""


@dataclass(frozen=True, slots=True)
class GateKey:
    """What is brought to a gate: the flag that led here, own plans, or an override's reason.

    `at_fault` = it was answered that the client is the reason, so one's own plans are none.
    """

    flag: str | None = None
    own_plans: bool = False
    override: str | None = None
    at_fault: bool = False


def closed_gates(
    situation: Situation, screen: str, key: GateKey | None = None
) -> tuple[ClosedGate, ...]:
    """Every gate that is shut before that screen. None shut = it is open.

    What was brought at an earlier visit (own plans, an override) still counts. Doors and helpers
    have no gates, but for late payment while we owe an answer. What somebody set on the client by
    hand may shut a gate and opens none.
    """
    key = key or GateKey()
    shut = _closed(situation, screen, key)
    if screen in STEPS and situation.on_record is not situation:
        known = {each.gate for each in shut}
        on_record = _closed(situation.on_record, screen, key)
        only = [each for each in on_record if each.gate not in known]
        shut += tuple(_with_days(situation, only))
    return tuple(sorted(shut, key=lambda each: _number(each.gate)))


def _with_days(situation: Situation, on_record: list[ClosedGate]) -> Iterator[ClosedGate]:
    """Gates that are shut on record only; the first of those that count days says from when."""
    days = [day for day in situation.journal.counts_from.values() if has_come(day, situation.on)]
    for shut in on_record:
        if not days or shut.gate not in _BY_DAYS:
            yield shut
            continue
        day = in_words(max(days), situation.on)
        why = f"imported or backdated entries count from {day}"
        days = []
        yield replace(shut, missing=f"{shut.missing} ({why})")


def _number(gate: str) -> int:
    return int(gate.removeprefix("G"))


def _closed(situation: Situation, screen: str, key: GateKey) -> tuple[ClosedGate, ...]:
    if screen == "late":
        return tuple(_late_gates(situation))
    if screen not in STEPS or situation.flag("SAFETY"):
        return ()
    steps = ladder(situation, key.flag)
    visit = steps.open_attempt(screen)
    refused = (
        own_plans_refused(situation, at_fault=key.at_fault)
        if by_own_plans(screen, key, visit)
        else None
    )
    passed = _passed(screen, key, visit, own_plans_count=refused is None)
    gates = [_clean_hands(situation), _order(situation, steps, screen, key)]
    if screen == STEPS[-1]:
        gates += [
            training_gate(situation),
            _real_offer(situation),
            cooling_gate(situation, visit),
            endings_gate(situation),
        ]
    gates += [_circles(steps, screen), _leaving(situation, steps, screen)]
    closed = tuple(shut for shut in gates if shut is not None and shut.gate not in passed)
    if refused is not None and any(shut.gate in OWN_PLANS_SKIP for shut in closed):
        return (*closed, refused)
    return closed


def by_own_plans(screen: str, key: GateKey, visit: Attempt | None) -> bool:
    """Whether somebody parts for their own plans, now or since an earlier visit."""
    stored = visit is not None and visit.own_plans
    return screen == STEPS[-1] and (key.own_plans or stored)


def check_override(client: Client, reason: str, name: str) -> str:
    """The reason of an override, checked (G8). Raises DecisionRefused."""
    try:
        reason = checked_reason(reason, OVERRIDE_CHARS)
    except NoReason as no_reason:
        raise DecisionRefused(f"the reason for an override needs {no_reason}") from None
    if fold(name) != fold(client.name):
        raise DecisionRefused(
            "type the client's full name to go on; the name you typed is different"
        )
    return reason


def money_entry(situation: Situation, key: GateKey) -> bool:
    """Whether a raised money flag leads straight to new terms."""
    code = key.flag or situation.worst_code
    return is_about_price(code) and situation.flag(code) is not None


def owed_answers(situation: Situation) -> list[Event]:
    """Messages that still wait for us, oldest first. One of hard tone never counts: an insult must
    not shut the ladder.
    """
    flag = situation.flag("OUR_TURN")
    waiting = {*(flag.evidence if flag else ()), *(e.id for e in situation.view.open_complaints)}
    talks = situation.history.talks.until(situation.on)
    return [event for event in talks if event.tone > -1 and event.id in waiting]


def _passed(screen: str, key: GateKey, visit: Attempt | None, *, own_plans_count: bool) -> set[str]:
    passed = set(visit.overridden) if visit else set()
    if own_plans_count and by_own_plans(screen, key, visit):
        passed |= OWN_PLANS_SKIP
    if key.override is not None:
        passed |= OVERRIDABLE
    return passed


def _clean_hands(situation: Situation) -> ClosedGate | None:
    """G0: first what we owe them."""
    owed = owed_answers(situation)
    if not owed:
        return None
    oldest = in_words(owed[0].on, situation.on)
    return ClosedGate(
        "G0", f"Reply to them first: their message of {oldest} is waiting (complaint)"
    )


def _late_gates(situation: Situation) -> Iterator[ClosedGate]:
    shut = _clean_hands(situation)
    if shut is not None and days_overdue(situation) >= LATE_NEEDS_CLEAN_HANDS_DAYS:
        yield shut


def _order(situation: Situation, steps: Ladder, screen: str, key: GateKey) -> ClosedGate | None:
    """G1: each step needs the outcome of those before it."""
    if screen == "renegotiate" and money_entry(situation, key):
        return None
    before = STEPS[: STEPS.index(screen)]
    running = [step for step in before if step in steps.running]
    untried = [step for step in before if steps.untried(step)]
    unmet = []
    if steps.reopened is not None and steps.reopened.screen in untried:
        untried.remove(steps.reopened.screen)
        unmet.append(f"{steps.reopened.screen} is open again: it worked, but the flag is back")
    if untried:
        unmet.append(f"{listed(untried)} not yet tried")
    for step in running:
        since = in_words(steps.running[step].on, situation.on)
        unmet.append(f"{step} has no outcome on record (since {since})")
    if unmet:
        return ClosedGate("G1", "; ".join(unmet))
    return _in_a_day(situation, steps) if screen == STEPS[-1] else None


def _in_a_day(situation: Situation, steps: Ladder) -> ClosedGate | None:
    """A ladder that is climbed within a day was not tried: one step a day counts for a goodbye."""
    on = situation.on
    hasty = [
        step
        for step, tried in steps.ended.items()
        if tried.outcome != "na" and tried.taken_on == on
    ]
    if len(hasty) < _HASTY:
        return None
    return ClosedGate(
        "G1",
        f"{listed(hasty)} were all started today; too soon to count as tried",
        shift(on, 1),
    )


def _real_offer(situation: Situation) -> ClosedGate | None:
    """G3: one real offer must have been sent since this relation (last) began. Nobody can answer
    one of today; what they agreed to (a promise, a plan) is answered already.
    """
    today = False
    for sent in situation.sent:
        if sent.attempt is None or not situation.of_this_life(sent.day):
            continue
        template, screen = sent.message.template, sent.attempt.screen
        by_effect = situation.playbook.effect_of(sent.decision) in _OFFERS_OF_TERMS
        offered = (template in _OFFERS and screen == "renegotiate") or template == "other_offer"
        if by_effect or (offered and sent.day < situation.on):
            return None
        today = today or offered
    if today:
        return ClosedGate(
            "G3",
            "your offer went out today; give them a day to answer",
            shift(situation.on, 1),
        )
    return ClosedGate(
        "G3", "no offer has been sent yet: new terms, a smaller scope or an alternative"
    )


def _circles(steps: Ladder, screen: str) -> ClosedGate | None:
    """G6: the same step at most twice in 180 days."""
    if not steps.tried_enough(screen):
        return None
    newest = list(steps.tries[screen])[-2:]
    tries = " and ".join(
        f"tried on {in_words(a.taken_on or a.on)}, result {a.outcome}" for a in newest
    )
    return ClosedGate(
        "G6", f"{screen} was {tries}", shift(newest[0].taken_on or newest[0].on, TRIES_DAYS)
    )


def _leaving(situation: Situation, steps: Ladder, screen: str) -> ClosedGate | None:
    """G7: they are leaving, so every step rests. That they stay after all may be set by hand; for a
    goodbye of ours it has to show first.
    """
    left = steps.left
    if left is None and screen == STEPS[-1]:
        left = let_go_since(situation, shift(situation.on, 1 - BORNE_OUT_DAYS))
    if left is None:
        return None
    told = f"they told you on {in_words(left.on)} that they are leaving"
    if steps.left is not None:
        return ClosedGate("G7", f"{told}: all steps are on hold")
    day = shift(left.on, BORNE_OUT_DAYS)
    return ClosedGate(
        "G7", f"{told}; if they stay, this opens on {in_words(day, situation.on)}", day
    )
