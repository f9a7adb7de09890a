"""The user's word that a fact is known: the newest that covers the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from triage.confirmations import confirmation
from triage.ledger import Ledger
from triage.limits import DEFAULT
from triage.records import Client, Confirmed
from triage.shifted_day import shift

ON = date(2026, 3, 20)


def word(id_: str, day: int, until: date = ON, **fields: Any) -> Confirmed:
    return Confirmed(
        **{"id": id_, "client": "c", "fact": "contact", "on": date(2026, 3, day), **fields},
        until=until,
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ([], None),
        ([word("old", 1), word("new", 9)], "new"),
        ([word("new", 9), word("old", 1)], "new"),
        ([word("holds", 1), word("over", 9, until=date(2026, 3, 19))], "holds"),
        ([word("holds", 1), word("later", 21, until=date(2026, 3, 31))], "holds"),
        ([word("other", 9, fact="money")], None),
        ([word("today", 20)], "today"),
    ],
)
def test_the_newest_that_covers_the_day(words: list[Confirmed], answer: str | None) -> None:
    ledger = Ledger(client=Client(id="c", name="Northlake"), confirmed=tuple(words))
    newest = confirmation(ledger, "contact", ON)
    assert (newest and newest.id) == answer


def test_none_holds_longer_than_the_limit() -> None:
    far = date(2030, 1, 1)
    given = Confirmed(id="x", client="c", fact="contact", on=ON, until=far)
    ledger = Ledger(client=Client(id="c", name="Northlake"), confirmed=(given,))
    last = shift(ON, DEFAULT.confirmed_days)
    assert confirmation(ledger, "contact", last) == given
    assert confirmation(ledger, "contact", shift(last, 1)) is None
