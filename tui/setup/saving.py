"""What an answer in the set-up table writes, and the doubt that is asked about first."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from storage.importing.plan import RATE_TOPIC
from triage.changes import Change, Remember
from triage.money import rate_text
from triage.records import Client
from tui.setup.answers import answer, for_all, newly_above, told
from tui.setup.question import LONGEST_NAME, AskedCell, above_words
from tui.wording.formatting import count
from tui.wording.safe_text import short


@dataclass(frozen=True, slots=True)
class Saving:
    """One answer as it is saved: how the history calls it, and what it writes."""

    label: str
    changes: Sequence[Change]


def saving(
    asked: AskedCell, digit: str, amount: Decimal | None, today: date, assumed: Container[str]
) -> Saving:
    """An answer to the cell: a `digit`, an `amount`, or both. On the row of everyone it writes
    nothing when everyone has an amount already.

    `assumed` are the ids of clients whose rate an import has assumed: typed, even as it was, it is
    not assumed any more.
    """
    column, ledger = asked.column, asked.ledger
    assert column is not None
    changes: list[Change]
    if ledger is None:
        changes = [*for_all(column.name, asked.everyone, amount, asked.currency)]
        who = count(len(changes), "client")
    else:
        changes = [*answer(column.name, digit, ledger, today, amount)]
        who = short(ledger.client.name, LONGEST_NAME)
        if column.name == "rate" and ledger.client.id in assumed:
            changes.append(Remember(RATE_TOPIC, ledger.client.id, None))
    money = rate_text(amount) if amount is not None else ""
    parts = (column.kept or column.label, told(column, digit, amount), money)
    return Saving(f"{who}: {' '.join(filter(None, parts))}", changes)


class FloorDoubt:
    """A floor above its rate is asked about once; the same answer again keeps it."""

    def __init__(self) -> None:
        self._asked_about: list[Client] = []

    def question(self, changes: Sequence[Change]) -> str:
        """What is asked before these changes are saved; "" = nothing."""
        above = newly_above(changes)
        if not above or above == self._asked_about:
            return ""
        self._asked_about = above
        return above_words(above)
