from __future__ import annotations

from datetime import date

import pytest

from storage.importing import ImportTrouble, NotRecognised
from storage.importing.header import plain
from tests.storage.importing.conftest import Desk


@pytest.mark.parametrize(
    ("written", "compared", "currency"),
    [
        ("Amount (EUR)", "amount", "EUR"),
        ("Amount ()", "amount", None),
        ("Amount (€)", "amount", "EUR"),
        ("Billable Rate (USD)", "billable rate", "USD"),
        ("Duration (h)", "duration (h)", None),
        ("Created (UTC)", "created (utc)", None),
        ("*InvoiceDate", "invoicedate", None),
        ("Billable?", "billable", None),
        ("\ufeffUser", "user", None),
        ("  Start   date ", "start date", None),
    ],
)
def test_how_column_names_are_compared(written: str, compared: str, currency: str | None) -> None:
    assert plain(written) == (compared, currency)


def test_columns_in_any_order_and_unknown_ones_ignored(desk: Desk) -> None:
    preview = desk.look(
        "Mood,Duration,Start date,Description,Email,Client\n"
        "sunny,01:00:00,2026-09-01,Call,me@example.org,Acme\n"
    )
    assert (preview.format, preview.new) == ("toggl", 1)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_taken_from_the_header(desk: Desk, mark: str) -> None:
    rows = [
        ["Date", "Client", "Project", "Task", "Notes", "Hours"],
        ["2026-09-10", "Town Hall", "Signs", "Meeting", "x", "1.5"],
    ]
    desk.take("\r\n".join(mark.join(row) for row in rows))
    assert [time.minutes for time in desk.records("time")] == [90]


def test_titles_above_the_header_are_named(desk: Desk) -> None:
    preview = desk.look(
        "My Company\n"
        "Detailed time\n"
        "\n"
        "Date,Client,Project,Task,Hours\n"
        "2026-09-10,Acme,Site,Build,1\n"
    )
    assert preview.new == 1
    assert [(skip.line, skip.why, skip.bad) for skip in preview.skipped] == [
        (1, "above the column names", False),
        (2, "above the column names", False),
    ]


def test_a_report_that_starts_in_the_second_column(desk: Desk) -> None:
    desk.take(",Date,Client,Project,Task,Hours\n,2026-09-10,Acme,Site,Build,1\n")
    assert [time.on for time in desk.records("time")] == [date(2026, 9, 10)]


def test_of_two_columns_by_one_name_the_first_counts(desk: Desk) -> None:
    desk.take("Date,Client,Client,Project,Task,Hours\n2026-09-10,Acme,Other,Site,Build,1\n")
    assert [client.name for client in desk.records("client")] == ["Acme"]


def test_rows_that_are_no_entries_are_named_with_their_line(desk: Desk) -> None:
    preview = desk.look(
        "Date,Client,Project,Task,Notes,Hours\n"
        "2026-09-10,Acme,Site,Build,x,1\n"
        "Acme,,,,,\n"
        ",,,,,\n"
        "Date,Client,Project,Task,Notes,Hours\n"
        "2026-09-11,Acme,Site,Build,y,1\n"
        "Total for Acme,,,,,2\n"
        ",,,,,2\n"
        "TOTAL,,,,,2\n"
        '"Thursday, October 1, 2026 10:00 AM"\n'
    )
    assert preview.new == 2
    assert [(skip.line, skip.why) for skip in preview.skipped] == [
        (3, "a heading or footer: Acme"),
        (5, "the column names again"),
        (7, "a total"),
        (8, "no date and no name"),
        (9, "a total"),
        (10, "a heading or footer: Thursday, October 1, 2026 10:00 AM"),
    ]
    assert not preview.needs_attention


def test_cells_beyond_the_header_are_no_second_header(desk: Desk) -> None:
    preview = desk.look("Date,Client,Project,Task,Hours\n,,,,,stray,cells\n")
    assert [skip.why for skip in preview.skipped] == ["no date and no name"]


def test_a_short_row_lacks_its_last_cells(desk: Desk) -> None:
    preview = desk.look(
        "Project,Description,Start Date,Start Time,End Date,End Time,Client\n"
        "Site,Work,2026-09-10,10:23 AM,2026-09-10,11:23:01 AM\n"
    )
    assert preview.format == "clockify"
    assert dict(preview.unmapped) == {"Site": 1}


def test_a_table_of_something_else_is_not_guessed_at(desk: Desk) -> None:
    with pytest.raises(
        NotRecognised, match="is not an export that Good Terms recognizes"
    ) as caught:
        desk.look("Project,Client,Status\nSite,Acme,Active\n")
    assert caught.value.columns == ("Project", "Client", "Status")
    assert caught.value.sample == (("Site", "Acme", "Active"),)
    assert "--map" in caught.value.hint


def test_a_calendar_is_no_time_export(desk: Desk) -> None:
    with pytest.raises(NotRecognised):
        desk.look(
            "Subject,Start Date,Start Time,End Date,End Time,Description\n"
            "Dentist,09/15/2026,10:00 AM,09/15/2026,11:00 AM,ouch\n"
        )


def test_a_file_without_columns(desk: Desk) -> None:
    with pytest.raises(ImportTrouble, match="has no columns"):
        desk.look("12\n13\n")
    with pytest.raises(ImportTrouble, match="has no columns"):
        desk.look(b"\xef\xbb\xbf")


def test_json_of_others_is_named_as_such(desk: Desk) -> None:
    with pytest.raises(ImportTrouble, match="is JSON"):
        desk.look('[{"id": 1, "begun": "20260901T090000Z"}]')


def test_the_format_can_be_said(desk: Desk) -> None:
    text = "Date,Client,Project,Task,Hours\n2026-09-10,Acme,Site,Build,1\n"
    assert desk.look(text, format_name="Harvest").format == "harvest-time"
    with pytest.raises(NotRecognised, match=r"is not Toggl Track, detailed report: .*“start date”"):
        desk.look(text, format_name="toggl")
    with pytest.raises(ImportTrouble, match="no format “tickspot”"):
        desk.look(text, format_name="tickspot")


def test_an_empty_table_is_no_error(desk: Desk) -> None:
    result = desk.take("Date,Client,Project,Task,Hours\n")
    assert (result.new, result.batch, result.needs_attention) == (0, None, False)
