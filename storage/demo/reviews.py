"""The reviews of the sample year: held Friday by Friday with the rules of the weekly review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from storage.demo.story import Calendar
from triage.clients.overview import Overview, overviews
from triage.clients.review_history import NEVER, ReviewHistory, histories
from triage.ledger import book
from triage.records import Record, Review
from triage.review import session
from triage.review.put_off import NotNow
from triage.review.queue import Card, queue

_FRIDAY = 4
_REASON = "Nothing new from them this week"
"""Why a card is snoozed of which the table says nothing."""


class Reviews:
    """Every finished review, oldest first, of the records that all clients have together."""

    def __init__(self, calendar: Calendar, records: Iterable[Record], table: Mapping[str, Any]):
        self._calendar = calendar
        self._records = tuple(records)
        self._reasons: Mapping[str, str] = table["reasons"]
        self._first: int = table["from"]
        self._weeks: int = table["weeks"]

    def records(self) -> list[Review]:
        """Each review with its cards answered and what was known at its end."""
        reviews: list[Review] = []
        for week in range(self._first, self._first + self._weeks):
            reviews.append(self._review(week, reviews))
        return reviews

    def _review(self, week: int, before: list[Review]) -> Review:
        day = self._calendar.day(f"{week} Fri")
        known = {
            id_: overview
            for id_, overview in overviews(book([*self._records, *before]), day).items()
            if overview.client.since is None or overview.client.since <= day
        }
        past = histories(before, day)
        review = session.begin(f"review{week}", day)
        for card in queue(known, before, day, _FRIDAY).cards:
            for client in card.clients:
                history = past.get(client, NEVER)
                verdict = self._verdict(known[client], card, history)
                if verdict is None:
                    continue
                review = session.answered(review, card, verdict, known[client], day)
        return session.finished(review, known, day)

    def _verdict(
        self, overview: Overview, card: Card, past: ReviewHistory
    ) -> session.Verdict | None:
        """A decision of that day answers the card; else the least that the card takes. One that
        was put off often enough stays open.
        """
        day = overview.on
        taken = [decision for decision in overview.ledger.decision if decision.on == day]
        if taken:
            return session.decided(taken[-1])
        if overview.verdict == "good":
            return session.good(overview)
        reason = self._reasons.get(overview.client.id)
        if reason is None:
            with suppress(NotNow):
                return session.hold(overview, card, past, day)
        with suppress(NotNow):
            return session.snooze(overview, card, past, 1, reason or _REASON, day, _FRIDAY)
        return None
