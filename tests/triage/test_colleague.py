"""A question to a colleague names nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.lives import TODAY, Life, ago
from triage.colleague import asking, gives_away, question
from triage.health import assess
from triage.ledger import Ledger


def life(contact: str = "Rolf Meier") -> Ledger:
    client_life = Life(contact=contact, contacts=("Dana",))
    client_life.event("request", *range(5), outcome="absorbed")
    client_life.event("message_in", 8, who="Kim")
    ledger = client_life.ledger
    return replace(ledger, client=replace(ledger.client, name="Northlake Foods"))


def test_it_begins_with_the_facts() -> None:
    ledger = life()
    assert question(ledger, assess(ledger, TODAY)) == (
        "A client of mine: 5 unpaid changes in 28 days (act from 5). What would you do?"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What do I say to Northlake Foods?", "Northlake Foods"),
        ("what do i say to northlake foods", "Northlake Foods"),
        ("Northlake wants more", "Northlake"),
        ("Rolf Meier shouts", "Rolf Meier"),
        ("Meier shouts", "Meier"),
        ("He (dana) is new", "Dana"),
        ("Kim wants more", "Kim"),
        ("They want more and pay late", None),
        ("a meier on the roof", None),
    ],
)
def test_who_it_is_may_not_show(text: str, name: str | None) -> None:
    assert gives_away(text, life()) == name


def test_a_reason_that_names_somebody_is_left_out() -> None:
    ledger = life(contact="Changes")
    assert question(ledger, assess(ledger, TODAY)) == "A client of mine: "


def test_it_stands_on_the_list_for_three_days() -> None:
    ledger = life()
    action = asking(ledger, assess(ledger, TODAY), "What now?", "a")
    assert (action.text, action.on, action.due) == ("Ask a colleague: What now?", TODAY, ago(-3))
