"""Rows written as JSON column by column read as they do one by one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.tables.json_columns import lists, objects
from storage.tables.mapping import canonical

NAMES = ("b", "a", 'c"%s')
values = (
    st.none()
    | st.text(max_size=5)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
)
columns_of_one_type = st.sampled_from([st.none(), st.text(max_size=5), st.integers(), values])
tables = st.integers(1, 4).flatmap(
    lambda rows: st.tuples(
        *(
            columns_of_one_type.flatmap(lambda value: st.lists(value, min_size=rows, max_size=rows))
            for _ in NAMES
        )
    )
)


@given(columns=tables)
def test_a_row_is_written_as_by_itself(columns: tuple[list[Any], ...]) -> None:
    rows = list(zip(*columns, strict=True))
    named = dict(zip(NAMES, columns, strict=True))
    known = [
        {name: value for name, value in zip(NAMES, row, strict=True) if value is not None}
        for row in rows
    ]
    assert list(lists(columns)) == [canonical(row) for row in rows]
    assert list(objects(named)) == [canonical(row) for row in known]


@pytest.mark.parametrize("columns", [{}, {"a": []}])
def test_no_rows_are_no_text(columns: dict[str, list[Any]]) -> None:
    assert list(objects(columns)) == []
