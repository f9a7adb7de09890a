"""Where a client stands on the ladder: what was tried, how it ended, which step comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from triage.health import has_own_page
from triage.playbook.state.as_of import decisions_in
from triage.playbook.state.repeats import happened_again
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS
from triage.records import Attempt, Decision

SAME_STEP_DAYS = 56
"""A flag that is back so many days after `worked`, or sooner, reopens the same step."""
NEXT_STEP_DAYS = 180
"""Back by then it opens the next step; later the ladder begins again."""
TRIES_DAYS = 180
MOST_TRIES = 2
"""The same step at most twice in that time: once sour, it is mostly sour for good."""

LADDER_SEVERITY = 2
"""From here on a flag is a matter for the ladder."""

STAYING = frozenset({"active", "paused", "returned"})
"""States of somebody who is neither leaving nor gone: what rested while they were goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """`ended` and `running` hold the attempts that count now, by step; `drafts` those in which
    nothing is decided yet. `tries` are the real ones (not na) of the last 180 days, oldest first.
    `ended` stands in the order of the steps.

    `next` is the step that a flag leads to now: the running one, else the first that is not done.
    `settled` = the last step worked and nothing has come back: it is watched, not gone on with.
    `reopened` = a step that had worked until its flag came back.
    """

    ended: Mapping[str, Attempt]
    running: Mapping[str, Attempt]
    drafts: Mapping[str, Attempt]
    tries: Mapping[str, Sequence[Attempt]]
    next: str
    settled: bool
    reopened: Attempt | None
    left: Decision | None
    by_late: frozenset[str]
    """The steps that late payment only counts as tried: the user decided nothing on their page."""

    @property
    def current(self) -> Attempt | None:
        """The step that runs: decided, and its outcome not yet known."""
        return self.running.get(self.next)

    def open_attempt(self, step: str) -> Attempt | None:
        """The attempt that goes on when the step's screen is opened."""
        return self.running.get(step) or self.drafts.get(step)

    def untried(self, step: str) -> bool:
        """Whether the step was not even begun."""
        return step not in self.ended and step not in self.running

    def tried_enough(self, step: str) -> bool:
        """Whether the step may not be begun again for now."""
        return step not in self.running and len(self.tries.get(step, ())) >= MOST_TRIES


def ladder(situation: Situation, flag: str | None = None) -> Ladder:
    """The client's ladder on that day.

    `flag` is the one that leads to it (default: the worst that is a matter for the ladder). What
    was before the client came back is history and counts no more.
    """
    entries = [
        attempt
        for attempt in situation.attempts
        if attempt.screen in STEPS and situation.of_this_life(attempt.on)
    ]
    decided = [a for a in entries if a.taken_on is not None or a.outcome is not None]
    current = _current_round(decided)
    newest = {attempt.screen: attempt for attempt in current}
    running = {step: a for step, a in newest.items() if a.outcome is None}
    tries = _tries(decided, situation.on)
    ended = {step: newest[step] for step in STEPS if step in newest and step not in running}
    standing = _Standing(ended)
    if not running:
        standing = _after_worked(situation, ended, tries, flag)
    return Ladder(
        ended=standing.ended,
        running=running,
        drafts={a.screen: a for a in entries if _is_draft(situation, a)},
        tries=tries,
        next=_next(standing.ended, running),
        settled=standing.settled,
        reopened=standing.reopened,
        left=leave_of(situation),
        by_late=frozenset(
            step
            for step, attempt in standing.ended.items()
            if counted_by_late(attempt, situation.decisions)
        ),
    )


def _is_draft(situation: Situation, attempt: Attempt) -> bool:
    """Whether a visit goes on where it was left; what a file brought was left by nobody here."""
    undecided = attempt.taken_on is None and attempt.outcome is None
    return undecided and attempt.id not in situation.journal.brought


def counted_by_late(attempt: Attempt, made: Sequence[Decision]) -> bool:
    """Whether a step was begun by a decision about late payment, and by none of its own, of those
    that were `made` by the day asked about."""
    if attempt.screen not in STEPS or decisions_in(made, attempt.id):
        return False
    return any(d.screen == "late" and d.on == attempt.taken_on for d in made)


