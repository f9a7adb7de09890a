"""One client on one day: verdict, figures, running step, next action and what changed.

The Clients list and the command line show the same client, so both read it from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from triage.clients.advice import NextAction
from triage.clients.current_step import CurrentStep, running_step
from triage.clients.next_action import next_action
from triage.clients.review_history import PutOff, put_off_until
from triage.clients.safety_look import SafetyLook, safety_look
from triage.health import (
    ClientHistory,
    Facts,
    Flag,
    Health,
    all_since,
    assess,
    facts,
    histories,
    verdict_rank,
)
from triage.health.clearing import clears_on
from triage.health.day_text import day_of
from triage.health.verdict import verdict_of
from triage.ledger import Book, Ledger
from triage.limits import DEFAULT, Limits
from triage.overrides.gates import PassedGates, passed_gates
from triage.overrides.verdict import counting, running_beside
from triage.playbook.ask.entry_points import GO_FIRST
from triage.playbook.decide.standing import is_overtaken
from triage.playbook.model import Playbook
from triage.playbook.state.situation import Situation
from triage.records import Client, Override, Review
from triage.text import fold
from triage.watch.rules import with_rules

REVIEW_AGAIN = "Review them again"
"""What the day is for up to which somebody was put off with whom nothing is to be done."""
_NOT_PUT_OFF = ("stop", "ended", "resting")
_ASKS = 2
"""The severity from which on a flag asks for something; a note does not."""


@dataclass(frozen=True)
class Overview:
    """One client on day `on`. What costs much to work out is worked out when it is asked for.

    `changes` says for each flag whether it is new, worse, same or better since the last finished
    review, and is None before the first one; `gone` are the flags that were there then. `playbook`
    is the one in force, where it is not the program's own; `put_off` up to which day the user left
    the client as they are; `payments_read_on` the day of the last import of payments; `reviewed_on`
    that of the last finished review.
    """

    history: ClientHistory
    on: date
    limits: Limits
    health: Health
    step: CurrentStep | None
    changes: Mapping[str, str] | None
    gone: tuple[str, ...]
    playbook: Playbook | None = None
    put_off: PutOff | None = None
    payments_read_on: date | None = None
    reviewed_on: date | None = None

    @property
    def ledger(self) -> Ledger:
        return self.history.ledger

    @property
    def client(self) -> Client:
        return self.history.client

    @property
    def name(self) -> str:
        return self.client.name

    @property
    def worst(self) -> Flag | None:
        """The first flag, None when there is none."""
        return self.health.worst

    @cached_property
    def own(self) -> Override | None:
        """The user's own verdict, while it runs. `health` stays the computed one."""
        return running_beside(self.ledger, self.health.health, self.on)

    @cached_property
    def passed(self) -> tuple[PassedGates, ...]:
        """Gates passed with a reason or for one's own plans, while what they opened goes on."""
        return passed_gates(self.ledger, self.on)

    @property
    def verdict(self) -> str:
        """What lists and reviews go by: the computed verdict, or one's own when it is worse."""
        return counting(self.health.health, self.own)

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Sort key: worst verdict first, then the heaviest and the most flags, then by name."""
        heaviest = self.worst.severity if self.worst else 0
        return (
            verdict_rank(self.verdict),
            -heaviest,
            -len(self.health.flags),
            fold(self.client.name),
            self.client.id,
        )

    @cached_property
    def facts(self) -> Facts:
        """The figures beside the verdict."""
        return facts(self.history, self.on, self.limits)

    @cached_property
    def next_action(self) -> NextAction | None:
        """The one thing to do next, by the page that `decide` opens, and its day: the one day on
        which the client comes again. What was there when the user put the client off waits for the
        day they chose; what has its day after that comes on its day.
        """
        action = next_action(self.situation, self.step)
        if self.verdict in _NOT_PUT_OFF or (put_off := self._put_off(action)) is None:
            return action
        if action is None:
            action = NextAction(REVIEW_AGAIN, None)
        elif action.due is not None and self._has_a_day_of_its_own(action, put_off.on):
            return action
        return replace(action, due=put_off.until, held=True, put_off=True)

    def _has_a_day_of_its_own(self, action: NextAction, put_off_on: date) -> bool:
        """Whether it has another day than "today", and one after the client was put off: one ahead,
        or that of a thing to do or a look which has come since.
        """
        if action.due is None or action.due <= put_off_on:
            return False
        return action.due > self.on or action.action is not None or action.look is not None

    def _put_off(self, action: NextAction | None) -> PutOff | None:
        """Up to which day the client waits because the user said so, and nothing is new since: on a
        card, or by a verdict of their own; of both the later day.
        """
        waits = [self.put_off] if self.put_off is not None else []
        own = self.own
        if own is not None and own.until is not None and own.until > self.on:
            waits.append(PutOff(own.on, own.until))
        holding = [wait for wait in waits if not self._is_new(action, wait.on)]
        return max(holding, key=lambda wait: wait.until, default=None)

    def _is_new(self, action: NextAction | None, day: date) -> bool:
        """Whether something since that day asks for it: a step that was decided since, a flag that
        is worse than it was or than the review of that day knew, or what they did where that goes
        before all others.
        """
        if self.reviewed_on is not None and day <= self.reviewed_on and got_worse(self):
            return True
        step = self.step
        is_about_step = step is not None and action is not None and action.is_about(step)
        if step is not None and is_about_step and step.entered > day:
            return True
        if action is not None and action.screen in GO_FIRST and is_overtaken(self.situation, day):
            return True
        raised = [flag for flag in self.health.flags if flag.severity >= _ASKS]
        if not raised:
            return False
        before = self.situation.health_on(day)
        return any(flag.severity > before.severity(flag.code) for flag in raised)

    @cached_property
    def safety_look(self) -> SafetyLook | None:
        """The look that is due at what was decided for one's safety."""
        return safety_look(self.situation, self.step)

    @cached_property
    def situation(self) -> Situation:
        """What the guided pages go by, without the other clients."""
        return Situation(
            ledger=self.ledger,
            health=self.health,
            on=self.on,
            limits=self.limits,
            own_playbook=self.playbook,
            payments_read_on=self.payments_read_on,
            known_history=self.history,
        )

    @property
    def step_day(self) -> date | None:
        """The day to look at the running step; None once the next action does just that."""
        step, action = self.step, self.next_action
        if step is None or step.review_by is None:
            return None
        is_said = action is not None and action.due is not None and action.is_about(step)
        return None if is_said and step.review_by <= self.on else step.review_by

    @cached_property
    def since(self) -> Mapping[str, date]:
        """Raised flag -> first day of its unbroken run of days; walks back day by day.

        A hit of a watch rule has no run to look back on: it counts from this day.
        """
        hits = {flag.code: self.on for flag in self.health.flags}
        return {**hits, **all_since(self.history, self.on, self.limits)}

    def clears(self, flag: Flag) -> str:
        """What ends a flag, and the day on which it ends by itself where there is one."""
        day = clears_on(self.history, flag.code, self.on, self.limits)
        if day is None or (words := day_of(day, self.on)) in flag.clears:
            return flag.clears
        return f"{flag.clears}; clears by itself on {words} if nothing more happens"


