"""Rows that are read together say what they say one by one."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given
from hypothesis import strategies as st

from storage.importing.column_readers import Readers, decide
from storage.importing.detect import lay_out
from storage.importing.options import ImportOptions
from storage.importing.profile import profile
from storage.importing.table import MappedTable
from storage.importing.text_source import open_source
from storage.importing.time_columns import TimeColumns
from storage.importing.timerows import TimeRows

TODAY = date(2026, 11, 21)
# Of each field what raises no question, as in most rows, and what may.
USUAL = {
    "on": ["2026-03-02", "2026-03-03"],
    "start_time": ["09:00:00", "09:05"],
    "end_on": ["2026-03-02", "2026-03-03"],
    "end_time": ["09:30:00", "09:35:10", "10:00"],
    "duration": ["00:30:00", "0:35", "1h"],
    "hours": ["0.5", "1"],
    "client": ["Acme", " Acme "],
    "project": ["Site", ""],
    "task": ["", "Design"],
    "text": ["Call", "", "a\nb", "\u2028é"],
    "tags": ["", "a, b"],
    "user": ["Me", "ME", ""],
    "billable": ["Yes", "No", ""],
    "work": ["", "bill"],
    "rate": ["", "80", "0"],
    "billed": ["", "40"],
    "fixed": [""],
    "id": ["", "7"],
    "currency": ["EUR", ""],
}
ODD = {
    "on": [
        "2026-13-01",
        "2027-01-01",
        "",
        "-",
        "Total",
        "2026-03-02T09:00:00Z",
        "2026-03-02T09:00",
    ],
    "start_time": ["9:05", "23:59:59", "11:05 PM", "25:00", "", "noon"],
    "end_on": ["2026-13-01", "2026-03-01", "", "2026-03-02T11:30:00+02:00"],
    "end_time": ["00:10:30", "9:5", "11:05 PM", "", "noon"],
    "duration": ["00:00:00", "", "-1", "17:00:00", "08:30:00", "?", "750:00:00"],
    "hours": ["0", "", "-2", "17", "x", "0,75"],
    "client": ["Total", "Total for Acme", "", "'=x"],
    "project": ["Subtotal"],
    "user": ["You"],
    "billable": ["perhaps"],
    "work": ["Admin", "play"],
    "rate": ["90,5", "x", "$12"],
    "billed": ["x", "€40"],
    "fixed": ["0", "100"],
    "currency": ["USD", "?"],
}
names_of_columns = st.sets(st.sampled_from(sorted(set(USUAL) - {"on"})), min_size=3).filter(
    {"duration", "hours", "end_time"}.intersection
)


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, str]]:
    """The rows of a table of times, most of them as such rows are."""
    names = ["on", *sorted(draw(names_of_columns))]
    usual = st.fixed_dictionaries({name: st.sampled_from(USUAL[name]) for name in names})
    rows = draw(st.lists(usual, min_size=8, max_size=30))
    odd = st.sampled_from([name for name in names if name in ODD])
    for at, name in draw(st.lists(st.tuples(st.integers(0, len(rows) - 1), odd), max_size=8)):
        rows[at][name] = draw(st.sampled_from(ODD[name]))
    return rows


def laid_out(folder: Path, rows: list[dict[str, str]]) -> MappedTable:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "times.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return lay_out(open_source(path), ("csv",), {name: name for name in rows[0]}, {})


def readers_of(table: MappedTable, options: ImportOptions) -> Readers:
    readers = decide(table, profile(table), options).readers
    assume(readers is not None)
    assert readers is not None
    return readers


@given(rows=tables())
def test_rows_say_together_what_they_say_one_by_one(rows: list[dict[str, str]]) -> None:
    options = ImportOptions(on=TODAY, zone=UTC, dates="dmy")
    with TemporaryDirectory() as folder:
        table = laid_out(Path(folder), rows)
        readers = readers_of(table, options)
        one_by_one = TimeRows(table, readers, options)
        together = TimeColumns(table, readers, options)
        assert list(together.entries()) == list(one_by_one.entries())
        assert together.words_known == one_by_one.words_known
