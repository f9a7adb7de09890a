"""What the columns of unknown tables hold, by their names and their values."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from storage.importing.explain import explain
from storage.importing.formats import SHAPES
from storage.importing.guess import examples, guess_columns, guess_kind, names_of_fields
from storage.importing.header import likely
from storage.importing.text_source import open_source, read_rows
from tests.material import OWN

UNKNOWN = OWN / "unknown"
TRUTH = tomllib.loads((UNKNOWN / "truth.toml").read_text(encoding="utf-8"))
_GOAL = 0.9


def _read(path: Path) -> tuple[tuple[str, ...], list[list[str]]]:
    source = open_source(path)
    place = likely(source)
    assert place is not None
    rows = read_rows(source, place.delimiter)
    return place.header.names, [row.cells for row in rows if row.line > place.header.line]


def test_every_file_has_its_truth() -> None:
    assert {path.stem for path in UNKNOWN.glob("*.csv")} == set(TRUTH)


@pytest.mark.parametrize("name", TRUTH)
def test_hours_are_never_taken_for_invoices(name: str) -> None:
    columns, rows = _read(UNKNOWN / f"{name}.csv")
    assert guess_kind(columns, rows) == TRUTH[name]["kind"]


def test_nine_of_ten_needed_columns_are_guessed() -> None:
    wrong: dict[str, list[str]] = {}
    needed = 0
    for name, truth in TRUTH.items():
        columns, rows = _read(UNKNOWN / f"{name}.csv")
        guessed = guess_columns(truth["kind"], columns, rows)
        fields = {column: field for column, field in truth.items() if column != "kind"}
        needed += len(fields)
        wrong[name] = [column for column, field in fields.items() if guessed.get(column) != field]
    missed = sum(map(len, wrong.values()))
    measure = f"{needed - missed} of {needed} needed columns are guessed; not: {wrong}"
    sys.stdout.write(f"{measure}\n")
    assert needed - missed >= _GOAL * needed, measure


def test_values_tell_where_the_names_do_not() -> None:
    rows = [["2026-09-01", "Acme", "1.210,00", "Pagada", "EUR"]] * 2 + [
        ["2026-09-02", "Birch", "80,00", "Vencida", "EUR"]
    ]
    columns = ["a", "b", "c", "d", "e"]
    assert guess_columns("invoice", columns, rows) == {
        "a": "issued",
        "b": "client",
        "c": "amount",
        "d": "state",
        "e": "currency",
    }


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (("600", "360", "5400"), "seconds"),
        (("30", "90", "45"), "minutes"),
        (("1.5", "2", "0.25"), "hours"),
        (("0:30", "1:15", "2:00"), "hours"),
    ],
)
def test_a_duration_is_in_hours_minutes_or_seconds(cells: tuple[str, ...], field: str) -> None:
    rows = [["2026-09-01", "Acme", cell] for cell in cells]
    assert guess_columns("time", ["date", "client", "duration"], rows)["duration"] == field


@pytest.mark.parametrize("newest_first", [False, True])
def test_what_stands_on_an_account_is_not_what_is_owed(newest_first: bool) -> None:
    rows = [
        ["2026-09-01", "Acme", "220.00", "220.00"],
        ["2026-09-02", "Acme", "-22.00", "198.00"],
        ["2026-09-03", "Birch", "300.00", "498.00"],
    ]
    columns = ["date", "client", "amount", "balance"]
    guessed = guess_columns("invoice", columns, rows[::-1] if newest_first else rows)
    assert "balance" not in guessed.values()
    owed = [[*row[:3], row[2]] for row in rows]
    assert guess_columns("invoice", columns, owed)["balance"] == "balance"


def test_the_sums_below_a_table_do_not_tell_what_its_columns_hold() -> None:
    rows = [["2026-09-01", "Acme", "2:30"], ["Total", "", "2:30"]]
    assert guess_columns("time", ["date", "client", "time"], rows)["date"] == "on"


def test_a_name_does_not_make_a_date_of_words() -> None:
    rows = [["soon", "2026-09-01", "3"]]
    guessed = guess_columns("time", ["date", "entry", "hours"], rows)
    assert guessed.get("date") != "on" and guessed["entry"] == "on"


def test_empty_columns_are_left_out() -> None:
    assert examples(["a", "b", "a"], [["1", "", "2"], ["3", " ", "4"]]) == {"a": ["1", "3"]}


def test_every_field_that_is_guessed_can_be_imported() -> None:
    assert set(names_of_fields()["time"]) <= set(SHAPES["time"])
    assert set(names_of_fields()["invoice"]) <= set(SHAPES["invoice"])


def test_a_known_export_is_explained_by_its_name() -> None:
    explained = explain(OWN / "samples" / "toggl.csv", None, {})
    assert explained.label.startswith("Toggl") and explained.column_map == {}
    assert {column.name: column.field for column in explained.columns}["Duration"] == "duration"
