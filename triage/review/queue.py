"""The queue of a weekly review, computed anew whenever the records change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from triage.overview import Overview, last_finished
from triage.records import Review
from triage.review.history import NEVER, History, histories
from triage.review.weeks import next_slot, week_number
from triage.text import fold

FIRST_REVIEW_CARDS = 3
"""The first review takes only the worst three: our default, so that nobody drowns at the start."""
HOLDS_IN_A_ROW = 4
"""As many holds without a new fact make a card that wants a decision: our default."""
SINGLY = 4
"""One in four of the steady good clients comes singly: our default."""
GOOD_INTERVALS = (1, 2, 4)
"""Weeks between two cards of a client who stays good: weekly, two-weekly, then monthly."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card: one client, or the batch of steady good ones.

    `place` is why it comes when it does: held, stop, act, worse, unknown, watch, good or batch.
    """

    clients: tuple[str, ...]
    place: str

    @property
    def client(self) -> str:
        """The client of a card that is not the batch."""
        return self.clients[0]


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards still to be answered, worst first.

    `first` marks the very first review; `waiting` counts who would come but waits because of it.
    """

    cards: tuple[Card, ...]
    first: bool
    waiting: int

    @property
    def decisions(self) -> int:
        """How many cards cannot be answered by simply going on."""
        return sum(card.place in ("held", "stop", "act", "worse") for card in self.cards)


def queue(
    overviews: Mapping[str, Overview], reviews: Iterable[Review], on: date, weekday: int
) -> Queue:
    """Who comes in the review of day `on`; `weekday` (0 = Monday) is the user's review day."""
    reviews = tuple(reviews)
    past = histories(reviews, on)
    first = last_finished(reviews, on) is None
    trouble: list[tuple[int, Overview, str]] = []
    good: list[Overview] = []
    phases = _phases(overviews)
    for rank, one in enumerate(overviews.values()):
        health, history = one.health.health, past.get(one.client.id, NEVER)
        if health in ("resting", "ended") or _answered(one, history, on, weekday):
            continue
        if health == "good":
            if _good_is_due(one, history, on, weekday, phases[one.client.id]):
                good.append(one)
        elif not _put_off(one, history, on):
            trouble.append((rank, one, _place(one, history, on)))
    trouble.sort(key=lambda entry: (_PLACES.index(entry[2]), entry[0]))
    cards = [Card((one.client.id,), place) for _, one, place in trouble]
    if first and any(one.health.health != "good" for one in overviews.values()):
        answered = sum(past.get(id_, NEVER).last is not None for id_ in overviews)
        kept = cards[: max(0, FIRST_REVIEW_CARDS - answered)]
        return Queue(tuple(kept), True, len(cards) - len(kept) + len(good))
    return Queue((*cards, *_good_cards(good, past)), first, 0)


_PLACES = ("held", "stop", "act", "worse", "unknown", "watch")


def _place(one: Overview, history: History, on: date) -> str:
    health = one.health.health
    if health != "stop" and held_too_long(one, history, on):
        return "held"
    if health in ("stop", "act"):
        return health
    return "worse" if got_worse(one) else health


def got_worse(one: Overview) -> bool:
    """Whether a flag is new or worse since the last finished review."""
    return any(change in ("new", "worse") for change in (one.changes or {}).values())


def held_too_long(one: Overview, history: History, on: date) -> bool:
    """Four holds in a row, no new fact since the first; weeks inside a deadline do not count."""
    step = one.step
    if step is not None and step.review_by is not None and on <= step.review_by:
        return False
    if len(history.holds) < HOLDS_IN_A_ROW:
        return False
    return not _new_fact_since(one, history.holds[-HOLDS_IN_A_ROW], on)


def _new_fact_since(one: Overview, day: date, on: date) -> bool:
    ledger = one.ledger
    days = [
        *(event.on for event in ledger.event),
        *(note.on for note in ledger.note),
        *(payment.on for payment in ledger.payment),
        *(invoice.issued for invoice in ledger.invoice),
        *(decision.on for decision in ledger.decision),
        *(fact.on for fact in ledger.confirmed),
    ]
    return any(day < known <= on for known in days)


def _answered(one: Overview, history: History, on: date, weekday: int) -> bool:
    """Whether this week's card of the client is done; done cards stay done."""
    if history.last is None:
        return False
    return week_number(history.last, weekday) == week_number(on, weekday)


def _put_off(one: Overview, history: History, on: date) -> bool:
    """A date set by a hold, a snooze or a decision wins, unless something is new, worse or stop."""
    if one.health.health == "stop" or got_worse(one):
        return False
    dates = [history.until, one.step.review_by if one.step is not None else None]
    return any(until is not None and until > on for until in dates)


def _good_is_due(one: Overview, history: History, on: date, weekday: int, phase: int) -> bool:
    if history.last is None:
        return True
    step = GOOD_INTERVALS[min(history.good_streak, len(GOOD_INTERVALS)) - 1]
    interval = max(step if history.good_streak else 1, round(one.client.review_days / 7))
    last = week_number(history.last, weekday)
    return next_slot(last, interval, phase) <= week_number(on, weekday)


def _phases(overviews: Mapping[str, Overview]) -> dict[str, int]:
    """A stable place for each client, so that monthly cards do not all fall into one week."""
    return {id_: number for number, id_ in enumerate(sorted(overviews))}


def _good_cards(good: list[Overview], past: Mapping[str, History]) -> list[Card]:
    """A quarter singly, longest unseen first, the others together.

    Who was not good last time comes singly once more.
    """

    def unseen(one: Overview) -> tuple[date, str]:
        last = past.get(one.client.id, NEVER).last_single
        return (last or date.min, fold(one.client.name))

    steady = [o for o in good if past.get(o.client.id, NEVER).last_verdict in ("good", None)]
    new = [one for one in good if one not in steady]
    steady.sort(key=unseen)
    alone = ceil(len(steady) / SINGLY)
    singly, together = [*sorted(new, key=unseen), *steady[:alone]], steady[alone:]
    if len(together) == 1:
        singly, together = [*singly, *together], []
    cards = [Card((one.client.id,), "good") for one in singly]
    if together:
        cards.append(Card(tuple(one.client.id for one in together), "batch"))
    return cards
