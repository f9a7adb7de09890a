"""Which screen to begin with when several could help: the first that applies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from triage.health import RULES
from triage.health.windows import shift
from triage.playbook.state.abuse import crossed, insulted, kept_away
from triage.playbook.state.answered import COMPLAINT, answered_on
from triage.playbook.state.as_of import pending_answers
from triage.playbook.state.ladder import Ladder, ladder, ladder_flags
from triage.playbook.state.repeats import repeats
from triage.playbook.state.situation import Situation
from triage.playbook.state.waiting import Wait, waiting
from triage.playbook.vocabulary import ANSWERED, INSULT, NOTICE, STEPS, WAITING
from triage.records import Attempt, Event

GO_FIRST = frozenset({"safety", "leaving", "complaint"})
"""Nothing else is proposed while one of these is open (health.md, "One next action")."""
LESSON_AFTER_DAYS = 7
"""A lesson is final only so long after the end."""
LESSON_DORMANT_DAYS = 90
GOODBYE_BEGUN_DAYS = 28
"""A goodbye that was opened and left is found again for so long, until something new is known of
them; our default.
"""
_WATCHED_SEVERITY = 2
"""A worse flag is not left to a running watch."""


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """A screen to begin with; `start` names the question where it is not the usual one.

    `wait` = a reason to leave the client in peace for now: nothing else is proposed.
    """

    screen: str
    start: str | None = None
    flag: str | None = None
    wait: Wait | None = None


def entry_point(situation: Situation) -> EntryPoint:
    """The screen that a client's records lead to first."""
    steps = ladder(situation)
    worst, led = situation.worst_code, _pages_of_flags(situation)
    if "safety" in led:
        return EntryPoint("safety", flag=led["safety"])
    if not situation.view.ended and kept_away(situation):
        return EntryPoint("safety", flag=worst)
    if insulted(situation):
        first = situation.playbook.screens["safety"].start.get(INSULT)
        return EntryPoint("safety", first, "DISRESPECT")
    if crossed(situation) is not None:
        return EntryPoint("safety", flag="DISRESPECT")
    if not situation.view.ended:
        if says_goodbye(situation):
            return EntryPoint("leaving", _after_notice(situation), worst)
        if "complaint" in led or situation.view.open_complaints:
            return _complaint(situation, led.get("complaint", worst))
    wait, late = waiting(situation), led.get("late")
    if late is not None and situation.view.open_complaints:
        # Nobody is asked for money while they wait for an answer, not even after the end.
        return _complaint(situation, late)
    if late is not None:
        return _with_wait(situation, "late", late, wait)
    if situation.view.ended or situation.client.state == "dormant":
        return EntryPoint("lesson" if _lesson_is_due(situation) else "later", flag=worst)
    for page, flag in led.items():
        if page not in (*GO_FIRST, "late"):
            return _with_wait(situation, page, flag, wait)
    if wait is not None:
        return EntryPoint("watch", flag=worst, wait=wait)
    if steps.left is None and _goodbye_begun(situation, steps):
        return EntryPoint(STEPS[-1], flag=worst)
    if steps.left is None and not steps.settled and not _watched(situation):
        flags = ladder_flags(situation)
        if steps.current is not None or flags:
            return EntryPoint(steps.next, flag=flags[0] if flags else worst)
    return EntryPoint("watch", flag=worst)


def has_no_subject(situation: Situation) -> bool:
    """Whether the page that comes first would ask about nothing: no flag, step of the ladder or
    wait leads to it.
    """
    entry = entry_point(situation)
    steps = ladder(situation)
    idle = entry.flag is None and entry.wait is None and steps.current is None
    return entry.screen == "watch" and idle and not situation.health.flags


def _complaint(situation: Situation, flag: str | None) -> EntryPoint:
    """A complaint that was answered begins with the question whether that was enough."""
    start = situation.playbook.screens[COMPLAINT].start
    is_answered = answered_on(situation) is not None
    return EntryPoint(COMPLAINT, start.get(ANSWERED) if is_answered else None, flag)


def _with_wait(situation: Situation, screen: str, flag: str, wait: Wait | None) -> EntryPoint:
    """A page that begins with what they told, while there is a reason to wait."""
    if wait is None:
        return EntryPoint(screen, flag=flag)
    return EntryPoint(screen, situation.playbook.screens[screen].start.get(WAITING), flag, wait)


