"""One pass through the weekly review: which card is at hand, and what each answer stores.

No Textual in here: the screen draws what this says and hands back what was pressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from storage.settings.settings import WEEKDAYS
from triage.changes import Change, ChangeSet, Put, Remove, stable_id
from triage.clients.overview import Overview, overview_of
from triage.clients.review_history import NEVER, ReviewHistory, current, histories
from triage.clients.safety_look import NOTHING_NEW, record_look
from triage.health import Missing
from triage.ledger import changed
from triage.records import Attempt, Decision, Energy, Record, Review
from triage.review import session
from triage.review.answers import said_of_step
from triage.review.away import Ranges
from triage.review.card_question import asked
from triage.review.proposal import Offer, offer, verdict_after_action
from triage.review.put_off import check_put_off
from triage.review.queue import Card, Queue, is_due, place_of, queue
from triage.review.queue import finished_this_week as finished_in_week
from triage.review.session import Verdict
from triage.review.weeks import next_review_day

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace


def weekday(workspace: Workspace) -> int:
    """The user's review day, 0 = Monday."""
    return WEEKDAYS.index(workspace.settings.review_weekday)


def queue_now(workspace: Workspace) -> Queue:
    """Who comes in a review of today."""
    reviews, away = workspace.book.reviews, workspace.settings.away
    return queue(workspace.overviews, reviews, workspace.today, weekday(workspace), away)


def due_now(workspace: Workspace) -> bool:
    """Whether the Clients list says that a review is due."""
    reviews, away = workspace.book.reviews, workspace.settings.away
    return is_due(queue_now(workspace), reviews, workspace.today, weekday(workspace), away)


def finished_this_week(workspace: Workspace) -> Review | None:
    """This week's review, when it is finished."""
    return finished_in_week(workspace.book.reviews, workspace.today, weekday(workspace))


