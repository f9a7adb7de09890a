"""The one thing a card asks at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from triage import own_terms
from triage.clients import safety_look
from triage.clients.look_again import look_again
from triage.clients.overview import Overview, got_worse
from triage.fact_answers import FIRST_WEEKS_EVENTS
from triage.health import Missing
from triage.health.day_text import day_of
from triage.health.missing import question
from triage.health.rules.drain import DrainLimits
from triage.health.windows import last, shift
from triage.ledger import Ledger
from triage.playbook.state.abuse import SAFETY
from triage.playbook.state.ended_by_hand import record_days
from triage.records import Energy, Review
from triage.review.action_question import action_question, due_action

EARLY_DAYS = 60
"""In the first weeks, also after a return or with a new person, second thoughts show; seed rule."""
ONCE_A_WEEK = 7
_SILENT, _SILENT_PAGE = "SILENT", "silent"
FIRST_WEEKS = Missing(
    fact="first_weeks",
    question="These are the first weeks. Is it still as you both agreed?",
    answers=("yes", "they hesitate", "they keep asking the same question"),
)

_AGAIN = "On {day}: “{felt}”. How do you feel about working for them now?"

OWN_TERMS = Missing(
    fact="own_terms",
    question="Your own terms: does anything in them make it hard for a client to leave?",
    answers=("nothing", "I will look at it"),
)


def asked(
    overview: Overview, reviews: Iterable[Review] = (), ledgers: Iterable[Ledger] = ()
) -> Missing | None:
    """What is new of a danger, how a decided action went, then a missing fact, the first weeks, our
    own terms, and how they feel; None when all is said for today. `reviews` are all there were:
    energy goes by their number; `ledgers` those of all clients: our own terms are asked about once
    for all.

    Nobody whose safety is at stake is asked for more than facts.
    """
    if (look := _look_at_safety(overview)) is not None:
        return look
    if (action := action_question(overview)) is not None:
        return action
    step = overview.step
    is_silent = overview.situation.flag(_SILENT) is not None or (
        step is not None and step.code == _SILENT_PAGE
    )
    for fact in overview.health.unknown:
        if fact.fact == "hours" and is_silent:
            continue  # that they do not answer says why there are none
        if fact.fact != "energy":
            return fact
    if overview.verdict == "stop":
        return None
    if early_days(overview) and not _told_of_first_weeks(overview):
        return FIRST_WEEKS
    if own_terms_are_due(overview, reviews, ledgers):
        return OWN_TERMS
    return _energy(overview) if energy_is_due(overview, reviews) else None


def _look_at_safety(overview: Overview) -> Missing | None:
    """Whether anything is new of a danger that was decided on; after what is still to be done."""
    look, to_do = overview.safety_look, due_action(overview)
    if look is None or (to_do is not None and to_do.text != look_again(SAFETY)):
        return None
    return Missing(safety_look.QUESTION, look.question(overview.on), safety_look.ANSWERS)


def _energy(overview: Overview) -> Missing:
    """How they feel, beside what they said the last time: else it looks as if it was forgotten."""
    asked, mark = question("energy", overview.limits, overview.on), _last_mark(overview)
    if mark is None:
        return asked
    then = day_of(mark.on, overview.on)
    return replace(asked, question=_AGAIN.format(felt=asked.answers[mark.mark - 1], day=then))


def energy_is_due(overview: Overview, reviews: Iterable[Review]) -> bool:
    """Whether to ask how it is to work for them: every fourth review, and sooner when something
    got worse, when the last mark was low, or when the verdict waits for it. Who said that they go
    is not weighed any more.
    """
    if overview.situation.view.said_goodbye:
        return False
    if "energy" in overview.health.not_tracked or marked_today(overview) is not None:
        return False
    last_mark = _last_mark(overview)
    if last_mark is None or any(fact.fact == "energy" for fact in overview.health.unknown):
        return True
    if got_worse(overview) or is_tired(overview):
        return True
    since = {r.on for r in reviews if r.finished_on and last_mark.on < r.on < overview.on}
    return len(since) + 1 >= overview.limits.energy_reviews


def is_tired(overview: Overview) -> bool:
    """Whether the last mark for energy was low, where it is kept: nobody calls that good unseen."""
    newest = _last_mark(overview)
    if newest is None or "energy" in overview.health.not_tracked:
        return False
    return newest.mark <= DrainLimits(overview.limits).drain_mark


def _last_mark(overview: Overview) -> Energy | None:
    return next(reversed(overview.history.energy.until(overview.on)), None)


def own_terms_are_due(
    overview: Overview, reviews: Iterable[Review], ledgers: Iterable[Ledger]
) -> bool:
    """Whether to ask what in our own terms would stop somebody from leaving: once in the first
    weeks of a client with a written contract, and once a year. Not over somebody who goes.
    """
    client, on = overview.client, overview.on
    if overview.situation.view.said_goodbye:
        return False
    began = own_terms.began(client, on)
    if client.contract.written and began is not None and began > shift(on, -EARLY_DAYS):
        return (own_terms.asked_on(overview.ledger, on) or date.min) < began
    finished = [r.finished_on for r in reviews if r.finished_on is not None]
    if not finished:
        return False
    last_asked = own_terms.last_asked(ledgers, on)
    return max(min(finished), last_asked or date.min) <= shift(on, -own_terms.AGAIN_DAYS)


def marked_today(overview: Overview) -> int | None:
    """Today's energy mark, the lowest when there are several."""
    return min(
        (energy.mark for energy in overview.ledger.energy if energy.on == overview.on), default=None
    )


def early_days(overview: Overview) -> bool:
    """Whether the relation, or somebody in it, is new: then hesitation is worth writing down."""
    newest = [
        day
        for day in (_began(overview), overview.client.returned_on, _new_person(overview))
        if day is not None and day <= overview.on
    ]
    return bool(newest) and max(newest) > shift(overview.on, -EARLY_DAYS)


def _began(overview: Overview) -> date | None:
    """The day the relation began: no later than the first thing on record with them."""
    since = overview.client.since
    first = min(record_days(overview.ledger), default=None)
    return since if since is None or first is None else min(since, first)


def _told_of_first_weeks(overview: Overview) -> bool:
    """Whether this week's answer is given, by the question or by hand."""
    week = last(overview.on, ONCE_A_WEEK)
    return any(e.what in FIRST_WEEKS_EVENTS and e.on in week for e in overview.ledger.event)


def _new_person(overview: Overview) -> date | None:
    days = [e.on for e in overview.ledger.event if e.what == "new_person" and e.on <= overview.on]
    return max(days, default=None)
