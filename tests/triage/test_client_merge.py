"""What two clients agreed and wished holds for the one they become, whichever stays."""

from __future__ import annotations

import pytest

from triage.client_merge import merge
from triage.ledger import book
from triage.records import Client, Contract

LONG = Contract(written=True, notice_days=28, notice_form="letter")
SHORT = Contract(notice_days=0, cure_days=15)


def merged(one: Client, other: Client) -> Client:
    changes = merge(book([one, other]), one.id, other.id)
    (client,) = (record for record in changes.records if isinstance(record, Client))
    return client


@pytest.mark.parametrize(("away", "into"), [(LONG, SHORT), (SHORT, LONG)])
def test_the_longer_notice_and_all_that_is_known(away: Contract, into: Contract) -> None:
    client = merged(
        Client(id="a", name="A", contract=away), Client(id="b", name="B", contract=into)
    )
    assert client.contract == Contract(
        written=True, notice_days=28, notice_form="letter", cure_days=15
    )


@pytest.mark.parametrize(("away", "into"), [(True, False), (False, True)])
def test_who_wanted_no_more_messages_wants_none(away: bool, into: bool) -> None:
    client = merged(
        Client(id="a", name="A", do_not_contact=away, contract=LONG),
        Client(id="b", name="B", do_not_contact=into),
    )
    assert client.do_not_contact
