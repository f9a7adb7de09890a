"""Real exports, where they lie beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.importing import ImportOptions, ImportPreview, ImportTrouble, inspect, write
from storage.store import Store
from tests.storage.importing.conftest import TODAY


def _look(path: Path, store: Store) -> ImportPreview:
    return inspect(path, store, ImportOptions(on=TODAY))


@pytest.mark.parametrize(
    ("name", "form", "new", "bad", "unmapped"),
    [
        ("solidtime/toggl_time_entries_import_test_1.csv", "toggl", 1, 0, 0),
        ("inline/toggl_badrow_noclient.csv", "toggl", 1, 2, 1),
        ("invoiceninja/tasks.csv", "toggl", 0, 47, 8),
        ("solidtime/clockify_time_entries_import_test_3.csv", "clockify", 0, 1, 0),
        ("solidtime/harvest_time_entries_import_test_1.csv", "harvest-time", 1, 1, 1),
        ("inline/harvest_time_hours_rounded.csv", "harvest-time", 2, 0, 0),
        ("inline/harvest_invoices_export_sek.csv", "harvest-invoices", 3, 0, 0),
        ("invoiceninja/invoice.csv", "invoiceninja", 400, 0, 0),
    ],
)
def test_real_files_come_in_once(
    shared: Path, store: Store, name: str, form: str, new: int, bad: int, unmapped: int
) -> None:
    path = shared / "samples" / name
    preview = _look(path, store)
    assert (preview.format, preview.new, len(preview.unmapped)) == (form, new, unmapped)
    assert sum(skip.bad for skip in preview.skipped) == bad
    assert write(preview, store).new == new
    again = write(_look(path, store), store)
    assert (again.new, again.updated, again.same, again.batch) == (0, 0, new, None)
    assert store.verify() == []


@pytest.mark.parametrize("number", [1, 6])
def test_real_dates_that_can_be_read_both_ways(shared: Path, store: Store, number: int) -> None:
    path = shared / f"samples/solidtime/clockify_time_entries_import_test_{number}.csv"
    question = _look(path, store).must_ask
    assert question is not None
    assert question.id == "dates"


def test_every_sample_is_read_or_refused_in_words(shared: Path, store: Store) -> None:
    for path in sorted((shared / "samples").rglob("*")):
        try:
            preview = _look(path, store)
        except ImportTrouble as trouble:
            assert str(path) in trouble.message
            assert trouble.hint
        else:
            assert preview.format != "csv"
