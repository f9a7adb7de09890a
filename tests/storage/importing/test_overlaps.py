"""Hours that another source has too are found, however far from the file's days they began."""

from __future__ import annotations

from datetime import date

import pytest

from storage.importing.lookup import ClientMatches, ImportLookup
from storage.importing.overlaps import near
from tests.storage.importing.conftest import Desk
from triage.changes import Put
from triage.records import Client, Time

TOGGL = (
    "User,Email,Client,Project,Description,Billable,"
    "Start date,Start time,End date,End time,Duration\n"
    "Ann,a@x,Acme,Site,x,Yes,{day},00:10:00,{day},01:10:00,01:00:00\n"
)


def _worked(id_: str, start: str, minutes: int) -> Time:
    return Time(
        id=id_,
        client="acme",
        on=date.fromisoformat(start[:10]),
        minutes=minutes,
        source="harvest",
        extra={"start": start},
    )


@pytest.fixture(autouse=True)
def _client(desk: Desk) -> None:
    desk.store.apply("Client", [Put(Client(id="acme", name="Acme"))])


@pytest.mark.parametrize(
    ("start", "minutes", "asked"),
    [
        ("2026-09-10T00:30:00", 60, True),
        ("2026-09-09T23:30:00", 60, True),
        ("2026-08-12T08:00:00", 29 * 24 * 60, True),
        ("2026-09-09T20:00:00", 60, False),
        ("2025-09-10T00:30:00", 60, False),
    ],
)
@pytest.mark.parametrize("day", ["2026-09-10", "10.09.2026", "09/10/2026"])
def test_what_reaches_into_the_days_of_the_file_is_found(
    desk: Desk, day: str, start: str, minutes: int, asked: bool
) -> None:
    desk.store.apply("Worked", [Put(_worked("t", start, minutes))])
    preview = desk.look(TOGGL.format(day=day), dates="mdy" if "/" in day else None)
    assert [question.id for question in preview.questions] == (["overlap"] if asked else [])


def test_the_hours_of_other_years_are_not_even_read(desk: Desk) -> None:
    starts = ("2016-09-10T09:00:00", "2026-09-10T09:00:00", "2026-11-10T09:00:00")
    desk.store.apply("Worked", [Put(_worked(start, start, 60)) for start in starts])
    view = ImportLookup(desk.store, ClientMatches())
    first, last = near(date(2026, 9, 10), date(2026, 9, 11))
    assert [time.id for time in view.times_elsewhere("toggl", first, last)] == [starts[1]]
