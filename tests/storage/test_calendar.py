"""The agenda as a calendar file, read back by the library's own parser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar

from storage.calendar import KEPT_CANCELED, as_calendar
from tests.storage.conftest import NOON
from triage.clients.agenda import AgendaEntry

CALL = AgendaEntry(date(2026, 3, 20), "action", "north", "Northlake Foods", "Call Rolf", "a1")

MAIL = replace(CALL, text="Mail Ana", record="a2")
LATER = NOON + timedelta(days=7)


def events(*entries: AgendaEntry, at: datetime = NOON, change: int = 7) -> list[Any]:
    return read(as_calendar(entries, at=at, change=change)[0])


def read(text: str) -> list[Any]:
    calendar = Calendar.from_ical(text)
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
    written, _ = as_calendar([hostile, plain], at=NOON, change=1)
    assert not any(ord(c) < 32 and c not in "\r\n" for c in written)
    assert written.count("\r\n") == written.count("\n")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    first, second = events(hostile, plain)
    assert "evil" not in str(second["summary"])
    assert str(first["uid"]).isascii() and str(first["uid"]) != str(second["uid"])
    again = as_calendar([hostile, plain], at=LATER, change=9, earlier=written.encode())
    assert again == (written, 0)


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


# --- the file of last time ------------------------------------------------------------------------


def written(*entries: AgendaEntry, on: datetime, change: int, earlier: str = "") -> str:
    return as_calendar(entries, at=on, change=change, earlier=earlier.encode())[0]


def by_text(text: str) -> dict[str, Any]:
    return {str(event["summary"]).partition(": ")[2]: event for event in read(text)}


def test_what_is_no_longer_open_is_canceled_and_what_is_the_same_stays_the_same() -> None:
    first = written(CALL, MAIL, on=NOON, change=7)
    text, canceled = as_calendar([MAIL], at=LATER, change=9, earlier=first.encode())
    after, before = by_text(text), by_text(first)
    gone = after["Call Rolf"]
    assert (canceled, gone["status"]) == (1, "CANCELLED")
    assert (gone["uid"], gone["dtstart"].dt) == ("action-a1@goodterms", CALL.day)
    assert gone["sequence"] > before["Call Rolf"]["sequence"]
    assert gone["dtstamp"].dt == LATER
    same = after["Mail Ana"]
    assert "status" not in same
    assert (same["sequence"], same["dtstamp"].dt) == (7, NOON)


def test_a_canceled_entry_is_written_again_for_a_quarter_and_then_no_more() -> None:
    canceled = written(on=LATER, change=9, earlier=written(CALL, on=NOON, change=7))
    last = LATER + KEPT_CANCELED
    assert as_calendar([], at=last, change=12, earlier=canceled.encode()) == (canceled, 0)
    end = written(on=last + timedelta(seconds=1), change=12, earlier=canceled)
    assert read(end) == []


def test_what_comes_back_after_an_undo_is_open_again_for_every_calendar() -> None:
    canceled = written(on=NOON, change=9, earlier=written(CALL, on=NOON, change=7))
    back = by_text(written(CALL, on=LATER, change=10, earlier=canceled))["Call Rolf"]
    assert "status" not in back
    assert back["sequence"] == 10 > by_text(canceled)["Call Rolf"]["sequence"]


def test_a_restored_backup_does_not_set_the_sequence_back() -> None:
    first = written(CALL, MAIL, on=NOON, change=40)
    after = read(written(replace(CALL, text="Call Bo"), on=LATER, change=3, earlier=first))
    assert [event["sequence"] for event in after] == [41, 41]


def test_a_file_that_somebody_edited_is_taken_as_far_as_it_goes() -> None:
    edited = "\r\n".join(
        line
        for line in written(CALL, on=NOON, change=7).split("\r\n")
        if not line.startswith(("DTSTAMP", "SEQUENCE", "DTSTART"))
    )
    (gone,) = read(written(on=LATER, change=2, earlier=edited))
    assert (gone["sequence"], gone["dtstamp"].dt, gone["dtstart"].dt) == (2, LATER, LATER.date())
    moved = written(CALL, on=NOON, change=7).replace(
        "DTSTART;VALUE=DATE:20260320", "DTSTART:20260321T090000Z"
    )
    (back,) = read(written(CALL, on=LATER, change=8, earlier=moved))
    assert (back["dtstart"].dt, back["sequence"]) == (CALL.day, 8)


@pytest.mark.parametrize("junk", ["BEGIN:VCALENDAR", "garbage", "\x00"])
def test_what_is_no_calendar_is_refused(junk: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        written(CALL, on=NOON, change=1, earlier=junk)