class ReviewFlow:
    """The card at hand stays until it is answered, whatever becomes known about its client.

    `look` finds it anew after every change of the records.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.weekday = weekday(workspace)
        self.away: Ranges = workspace.settings.away
        self.queue = Queue((), False, 0)
        self.card: Card | None = None
        self._choose_review()
        self.just_done: tuple[str, ...] = ()
        """The clients whose cards were answered between the last two looks."""
        self._earlier: str | None = None
        self._answer_then: Mapping[str, object] = {}
        self._one_by_one = False
        self.look()

    def _choose_review(self) -> None:
        """The review that goes on today, this week's finished one, or a new one."""
        workspace = self.workspace
        self._chosen_on = workspace.today
        going_on = current(workspace.book.reviews, workspace.today)
        closed = finished_this_week(workspace) if going_on is None else None
        self._with_the_rest = closed is not None
        going_on = going_on or closed
        # The same in two windows that begin at once: the store then takes the first of them.
        self.review_id = going_on.id if going_on else self._new_id()
        self._done = self.done

    def _new_id(self) -> str:
        """The id of a review begun today, the next one where today's is taken already."""
        taken = {review.id for review in self.workspace.book.reviews}
        day = self.workspace.today.isoformat()
        ids = (stable_id("review", day, str(number)) for number in count())
        return next(id_ for id_ in ids if id_ not in taken)

    # --- where it stands ----------------------------------------------------------------

    @property
    def review(self) -> Review | None:
        """The review as it is stored; None before its first card is answered."""
        return next((r for r in self.workspace.book.reviews if r.id == self.review_id), None)

    @property
    def ended(self) -> bool:
        """Whether the review is finished and nobody is asked about any more.

        One that was finished before it was opened goes on with those who would come next.
        """
        review = self.review
        if review is None or review.finished_on is None:
            return False
        return not (self._with_the_rest and self.queue.cards)

    @property
    def done(self) -> tuple[str, ...]:
        """The clients whose cards are answered, in that order."""
        review = self.review
        return tuple(str(card.get("client")) for card in review.cards) if review else ()

    @property
    def total(self) -> int:
        """The clients of this review, answered or not."""
        waiting = {id_ for card in self.queue.cards for id_ in card.clients}
        return len(waiting | {*self.done, *(self.card.clients if self.card else ())})

    @property
    def overview(self) -> Overview:
        """The client of the card at hand."""
        assert self.card is not None
        return self.workspace.overviews[self.card.client]

    def is_at(self, client_id: str) -> bool:
        """Whether the card at hand is this client's."""
        return self.card is not None and self.card.client == client_id

    @property
    def is_batch(self) -> bool:
        """Whether the card at hand is the one of the steady good clients."""
        return self.card is not None and self.card.place == "batch"

    @property
    def together(self) -> list[Overview]:
        """The clients of the card at hand."""
        return [self.workspace.overviews[id_] for id_ in self.card.clients] if self.card else []

    @property
    def is_earlier(self) -> bool:
        """Whether the card at hand was answered before and is looked at again."""
        return self._earlier is not None

    @property
    def history(self) -> ReviewHistory:
        """What earlier reviews say about the client at hand."""
        assert self.card is not None
        return self._histories().get(self.card.client, NEVER)

    @property
    def offer(self) -> Offer:
        """What the card at hand takes."""
        assert self.card is not None
        return offer(
            self.overview, self.card, self.history, self.workspace.today, self.weekday, self.away
        )

    def check_better(self) -> None:
        """Whether one may say better of the client at hand. Raises NotNow."""
        check_put_off(self.overview, self.history, self.workspace.today, self.away)

    @property
    def question(self) -> Missing | None:
        """What the card at hand asks; None when all is said for today."""
        book = self.workspace.book
        return None if self.is_batch else asked(self.overview, book.reviews, book.ledgers.values())

    @property
    def needs_own_words(self) -> bool:
        """Whether the client at hand waits for a reason that is typed only."""
        return self.overview.verdict == "act"

    @property
    def next_day(self) -> date:
        """The next review day after today."""
        return next_review_day(self.workspace.today, self.weekday)

    def _histories(self) -> Mapping[str, ReviewHistory]:
        # Answered anew, a card does not count itself as one more time.
        others = [r for r in self.workspace.book.reviews if r.id != self.review_id]
        return histories(others, self.workspace.today)

    def look(self) -> bool:
        """Find the card at hand; whether it is another one than before."""
        before = self.card
        if self._chosen_on != self.workspace.today:
            self._choose_review()  # the one that was open may be of another week
        elif self.review is None:
            # Another window began it meanwhile: there is one review, whoever answers first.
            going_on = current(self.workspace.book.reviews, self.workspace.today)
            self.review_id = going_on.id if going_on else self.review_id
        self.queue = self._queue(self.workspace.overviews, self.workspace.book.reviews)
        done = self.done
        undone = [id_ for id_ in self._done if id_ not in done]
        self.just_done = tuple(id_ for id_ in done if id_ not in self._done)
        self._done = done
        if self._earlier and (undone or self.answer(self._earlier) != self._answer_then):
            self._earlier = None  # taken back it is asked again, and answered anew it is done
        client_id = undone[-1] if undone else self._earlier or (before.client if before else None)
        if self._earlier is None and client_id in done:
            client_id = None
        # Finished, it is over, although others might come in the next one.
        self.card = None if self.ended else self._card_of(client_id) or self._next_card()
        return self.card != before

    def answer(self, client_id: str) -> Mapping[str, object]:
        """How a card of this review was answered; empty for one that was not."""
        cards = self.review.cards if self.review else ()
        return next((card for card in cards if card.get("client") == client_id), {})

    def _next_card(self) -> Card | None:
        self._earlier = None
        return self.queue.next_card(one_by_one=self._one_by_one)

    def _card_of(self, client_id: str | None) -> Card | None:
        """The card of a client, due or not; None for one who is gone or does not come at all."""
        overview = self.workspace.overviews.get(client_id or "")
        if overview is None or overview.verdict in ("resting", "ended"):
            return None
        card = self.queue.card_with(overview.client.id, one_by_one=self._one_by_one)
        if card is not None:
            return card
        history = self._histories().get(overview.client.id, NEVER)
        return Card(
            (overview.client.id,), place_of(overview, history, self.workspace.today, self.away)
        )

    def _queue(self, overviews: Mapping[str, Overview], reviews: Iterable[Review]) -> Queue:
        return queue(overviews, reviews, self.workspace.today, self.weekday, self.away)

    # --- moving -------------------------------------------------------------------------

    def back(self) -> bool:
        """To the card answered before this one; whether there is one."""
        done = [id_ for id_ in self.done if id_ in self.workspace.overviews]
        place = done.index(self._earlier) if self._earlier in done else len(done)
        if place == 0:
            return False
        self._earlier = done[place - 1]
        self._answer_then = self.answer(self._earlier)
        self.look()
        return True

    def forward(self) -> None:
        """From an earlier card to the first one that is not answered."""
        self._earlier, self.card = None, None
        self.look()

    def show(self, card: Card) -> None:
        """A card out of its turn, for who tells of all of them."""
        self.card = card

    def open_batch(self) -> None:
        """The steady good ones one by one."""
        self._one_by_one = True
        self.card = None
        self.look()

    # --- answering ----------------------------------------------------------------------

    def answered(self, verdict: Verdict, *beside: Record) -> tuple[Change, ...]:
        """What answering the card at hand stores, with the records that go with it."""
        assert self.card is not None
        changes: list[Change] = [Put(record) for record in beside]
        look = None if self.is_batch else self.overview.safety_look
        if look is not None and verdict.word == "hold":
            unchanged = record_look(self.overview.situation, look, NOTHING_NEW)
            changes += unchanged.changes if unchanged is not None else ()
        records = [change.record for change in changes if isinstance(change, Put)]
        return (*changes, self._put(self.card, verdict, records))

    def with_card(self, changes: ChangeSet) -> ChangeSet:
        """The changes with the card that a decision among them answers; without one, unchanged."""
        records = changes.records
        decided = next((v for r in records if (v := self._decided(r)) is not None), None)
        if decided is None or any(record.kind == "review" for record in records):
            return changes
        client_id, verdict = decided
        card = self._card_of(client_id)
        asked = self.card is not None and client_id in self.card.clients
        if card is None or not (asked or client_id in self.done):
            return changes
        ledger = self.workspace.ledger(client_id)
        removed = [
            record
            for change in changes.changes
            if isinstance(change, Remove)
            for record in getattr(ledger, change.kind, ())
            if record.id == change.id
        ]
        answer = self._put(Card((client_id,), card.place), verdict, records, removed)
        return changes.with_changes(answer)

    def with_action(self, changes: ChangeSet, reason: str, due: date | None = None) -> ChangeSet:
        """What was said of a decided action, with the card's answer where that says it all.

        `due` = the new day of one that is not done yet.
        """
        assert self.card is not None
        after = self._after(self.card.client, changes.records, ())[self.card.client]
        verdict = verdict_after_action(
            after,
            self.card,
            self.history,
            self.workspace.today,
            self.weekday,
            self.away,
            self.workspace.book.reviews,
            self.workspace.book.ledgers.values(),
            reason=reason,
            due=due,
        )
        if verdict is None:
            return changes
        return changes.with_changes(self._put(self.card, verdict, changes.records))

    def _decided(self, record: Record) -> tuple[str, Verdict] | None:
        """A decision, a step that worked, or one that got more time."""
        if isinstance(record, Decision):
            return record.client, session.decided(record)
        if isinstance(record, Attempt):
            verdict = said_of_step(record, self.workspace.today, self.workspace.step_title)
            return None if verdict is None else (record.client, verdict)
        return None

    def _put(
        self,
        card: Card,
        verdict: Verdict,
        records: Sequence[Record] = (),
        removed: Sequence[Record] = (),
    ) -> Put:
        before, today = self.review, self.workspace.today
        review = before or session.begin(self.review_id, today)
        overviews = self._after(card.client, records, removed)
        for client_id in card.clients:
            review = session.answered(review, card, verdict, overviews[client_id], today)
        if review.finished_on is not None or not self._left(overviews, review):
            review = session.finished(review, overviews, today)
        return Put(review, was=before, new=before is None)

    def _after(
        self, client_id: str, records: Sequence[Record], removed: Sequence[Record]
    ) -> Mapping[str, Overview]:
        """Everybody as they will be when these records of one client are stored."""
        if not records and not removed:
            return self.workspace.overviews
        book = self.workspace.book
        ledger = changed(book.ledgers[client_id], records, removed)
        book = replace(book, ledgers={**book.ledgers, client_id: ledger})
        data = self.workspace
        overview = overview_of(book, client_id, data.today, data.limits, data.playbook)
        return {**data.overviews, client_id: overview}

    def _left(self, overviews: Mapping[str, Overview], review: Review) -> bool:
        others = [r for r in self.workspace.book.reviews if r.id != review.id]
        return bool(self._queue(overviews, [*others, review]).cards)

    def still_good_with(self, energy: Energy) -> bool:
        """Whether the client at hand is still good once this mark is known."""
        overviews = self._after(energy.client, [energy], ())
        return overviews[energy.client].verdict == "good"

    def close(self) -> tuple[Change, ...]:
        """What finishes a review of which nothing is left to ask."""
        before = self.review
        if before is None or before.finished_on is not None:
            return ()
        finished = session.finished(before, self.workspace.overviews, self.workspace.today)
        return (Put(finished, was=before),)
