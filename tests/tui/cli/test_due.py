"""`due`, `status` and `calendar`: what stands on a day."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from storage.store import Store
from tests.storage.conftest import noon
from tests.tui.cli.conftest import NORTH, Run, refused
from triage.changes import Put
from triage.records import Attempt
from triage.terms import entry_term


@pytest.fixture
def busy(done: Run, north: str, prepared: Any) -> str:
    """Northlake with something overdue, for today, for this week and for later."""
    prepared("busy", lambda: fill(done))
    return north


def fill(done: Run) -> None:
    def record(kind: str, id_: str, *fields: str) -> None:
        done("record", kind, id_, f"client={NORTH}", *fields)

    record("event", "ours", "on=2026-03-01", "what=our_promise", "due=2026-03-10", "text=The menu")
    record("event", "theirs", "on=2026-03-01", "what=promise", "due=2026-03-13")
    record("work_item", "site", "text=The site", "due=2026-03-20")
    record("action", "later", "text=Say hello", "on=2026-03-01", "due=2026-03-21")
    record("action", "done", "text=Old", "on=2026-03-01", "due=2026-03-13", "done_on=2026-03-02")


def test_what_is_overdue_due_today_and_this_week(done: Run, busy: str) -> None:
    listed = done("due", "--json").json
    assert [(e["day"], e["kind"], e["text"]) for e in listed] == [
        ("2026-03-10", "our_promise", "The menu"),
        ("2026-03-13", "their_promise", "They promised to pay"),
        ("2026-03-20", "work", "The site"),
    ]
    assert {(e["client"], e["name"]) for e in listed} == {(busy, "Northlake Foods")}
    assert all(list(e) == ["day", "kind", "client", "name", "text"] for e in listed)
    lines = done("due").out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["Overdue", "Today", "This week"]
    assert "you promised" in lines[1] and "Northlake Foods" in lines[1]


def test_what_each_entry_is_called_stands_there_whole(done: Run, north: str, db: Path) -> None:
    began = date(2026, 3, 1)
    trial = Attempt(
        id="trial",
        client=north,
        screen="train",
        on=began,
        taken_on=began,
        check_on=date(2026, 3, 16),
        review_by=date(2026, 4, 20),
    )
    with Store.open(db, now=noon) as store:
        store.apply("Test", [Put(trial)])
    assert [entry["kind"] for entry in done("due", "--json").json] == ["check"]
    assert entry_term("check") in done("due").out


def test_nothing_due(done: Run, gt: Run, north: str) -> None:
    assert done("due").out == "Nothing is due this week.\n"
    assert done("due", "--json").json == []


def test_the_status_line(done: Run, busy: str) -> None:
    assert done("status").out == "0 act 0 watch, 2 due today\n"
    done("log", busy, "rude")
    assert done("status").out == "0 act 1 watch, 3 due today\n"
    done("log", busy, "rude")
    assert done("status").out == "1 act 0 watch, 3 due today\n"
    done("log", busy, "incident", "type=threat")
    assert done("status").out == "1 stop 0 act 0 watch, 3 due today\n"


def test_the_status_line_says_the_same_as_the_list_on_every_day(done: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "sample.db")
    done("demo", "--keep", path)
    for day in ("2025-09-01", "2026-01-16", "2026-03-13", "2026-06-30"):
        clients = done("clients", "--json", "--db", path, on=day).json["clients"]
        due = done("due", "--json", "--db", path, on=day).json
        count = Counter(client["health"] for client in clients)
        stop = f"{count['stop']} stop " if count["stop"] else ""
        now = sum(entry["day"] <= day for entry in due)
        status = done("status", "--db", path, on=day).out
        assert status == f"{stop}{count['act']} act {count['watch']} watch, {now} due today\n"


def test_the_status_line_where_nothing_is_yet_and_where_it_cannot_be_read(
    gt: Run, db: Path
) -> None:
    fresh = gt("status")
    assert (fresh.code, fresh.out) == (0, "0 act 0 watch, 0 due today\n")
    assert fresh.err.count("\n") == 1 and not db.exists()
    db.write_text("not a data file" * 100)
    broken = gt("status")
    assert (broken.code, broken.out) == (3, "") and broken.err.count("\n") == 1


# --- calendar ---------------------------------------------------------------------------------


def events(path: Path) -> Iterator[Any]:
    yield from Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_a_calendar_file(done: Run, busy: str, tmp_path: Path) -> None:
    file = tmp_path / "agenda.ics"
    assert "4 entries" in done("calendar", str(file)).out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = {str(e["uid"]): e for e in events(file)}
    assert {str(e["summary"]) for e in first.values()} >= {"Northlake Foods: The menu"}
    done("record", "work_item", "site", "due=2026-04-02")
    done("calendar", str(file))
    second = {str(e["uid"]): e for e in events(file)}
    assert set(second) == set(first)
    moved = second["work-site@goodterms"]
    assert moved["dtstart"].dt.isoformat() == "2026-04-02"
    assert moved["sequence"] > first["work-site@goodterms"]["sequence"]
    assert sorted(path.name for path in tmp_path.glob("*agenda*")) == ["agenda.ics"]


def test_a_calendar_has_what_due_says(done: Run, north: str, tmp_path: Path) -> None:
    """A reminder is due though nothing was decided yet: nobody should miss it in the calendar."""
    due = ("issued=2026-02-01", "due=2026-03-01", "amount=100.00", "number=7")
    done("record", "invoice", "i", f"client={north}", *due)
    listed = done("due", "--json").json
    assert listed, "an invoice is overdue"
    file = tmp_path / "agenda.ics"
    done("calendar", str(file))
    days = {str(event["summary"]): event["dtstart"].dt.isoformat() for event in events(file)}
    assert days == {f"{entry['name']}: {entry['text']}": entry["day"] for entry in listed}
    done("record", "payment", "p", "invoice=i", "on=2026-03-12", "amount=100.00")
    assert "0 entries, 1 canceled" in done("calendar", str(file)).out


def test_what_is_done_or_gone_since_the_last_file_is_canceled_in_it(
    done: Run, busy: str, tmp_path: Path
) -> None:
    file, link = tmp_path / "agenda.ics", tmp_path / "link.ics"
    link.symlink_to(file)
    done("calendar", str(link))
    first = file.read_bytes()
    done("calendar", str(link))
    assert file.read_bytes() == first and link.is_symlink()
    done("record", "work_item", "site", "done_on=2026-03-13")
    assert "3 entries, 1 canceled" in done("calendar", str(link)).out
    status = {str(event["uid"]): event.get("status") for event in events(file)}
    assert [uid for uid, word in status.items() if word == "CANCELLED"] == ["work-site@goodterms"]
    assert len(status) == 4
    done("undo")
    assert "4 entries\n" in done("calendar", str(file)).out
    assert not any("status" in event for event in events(file))


def test_a_calendar_that_is_somebody_elses_stays(
    gt: Run, done: Run, busy: str, tmp_path: Path
) -> None:
    file = tmp_path / "agenda.ics"
    other = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n"
    for text in (other, "Dear diary\n"):
        file.write_text(text, newline="")
        refused(gt("calendar", str(file)), "--replace")
        assert file.read_text().split() == text.split()
    done("calendar", str(file), "--replace")
    torn = file.read_bytes()[:-40]
    file.write_bytes(torn)
    refused(gt("calendar", str(file)), "cannot be read", "--replace")
    assert file.read_bytes() == torn
    done("calendar", str(file), "--replace")
    assert len(list(events(file))) == 4


def test_a_calendar_that_cannot_be_written(gt: Run, north: str, db: Path, tmp_path: Path) -> None:
    before = db.read_bytes()
    refused(gt("calendar", str(db)), "data file")
    refused(gt("calendar", str(tmp_path)), "folder")
    refused(gt("calendar", "-"), "agenda.ics")
    refused(gt("calendar", str(tmp_path / "none" / "a.ics")), "none")
    refused(gt("calendar", str(tmp_path / "a.ics"), "--db", str(tmp_path / "x.db")), "no data file")
    assert db.read_bytes() == before
