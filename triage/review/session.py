"""One review as it goes on: begun, answered card by card, paused, finished."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from triage.health.windows import shift
from triage.overview import Overview, seen
from triage.records import Review
from triage.review.history import History
from triage.review.queue import Card
from triage.review.weeks import week_number

LOOK_AGAIN_DAYS = 28
"""A watched client without a step that is left as it is comes again after four weeks."""


class NotNow(Exception):
    """A verdict that this card does not take; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a card is answered. `until` = the day up to which the client is put off."""

    word: str
    reason: str | None = None
    until: date | None = None


def current(reviews: Iterable[Review], on: date, weekday: int) -> Review | None:
    """The review of this week that was begun and not finished."""
    week = week_number(on, weekday)
    open_ones = [
        review
        for review in reviews
        if review.finished_on is None and week_number(review.on, weekday) == week
    ]
    return max(open_ones, key=lambda r: (r.on, r.id), default=None)


def begin(review_id: str, on: date) -> Review:
    """A new review."""
    return Review(id=review_id, on=on)


def answered(review: Review, card: Card, verdict: Verdict, one: Overview, on: date) -> Review:
    """The review with one client's card answered; what was known then stays with it."""
    entry = {
        "client": one.client.id,
        "on": on.isoformat(),
        "verdict": verdict.word,
        "health": one.health.health,
        "reason": verdict.reason or (one.worst.reason if one.worst else None),
        "until": verdict.until.isoformat() if verdict.until else None,
        "batch": card.place == "batch",
    }
    kept = {name: value for name, value in entry.items() if value not in (None, False)}
    return replace(review, cards=(*review.cards, kept))


def finished(review: Review, overviews: Mapping[str, Overview], on: date) -> Review:
    """The review at its end: what each client looked like, the base of "what changed" next time."""
    known = {
        id_: flags
        for id_, one in overviews.items()
        if one.health.health != "ended" and (flags := seen(one))
    }
    return replace(review, finished_on=on, seen=known)


# --- what a card takes ----------------------------------------------------------------------


def good(one: Overview) -> Verdict:
    """Still good. Raises NotNow for anything that is not good."""
    if one.health.health != "good":
        raise NotNow(f"This client is on “{one.health.health}”: space is only for good ones.")
    return Verdict("good")


def hold(one: Overview, card: Card, history: History, on: date) -> Verdict:
    """Leave it as it is until its date. Raises NotNow.

    A running step keeps its deadline; a watched client without one comes again in four weeks.
    """
    health = one.health.health
    if card.place == "held":
        times = len(history.holds)
        raise NotNow(f"Held {times} times with nothing new: enter decides this time.")
    if health == "stop":
        raise NotNow("A stop cannot be left as it is: enter opens the safety page.")
    if health not in ("watch", "act"):
        raise NotNow("There is nothing to hold here: answer the question, or z looks again later.")
    step = one.step
    if step is not None and step.review_by is not None:
        if step.review_by < on:
            raise NotNow(f"Its date has passed ({step.review_by}): enter says how it went.")
        return Verdict("hold", until=step.review_by)
    if health == "act":
        raise NotNow("No step is running here: enter opens the one that fits.")
    return Verdict("hold", until=shift(on, LOOK_AGAIN_DAYS))


def snooze(one: Overview, weeks: int, reason: str, on: date) -> Verdict:
    """Look again in some weeks, never past a deadline. Raises NotNow."""
    if one.health.health == "stop":
        raise NotNow("A stop cannot be put off: enter opens the safety page.")
    until = shift(on, 7 * weeks)
    step = one.step
    if step is not None and step.review_by is not None:
        if step.review_by <= on:
            raise NotNow(f"Its date is here ({step.review_by}): enter says how it went.")
        until = min(until, step.review_by)
    return Verdict("snooze", reason=reason, until=until)


def known_before(one: Overview, imported_on: date | None) -> tuple[str, ...]:
    """Flags older than the first import: they were there before you came."""
    if imported_on is None:
        return ()
    return tuple(
        flag.code
        for flag in one.health.flags
        if one.since.get(flag.code, imported_on) < imported_on
    )