def ladder_flags(situation: Situation) -> list[str]:
    """The flags that are a matter for the ladder, worst first."""
    return [
        flag.code
        for flag in situation.health.flags
        if flag.severity >= LADDER_SEVERITY and not has_own_page(flag.code)
    ]


def leave_of(situation: Situation) -> Decision | None:
    """The decision that let them go, while it stands: they have not come back or stayed.

    Thinking about it pauses nothing.
    """
    if situation.client.state in STAYING:
        return None
    return let_go_since(situation, date.min)


def let_go_since(situation: Situation, first: date) -> Decision | None:
    """The newest decision from a day on that let them go, whatever they are called today."""
    leaves = [
        decision
        for decision in situation.decisions
        if decision.on >= first
        and (rule := situation.playbook.rule_of(decision)) is not None
        and rule.lets_go
        and situation.of_this_life(decision.on)
    ]
    return leaves[-1] if leaves else None


def _current_round(decided: Sequence[Attempt]) -> list[Attempt]:
    """The attempts since the ladder last began anew: at its first step, after something worked."""
    current: list[Attempt] = []
    for attempt in decided:
        if attempt.screen == STEPS[0] and _last_worked(current) is not None:
            current = []
        current.append(attempt)
    return current


def _last_worked(entries: Sequence[Attempt]) -> Attempt | None:
    """The attempt that ended last, if nothing runs and it worked."""
    if not entries or any(a.outcome is None for a in entries):
        return None
    last = max(entries, key=lambda a: (a.outcome_on or a.on, STEPS.index(a.screen)))
    return last if last.outcome == "worked" else None


def _tries(decided: Sequence[Attempt], on: date) -> dict[str, list[Attempt]]:
    tries: dict[str, list[Attempt]] = {}
    for attempt in decided:
        began = attempt.taken_on
        if began is not None and attempt.outcome != "na" and (on - began).days < TRIES_DAYS:
            tries.setdefault(attempt.screen, []).append(attempt)
    return tries


@dataclass(frozen=True, slots=True)
class _Standing:
    ended: Mapping[str, Attempt]
    settled: bool = False
    reopened: Attempt | None = None


def _after_worked(
    situation: Situation,
    ended: Mapping[str, Attempt],
    tries: Mapping[str, Sequence[Attempt]],
    flag: str | None,
) -> _Standing:
    """Which outcomes still count once a step has worked.

    The same flag back soon reopens its step (unless that was tried enough); back later it is a
    matter for the next step; another flag, or one after a long calm, begins at the first step.
    """
    worked = _last_worked(list(ended.values()))
    if worked is None or worked.outcome_on is None:
        return _Standing(ended)
    days = (situation.on - worked.outcome_on).days
    if worked.flag is not None and situation.severity(worked.flag) >= LADDER_SEVERITY:
        back = situation.since(worked.flag)
        if back > worked.outcome_on:
            days = (back - worked.outcome_on).days
        elif days <= SAME_STEP_DAYS and not happened_again(
            situation, worked.flag, worked.outcome_on
        ):
            # Not back: it only has not gone yet, and its window is still running out.
            return _Standing(ended, settled=True)
        if days > NEXT_STEP_DAYS:
            return _Standing({})
        if days <= SAME_STEP_DAYS and len(tries.get(worked.screen, ())) < MOST_TRIES:
            left = {step: a for step, a in ended.items() if step != worked.screen}
            return _Standing(left, reopened=worked)
        return _Standing(ended)
    leading = flag if flag is not None else next(iter(ladder_flags(situation)), None)
    if situation.severity(leading) >= LADDER_SEVERITY:
        return _Standing({})
    return _Standing({}) if days > NEXT_STEP_DAYS else _Standing(ended, settled=True)


def _next(ended: Mapping[str, Attempt], running: Mapping[str, Attempt]) -> str:
    if running:
        newest = max(running.values(), key=lambda a: (a.taken_on or a.on, STEPS.index(a.screen)))
        return newest.screen
    return next((step for step in STEPS if step not in ended), STEPS[-1])
