"""Spreadsheets: the same table as a CSV, whatever else the file holds."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from storage.importing import ImportOptions, ImportTrouble, NotRecognised, inspect
from storage.importing.sheet_worker import Value, cell_text
from storage.store import Store
from tests.examples import examples
from tests.material import OWN
from tests.storage.importing.conftest import TODAY, Desk

SAMPLES = [OWN / "samples" / f"hours.{ending}" for ending in ("xlsx", "xls", "ods")]
XLSX = SAMPLES[0]
HOURS = "xl/worksheets/sheet2.xml"


def _changed(folder: Path, change: Callable[[bytes], bytes]) -> Path:
    """The sample with its sheet of hours changed."""
    path = folder / "changed.xlsx"
    with zipfile.ZipFile(XLSX) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content) if name == HOURS else content)
    return path


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Acme", "Acme"),
        (3, "3"),
        (3.0, "3"),
        (1.5, "1.5"),
        (-0.25, "-0.25"),
        (1.234, "1.2340"),
        (0.1 + 0.2, "0.3"),
        (1234.5, "1234.5"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 9, 1), "2026-09-01"),
        (datetime(2026, 9, 1), "2026-09-01"),
        (datetime(2026, 9, 1, 9, 30), "2026-09-01 09:30:00"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=26, minutes=5), "26:05:00"),
    ],
)
def test_a_cell_is_written_as_a_csv_would_have_it(value: Value, text: str) -> None:
    assert cell_text(value) == text


def test_a_formula_gives_its_value_and_rows_keep_their_numbers(store: Store) -> None:
    preview = inspect(XLSX, store, ImportOptions(on=TODAY, client="Bolt"))
    assert [getattr(record, "minutes", None) for record in preview.sample][-1] == 180
    assert {skip.line: skip.why for skip in preview.skipped} == {
        1: "above the column names",
        8: "a total",
    }


def test_columns_of_a_sheet_are_mapped(store: Store, tmp_path: Path) -> None:
    path = _changed(tmp_path, lambda sheet: sheet.replace(b">Hours<", b">Effort<"))
    with pytest.raises(NotRecognised) as caught:
        inspect(path, store, ImportOptions(on=TODAY))
    assert "Effort" in caught.value.columns
    answers = {"Date": "on", "Effort": "hours", "Client": "client"}
    assert inspect(path, store, ImportOptions(on=TODAY, column_map=answers)).new == 3


def test_a_cell_at_the_far_end_of_the_first_row_does_no_harm(store: Store, tmp_path: Path) -> None:
    cell = b'<c r="XFD3" t="n"><v>1</v></c></row><row r="4">'
    path = _changed(tmp_path, lambda sheet: sheet.replace(b'</row><row r="4">', cell))
    assert inspect(path, store, ImportOptions(on=TODAY)).format == "harvest-time"


def test_a_sheet_that_asks_for_all_memory_is_refused(store: Store, tmp_path: Path) -> None:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = _changed(tmp_path, lambda sheet: sheet.replace(b"</sheetData>", cell))
    with pytest.raises(ImportTrouble, match="too large to read"):
        inspect(path, store, ImportOptions(on=TODAY))


def test_empty_cells_with_a_look_of_their_own_do_not_count(store: Store, tmp_path: Path) -> None:
    cell = b'<row r="1048576"><c r="XFD1048576" s="1" /></row></sheetData>'
    path = _changed(tmp_path, lambda sheet: sheet.replace(b"</sheetData>", cell))
    assert inspect(path, store, ImportOptions(on=TODAY)).format == "harvest-time"


def test_another_zip_says_what_to_do(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("clients.csv", "Client\n")
    with pytest.raises(ImportTrouble, match="is a zip file") as caught:
        desk.look(path.read_bytes())
    assert "Unpack" in caught.value.hint


@examples(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), what=st.binary(max_size=8), cut=st.booleans())
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_spoilt_file_is_read_or_refused(
    store: Store, tmp_path: Path, sample: Path, at: float, what: bytes, cut: bool
) -> None:
    content = sample.read_bytes()
    middle = int(at * len(content))
    rest = b"" if cut else content[middle + len(what) :]
    path = tmp_path / sample.name
    path.write_bytes(content[:middle] + what + rest)
    try:
        inspect(path, store, ImportOptions(on=TODAY))
    except ImportTrouble as trouble:
        assert str(path) in trouble.message