def overview(
    records: Ledger | ClientHistory,
    on: date,
    limits: Limits = DEFAULT,
    last_review: Review | None = None,
    health: Health | None = None,
    playbook: Playbook | None = None,
    put_off: PutOff | None = None,
    payments_read_on: date | None = None,
) -> Overview:
    """Everything about one client on day `on`, beside the last finished review.

    `health` when it is already known, with the hits of the user's watch rules; `playbook` in place
    of the program's own; `put_off` and `payments_read_on` as in Overview.
    """
    history = ClientHistory.of(records)
    health = health or assess(history, on, limits)
    step = running_step(history, on, {flag.code for flag in health.flags}, limits)
    changes, gone = changed_since(last_review, health)
    return Overview(
        history=history,
        on=on,
        limits=limits,
        health=health,
        step=step,
        changes=changes,
        gone=gone,
        playbook=playbook,
        put_off=put_off,
        payments_read_on=payments_read_on,
        reviewed_on=last_review.finished_on if last_review is not None else None,
    )


def overviews(
    book: Book, on: date, limits: Limits = DEFAULT, playbook: Playbook | None = None
) -> dict[str, Overview]:
    """Every client by id, worst first, watch rules included."""
    known = histories(book)
    healths = {id_: assess(history, on, limits) for id_, history in known.items()}
    healths = with_rules(healths, book, on, limits, known)
    review = last_finished(book.reviews, on)
    until = put_off_until(book.reviews, on)
    all_overviews = [
        overview(
            known[id_],
            on,
            limits,
            review,
            health,
            playbook,
            until.get(id_),
            book.payments_read_on,
        )
        for id_, health in healths.items()
    ]
    return {each.client.id: each for each in sorted(all_overviews, key=lambda each: each.order)}


