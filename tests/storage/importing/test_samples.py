"""Exports as tools write them: ours, and real ones where they lie beside the checkout."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from storage.importing import ImportOptions, ImportPreview, ImportTrouble, inspect, write
from storage.importing.formats import FORMATS
from storage.importing.header import columns_of, recognise
from storage.importing.text_source import open_source
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
    ("clockify_summary.csv", "clockify-summary", 3, 0, 0),
    ("harvest_time.csv", "harvest-time", 2, 1, 1),
    ("harvest_invoices.csv", "harvest-invoices", 3, 0, 0),
    ("invoiceninja.csv", "invoiceninja", 3, 0, 0),
    ("timewarrior.json", "timewarrior", 0, 3, 3),
    ("watson.json", "watson", 0, 2, 2),
    ("watson_log.txt", "watson-log", 0, 3, 2),
    ("watson_log.csv", "watson-csv", 0, 2, 2),
    ("hours.klg", "klog", 2, 3, 1),
    ("klog.json", "klog-json", 2, 1, 1),
    ("hours.timeclock", "timeclock", 1, 2, 1),
    ("hours.timedot", "timedot", 2, 3, 1),
    ("hledger.json", "hledger-json", 1, 1, 1),
    ("taskwarrior.json", "taskwarrior", 1, 1, 1),
    ("hours.org", "org", 2, 1, 1),
    ("clocktable.org", "org-clocktable", 0, 3, 2),
    ("org_clock.csv", "org-clock-csv", 0, 2, 2),
    ("kimai.csv", "kimai", 2, 0, 0),
    ("solidtime.csv", "solidtime", 1, 1, 1),
    ("freshbooks.csv", "freshbooks", 3, 0, 0),
    ("xero.csv", "xero", 3, 0, 0),
    ("zoho.csv", "zoho", 3, 0, 0),
    ("quickbooks_list.csv", "quickbooks", 2, 0, 0),
    ("quickbooks_aging.csv", "quickbooks", 2, 0, 0),
    ("quickbooks_balance.csv", "quickbooks-balance", 2, 0, 0),
    ("stripe_invoices.csv", "stripe-invoices", 4, 0, 0),
    ("invoice2go.csv", "invoice2go", 2, 0, 0),
    ("invoicely.csv", "invoicely", 2, 0, 0),
    ("invoiceninja_v5.csv", "invoiceninja", 3, 0, 0),
    ("invoiceninja.json", "invoiceninja-json", 3, 0, 0),
    ("stripe_payments.csv", "stripe-payments", 3, 0, 0),
    ("wave.csv", "wave", 2, 1, 0),
    ("books.beancount", "beancount", 2, 0, 0),
    ("books.journal", "hledger-journal", 2, 0, 0),
    ("upwork.csv", "upwork", 0, 3, 2),
    ("everhour.csv", "everhour", 4, 0, 0),
    ("tyme.csv", "tyme", 0, 2, 2),
    ("tyme.json", "tyme-json", 0, 1, 1),
    ("timecamp.json", "timecamp", 0, 2, 2),
    ("hours.xlsx", "harvest-time", 3, 1, 1),
    ("hours.xls", "harvest-time", 2, 1, 1),
    ("hours.ods", "harvest-time", 2, 1, 1),
]
TOTALS = {
    "toggl.csv": "215 minutes",
    "toggl_rows_without_client.csv": "150 minutes",
    "clockify.csv": "330 minutes",
    "clockify_summary.csv": "270 minutes",
    "harvest_time.csv": "255 minutes",
    "harvest_invoices.csv": "21650.50 billed, 13400.00 paid",
    "invoiceninja.csv": "1894.00 billed, 1424.00 paid",
    "timewarrior.json": "585 minutes",
    "watson.json": "225 minutes",
    "watson_log.txt": "270 minutes",
    "watson_log.csv": "225 minutes",
    "hours.klg": "360 minutes",
    "klog.json": "330 minutes",
    "hours.timeclock": "180 minutes",
    "hours.timedot": "330 minutes",
    "hledger.json": "135 minutes",
    "taskwarrior.json": "180 minutes",
    "hours.org": "155 minutes",
    "clocktable.org": "155 minutes",
    "org_clock.csv": "135 minutes",
    "kimai.csv": "195 minutes",
    "solidtime.csv": "110 minutes",
    "freshbooks.csv": "2190.00 billed, 1200.00 paid",
    "xero.csv": "2150.00 billed, 1600.00 paid",
    "zoho.csv": "2190.00 billed, 1500.00 paid",
    "quickbooks_list.csv": "2315.00 billed, 1200.00 paid",
    "quickbooks_aging.csv": "1595.00 billed, 500.00 paid",
    "quickbooks_balance.csv": "1500.00 billed, 200.00 paid",
    "stripe_invoices.csv": "2220.00 billed, 1200.00 paid",
    "invoice2go.csv": "2100.00 billed, 1200.00 paid",
    "invoicely.csv": "2100.00 billed, 1200.00 paid",
    "invoiceninja_v5.csv": "2190.00 billed, 1600.00 paid",
    "invoiceninja.json": "2190.00 billed, 1350.00 paid",
    "stripe_payments.csv": "380.25 billed, 380.25 paid",
    "wave.csv": "1850.50 billed, 600.00 paid",
    "books.beancount": "1850.50 billed, 600.00 paid",
    "books.journal": "1850.50 billed, 600.00 paid",
    "upwork.csv": "510 minutes",
    "everhour.csv": "285 minutes",
    "tyme.csv": "155 minutes",
    "tyme.json": "110 minutes",
    "timecamp.json": "135 minutes",
    "hours.xlsx": "368 minutes",
    "hours.xls": "188 minutes",
    "hours.ods": "188 minutes",
}
"""What each of ours adds up to, by hand: a column taken for another one shows here."""
THEIRS = [
    ("invoiceninja/migration_reduced.json", "invoiceninja-json", 400, 0, 0),
    ("invoiceninja/freshbooks_invoices.csv", "freshbooks", 1, 0, 0),
    ("inline/qbo_invoice_list_dmy.csv", "quickbooks", 4, 0, 0),
    ("solidtime/generic_time_entries_import_test_1.csv", "solidtime", 1, 0, 0),
    ("generated/timew_export_1.4.3.json", "timewarrior", 2, 2, 4),
    ("generated/watson_log.json", "watson", 0, 2, 2),
    ("generated/watson_log.csv", "watson-csv", 0, 2, 2),
    ("hledger/sample.timeclock", "timeclock", 0, 3, 3),
    ("orgmode/sample.org", "org", 0, 2, 1),
    ("orgmode/sample.csv", "org-clock-csv", 0, 2, 1),
    ("orgmode/all-props.csv", "org-clock-csv", 0, 2, 1),
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


SELDOM = {
    "toggl": {"currency"},
    "clockify": {"currency", "created"},
    "clockify-summary": {"task", "tags", "text", "user"},
    "harvest-invoices": {"due", "paid_after", "state"},
    "quickbooks-balance": {"currency"},
}
"""Format -> fields whose columns only some of its exports have, and none of ours."""


def test_every_column_of_a_format_is_in_a_sample() -> None:
    """A column that is misspelt would be left out of every import, and nothing would say so."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for name, *_ in OURS:
        for sheet in open_source(OWN / "samples" / name).each_sheet:
            if (known := recognise(sheet, FORMATS)) is not None:
                form, place = known
                seen[form.name] |= columns_of(form, place.header).keys()
    for form in FORMATS:
        unseen = form.columns.keys() - seen[form.name] - SELDOM.get(form.name, set())
        assert not unseen, (
            f"storage/importing/formats.toml, {form.name}: no export in tests/data/samples has the "
            f"columns that it names for {unseen}; correct their names, add them to its sample, or "
            "name them in SELDOM of tests/storage/importing/test_samples.py"
        )


