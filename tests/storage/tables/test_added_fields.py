"""Fields that an older program kept beside the ones it knew, moved into columns of their own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from storage.data_file.migrations import migrate
from storage.store import Store
from storage.writing.digest import Digest
from tests.storage.conftest import noon
from tests.storage.records import client
from triage.records import Event, Invoice, Past, Record

DAY = date(2026, 3, 13)
CLIENT = (
    "INSERT INTO client (id, name, state, currency, debtor, payment_days, pay_grace_days, earns,"
    " language, reply_days, tie, review_days, do_not_contact, extra)"
    " VALUES ('old', 'Old', 'active', 'EUR', 'company', 14, 0, 'hours', 'en', 1, 'none', 7, 0, ?)"
)


def upgraded(path: Path, extra: str) -> Record | None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, noon(), to=2)
        connection.execute(CLIENT, (extra,))
    with Store.open(path, now=noon) as store:
        return store.get("client", "old")


def test_the_column_takes_what_was_kept(path: Path) -> None:
    old = upgraded(path, '{"colour":"red","past_rates":[{"until":"2026-03-13","value":"80.00"}]}')
    assert old is not None
    assert old.extra == {"colour": "red"}
    assert vars_of(old)["past_rates"] == (Past(until=DAY, value=Decimal("80.00")),)


def test_a_value_it_cannot_hold_stays_where_it_was(path: Path) -> None:
    old = upgraded(path, '{"past_rates":"eighty"}')
    assert old is not None
    assert old.extra == {"past_rates": "eighty"}
    assert vars_of(old)["past_rates"] == ()


def vars_of(record: Record) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            replace(
                client(), extra={"past_floors": [{"until": "2026-03-13", "value": "50.00"}], "a": 1}
            ),
            replace(
                client(), past_floors=(Past(until=DAY, value=Decimal("50.00")),), extra={"a": 1}
            ),
        ),
        (
            Invoice(
                id="n", client="c", issued=DAY, due=DAY, amount=Decimal(-5), extra={"credits": "i"}
            ),
            Invoice(id="n", client="c", issued=DAY, due=DAY, amount=Decimal(-5), credits="i"),
        ),
        (
            Event(
                id="e", client="c", on=DAY, what="message_in", extra={"reason_to_wait": "illness"}
            ),
            Event(id="e", client="c", on=DAY, what="message_in", reason_to_wait="illness"),
        ),
    ],
    ids=lambda record: record.kind,
)
def test_an_import_looks_as_it_came(before: Record, after: Record) -> None:
    digests = Digest(), Digest()
    digests[0].add(before)
    digests[1].add(after)
    assert str(digests[0]) == str(digests[1])
