"""A record is the same after it was a row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.tables.mapping import UnreadableRow, from_units, row_map, to_units
from tests.storage.records import client, records
from triage.records import KINDS, Gift, Record

any_record = st.sampled_from(list(KINDS)).flatmap(
    lambda kind: records(kind, "r1", refs={"client": "c", "invoice": "i"})
)


@given(any_record)
def test_a_row_gives_its_record_back(record: Record) -> None:
    mapped = row_map(record.kind)
    row = mapped.row(record)
    assert set(row) == set(mapped.columns)
    assert all(value is None or isinstance(value, str | int | float) for value in row.values())
    assert mapped.record([row[name] for name in mapped.columns]) == record


@given(st.decimals(-(10**13), 10**13, places=4))
def test_amounts_are_ten_thousandths(amount: Decimal) -> None:
    assert from_units(to_units(amount)) == amount


def test_a_whole_number_of_hours_stays_whole() -> None:
    read = row_map("gift").record
    gift = read(["g", "c", "2026-01-01", "2026-02-01", 6.0, None, None])
    assert isinstance(gift, Gift)
    assert repr(gift.hours_per_month) == "6"


def test_a_value_that_cannot_be_is_named() -> None:
    row = row_map("client").row(client()) | {"since": "2026-99-01"}
    with pytest.raises(UnreadableRow, match="since of the client north"):
        row_map("client").record(list(row.values()))
