"""Exports as tools write them: ours, and real ones where they lie beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.importing import ImportOptions, ImportPreview, ImportTrouble, inspect, write
from storage.importing.formats import FORMATS
from storage.store import Store
from tests.material import OWN, SAMPLES, beside
from tests.storage.importing.conftest import TODAY
from triage.records import Invoice, Payment, Time


def _look(path: Path, store: Store) -> ImportPreview:
    return inspect(path, store, ImportOptions(on=TODAY, currency="USD"))


OURS = [
    ("toggl.csv", "toggl", 3, 0, 0),
    ("toggl_rows_without_client.csv", "toggl", 1, 2, 1),
    ("clockify.csv", "clockify", 2, 0, 0),
    ("harvest_time.csv", "harvest-time", 2, 1, 1),
    ("harvest_invoices.csv", "harvest-invoices", 3, 0, 0),
    ("invoiceninja.csv", "invoiceninja", 3, 0, 0),
]
TOTALS = {
    "toggl.csv": "215 minutes",
    "toggl_rows_without_client.csv": "120 minutes",
    "clockify.csv": "330 minutes",
    "harvest_time.csv": "225 minutes",
    "harvest_invoices.csv": "21650.50 billed, 13400.00 paid",
    "invoiceninja.csv": "1894.00 billed, 1424.00 paid",
}
"""What each of ours adds up to, by hand: a column taken for another one shows here."""
THEIRS = [
    ("solidtime/toggl_time_entries_import_test_1.csv", "toggl", 1, 0, 0),
    ("inline/toggl_badrow_noclient.csv", "toggl", 1, 2, 1),
    ("invoiceninja/tasks.csv", "toggl", 0, 47, 8),
    ("solidtime/clockify_time_entries_import_test_3.csv", "clockify", 0, 1, 0),
    ("solidtime/harvest_time_entries_import_test_1.csv", "harvest-time", 1, 1, 1),
    ("inline/harvest_time_hours_rounded.csv", "harvest-time", 2, 0, 0),
    ("inline/harvest_invoices_export_sek.csv", "harvest-invoices", 3, 0, 0),
    ("invoiceninja/invoice.csv", "invoiceninja", 400, 0, 0),
]
EXPECTED = [
    pytest.param(folder / name, *expected, id=name)
    for folder, rows in zip(SAMPLES, (OURS, THEIRS), strict=False)
    for name, *expected in rows
]
AMBIGUOUS = [
    OWN / "samples" / "clockify_day_or_month.csv",
    *beside("samples", "solidtime", "clockify_time_entries_import_test_1.csv"),
    *beside("samples", "solidtime", "clockify_time_entries_import_test_6.csv"),
]


def test_every_format_has_a_sample() -> None:
    without = {form.name for form in FORMATS} - {form for _, form, *_ in OURS}
    assert not without, (
        f"put an export of {without} into tests/data/samples, and its name into OURS of "
        "tests/storage/importing/test_samples.py with what comes of it: new records, bad rows, "
        "labels that are no client yet"
    )


def test_every_sample_of_ours_is_added_up() -> None:
    differ = {name for name, *_ in OURS} ^ set(TOTALS)
    assert not differ, (
        "TOTALS of tests/storage/importing/test_samples.py: say what the hours or amounts of the "
        f"exports in OURS add up to, and of no others: {differ}"
    )


@pytest.mark.parametrize(("name", "total"), TOTALS.items())
def test_hours_and_amounts_come_out_of_their_columns(store: Store, name: str, total: str) -> None:
    write(_look(OWN / "samples" / name, store), store)
    records = list(store.records())
    billed = [record.amount for record in records if isinstance(record, Invoice)]
    paid = [record.amount for record in records if isinstance(record, Payment)]
    minutes = sum(record.minutes for record in records if isinstance(record, Time))
    sums = f"{sum(billed):.2f} billed, {sum(paid):.2f} paid" if billed else f"{minutes} minutes"
    assert sums == total, (
        f"storage/importing/formats.toml: the format of {name} takes a column for another one, "
        "or TOTALS of tests/storage/importing/test_samples.py adds up wrongly"
    )


@pytest.mark.parametrize(("path", "form", "new", "bad", "unmapped"), EXPECTED)
def test_exports_come_in_once(
    store: Store, path: Path, form: str, new: int, bad: int, unmapped: int
) -> None:
    preview = _look(path, store)
    assert (preview.format, preview.new, len(preview.unmapped)) == (form, new, unmapped)
    wrong = [skip for skip in preview.skipped if skip.bad]
    assert len(wrong) == bad, f"rows that cannot be taken: {wrong}"
    assert write(preview, store).new == new
    again = write(_look(path, store), store)
    assert (again.new, again.updated, again.same, again.batch) == (0, 0, new, None)
    assert store.verify() == []


@pytest.mark.parametrize("path", AMBIGUOUS, ids=lambda path: path.name)
def test_dates_that_can_be_read_both_ways_are_asked_about(store: Store, path: Path) -> None:
    question = _look(path, store).must_ask
    assert question is not None
    assert question.id == "dates"


@pytest.mark.parametrize("samples", SAMPLES, ids=lambda folder: folder.parent.name)
def test_every_sample_is_read_or_refused_in_words(store: Store, samples: Path) -> None:
    for path in sorted(samples.rglob("*")):
        try:
            preview = _look(path, store)
        except ImportTrouble as trouble:
            assert str(path) in trouble.message
            assert trouble.hint
        else:
            assert preview.format != "csv"
