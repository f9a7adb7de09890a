"""What a review came to: the facts of its closing page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from triage.clients.advice import NextAction
from triage.clients.agenda import AgendaEntry, agenda
from triage.clients.due_now import with_next_actions
from triage.clients.overview import Overview, overviews
from triage.health import income_shares
from triage.health.windows import shift
from triage.ledger import Book
from triage.limits import DEFAULT, Limits
from triage.playbook.after.checklists import begun, checklist
from triage.playbook.day_text import in_words
from triage.playbook.state.last_touch import last_touch
from triage.records import Review
from triage.review.answers import Title, answers, shipped_title
from triage.review.figures import DayFigures
from triage.review.queue import waiting_until
from triage.review.trend import trend
from triage.review.weeks import next_review_day

NEXT_DAYS = 7
"""The closing page looks one week ahead: to the next review."""
_STAKES = ("stop", "act")
_OPEN = (*_STAKES, "unknown")


@dataclass(frozen=True)
class Report:
    """`cards` are those of `review` in the order in which they were answered, then what was
    decided on other pages meanwhile.

    `verdicts` counts the active clients by verdict. Of those that were not looked at, `waiting`
    have a day of their own, `left_open` wait on stop, act or unknown, and `not_due` are all others
    with whom nothing is to be done by now. `coming` has a day up to the next review, what is
    overdue included. `overdue` is money by currency, owed by `debtors`. `share` of the income of
    180 days (0 to 1) came from clients on act or stop; None where it cannot be known.
    `passed` tells, by client, of verdicts of one's own and passed gates that still count. `trend`
    has the days of the last reviews, oldest first. `following` is what comes next with a client, by
    id.
    """

    review: Review
    cards: tuple[Mapping[str, Any], ...]
    names: Mapping[str, str]
    verdicts: Mapping[str, int]
    left_open: tuple[Overview, ...]
    not_due: tuple[Overview, ...]
    coming: tuple[AgendaEntry, ...]
    overdue: Mapping[str, Decimal]
    debtors: tuple[str, ...]
    share: float | None
    left_well: int
    next_review: date
    waiting: tuple[tuple[str, date], ...] = ()
    passed: tuple[tuple[str, str], ...] = ()
    trend: tuple[DayFigures, ...] = ()
    following: Mapping[str, NextAction] = field(default_factory=dict)

    def of(self, *verdicts: str) -> list[Mapping[str, Any]]:
        """The cards that were answered like that."""
        return [card for card in self.cards if card.get("verdict") in verdicts]

    @property
    def active(self) -> int:
        """Clients who have neither ended nor rest."""
        return sum(self.verdicts.values())

    @property
    def promises(self) -> list[AgendaEntry]:
        """What was promised, by either side."""
        return [entry for entry in self.coming if entry.kind.endswith("promise")]

    @property
    def to_do(self) -> list[AgendaEntry]:
        """All else that has its day in the coming week."""
        return [entry for entry in self.coming if not entry.kind.endswith("promise")]


def report_of(
    book: Book,
    review: Review,
    on: date,
    weekday: int,
    limits: Limits = DEFAULT,
    title: Title = shipped_title,
) -> Report:
    """The report of a review as of day `on`; with the day it ended, the same on every later day."""
    client_overviews = overviews(book, on, limits)
    coming = with_next_actions(agenda(book, on, limits), client_overviews, on)
    everybody = {id_: overview.history for id_, overview in client_overviews.items()}
    income = income_shares(everybody, on, limits)
    waits = waiting_until(client_overviews, book.reviews, on)
    weekly_report = report(review, client_overviews, coming, on, weekday, income, title, waits)
    return replace(weekly_report, trend=trend(everybody, book.reviews, on, limits))


def report(
    review: Review,
    client_overviews: Mapping[str, Overview],
    coming: Sequence[AgendaEntry],
    on: date,
    weekday: int,
    income: Mapping[str, float | None] | None = None,
    title: Title = shipped_title,
    waits: Mapping[str, date] | None = None,
) -> Report:
    """The same from what is known already; `income` are the clients' parts of the income, `waits`
    the days of those who wait for one of their own.
    """
    living = {
        i: o for i, o in client_overviews.items() if o.health.health not in ("ended", "resting")
    }
    ledgers = {id_: overview.ledger for id_, overview in client_overviews.items()}
    cards = answers(review, ledgers, title)
    answered = {str(card.get("client")) for card in cards}
    overdue: dict[str, Decimal] = defaultdict(Decimal)
    debtors = []
    for overview in living.values():
        for currency, money in overview.facts.overdue_by_currency:
            overdue[currency] += money
        if overview.facts.overdue_by_currency:
            debtors.append(overview.name)
    not_seen = [overview for id_, overview in living.items() if id_ not in answered]
    days = waits or {}
    asked = [overview for overview in not_seen if overview.client.id not in days]
    stakes = [(income or {}).get(i) for i, o in living.items() if o.health.health in _STAKES]
    known = [share for share in stakes if share is not None]
    return Report(
        review=review,
        cards=cards,
        names={id_: overview.name for id_, overview in client_overviews.items()},
        verdicts=Counter(overview.health.health for overview in living.values()),
        left_open=tuple(o for o in asked if o.verdict in _OPEN),
        not_due=tuple(o for o in asked if o.verdict not in _OPEN and not _asks_now(o, on)),
        coming=tuple(entry for entry in coming if entry.day <= shift(on, NEXT_DAYS)),
        overdue=overdue,
        debtors=tuple(debtors),
        share=sum(known) if known else None,
        left_well=sum(map(_ended_well, client_overviews.values())),
        next_review=next_review_day(on, weekday),
        waiting=tuple((o.name, days[o.client.id]) for o in not_seen if o.client.id in days),
        passed=tuple(_passed(living.values(), on)),
        following={id_: o.next_action for id_, o in living.items() if o.next_action is not None},
    )


def _asks_now(overview: Overview, on: date) -> bool:
    """Whether something is to be done with them today: that stands among what is coming."""
    action = overview.next_action
    return action is not None and action.due is not None and action.due <= on


def _ended_well(overview: Overview) -> bool:
    """Whether they left well, or were let go with a finished list and a clean last word."""
    if overview.client.state == "left_well":
        return True
    if overview.client.state != "closed" or overview.client.ended_by not in ("us", "mutual"):
        return False
    now = overview.situation
    touch = last_touch(now)
    return begun(now) and not checklist(now).left and (touch is None or touch.clean)


def _passed(living: Iterable[Overview], on: date) -> Iterator[tuple[str, str]]:
    for overview in living:
        if (own := overview.own) is not None:
            until = f" until {in_words(own.until, on)}" if own.until else ""
            why = f": “{own.reason}”" if own.reason else ""
            yield overview.name, f"your verdict: {own.health}{until}{why}"
        for passed in overview.passed:
            yield overview.name, passed.words(on)
