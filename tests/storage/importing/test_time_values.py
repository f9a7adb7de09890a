"""Entries become the rows that records of them would be."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from storage.importing.row_ids import record_id
from storage.importing.time_values import time_columns
from storage.importing.timerows import TimeEntry
from storage.tables.mapping import row_map
from storage.writing.stage import Stage
from triage.records import Time, Work

WORKS: list[Work] = ["bill", "admin"]
texts = st.text(st.sampled_from('ab"\\\n é\ud800'), max_size=3)
entries = st.builds(
    TimeEntry,
    line=st.just(1),
    client=st.just("Acme"),
    project=texts,
    tags=st.just(()),
    on=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    minutes=st.integers(1, 600),
    text=st.none() | texts,
    task=texts,
    billable=st.booleans(),
    marked=st.just(True),
    work=st.none(),
    currency=st.none(),
    rate=st.none(),
    billed=st.none(),
    own=st.just(""),
    start=st.none() | st.just("2026-01-01T10:00:00"),
    person=st.just(""),
    older_key=st.just(""),
)


def record(entry: TimeEntry, key: str, work: Work, engagement: str | None) -> Time:
    notes = {"project": entry.project, "task": entry.task, "start": entry.start}
    return Time(
        id=record_id("time", "toggl", key),
        client="c1",
        on=entry.on,
        minutes=entry.minutes,
        engagement=engagement,
        work=work,
        text=entry.text,
        source="toggl",
        source_key=key,
        extra={name: value for name, value in notes.items() if value},
    )


@given(chosen=st.lists(st.tuples(entries, st.none() | st.just("e1")), min_size=1, max_size=4))
def test_a_row_is_that_of_its_record(chosen: list[tuple[TimeEntry, str | None]]) -> None:
    rows, agreed = zip(*chosen, strict=True)
    keys = [f"at:{at}{entry.project}" for at, entry in enumerate(rows)]
    works = [WORKS[entry.billable] for entry in rows]
    columns = time_columns(rows, ["c1"] * len(rows), keys, works, agreed, "toggl")
    records = list(map(record, rows, keys, works, agreed))
    write = row_map("time").values
    assert list(zip(*columns, strict=True)) == [tuple(write(each)) for each in records]

    by_columns, by_records = Stage(), Stage()
    by_columns.add_columns("time", columns)
    by_records.add(records)
    assert str(by_columns.digest) == str(by_records.digest)
    assert list(by_columns.records("time")) == list(by_records.records("time"))
