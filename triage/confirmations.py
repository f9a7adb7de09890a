"""What the user settled with a word: that a fact is known for now."""

from __future__ import annotations

from datetime import date

from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.records import Confirmed
from triage.shifted_day import shift


def confirmation(ledger: Ledger, fact: str, on: date, limits: Limits = DEFAULT) -> Confirmed | None:
    """The user's newest word that a fact is settled, of those that cover the day; None = there is
    none. No word holds longer than `confirmed_days`, whatever its `until` says.
    """
    in_force = (
        each
        for each in ledger.confirmed
        if each.fact == fact
        and each.on <= on <= each.until
        and on <= shift(each.on, limits.confirmed_days)
    )
    return max(in_force, key=lambda each: (each.on, each.id), default=None)
