"""Rows checked by columns are those that are checked record by record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import BadRecord
from storage.tables.mapping import row_map
from storage.writing.validation import as_saved, checked_rows
from tests.storage.records import DAY, client, invoice, note, records, time
from triage.records import KINDS, Record

ODD: list[Any] = [
    None,
    "",
    "a\ud800b",
    "two\nlines",
    True,
    -1,
    2**60,
    1.5,
    "2026-02-30",
    datetime(2026, 3, 13),
    Decimal("0.00001"),
    {"start": "\udfff"},
    {"client": "else"},
    ("x",),
]
"""Values that a field may not hold, or holds otherwise than it was given them."""


def one_by_one(kind: str, chosen: list[Record]) -> list[list[Any]] | str:
    try:
        return [row_map(kind).values(as_saved(record)) for record in chosen]
    except BadRecord as error:
        return error.message
    except (TypeError, AttributeError):
        return "no record at all"


def by_columns(kind: str, chosen: list[Record]) -> list[list[Any]] | str:
    try:
        return checked_rows(kind, chosen)
    except BadRecord as error:
        return error.message
    except (TypeError, AttributeError):
        return "no record at all"


@given(data=st.data(), kind=st.sampled_from(list(KINDS)))
def test_good_records_and_bad_ones(data: st.DataObject, kind: str) -> None:
    chosen = data.draw(st.lists(records(kind, "r1"), min_size=1, max_size=3))
    if data.draw(st.booleans()):
        field = data.draw(st.sampled_from(row_map(kind).attrs))
        value: dict[str, Any] = {field: data.draw(st.sampled_from(ODD))}
        chosen.append(replace(chosen[0], **value))
    assert by_columns(kind, chosen) == one_by_one(kind, chosen)


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("good", [client(), time("t"), invoice(), note()], ids=lambda r: r.kind)
def test_every_field_with_every_oddity(good: Record, odd: Any) -> None:
    for field in row_map(good.kind).attrs:
        value: dict[str, Any] = {field: odd}
        chosen = [good, replace(good, **value)]
        assert by_columns(good.kind, chosen) == one_by_one(good.kind, chosen), field


def test_a_day_is_written_as_a_day() -> None:
    assert DAY.isoformat() in checked_rows("note", [note()])[0]