def overview_of(
    book: Book,
    client_id: str,
    on: date,
    limits: Limits = DEFAULT,
    playbook: Playbook | None = None,
) -> Overview:
    """One client of the book, watch rules included. Raises KeyError for an unknown id."""
    history = ClientHistory(book.ledgers[client_id])
    health = assess(history, on, limits)
    health = with_rules({client_id: health}, book, on, limits)[client_id]
    until = put_off_until(book.reviews, on).get(client_id)
    review, read_on = last_finished(book.reviews, on), book.payments_read_on
    return overview(history, on, limits, review, health, playbook, until, read_on)


# --- beside the last finished review --------------------------------------------------------


def last_finished(reviews: Iterable[Review], on: date) -> Review | None:
    """The newest review that was finished by day `on`."""
    finished = [r for r in reviews if r.finished_on is not None and r.finished_on <= on]
    return max(finished, key=lambda r: (r.finished_on or r.on, r.on, r.id), default=None)


def seen(overview: Overview) -> dict[str, Any]:
    """What a review remembers of a client: each flag's severity and the day it was first there."""
    return {
        flag.code: {"severity": flag.severity, "since": overview.since[flag.code].isoformat()}
        for flag in overview.health.flags
    }


def severities_seen(review: Review, client_id: str) -> dict[str, int]:
    """Flag -> severity as a review remembered them; empty for a client it did not know."""
    flags = review.seen.get(client_id)
    if not isinstance(flags, Mapping):
        return {}
    return {
        code: value["severity"]
        for code, value in flags.items()
        if isinstance(value, Mapping) and isinstance(value.get("severity"), int)
    }


def verdicts_seen(review: Review, client_ids: Iterable[str]) -> dict[str, str]:
    """Client id -> the verdict of the flags that a review remembered, of those that had one."""
    worst = {id_: max(severities_seen(review, id_).values(), default=0) for id_ in client_ids}
    return {id_: word for id_, most in worst.items() if (word := verdict_of(most)) is not None}


def changed_since(
    review: Review | None, health: Health
) -> tuple[Mapping[str, str] | None, tuple[str, ...]]:
    """Each flag beside the review's: new, worse, same or better; and those that are gone."""
    if review is None:
        return None, ()
    before = severities_seen(review, health.client_id)
    changes = {flag.code: _change(before.get(flag.code), flag.severity) for flag in health.flags}
    return changes, tuple(sorted(set(before) - set(changes)))


def got_worse(overview: Overview) -> bool:
    """Whether a flag is new or worse since the last finished review."""
    return any(change in ("new", "worse") for change in (overview.changes or {}).values())


def _change(before: int | None, now: int) -> str:
    if before is None:
        return "new"
    if now > before:
        return "worse"
    return "better" if now < before else "same"
