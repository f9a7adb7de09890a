"""What a watch rule says about one client on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from statistics import median

from triage.health import (
    ClientHistory,
    Flag,
    Health,
    assess,
    facts,
    histories,
    income_shares,
    verdict_rank,
)
from triage.health.windows import last, shift, weekdays_after
from triage.ledger import Book
from triage.limits import DEFAULT, Limits
from triage.records import Event, Review, WatchRule
from triage.watch.grammar import OPERATORS, BadRule, Count, Flagged, Measured, New, Part, read

EXPIRES_AFTER = 365
"""Days after which a rule that never fired is retired."""
DISMISSALS = 3
"""As many dismissals retire a rule."""
SECOND_HIT = 28
"""Days within which a second hit makes the flag a watch flag."""
PREVIEW_DAYS = 180
NARROW_ABOVE = 0.4
"""A rule that would have fired for more of the clients than this should be narrowed."""


@dataclass(frozen=True)
class Watched:
    """One client as the rules see it; `share_on` gives the income share of a day."""

    history: ClientHistory
    limits: Limits
    share_on: Callable[[date], float | None]

    def matches(self, parts: Iterable[Part], on: date) -> bool:
        """Whether every condition holds on a day."""
        return all(self._holds(part, on) for part in parts)

    def _holds(self, part: Part, on: date) -> bool:
        if isinstance(part, Count):
            return len(self.history.events(part.what).within(last(on, part.days))) >= part.least
        if isinstance(part, Flagged):
            return assess(self.history, on, self.limits).severity(part.code) >= part.least
        if isinstance(part, New):
            return self._is_new(part, on)
        value = self._metric(part, on)
        return value is not None and OPERATORS[part.op](value, part.bound)

    def _is_new(self, part: New, on: date) -> bool:
        client = self.history.client
        starts = [client.since]
        if client.returned_on is not None and client.returned_on <= on:
            starts.append(client.returned_on)
        return any(start is not None and 0 <= (on - start).days < part.days for start in starts)

    def _metric(self, part: Measured, on: date) -> Decimal | None:
        if part.metric == "er28":
            return facts(self.history, on, self.limits).rate_28d
        if part.metric == "hours56":
            return Decimal(self.history.minutes.within(last(on, 56))) / 60
        if part.metric == "share":
            share = self.share_on(on)
            return None if share is None else Decimal(repr(share))
        return self._reply_median(on)

    def _reply_median(self, on: date) -> Decimal | None:
        window = last(on, 56)
        asked: Iterable[Event] = self.history.events("message_in").within(window)
        taken = [
            weekdays_after(event.on, event.answered_on)
            for event in asked
            if event.needs_answer and event.answered_on is not None and event.answered_on <= on
        ]
        return Decimal(repr(median(taken))) if taken else None


def is_live(rule: WatchRule, on: date, reviews: Iterable[Review] = ()) -> bool:
    """Whether a rule still watches on a day: not retired, not dismissed too often, not expired."""
    if on < rule.on or (rule.retired_on is not None and rule.retired_on <= on):
        return False
    if sum(day <= on for day in rule.dismissed) >= DISMISSALS:
        return False
    until = rule.until
    return until is None or on <= until or on <= watches_until(rule, until, reviews)


def watches_until(rule: WatchRule, until: date, reviews: Iterable[Review]) -> date:
    """The last day of a rule: `until`, or a year after the last finished review that saw a hit."""
    code = code_of(rule)
    fired = [
        review.finished_on
        for review in reviews
        if review.finished_on is not None
        and any(isinstance(flags, Mapping) and code in flags for flags in review.seen.values())
    ]
    return max([until, *(shift(day, EXPIRES_AFTER) for day in fired)])


def code_of(rule: WatchRule) -> str:
    """The code of the flag that a rule raises."""
    return f"RULE:{rule.id}"


def rule_flag(rule: WatchRule, client: Watched, on: date) -> Flag | None:
    """The flag of a rule that watches on a day, or None when it does not match.

    A hit is the day a rule begins to match. The first is a note; when another one began within
    28 days before the day, it is a watch flag.
    """
    parts = read(rule.when)
    if not client.matches(parts, on):
        return None
    begun, before = 0, False
    for back in reversed(range(SECOND_HIT)):
        day = shift(on, -back)
        now = day >= rule.on and client.matches(parts, day)
        begun += now and not before
        before = now
    return Flag(
        code=code_of(rule),
        severity=2 if begun > 1 else 1,
        reason=rule.sentence,
        limit=rule.when,
        source="your own lesson",
        clears="the sign is gone, or you switch off the rule",
        evidence=(),
        next_action="Check whether the same thing is starting here",
    )


def with_rules(
    healths: Mapping[str, Health],
    book: Book,
    on: date,
    limits: Limits = DEFAULT,
    known: Mapping[str, ClientHistory] | None = None,
) -> dict[str, Health]:
    """The same assessments with the flags of the user's own rules; ended clients raise none.

    A rule from another program that cannot be read watches nothing. `known` are the histories of
    all clients, when they are there already.
    """
    live = [
        rule for rule in book.watch_rules if is_live(rule, on, book.reviews) and _readable(rule)
    ]
    if not live:
        return dict(healths)
    clients = _clients(known if known is not None else histories(book), limits)
    return {id_: _watched(health, live, clients[id_], on) for id_, health in healths.items()}


def _readable(rule: WatchRule) -> bool:
    try:
        read(rule.when)
    except BadRule:
        return False
    return True


def _watched(health: Health, rules: Iterable[WatchRule], client: Watched, on: date) -> Health:
    if health.health == "ended":
        return health
    raised = [flag for rule in rules if (flag := rule_flag(rule, client, on)) is not None]
    if not raised:
        return health
    flags = sorted((*health.flags, *raised), key=lambda flag: (-flag.severity, flag.code))
    worst = "watch" if verdict_rank("watch") < verdict_rank(health.health) else health.health
    return replace(health, health=worst, flags=tuple(flags))


def _clients(known: Mapping[str, ClientHistory], limits: Limits) -> dict[str, Watched]:
    """Each client as the rules see it; the shares of one day are worked out once for all."""

    @cache
    def shares(day: date) -> Mapping[str, float | None]:
        return income_shares(known, day, limits)

    def watched(id_: str) -> Watched:
        return Watched(known[id_], limits, lambda day: shares(day)[id_])

    return {id_: watched(id_) for id_ in known}


def dismissed(rule: WatchRule, on: date) -> WatchRule:
    """The rule after one more hit was waved away; the third time it is retired."""
    days = (*rule.dismissed, on)
    retired = on if len(days) >= DISMISSALS else rule.retired_on
    return replace(rule, dismissed=days, retired_on=retired)


@dataclass(frozen=True, slots=True)
class RulePreview:
    """For how many of how many clients a rule would have fired in the last 180 days."""

    clients: tuple[str, ...]
    of: int

    @property
    def too_wide(self) -> bool:
        """Whether it fires for so many that it should be narrowed."""
        return bool(self.of) and len(self.clients) > NARROW_ABOVE * self.of


def preview(when: str, book: Book, on: date, limits: Limits = DEFAULT) -> RulePreview:
    """What a rule would have said, week by week, before it is saved. Raises BadRule."""
    parts = read(when)
    days = [shift(on, -back) for back in range(0, PREVIEW_DAYS, 7)]
    fired = [
        id_
        for id_, client in _clients(histories(book), limits).items()
        if any(client.matches(parts, day) for day in days)
    ]
    return RulePreview(tuple(fired), len(book.ledgers))
