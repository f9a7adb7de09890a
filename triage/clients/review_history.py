"""What earlier reviews say about each client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from triage.records import Review

Verdict = str
"""How a card was answered: good, hold, snooze, decided, override."""
RESUME_DAYS = 7
"""A review is gone on with for so many days; then the next one is due anyway. Our default."""


@dataclass(frozen=True, slots=True)
class ReviewHistory:
    """One client's cards so far.

    `last` is the day of the newest card, `last_single` of the newest that was not in a batch.
    `good_streak` counts good verdicts in a row, `holds` are the days of the newest holds in a row,
    `put_off` those of the newest holds, snoozes and better verdicts in a row, `until` the date up
    to which the newest card put the client off, `reason` why.
    """

    last: date | None = None
    last_single: date | None = None
    last_verdict: Verdict | None = None
    good_streak: int = 0
    holds: tuple[date, ...] = ()
    put_off: tuple[date, ...] = ()
    until: date | None = None
    reason: str = ""


NEVER = ReviewHistory()


def histories(reviews: Iterable[Review], on: date) -> dict[str, ReviewHistory]:
    """Each client's history up to and with day `on`; broken-off reviews count too."""
    by_client: dict[str, ReviewHistory] = {}
    cards = [
        (card_day(card, review), index, card)
        for review in sorted(reviews, key=lambda r: (r.on, r.id))
        for index, card in enumerate(review.cards)
    ]
    for day, _, card in sorted(cards, key=lambda entry: entry[:2]):
        if day <= on:
            client = str(card.get("client"))
            by_client[client] = _with(by_client.get(client, NEVER), day, card)
    return by_client


@dataclass(frozen=True, slots=True)
class PutOff:
    """That the user put a client off on day `on`, up to the day `until`."""

    on: date
    until: date


def put_off_until(reviews: Iterable[Review], on: date) -> dict[str, PutOff]:
    """Client -> how they are put off up to a day to come: left as is, snoozed, or given a verdict
    of their own.
    """
    return {
        client: PutOff(history.last, history.until)
        for client, history in histories(reviews, on).items()
        if history.last_verdict in ("hold", "snooze", "override")
        if history.last is not None and history.until is not None and history.until > on
    }


def card_day(card: Mapping[str, object], review: Review) -> date:
    """The day a card was answered; an unreadable one counts as the review's first day."""
    return day_on_card(card.get("on")) or review.on


def day_on_card(text: object) -> date | None:
    """A day as a card holds it; None for what another program may have left there."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def current(reviews: Iterable[Review], on: date) -> Review | None:
    """The review that was begun in the last week and is not finished."""
    going_on = [
        review
        for review in reviews
        if review.finished_on is None and 0 <= (on - review.on).days < RESUME_DAYS
    ]
    return max(going_on, key=lambda r: (r.on, r.id), default=None)


def clients_answered(review: Review | None) -> frozenset[str]:
    """The clients whose cards are done in a review."""
    return frozenset(str(card.get("client")) for card in review.cards) if review else frozenset()


def _with(before: ReviewHistory, day: date, card: Mapping[str, object]) -> ReviewHistory:
    verdict = str(card.get("verdict", ""))
    after = replace(
        before,
        last=day,
        last_verdict=verdict,
        good_streak=before.good_streak + 1 if verdict == "good" else 0,
        holds=(*before.holds, day) if verdict == "hold" else (),
        put_off=(*before.put_off, day) if _puts_off(verdict, card) else (),
        until=day_on_card(card.get("until")),
        reason=" ".join(str(card.get("reason") or "").split()),
    )
    return after if card.get("batch") else replace(after, last_single=day)


def _puts_off(verdict: str, card: Mapping[str, object]) -> bool:
    """Whether an answer left the client for later; of your own verdicts a better one ends."""
    return verdict in ("hold", "snooze") or (verdict == "override" and bool(card.get("until")))