def test_every_sample_of_ours_is_added_up() -> None:
    differ = {name for name, *_ in OURS} ^ set(TOTALS)
    assert not differ, (
        "TOTALS of tests/storage/importing/test_samples.py: say what the hours or amounts of the "
        f"exports in OURS add up to, and of no others: {differ}"
    )


@pytest.mark.parametrize(("name", "total"), TOTALS.items())
def test_hours_and_amounts_come_out_of_their_columns(store: Store, name: str, total: str) -> None:
    path = OWN / "samples" / name
    # Where no client is named, each label is one.
    clients = {label: label for label in _look(path, store).unmapped}
    options = ImportOptions(on=TODAY, currency="USD", client_for=clients)
    write(inspect(path, store, options), store)
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
    assert preview.format == form, (
        f"storage/importing/formats.toml: {preview.format} takes the columns of {path.name} first; "
        f"put {form} before it, or let the `needs` of one ask for a column the other does not have"
    )
    wrong = [skip for skip in preview.skipped if skip.bad]
    assert (preview.new, len(wrong), len(preview.unmapped)) == (new, bad, unmapped), (
        f"a column of {form} in storage/importing/formats.toml is taken for another one, or tests/"
        f"storage/importing/test_samples.py expects something else: {path.name} has {preview.new} "
        f"new records, rows that cannot be taken: {wrong}, and labels of no client yet: "
        f"{list(preview.unmapped)}; it asks: {preview.must_ask and preview.must_ask.text}"
    )
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
