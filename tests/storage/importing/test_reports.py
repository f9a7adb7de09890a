"""What the reports of trackers say in ways of their own."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from storage.importing import ImportOptions, ImportTrouble, NotRecognised, inspect
from storage.importing.table import Skip
from tests.material import OWN
from tests.storage.importing.conftest import TODAY, Desk

SAMPLES = OWN / "samples"


def _sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def _whys(skipped: tuple[Skip, ...]) -> set[str]:
    return {skip.why for skip in skipped}


def test_upwork_pays_for_more_than_hours(desk: Desk) -> None:
    contracts = {"Shop frontend (30111222)": "Oak", "Newsletter setup, part 2 (30222333)": "Birch"}
    result = desk.take(_sample("upwork.csv"), client_for=contracts, currency="EUR")
    assert {"no hours: Fixed Price Payment of 300", "no hours: Bonus of 40"} == _whys(
        result.skipped
    )
    assert sorted(time.minutes for time in desk.records("time")) == [20, 160, 330]
    oak, birch = sorted(desk.records("client"), key=lambda client: str(client.name), reverse=True)
    assert (oak.currency, oak.rate, birch.rate) == ("USD", Decimal("40.00"), Decimal("40.00"))


def test_everhour_parts_a_row_into_what_is_billed_and_what_is_not(desk: Desk) -> None:
    desk.take(_sample("everhour.csv"))
    names = {client.id: client.name for client in desk.records("client")}
    times = sorted((t.on.day, names[t.client], t.minutes, t.work) for t in desk.records("time"))
    assert times == [
        (1, "Acme, Ltd", 45, "admin"),
        (1, "Acme, Ltd", 120, "bill"),
        (2, "Acme, Ltd", 45, "admin"),
        (3, "Birch", 75, "bill"),
    ]
    assert {client.rate for client in desk.records("client")} == {Decimal("80.00")}
    assert {client.currency for client in desk.records("client")} == {"USD"}
    assert {time.extra.get("task") for time in desk.records("time")} >= {"Home page", "Checkout"}


@pytest.mark.parametrize(
    ("columns", "row", "lengths"),
    [
        ("Time", "2,75", [(60, "bill"), (165, "bill")]),
        ("Time", "2h 45m", [(60, "bill"), (165, "bill")]),
        ("Time;Billable", "2:45;No", [(60, "bill"), (165, "admin")]),
        ("Time;Billable Time", "2.75;2.00", [(45, "admin"), (60, "bill"), (120, "bill")]),
        ("Time;Non-Billable Time", "2:45;2:45", [(60, "bill"), (165, "admin")]),
        (
            "Billable Time;Non-Billable Time",
            "0.5;0.25",
            [(15, "admin"), (30, "bill"), (60, "bill")],
        ),
    ],
)
def test_everhour_has_the_columns_that_were_chosen(
    desk: Desk, columns: str, row: str, lengths: list[tuple[int, str]]
) -> None:
    header = f"Day;Member;Client;Project;{columns}"
    other = "1;Yes" if columns.endswith("Billable") else "1;0" if "Non" in columns else "1;1"
    desk.take(
        f"{header}\n2026-09-01;Ann;Acme;Site;{row}\n2026-09-02;Ann;Acme;Site;{other}\n",
    )
    assert sorted((t.minutes, t.work) for t in desk.records("time")) == lengths


def test_a_length_of_everhour_that_cannot_be_read_is_named(desk: Desk) -> None:
    text = "Date,Member,Client,Project,Time,Billable Time\n2026-09-01,Ann,Acme,Site,2.5,much\n"
    (skip,) = desk.look(text).skipped
    assert skip.bad and "much" in skip.why


def test_tyme_tells_moments_and_drives(desk: Desk) -> None:
    whose = {"Site": "Acme", "Shop": "Birch"}
    result = desk.take(_sample("tyme.csv"), client_for=whose, zone=UTC)
    assert "no hours: mileage" in _whys(result.skipped)
    times = {time.minutes: time for time in desk.records("time")}
    assert times[110].extra["start"] == "2026-09-01T07:00:00Z"
    assert times[45].on == date(2026, 9, 2)
    again = desk.look(_sample("tyme.csv"), zone=UTC)
    assert (again.new, again.same) == (0, 2)


def test_a_category_of_tyme_is_whose_it_is_when_a_client_is_called_so(desk: Desk) -> None:
    desk.take("Date,Client,Notes,Hours\n2026-08-01,Birch,x,1\n")
    assert dict(desk.look(_sample("tyme.csv")).unmapped) == {"Site": 1}


def test_tyme_counts_minutes_whatever_it_calls_them(desk: Desk) -> None:
    desk.take(_sample("tyme.json"), client_for={"Site": "Acme"}, zone=UTC)
    (time,) = desk.records("time")
    assert (time.minutes, time.source_key) == (110, "id:F3C4DF06")


def test_timecamp_counts_seconds_and_marks_what_is_billable(desk: Desk) -> None:
    desk.take(_sample("timecamp.json"), client_for={"Site": "Acme", "Shop": "Birch"})
    times = sorted((time.on.day, time.minutes, time.work) for time in desk.records("time"))
    assert times == [(1, 90, "bill"), (2, 45, "admin")]


def test_a_table_adapter_reads_spreadsheets_too(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "upwork.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for at, row in enumerate(
        (
            ["Date", "Contract", "Hours", "Amount", "Payment type"],
            ["2026-09-01", "A (1)", 1.5, 60, ""],
        )
    ):
        sheet.write_row(at, 0, row)
    book.close()
    preview = inspect(path, desk.store, ImportOptions(on=TODAY, currency="EUR"))
    assert (preview.format, dict(preview.unmapped)) == ("upwork", {"A (1)": 1})


def test_a_summary_by_day_brings_sums_and_says_so(desk: Desk) -> None:
    preview = desk.look(_sample("clockify_summary.csv"))
    assert preview.new == 3
    assert any("sums of a day" in each for each in preview.assumed)


def test_sums_of_a_day_do_not_come_in_beside_their_entries(desk: Desk) -> None:
    desk.take(
        "Project,Client,Description,Email,Billable,Start Date,Start Time,End Date,End Time,"
        'Duration (h)\nSite,"Acme, Ltd",x,a@x,Yes,2026-09-02,09:00,2026-09-02,10:15,01:15:00\n'
    )
    preview = desk.look(_sample("clockify_summary.csv"))
    assert [question.id for question in preview.questions] == ["overlap"]
    assert preview.new == 2


@pytest.mark.parametrize("columns", ["Project,Client,Duration", "Project,Client,Time (h)"])
def test_a_summary_without_days_is_refused_and_with_them_it_can_be_mapped(
    desk: Desk, columns: str
) -> None:
    with pytest.raises(ImportTrouble, match="has no dates"):
        desk.look(f"{columns}\nSite,Acme,2:30\n")
    with pytest.raises(NotRecognised):
        desk.look(f"{columns},Jour\nSite,Acme,2:30,2026-09-01\n")
