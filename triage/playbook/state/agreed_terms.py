"""New terms on their way: from which day they hold, and when it can be said how they were taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from triage.health.windows import shift
from triage.ledger import Ledger
from triage.money import amount_text
from triage.open_items import LOOK_FOR_ANSWER, open_actions
from triage.playbook.day_text import in_words
from triage.records import Action, Attempt, Client, Decision
from triage.value_by_day import ValueByDay

EFFECTIVE_FIELD = "effective_from"
"""The field of a decision that holds the first day of what it proposes."""
SHOWN_DAYS = 14
"""So long new terms hold before it is asked how they went: our default, as long as the step."""


@dataclass(frozen=True, slots=True)
class AgreedRate:
    """A rate on record that holds from a day to come on."""

    rate: Decimal
    begins: date

    def words(self, currency: str, on: date) -> str:
        """As it stands beside the rate of today: "72.00 from Mon 7 December"."""
        return f"{amount_text(self.rate, currency)} from {in_words(self.begins, on)}"


def agreed_rate(client: Client, on: date) -> AgreedRate | None:
    """The next rate that is on record already and begins after day `on`."""
    ahead = min((past.until for past in client.past_rates if past.until >= on), default=None)
    if ahead is None:
        return None
    begins = shift(ahead, 1)
    rate = ValueByDay(client.past_rates, client.rate).on(begins)
    return None if rate is None else AgreedRate(rate, begins)


def begins_on(decision: Decision) -> date | None:
    """The day from which on what was decided is meant, where it has one of its own."""
    day = decision.set.get(EFFECTIVE_FIELD)
    return None if day is None else date.fromisoformat(str(day))


def outcome_day(attempt: Attempt, ledger: Ledger, on: date) -> date | None:
    """The day on which a running step is looked at: its own, but never before what decides it. That
    is the day by which they answer its message, and some time with the new terms, as long as
    the step runs, from their first day on.
    """
    own = attempt.review_by
    made = [d for d in ledger.decision if d.attempt == attempt.id and d.on <= on]
    if own is None or not made:
        return own
    last = max(made, key=lambda decision: (decision.on, decision.id))
    ids = {decision.id for decision in made}
    answers = [
        action.due
        for action in open_actions(ledger, on)
        if action.text == LOOK_FOR_ANSWER and action.decision in ids
    ]
    days = [own, *(day for day in answers if day is not None)]
    begins = begins_on(last)
    if begins is not None:
        agreed = agreed_rate(ledger.client, last.on)
        days.append(shown_by(begins if agreed is None else agreed.begins))
    return max(days)


def seen_with_the_step(
    action: Action, attempt: str, looked_at: date | None, made: Iterable[Decision]
) -> bool:
    """Whether the look for their answer falls on the day on which it is asked how a running step
    went: whoever says that knows whether they answered, and is asked one thing only.
    """
    if action.text != LOOK_FOR_ANSWER or action.due is None or looked_at is None:
        return False
    is_own = any(d.attempt == attempt and d.id == action.decision for d in made)
    return is_own and action.due >= looked_at


def shown_by(begins: date) -> date:
    """The day by which new terms that begin on a day have shown something."""
    return shift(begins, SHOWN_DAYS)
