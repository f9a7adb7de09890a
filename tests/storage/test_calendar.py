"""The agenda as a calendar file, read back by the library's own parser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar

from storage.calendar import as_calendar
from tests.storage.conftest import NOON
from triage.clients.agenda import AgendaEntry

CALL = AgendaEntry(date(2026, 3, 20), "action", "north", "Northlake Foods", "Call Rolf", "a1")


def events(*entries: AgendaEntry, at: datetime = NOON, change: int = 7) -> list[Any]:
    calendar = Calendar.from_ical(as_calendar(entries, at=at, change=change))
    assert calendar.errors == []
    events = list(calendar.walk("VEVENT"))
    assert all(event.errors == [] for event in events)
    return events


def test_an_entry_takes_its_whole_day() -> None:
    (event,) = events(CALL)
    assert event["dtstart"].dt == date(2026, 3, 20) and "dtend" not in event
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert str(event["summary"]) == "Northlake Foods: Call Rolf"
    assert (str(event["uid"]), event["sequence"]) == ("action-a1@goodterms", 7)
    assert event["dtstamp"].dt == NOON


def test_a_calendar_moves_what_it_knows_instead_of_doubling_it() -> None:
    (before,) = events(CALL, change=7)
    (after,) = events(replace(CALL, day=date(2026, 4, 1), text="Call Ana"), change=8)
    assert after["uid"] == before["uid"] and after["sequence"] > before["sequence"]
    assert len({str(event["uid"]) for event in events(CALL, replace(CALL, kind="step"))}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "a;b,c\\d:e\r\nBEGIN:VEVENT\nSUMMARY:evil\nEND:VEVENT",
        "\x00\x07\x1b[31m red \x9b\x7f\x85 \u2028 end",
        "日本語" * 100 + "é" + "\u0301" * 100,
        "x" * 10_000,
        "=cmd|'/C calc'!A0 \u202egpj.exe ^n \"q\"",
    ],
)
def test_no_text_gets_out_of_its_line(text: str) -> None:
    hostile = replace(CALL, client=text, text=text, record=text)
    plain = replace(CALL, record="a2")
    written = as_calendar([hostile, plain], at=NOON, change=1)
    assert not any(ord(c) < 32 and c not in "\r\n" for c in written)
    assert written.count("\r\n") == written.count("\n")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    first, second = events(hostile, plain)
    assert "evil" not in str(second["summary"])
    assert str(first["uid"]).isascii() and str(first["uid"]) != str(second["uid"])


def test_what_the_format_can_write_comes_back_as_it_was() -> None:
    name = 'Müller; Söhne, "Ltd" \\ 100%'
    (event,) = events(replace(CALL, client=name, text="one\ntwo"))
    assert str(event["summary"]) == f"{name}: one\ntwo"


@pytest.mark.parametrize("hours", [-12, 14])
@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar(day: date, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    at = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    (event,) = events(replace(CALL, day=day), at=at)
    assert event["dtstart"].dt == day


def test_nothing_due_is_still_a_calendar() -> None:
    assert events() == []
