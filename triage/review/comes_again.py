"""When a client has a card again: on the day of the next action, which every list shows.

The day that the user set, that of a step or door, a promise and a thing to do all stand in it
(`Overview.next_action`). Only the rhythm of those who are good is the review's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from zlib import crc32

from triage.clients.goodbyes import overdue_actions
from triage.clients.overview import Overview, got_worse
from triage.clients.review_history import NEVER, ReviewHistory, histories
from triage.playbook.day_text import next_weekday
from triage.playbook.state.abuse import SAFETY
from triage.playbook.state.waiting import late_case, rests, waiting
from triage.records import Decision, Review
from triage.review.action_question import due_action
from triage.review.away import Ranges, absences, back_on
from triage.review.weeks import day_of, next_slot, review_day, week_number

GOOD_INTERVALS = (1, 2, 4)
"""Weeks between two cards of a client who stays good: weekly, two-weekly, then monthly."""
_GONE = ("resting", "ended")


def comes_on(overview: Overview, on: date) -> date | None:
    """The day ahead on which something is to be done or seen with the client; None = now, or never.

    A day before the next working day is now: a Friday looks at what the weekend brings.
    """
    action = overview.next_action
    if action is None or action.due is None or action.due < next_weekday(on):
        return None
    return action.due


def waits_until(overview: Overview, history: ReviewHistory, on: date) -> date | None:
    """The day up to which a client who is not good has no card; None = the card comes. What is new
    or worse brings it, unless it was put off since. A stop waits for nothing but the date of its
    decision.
    """
    day, action = comes_on(overview, on), overview.next_action
    if day is None or action is None:
        return None
    if got_worse(overview) and not action.put_off:
        return None
    if overview.verdict == "stop" and not _is_as_decided(overview, history, on):
        return None
    return day


def waiting_until(
    overviews: Mapping[str, Overview], reviews: Iterable[Review], on: date
) -> dict[str, date]:
    """The clients who wait for a day of their own, and that day; of good ones, those who were put
    off or whose step is looked at then.
    """
    past = histories(reviews, on)
    days = {
        id_: _good_until_its_day(overview, on)
        if overview.verdict == "good"
        else waits_until(overview, past.get(id_, NEVER), on)
        for id_, overview in overviews.items()
        if overview.verdict not in _GONE
    }
    return {id_: day for id_, day in days.items() if day is not None}


def good_is_due(overview: Overview, history: ReviewHistory, on: date, weekday: int) -> bool:
    """Whether a client who is good has a card in the review of a day."""
    if _good_until_its_day(overview, on) is not None:
        return False
    if due_action(overview) is not None or overdue_actions(overview) or _is_looked_at(overview):
        return True
    if overview.step is not None and overview.step.review_by is not None:
        return overview.step.review_by <= on
    if history.last is None:
        return True
    streak = history.good_streak
    return _next_week(overview, streak, history.last, weekday) <= week_number(on, weekday)


def good_until(overview: Overview, history: ReviewHistory, on: date, weekday: int) -> date:
    """The day of the next card after one more "still good": by the rhythm, or for what has its day
    before.
    """
    rhythm = day_of(_next_week(overview, history.good_streak + 1, on, weekday), weekday)
    step = overview.step
    if step is not None and step.review_by is not None and step.review_by > on:
        return _review_of(step.review_by, on, weekday)
    nearest = next_day_of_something(overview)
    return rhythm if nearest is None else min(rhythm, _review_of(nearest, on, weekday))


def next_day_of_something(overview: Overview) -> date | None:
    """The next day after today that is known with a client: of the next action, a thing to do or a
    promise. What rests while they have a reason to wait sets none.
    """
    situation, on = overview.situation, overview.on
    decisions = {decision.id: decision for decision in overview.ledger.decision}
    waits = waiting(situation) is not None
    days = [
        action.due
        for action in situation.open_actions
        if not (waits and rests(situation, decisions.get(action.decision or "")))
    ]
    coming = overview.next_action
    # The day up to which the user left them is nothing that happens then: they may choose another.
    days += [coming.due] if coming is not None and not coming.put_off else []
    case = late_case(situation)
    days += [case.until] if case is not None else []
    return min((day for day in days if day is not None and day > on), default=None)


def deadline_of(overview: Overview, away: Ranges = ()) -> date | None:
    """Until when the running step may be left as it is; a day of absence moves it to the return.

    A door whose day has passed sets none where another page comes first by now: whoever is sent to
    "open it" must find it open.
    """
    step, action = overview.step, overview.next_action
    if step is None or step.review_by is None:
        return None
    leads_on = action is not None and action.screen is not None and not action.is_about(step)
    if step.review_by < overview.on and not step.of_ladder and leads_on:
        return None
    return back_on(step.review_by, absences(overview.ledger, away))


def puts_off(overview: Overview, decision: Decision) -> bool:
    """Whether a decision left things as they are."""
    rule = overview.situation.playbook.rule_of(decision)
    return rule is not None and rule.puts_off


def new_fact_since(overview: Overview, day: date, on: date) -> bool:
    """Whether anything became known of the client after a day; that it was put off is nothing."""
    ledger = overview.ledger
    days = [
        *(event.on for event in ledger.event),
        *(note.on for note in ledger.note),
        *(payment.on for payment in ledger.payment),
        *(invoice.issued for invoice in ledger.invoice),
        *(decision.on for decision in ledger.decision if not puts_off(overview, decision)),
        *(fact.on for fact in ledger.confirmed),
    ]
    return any(day < known <= on for known in days)


def _good_until_its_day(overview: Overview, on: date) -> date | None:
    """The day of a client who is good by now and was put off, or whose step has its day ahead."""
    day, action = comes_on(overview, on), overview.next_action
    if day is None or action is None or not (action.put_off or _is_of_step(overview)):
        return None
    return day if action.put_off or not got_worse(overview) else None


def _is_of_step(overview: Overview) -> bool:
    action, step = overview.next_action, overview.step
    return action is not None and step is not None and action.is_about(step)


def _is_looked_at(overview: Overview) -> bool:
    """Whether a step, a door or a message is to be looked at by now."""
    action = overview.next_action
    if action is None or action.look is None or action.due is None:
        return False
    return action.due < next_weekday(overview.on)


def _is_as_decided(overview: Overview, history: ReviewHistory, on: date) -> bool:
    """Whether the newest card was a decision, and nothing was recorded since; what was decided for
    one's safety stands until its next look, whatever else is recorded.
    """
    step = overview.step
    if step is not None and step.code == SAFETY:
        action = overview.next_action
        return action is not None and action.look == step.attempt
    if history.last is None or history.last_verdict != "decided":
        return False
    return not new_fact_since(overview, history.last, on)


def _next_week(overview: Overview, streak: int, last: date, weekday: int) -> int:
    """The week of the next card of a client who was good `streak` times in a row up to `last`."""
    step = GOOD_INTERVALS[min(streak, len(GOOD_INTERVALS)) - 1] if streak else 1
    interval = max(step, round(overview.client.review_days / 7))
    return next_slot(week_number(last, weekday), interval, _phase(overview.client.id))


def _phase(client_id: str) -> int:
    """A number of the client's own, so that monthly cards do not all fall into one week.

    It hangs on nobody else: a client who is added moves no other one's day.
    """
    return crc32(client_id.encode(errors="backslashreplace"))


def _review_of(day: date, on: date, weekday: int) -> date:
    """The review after day `on` that looks at a day: its own, or the one after it; a weekend's is
    the one before it.
    """
    before = review_day(day, weekday)
    if before > on and (before == day or day < next_weekday(before)):
        return before
    return day_of(week_number(day, weekday) + 1, weekday)
