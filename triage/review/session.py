"""One review as it goes on: begun, answered card by card, paused, finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from triage.clients.overview import Overview, seen
from triage.clients.review_history import ReviewHistory, clients_answered
from triage.health.windows import shift
from triage.playbook.day_text import in_words
from triage.records import Decision, Override, Review
from triage.review.away import Ranges, back_on
from triage.review.changes_since import changes
from triage.review.comes_again import deadline_of, next_day_of_something
from triage.review.put_off import NotNow, check_put_off, is_old_act, own_words, was_decided_lately
from triage.review.queue import Card
from triage.review.weeks import nearest_review_day

LOOK_AGAIN_DAYS = 28
"""A watched client without a step that is left as is comes again after four weeks."""


SNOOZE_REASONS = (
    "Nothing to do before then",
    "I am waiting for their reply",
    "They are away",
    "I have no time this week",
    "I want to sleep on it",
)
"""The reasons a card may be put off for; the first one stands there at once."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a card is answered. `until` = the day up to which the client is put off."""

    word: str
    reason: str | None = None
    until: date | None = None


def begin(review_id: str, on: date) -> Review:
    """A new review."""
    return Review(id=review_id, on=on)


def answered(review: Review, card: Card, verdict: Verdict, overview: Overview, on: date) -> Review:
    """The review with one client's card answered; what was known then stays with it.

    A card that was answered before in this review is answered anew, in its old place.
    """
    entry = {
        "client": overview.client.id,
        "on": on.isoformat(),
        "verdict": verdict.word,
        "health": overview.health.health,
        "reason": verdict.reason or shown_reason(overview),
        "until": verdict.until.isoformat() if verdict.until else None,
        "batch": card.place == "batch",
    }
    kept = {name: value for name, value in entry.items() if value not in (None, False)}
    if overview.client.id not in clients_answered(review):
        return replace(review, cards=(*review.cards, kept))
    cards = (kept if old.get("client") == overview.client.id else old for old in review.cards)
    return replace(review, cards=tuple(cards))


def shown_reason(overview: Overview) -> str | None:
    """The reason a card shows first: what is new before the worst, or the user's own verdict."""
    if (flag := next((c.flag for c in changes(overview) if c.flag is not None), None)) is not None:
        return flag.reason
    if overview.own is not None and overview.verdict == overview.own.health:
        return overview.own.reason or f"your own verdict: {overview.own.health}"
    return None


def finished(review: Review, overviews: Mapping[str, Overview], on: date) -> Review:
    """The review at its end: what each client looked like, the base of "what changed" next time."""
    known = {
        id_: flags
        for id_, overview in overviews.items()
        if overview.health.health != "ended" and (flags := seen(overview))
    }
    return replace(review, finished_on=on, seen=known)


# --- what a card takes ----------------------------------------------------------------------


def good(overview: Overview) -> Verdict:
    """Still good. Raises NotNow for anything that is not good."""
    if overview.verdict != "good":
        raise NotNow(
            f"This client is on “{overview.verdict}”: Space works only for “good” clients."
        )
    return Verdict("good")


def hold(
    overview: Overview, card: Card, history: ReviewHistory, on: date, away: Ranges = ()
) -> Verdict:
    """Leave it as it is until its date. Raises NotNow.

    A running step keeps its deadline; a watched client without one comes again in four weeks. A
    client on stop has a way of its own (`still_so`).
    """
    verdict = overview.verdict
    if card.place == "held":
        raise NotNow(_held(history))
    if verdict == "unknown":
        raise NotNow("This client has no verdict yet: answer the question, or press z to snooze.")
    if verdict not in ("watch", "act"):
        raise NotNow("This client is “good”: press Space for “still good”.")
    deadline = deadline_of(overview, away)
    if deadline is not None:
        if deadline < on:
            day = in_words(deadline, on)
            raise NotNow(f"It was due on {day}: press Enter to open it.")
        check_put_off(overview, history, on, away)
        if is_old_act(overview, on) and not was_decided_lately(overview, on):
            raise NotNow("This has needed action for a long time: snooze with a reason, or decide.")
        return Verdict("hold", until=_nearest(overview, deadline))
    if verdict == "act":
        raise NotNow("This client has no current step: press Enter to open the one that fits.")
    check_put_off(overview, history, on, away)
    again = _nearest(overview, shift(on, LOOK_AGAIN_DAYS))
    return Verdict("hold", until=back_on(again, away))


def _nearest(overview: Overview, until: date) -> date:
    """That day, or the one before it on which something is to be done or was promised: nobody is
    left past it.
    """
    known = next_day_of_something(overview)
    return until if known is None else min(until, known)


def snooze(
    overview: Overview,
    card: Card,
    history: ReviewHistory,
    weeks: int,
    reason: str | None,
    on: date,
    weekday: int,
    away: Ranges = (),
) -> Verdict:
    """Look again on the review day in some weeks, never past a deadline. Raises NotNow.

    Nothing excuses a client on act but a reason in one's own words; None = it is yet to be given.
    """
    if overview.verdict == "stop":
        raise NotNow("A client on “stop” cannot be snoozed: press Enter to open the page for it.")
    if card.place == "held":
        raise NotNow(_held(history))
    until = back_on(nearest_review_day(shift(on, 7 * weeks), weekday), away)
    deadline = deadline_of(overview, away)
    if deadline is not None:
        if deadline <= on:
            day = in_words(deadline, on)
            raise NotNow(f"It cannot be snoozed past its due date, {day}: press Enter to open it.")
        until = min(until, deadline)
    until = _nearest(overview, until)
    check_put_off(overview, history, on, away)
    if overview.verdict == "act" and reason is not None:
        reason = "" if reason in SNOOZE_REASONS else reason
        reason = own_words(reason)
    return Verdict("snooze", reason=reason, until=until)


def decided(decision: Decision) -> Verdict:
    """A decision of the playbook answers the card; it comes again on the decision's own day."""
    return Verdict("decided", reason=decision.say, until=decision.review_by)


def overridden(own: Override) -> Verdict:
    """The user's own verdict answers the card, up to its end."""
    return Verdict(
        "override", reason=own.reason or f"your own verdict: {own.health}", until=own.until
    )


def _held(history: ReviewHistory) -> str:
    times = len(history.holds)
    return f"Left as is {times} times, and nothing has changed: press Enter to decide."
