"""How each client was answered in a review, on its cards and on other pages meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from triage.clients.review_history import card_day
from triage.ledger import Ledger
from triage.overrides.verdict import running_override
from triage.playbook.load.playbook_file import builtin
from triage.playbook.state.abuse import SAFETY
from triage.records import Attempt, Review
from triage.review.session import Verdict, decided, overridden

Card = Mapping[str, Any]
Title = Callable[[str], str]
"""What the playbook in force calls a step or door."""
_SAID = {SAFETY: ("it is over", "nothing new")}
"""What an outcome and more time mean on a page that names them otherwise."""
_ON_ITS_CARD = ("decided", "override")


def shipped_title(code: str) -> str:
    """What the program's own playbook calls a step or door."""
    return builtin().title(code)


def answers(
    review: Review, ledgers: Mapping[str, Ledger], title: Title = shipped_title
) -> tuple[Card, ...]:
    """The cards of a review, with what was decided of its clients beside it on the same days.

    A decision taken on another page, in another window or while the review was paused answers a
    client as its card would have done; it counts more than an earlier hold, snooze or still good.
    """
    last = review.finished_on or review.on
    cards = {str(card.get("client")): card for card in review.cards}
    for client_id, ledger in ledgers.items():
        card = cards.get(client_id)
        if card is not None and card.get("verdict") in _ON_ITS_CARD:
            continue
        first = review.on if card is None else max(review.on, card_day(card, review))
        verdict = _decided_between(ledger, first, last, title)
        if verdict is not None:
            cards[client_id] = _card(client_id, *verdict)
    return tuple(cards.values())


def said_of_step(attempt: Attempt, on: date, title: Title) -> Verdict | None:
    """What an outcome, or more time, said on a day answers; None when nothing was said then."""
    if attempt.taken_on is None:
        return None
    worked, longer = _SAID.get(attempt.screen, ("it worked", "more time"))
    if attempt.outcome == "worked" and attempt.outcome_on == on:
        return Verdict("decided", f"{title(attempt.screen)}: {worked}")
    if attempt.outcome is None and attempt.extended_on == on:
        return Verdict("decided", f"{title(attempt.screen)}: {longer}", attempt.review_by)
    return None


def _decided_between(
    ledger: Ledger, first: date, last: date, title: Title
) -> tuple[date, Verdict] | None:
    verdicts = [pair for pair in _verdicts(ledger, last, title) if first <= pair[0] <= last]
    return max(verdicts, key=lambda pair: pair[0], default=None)


def _verdicts(ledger: Ledger, last: date, title: Title) -> Iterator[tuple[date, Verdict]]:
    for decision in reversed(ledger.decision):
        yield decision.on, decided(decision)
    for attempt in ledger.attempt:
        for day in (attempt.outcome_on, attempt.extended_on):
            if day is not None and (verdict := said_of_step(attempt, day, title)) is not None:
                yield day, verdict
    own = running_override(ledger, last)
    if own is not None:
        yield own.on, overridden(own)


def _card(client_id: str, day: date, verdict: Verdict) -> Card:
    entry = {
        "client": client_id,
        "on": day.isoformat(),
        "verdict": verdict.word,
        "reason": verdict.reason,
        "until": verdict.until.isoformat() if verdict.until else None,
    }
    return {name: value for name, value in entry.items() if value is not None}