def says_goodbye(situation: Situation) -> bool:
    """They said that they go or asked for their files, and nothing was decided about it since."""
    announced = [event.on for event in situation.notices]
    announced += [e.on for e in asked_for_files(situation)]
    decided = [
        attempt.taken_on
        for attempt in situation.attempts
        if attempt.screen == "leaving" and attempt.taken_on is not None
    ]
    return bool(announced) and (not decided or max(announced) > max(decided))


def _after_notice(situation: Situation) -> str | None:
    """The question that comes first once they gave notice: that they go is no question any more."""
    start = situation.playbook.screens["leaving"].start
    return start.get(NOTICE) if situation.notices else None


def asked_for_files(situation: Situation) -> list[Event]:
    """The events behind a raised flag in which they asked for files, a successor or a handover."""
    flag = situation.flag("FADING")
    evidence = set(flag.evidence) if flag else set()
    signs = situation.events("leave_sign")
    return [e for e in signs if e.id in evidence and e.sign == "asks_files"]


def _goodbye_begun(situation: Situation, steps: Ladder) -> bool:
    """Whether a goodbye was opened lately and nothing has been decided in it: it goes on.

    What came after the last answer on it leads instead: a page begun in anger and left alone does
    not stand over an apology, nor over what fits the next message.
    """
    begun = steps.drafts.get(STEPS[-1])
    if begun is None or begun.opened_at is None:
        return False
    if (situation.on - begun.on).days > GOODBYE_BEGUN_DAYS:
        return False
    answers = pending_answers(situation.ledger, begun, situation.on).values()
    left_on = max([begun.on, *(answer.on for answer in answers)])
    return not any(left_on < day <= situation.on for day in _news(situation))


def _news(situation: Situation) -> Iterator[date]:
    """The days of what they did and of what was decided; hours and notes of one's own are none."""
    ledger = situation.ledger
    yield from (event.on for event in ledger.event)
    yield from (payment.on for payment in ledger.payment)
    yield from (decision.on for decision in ledger.decision)


def _pages_of_flags(situation: Situation) -> dict[str, str]:
    """Each page that a raised flag leads to, and the flag: the first of flags.toml, whose order
    says which of several comes first.
    """
    led: dict[str, str] = {}
    for rule in RULES.values():
        if rule.page is not None and situation.severity(rule.code) >= rule.page_from:
            led.setdefault(rule.page, rule.code)
    return led


def _lesson_is_due(situation: Situation) -> bool:
    """Some days after an end, or after a long rest, while nothing has been learned from it."""
    on, closed = situation.on, situation.client.closed_on
    if situation.view.ended and closed is not None:
        ready, since = shift(closed, LESSON_AFTER_DAYS), closed
    else:
        rests = [
            decision.on
            for decision in situation.decisions
            if (rule := situation.playbook.rule_of(decision)) is not None and rule.rests
        ]
        if not rests:
            return False
        ready, since = shift(rests[-1], LESSON_DORMANT_DAYS), rests[-1]
    learned = any(
        attempt.screen == "lesson" and attempt.taken_on is not None and attempt.taken_on >= since
        for attempt in situation.attempts
    )
    return on >= ready and not learned


def _watched(situation: Situation) -> bool:
    """Whether a watch decided earlier still holds: not over, not tripped, and nothing got worse."""
    on = situation.on
    decided = [
        a
        for a in situation.attempts
        if a.taken_on is not None and (a.screen == "watch" or a.screen in STEPS)
    ]
    if not decided or decided[-1].screen != "watch":
        return False
    watch = decided[-1]
    began = watch.taken_on
    if began is None or watch.review_by is None or on > watch.review_by:
        return False
    if any(flag.severity > _WATCHED_SEVERITY for flag in situation.health.flags):
        return False
    then = situation.health_on(began)
    if any(flag.severity > then.severity(flag.code) for flag in situation.health.flags):
        return False
    return not _tripped(situation, watch)


def _tripped(situation: Situation, watch: Attempt) -> bool:
    """Whether a trip-wire was set that once more has pulled."""
    return any(
        decision.attempt == watch.id
        and situation.playbook.effect_of(decision) == "trip"
        and repeats(situation, watch.flag, decision.on) > 0
        for decision in situation.decisions
    )
