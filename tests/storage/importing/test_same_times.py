"""An entry of a tracker is one entry, whatever is edited in the tracker between two exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.storage.importing.conftest import Desk
from triage.changes import Put, Remove
from triage.records import Client

HEAD = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags\n"
)
ZONED = {"Began": "on", "Hours": "hours", "Whose": "client", "What": "text"}
OWN = {"Nr": "id", "Day": "on", "Hours": "hours", "Whose": "client", "What": "text"}


def _row(
    text: str = "Draft",
    start: str = "09:00:00",
    length: str = "02:00:00",
    *,
    client: str = "Tern",
    project: str = "Shop",
    on: str = "2026-09-01",
    billable: str = "Yes",
    user: str = "a@b.example",
) -> str:
    hours, minutes, _ = map(int, length.split(":"))
    end = datetime.fromisoformat(f"{on}T{start}") + timedelta(hours=hours, minutes=minutes)
    return (
        f"A,{user},{client},{project},,{text},{billable},{on},{start},{end:%Y-%m-%d,%H:%M:%S},"
        f"{length},\n"
    )


PLAN, BUILD = _row("Plan"), _row("Build", on="2026-09-02", length="03:00:00")


def _hours(desk: Desk) -> float:
    return float(sum(time.minutes for time in desk.records("time")) / 60)


def _start_with(desk: Desk) -> None:
    desk.take(HEAD + PLAN + BUILD)


@pytest.mark.parametrize(
    ("build", "hours", "fields"),
    [
        (_row("Build", on="2026-09-02", length="03:30:00"), 5.5, {"minutes": (180, 210)}),
        (
            _row("Build pages", on="2026-09-02", length="03:00:00"),
            5,
            {"text": ("Build", "Build pages")},
        ),
        (
            _row("Build", on="2026-09-02", length="03:00:00", project="Site"),
            5,
            {"project": ("Shop", "Site")},
        ),
        (
            _row("Build", on="2026-09-02", length="03:00:00", billable="No"),
            5,
            {"work": ("bill", "admin")},
        ),
        (
            _row("Build", "09:20:00", on="2026-09-02", length="02:40:00"),
            5 - 1 / 3,
            {"minutes": (180, 160), "start": ("2026-09-02T09:00:00", "2026-09-02T09:20:00")},
        ),
    ],
)
def test_what_was_edited_is_an_update_field_by_field(
    desk: Desk, build: str, hours: float, fields: dict[str, tuple[object, object]]
) -> None:
    _start_with(desk)
    preview = desk.look(HEAD + PLAN + build)
    assert (preview.new, preview.updated, preview.same) == (0, 1, 1)
    (update,) = preview.updates
    assert {each.field: (each.before, each.after) for each in update.fields} == fields
    desk.take(HEAD + PLAN + build)
    assert _hours(desk) == pytest.approx(hours)
    again = desk.take(HEAD + PLAN + build)
    assert (again.same, again.batch) == (2, None)


def test_what_moved_on_its_day_after_a_shortened_entry_is_an_update(desk: Desk) -> None:
    plan = _row("Plan", "09:00:00", "02:00:00")
    desk.take(HEAD + plan + _row("Build", "12:30:00") + _row("Mail", "14:30:00", "00:30:00"))
    plan = _row("Plan", "09:00:00", "00:30:00")
    moved = plan + _row("Build", "10:00:00") + _row("Mail", "13:00:00", "00:30:00")
    preview = desk.look(HEAD + moved)
    assert (preview.new, preview.updated) == (0, 3)
    desk.take(HEAD + moved)
    assert _hours(desk) == 3


def test_undo_takes_updates_back(desk: Desk) -> None:
    _start_with(desk)
    before = desk.everything()
    desk.take(HEAD + PLAN + _row("Other", on="2026-09-02"))
    desk.store.undo()
    assert desk.everything() == before


def test_an_instant_is_one_instant_in_every_zone(desk: Desk) -> None:
    text = "Began,Hours,Whose,What\n2026-09-01T00:30:00+02:00,2,Tern,one\n"
    desk.take(text, column_map=ZONED, zone=ZoneInfo("Europe/Berlin"))
    result = desk.take(text, column_map=ZONED, zone=ZoneInfo("America/New_York"))
    assert (result.new, result.updated, result.same) == (0, 0, 1)
    assert [time.on for time in desk.records("time")] == [date(2026, 9, 1)]


def test_all_clocks_moved_by_the_same_hours_are_another_time_zone(desk: Desk) -> None:
    _start_with(desk)
    moved = _row("Plan", "03:00:00") + _row("Build", "03:00:00", "03:00:00", on="2026-09-02")
    result = desk.take(HEAD + moved)
    assert (result.new, result.updated, result.same) == (0, 0, 2)
    assert result.assumed == ("clock: 2 entries are 6 h earlier, in another time zone",)
    more = _row("Talk", "05:00:00", "01:00:00", on="2026-09-03")
    assert desk.take(HEAD + moved + more).new == 1
    assert _hours(desk) == 6


def test_the_same_work_on_the_next_day_is_no_other_time_zone(desk: Desk) -> None:
    desk.take(HEAD + _row("Stand-up", "20:00:00", "00:15:00"))
    desk.take(HEAD + _row("Stand-up", "09:00:00", "00:15:00", on="2026-09-02"))
    assert len(desk.records("time")) == 2


def test_two_people_at_the_same_time_are_two_entries(desk: Desk) -> None:
    desk.take(HEAD + _row() + _row(user="c@d.example"))
    assert _hours(desk) == 4
    result = desk.take(HEAD + _row(length="03:00:00") + _row(user="c@d.example"))
    assert (result.updated, result.same) == (1, 1)


def test_a_client_renamed_in_the_tracker_is_followed(desk: Desk) -> None:
    _start_with(desk)
    renamed = (PLAN + BUILD).replace("Tern", "Tern Ltd")
    result = desk.take(HEAD + renamed)
    assert (result.new, result.same) == (0, 2)
    assert result.assumed == ("client: Tern Ltd is Tern (the same entries)",)
    desk.take(HEAD + _row(client="Tern Ltd", on="2026-10-01"))
    assert [client.name for client in desk.records("client")] == ["Tern"]


def test_an_entry_given_to_another_client_moves_there(desk: Desk) -> None:
    _start_with(desk)
    desk.take(HEAD + PLAN + BUILD.replace("Tern", "Wren"))
    names = {client.id: client.name for client in desk.records("client")}
    assert {time.text: names[time.client] for time in desk.records("time")} == {
        "Plan": "Tern",
        "Build": "Wren",
    }


def test_ids_of_two_programs_are_kept_apart(desk: Desk) -> None:
    head = "Nr,Day,Hours,Whose,What\n"
    mine = "1,2026-09-01,2,Tern,alpha\n2,2026-09-02,3,Tern,beta\n"
    theirs = "1,2026-09-03,5,Wren,gamma\n2,2026-09-04,6,Wren,delta\n"
    desk.take(head + mine, column_map=OWN)
    assert desk.take(head + theirs, column_map=OWN).new == 2
    corrected = desk.take(head + mine.replace("02,3", "02,8"), column_map=OWN)
    assert (corrected.updated, corrected.same) == (1, 1)
    assert desk.take(head + theirs, column_map=OWN).same == 2
    assert _hours(desk) == 21


def test_entries_without_clock_are_known_by_day_and_text(desk: Desk) -> None:
    head, columns = "Day,Hours,Whose,What\n", {k: v for k, v in OWN.items() if k != "Nr"}
    desk.take(head + "2026-09-01,2,Tern,a\n2026-09-01,1,Tern,a\n", column_map=columns)
    again = desk.take(head + "2026-09-01,1,Tern,a\n2026-09-01,2.5,Tern,a\n", column_map=columns)
    assert (again.new, again.updated, again.same) == (0, 1, 1)
    assert _hours(desk) == 3.5


def test_what_the_user_changed_wins_and_is_named(desk: Desk) -> None:
    _start_with(desk)
    time = next(time for time in desk.records("time") if time.text == "Build")
    desk.store.apply("Mine", [Put(replace(time, minutes=100), was=time)])
    assert desk.take(HEAD + PLAN + BUILD).same == 2
    result = desk.take(HEAD + PLAN + _row("Build it", on="2026-09-02", length="04:00:00"))
    assert [(each.field, each.before, each.after) for each in result.kept[0].fields] == [
        ("minutes", 100, 240)
    ]
    assert {(time.text, time.minutes) for time in desk.records("time")} == {
        ("Plan", 120),
        ("Build it", 100),
    }


def test_what_the_user_took_out_stays_out_until_they_say_otherwise(desk: Desk) -> None:
    _start_with(desk)
    time = next(time for time in desk.records("time") if time.text == "Build")
    desk.store.apply("Out", [Remove("time", time.id)])
    result = desk.take(HEAD + PLAN + BUILD)
    assert [(skip.why, skip.bad) for skip in result.skipped] == [("you removed it earlier", False)]
    assert _hours(desk) == 2
    assert desk.take(HEAD + PLAN + BUILD, taken_out="bring-back").new == 1
    assert _hours(desk) == 5


def test_what_the_tracker_lost_is_named_and_taken_out_when_asked(desk: Desk) -> None:
    desk.take(HEAD + PLAN + BUILD + _row("Talk", on="2026-09-03"))
    later = HEAD + PLAN + _row("Talk", on="2026-09-03")
    build = next(time.id for time in desk.records("time") if time.text == "Build")
    (asked,) = desk.look(later).questions
    assert (asked.id, asked.records) == ("gone", (build,))
    kept = desk.take(later)
    assert (kept.removed, kept.needs_attention, len(desk.records("time"))) == (0, True, 3)
    removed = desk.take(later, gone="remove")
    assert (removed.removed, removed.needs_attention, len(desk.records("time"))) == (1, False, 2)
    desk.store.undo()
    assert len(desk.records("time")) == 3


def test_another_clients_or_another_months_export_loses_nothing(desk: Desk) -> None:
    _start_with(desk)
    assert not desk.take(HEAD + _row("x", client="Wren")).needs_attention
    assert not desk.take(HEAD + _row("y", on="2026-10-01")).needs_attention


def test_an_older_export_is_named_and_changes_nothing_unasked(desk: Desk) -> None:
    _start_with(desk)
    longer = _row("Build", on="2026-09-02", length="04:00:00")
    desk.take(HEAD + PLAN + longer)
    older = desk.take(HEAD + PLAN + BUILD)
    assert (older.updated, older.needs_attention, _hours(desk)) == (0, True, 6)
    assert [each.field for each in older.held[0].fields] == ["minutes"]
    assert desk.take(HEAD + PLAN + BUILD, older="go-back").updated == 1
    assert _hours(desk) == 5


def test_hours_that_another_program_has_too_are_asked(desk: Desk) -> None:
    _start_with(desk)
    clockify = (
        "Project,Client,Description,Task,User,Email,Billable,Start Date,Start Time,End Date,"
        "End Time,Duration (h)\n"
        "Shop,Tern,Planning,,A,a@b.example,Yes,2026-09-01,09:30:00,2026-09-01,10:30:00,01:00:00\n"
        "Shop,Tern,Later,,A,a@b.example,Yes,2026-09-01,12:00:00,2026-09-01,13:00:00,01:00:00\n"
    )
    result = desk.take(clockify)
    assert (result.new, result.needs_attention, _hours(desk)) == (1, True, 6)
    desk.take(clockify, overlap="count-both")
    assert _hours(desk) == 7
    assert not desk.take(clockify).needs_attention


def test_an_assumed_rate_follows_the_file_from_its_first_new_day_on(desk: Desk) -> None:
    head = HEAD.replace("Tags", "Tags,Amount (EUR)")
    desk.take(head + PLAN.replace(",\n", ",,80.00\n"))
    result = desk.take(head + _row("More", on="2026-10-01").replace(",\n", ",,160.00\n"))
    assert result.assumed == (
        "rate of Tern: the file says 80.00, you have 40.00 (assumed); "
        "from 2026-10-01 on it is 80.00",
    )
    (client,) = desk.records("client")
    assert isinstance(client, Client)
    assert client.rate == 80
    assert [(past.until, past.value) for past in client.past_rates] == [
        (date(2026, 9, 30), Decimal(40))
    ]
    desk.take(head + PLAN.replace(",\n", ",,80.00\n"))
    assert desk.records("client") == [client]


def test_what_an_earlier_version_imported_is_known_and_brought_up_to_date(desk: Desk) -> None:
    _start_with(desk)
    for time in desk.records("time"):
        older = replace(time, source_key=f"older {time.text}", extra={"project": "Shop"})
        desk.store.apply("As it was", [Put(older, was=time)])
    longer = _row("Build", on="2026-09-02", length="04:00:00")
    result = desk.take(HEAD + PLAN + longer)
    assert (result.new, result.updated, result.same) == (0, 1, 1)
    assert {time.extra["start"] for time in desk.records("time")} == {
        "2026-09-01T09:00:00",
        "2026-09-02T09:00:00",
    }


def test_what_a_file_does_not_speak_of_stays(desk: Desk) -> None:
    marked = "".join(_row(text, on=f"2026-09-0{n}") for n, text in enumerate("abcd", start=1))
    desk.take(HEAD + marked + _row("e", on="2026-09-05", billable="No"))
    before = desk.records("time")
    short = "Start date,Start time,Duration,Client,Description\n"
    rows = "".join(
        f"2026-09-0{n},09:00:00,02:00:00,Tern,{text}\n" for n, text in enumerate("abcde", start=1)
    )
    assert desk.take(short + rows).same == 5
    assert desk.records("time") == before


def test_that_all_hours_are_billable_is_assumed_of_new_ones_only(desk: Desk) -> None:
    desk.take(HEAD + PLAN + _row("Build", on="2026-09-02", billable="No"))
    only = HEAD + _row("Build", on="2026-09-02", billable="No")
    assert desk.take(only).same == 1
    assert desk.take(only, billable="all").updated == 1


def test_one_start_in_two_tables_of_ones_own_is_no_update(desk: Desk) -> None:
    columns = {
        "Day": "on",
        "From": "start_time",
        "Hours": "hours",
        "Whose": "client",
        "What": "text",
    }
    head = "Day,From,Hours,Whose,What\n"
    desk.take(head + "2026-09-01,09:00,2,Tern,alpha\n", column_map=columns)
    assert desk.take(head + "2026-09-01,09:00,3,Wren,beta\n", column_map=columns).new == 1
    assert _hours(desk) == 5
