"""The queue of a weekly review, computed anew whenever the records change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from triage.clients.goodbyes import goodbye_words, overdue_actions
from triage.clients.overview import Overview, got_worse, last_finished
from triage.clients.review_history import NEVER, ReviewHistory, clients_answered, current, histories
from triage.records import Review
from triage.review.action_question import due_action
from triage.review.away import Ranges, is_away
from triage.review.card_question import is_tired
from triage.review.comes_again import deadline_of, good_is_due, new_fact_since, waits_until
from triage.review.weeks import week_number
from triage.text import fold

FIRST_REVIEW_CARDS = 3
"""The first review takes only the worst three: our default, so that nobody drowns at the start."""
HOLDS_IN_A_ROW = 4
"""As many holds without a new fact make a card that wants a decision: our default."""
SINGLY = 4
"""One in four of the steady good clients comes singly: our default."""


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

    def next_card(self, *, one_by_one: bool = False) -> Card | None:
        """The card that comes first; `one_by_one` = of the batch, its first client alone."""
        first = next(iter(self.cards), None)
        if first is not None and first.place == "batch" and one_by_one:
            return Card((first.client,), "good")
        return first

    def card_with(self, client_id: str, *, one_by_one: bool = False) -> Card | None:
        """The card on which a client comes; `one_by_one` = the batch does not count."""
        cards = (card for card in self.cards if not (card.place == "batch" and one_by_one))
        return next((card for card in cards if client_id in card.clients), None)


def queue(
    overviews: Mapping[str, Overview],
    reviews: Iterable[Review],
    on: date,
    weekday: int,
    away: Ranges = (),
) -> Queue:
    """Who comes in the review of day `on`; `weekday` (0 = Monday) is the user's review day.

    Days of absence, of the user (`away`) or of a client, move no deadline that falls into them.
    """
    reviews = tuple(reviews)
    past = histories(reviews, on)
    first = last_finished(reviews, on) is None
    running = current(reviews, on)
    done = clients_answered(running)
    trouble: list[tuple[int, Overview, str]] = []
    good: list[Overview] = []
    for rank, overview in enumerate(overviews.values()):
        id_, verdict = overview.client.id, overview.verdict
        history = past.get(id_, NEVER)
        if verdict in ("resting", "ended") or id_ in done or _answered(history, on, weekday):
            continue
        if verdict == "good":
            if good_is_due(overview, history, on, weekday):
                good.append(overview)
        elif waits_until(overview, history, on) is None:
            trouble.append((rank, overview, place_of(overview, history, on, away)))
    trouble.sort(key=lambda entry: (_PLACES.index(entry[2]), entry[0]))
    cards = [Card((overview.client.id,), place) for _, overview, place in trouble]
    if first and (cards or _had_trouble(running)):
        answered = sum(past.get(id_, NEVER).last is not None for id_ in overviews)
        kept = cards[: max(0, FIRST_REVIEW_CARDS - answered)]
        return Queue(tuple(kept), True, len(cards) - len(kept) + len(good))
    before = histories((review for review in reviews if review is not running), on)
    seen = [
        (overviews[id_], not card.get("batch"))
        for card in (running.cards if running else ())
        if (id_ := str(card.get("client"))) in overviews and card.get("verdict") == "good"
    ]
    return Queue((*cards, *_good_cards(good, before, seen)), first, 0)


def _had_trouble(running: Review | None) -> bool:
    """Whether the review that goes on had a card of somebody who was not good."""
    return running is not None and any(card.get("health") != "good" for card in running.cards)


def is_due(
    queue: Queue, reviews: Iterable[Review], on: date, weekday: int, away: Ranges = ()
) -> bool:
    """Whether the user is to be told: somebody comes, and this week's review is not finished.

    Nobody is told on a day of absence. A review that was begun is due until it is finished.
    """
    reviews = tuple(reviews)
    if not queue.cards or is_away(on, away):
        return False
    return current(reviews, on) is not None or finished_this_week(reviews, on, weekday) is None


def finished_this_week(reviews: Iterable[Review], on: date, weekday: int) -> Review | None:
    """The review of this week, when it is finished."""
    last = last_finished(reviews, on)
    if last is None or last.finished_on is None:
        return None
    return last if week_number(last.finished_on, weekday) == week_number(on, weekday) else None


_PLACES = ("held", "stop", "act", "worse", "unknown", "watch")


def place_of(overview: Overview, history: ReviewHistory, on: date, away: Ranges = ()) -> str:
    """Why one client's card comes, whether it is due or not."""
    verdict = overview.verdict
    if verdict in ("good", "stop"):
        return verdict
    if held_too_long(overview, history, on, away):
        return "held"
    return "worse" if verdict != "act" and got_worse(overview) else verdict


def held_too_long(overview: Overview, history: ReviewHistory, on: date, away: Ranges = ()) -> bool:
    """Four holds in a row, no new fact since the first; weeks inside a deadline do not count."""
    deadline = deadline_of(overview, away)
    if deadline is not None and on <= deadline:
        return False
    if len(history.holds) < HOLDS_IN_A_ROW:
        return False
    return not new_fact_since(overview, history.holds[-HOLDS_IN_A_ROW], on)


def _answered(history: ReviewHistory, on: date, weekday: int) -> bool:
    """Whether this week's card of the client is done; done cards stay done."""
    if history.last is None:
        return False
    return week_number(history.last, weekday) == week_number(on, weekday)


def _has_something_running(overview: Overview) -> bool:
    """Whether a goodbye is on its way, or something to do is overdue: no verdict tells of it."""
    return goodbye_words(overview) is not None or bool(overdue_actions(overview))


def _good_cards(
    good: list[Overview], before: Mapping[str, ReviewHistory], seen: list[tuple[Overview, bool]]
) -> list[Card]:
    """A quarter singly, longest unseen first, the others together.

    Who was not good last time comes singly once more, and so does whoever something is gone from,
    whose step or goodbye still runs, with whom something is due, or whose last mark for energy was
    low: the batch is for those of whom there is nothing to say. `seen` are those this review
    has had, and whether singly: the quarter is one of all, whenever it is asked.
    """

    def unseen(overview: Overview) -> tuple[date, str]:
        last = before.get(overview.client.id, NEVER).last_single
        return (last or date.min, fold(overview.client.name))

    def nothing_to_say(overview: Overview) -> bool:
        was_good = before.get(overview.client.id, NEVER).last_verdict in ("good", None)
        calm = was_good and not overview.gone and overview.step is None
        calm = calm and not is_tired(overview)
        return calm and not _has_something_running(overview) and due_action(overview) is None

    steady = [overview for overview in good if nothing_to_say(overview)]
    had = [singly for overview, singly in seen if nothing_to_say(overview)]
    new = [overview for overview in good if overview not in steady]
    steady.sort(key=unseen)
    alone = max(0, ceil((len(steady) + len(had)) / SINGLY) - sum(had))
    singly, together = [*sorted(new, key=unseen), *steady[:alone]], steady[alone:]
    if len(together) == 1:
        singly, together = [*singly, *together], []
    cards = [Card((overview.client.id,), "good") for overview in singly]
    if together:
        cards.append(Card(tuple(overview.client.id for overview in together), "batch"))
    return cards
