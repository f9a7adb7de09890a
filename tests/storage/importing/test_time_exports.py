"""The quirks of Toggl, Clockify and Harvest time exports, one test each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.storage.importing.conftest import Desk
from triage.changes import Put
from triage.records import Time

TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount (EUR)\n"
)
CLOCKIFY = (
    '"Project","Client","Description","Task","User","Group","Email","Tags","Billable",'
    '"Start Date","Start Time","End Date","End Time","Duration (h)","Duration (decimal)",'
    '"Billable Rate (USD)","Billable Amount (USD)"\n'
)
HARVEST = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,"
    "Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,"
    "External Reference URL\n"
)


def _toggl(
    description: str = "Work",
    *,
    client: str = "Acme",
    project: str = "Site",
    on: str = "2026-09-01",
    times: str = "",
    duration: str = "01:00:00",
    billable: str = "Yes",
    tags: str = "",
    amount: str = "",
) -> str:
    times = times or f"09:00:00,{on},10:00:00"
    return (
        f'Me,me@example.org,{client},{project},,"{description}",{billable},{on},{times},'
        f'{duration},"{tags}",{amount}\n'
    )


def test_a_toggl_entry_becomes_time_of_a_new_client(desk: Desk) -> None:
    desk.take("\ufeff" + TOGGL + _toggl("Call, and notes", amount="80.00"))
    (client,) = desk.records("client")
    (time,) = desk.records("time")
    assert (client.name, client.currency, client.rate) == ("Acme", "EUR", Decimal(80))
    assert (time.client, time.on, time.minutes) == (client.id, date(2026, 9, 1), 60)
    assert (time.work, time.text, time.source) == ("bill", "Call, and notes", "toggl")
    assert time.source_key
    assert time.extra == {"project": "Site", "start": "2026-09-01T09:00:00"}


def test_every_cell_quoted_and_text_full_of_marks(desk: Desk) -> None:
    header = ",".join(f'"{name}"' for name in TOGGL.strip().split(",")[:-1])
    desk.take(
        f'{header}\n"Me","m@x.org","Acme","Site","","\\ 🔥 ""quoted"" \\\\\\","Yes",'
        '"2026-10-15","12:02:17","2026-10-15","12:02:19","00:00:02",""\n'
    )
    (time,) = desk.records("time")
    assert time.text == '\\ 🔥 "quoted" \\\\\\'
    assert time.minutes == 1


def test_entries_of_no_length_are_named(desk: Desk) -> None:
    preview = desk.look(TOGGL + _toggl(times="09:00:00,2026-09-01,09:00:00", duration="00:00:00"))
    assert [(skip.line, skip.why, skip.bad) for skip in preview.skipped] == [
        (2, "duration 0", False)
    ]
    assert (preview.new, preview.new_clients) == (0, ())


def test_an_entry_over_midnight_belongs_to_its_first_day(desk: Desk) -> None:
    desk.take(TOGGL + _toggl(times="23:30:00,2026-09-02,00:45:00", duration=""))
    (time,) = desk.records("time")
    assert (time.on, time.minutes) == (date(2026, 9, 1), 75)


def test_an_end_time_without_its_day(desk: Desk) -> None:
    desk.take(TOGGL + _toggl(times="23:30:00,,00:45:00", duration=""))
    assert [time.minutes for time in desk.records("time")] == [75]


def test_a_bad_row_does_not_sink_the_file(desk: Desk) -> None:
    result = desk.take(
        TOGGL
        + _toggl(on="someday")
        + _toggl(duration="soon", times=",,")
        + _toggl(duration="", times=",,")
        + _toggl(times="10:00:00,2026-08-31,09:00:00", duration="")
        + _toggl(duration="9999:00:00")
        + _toggl("Good")
    )
    assert result.new == 1
    assert [(skip.line, skip.why) for skip in result.skipped] == [
        (2, "“someday” is not a date in the format of this column"),
        (3, "“soon” is not a duration"),
        (4, "no duration and no end"),
        (5, "ends before it starts"),
        (6, "longer than a month"),
    ]
    assert result.needs_attention


def test_not_billable_is_admin_and_can_be_something_else_by_project(desk: Desk) -> None:
    text = (
        TOGGL
        + _toggl("a")
        + _toggl("b", billable="No", project="Office")
        + _toggl("c", billable="No", project="Favours")
    )
    preview = desk.look(text)
    assert dict(preview.not_billable) == {"Office": 1, "Favours": 1}
    desk.take(text, work_for={"favours": "free"})
    assert {time.text: time.work for time in desk.records("time")} == {
        "a": "bill",
        "b": "admin",
        "c": "free",
    }


def test_the_work_of_a_project_is_remembered(desk: Desk) -> None:
    desk.take(TOGGL + _toggl("a") + _toggl("b", billable="No"), work_for={"Site": "own"})
    later = _toggl("c", on="2026-09-02") + _toggl("d", on="2026-09-02", billable="No")
    desk.take(TOGGL + later)
    assert [time.work for time in desk.records("time")] == ["bill", "own", "bill", "own"]


def test_amount_columns_with_and_without_currency(desk: Desk) -> None:
    for name, currency in (("Amount (USD)", "USD"), ("Amount ()", "EUR"), ("Amount", "EUR")):
        preview = desk.look(
            TOGGL.replace("Amount (EUR)", name) + _toggl(client=f"Client {name}", amount="50")
        )
        assert preview.assumed == (f"rate: 50.00 {currency} an hour for Client {name}",)


def test_the_rate_is_that_of_the_newest_months(desk: Desk) -> None:
    desk.take(
        TOGGL
        + "".join(_toggl(str(n), on=f"2026-01-{n:02}", amount="50") for n in range(1, 20))
        + _toggl("raised", on="2026-09-01", amount="70")
    )
    assert [client.rate for client in desk.records("client")] == [Decimal(70)]


def test_a_known_client_without_a_rate_gets_it_and_one_with_a_rate_keeps_it(desk: Desk) -> None:
    desk.take(TOGGL + _toggl("a"))
    result = desk.take(TOGGL + _toggl("b", on="2026-09-02", amount="60"))
    assert result.assumed == ("rate: 60.00 EUR an hour for Acme",)
    (client,) = desk.records("client")
    desk.store.apply("Rate", [Put(replace(client, rate=Decimal(65)), was=client)])
    result = desk.take(TOGGL + _toggl("c", on="2026-09-03", amount="90"))
    assert [client.rate for client in desk.records("client")] == [Decimal(65)]
    assert result.assumed == ("rate of Acme: the file says 90.00, you have 65.00, unchanged",)


def test_a_rate_in_another_currency_is_not_the_clients(desk: Desk) -> None:
    desk.take(TOGGL + _toggl("a"))
    desk.take(TOGGL.replace("EUR", "USD") + _toggl("b", amount="60"))
    assert [client.rate for client in desk.records("client")] == [None]


def test_the_hours_of_several_people_are_counted_and_told(desk: Desk) -> None:
    preview = desk.look(TOGGL + _toggl("a") + _toggl("b").replace("me@", "you@"))
    assert preview.assumed == ("people: the hours of all 2 are counted",)


def _clockify(
    start: str = '"09/15/2024","10:23 AM"',
    end: str = '"09/15/2024","11:23:01 AM"',
    lengths: str = '"01:00:01","0.00"',
    money: str = '"80.00","80.00"',
) -> str:
    return f'"Site","Acme","Work","","Me","","me@x.org","","Yes",{start},{end},{lengths},{money}\n'


def test_clockify_clocks_of_both_kinds_and_its_untrue_decimals(desk: Desk) -> None:
    desk.take(CLOCKIFY + _clockify())
    (time,) = desk.records("time")
    assert (time.on, time.minutes, time.source) == (date(2024, 9, 15), 60, "clockify")
    assert [(c.rate, c.currency) for c in desk.records("client")] == [(Decimal(80), "USD")]


def test_clockify_end_minus_start_when_there_is_no_length(desk: Desk) -> None:
    desk.take(CLOCKIFY + _clockify(lengths='"","0.00"'))
    start, end = '"09/16/2024","10:23 AM"', '"09/16/2024","11:00 AM"'
    desk.take(CLOCKIFY + _clockify(start=start, end=end, lengths='"00:00:00","0.00"'))
    assert [time.minutes for time in desk.records("time")] == [60, 37]


def test_clockify_decimals_when_there_is_nothing_else(desk: Desk) -> None:
    desk.take(CLOCKIFY + _clockify(end='"",""', lengths='"","1.50"'))
    assert [time.minutes for time in desk.records("time")] == [90]


def test_clockify_an_impossible_month_is_one_bad_row(desk: Desk) -> None:
    result = desk.take(
        CLOCKIFY
        + _clockify(start='"13/15/2024","11:00:00 AM"')
        + _clockify(start='"03/04/2024","11:00 AM"', end='"03/04/2024","12:00 PM"')
    )
    assert [(skip.line, skip.bad) for skip in result.skipped] == [(2, True)]
    assert [time.on for time in desk.records("time")] == [date(2024, 3, 4)]


def test_clockify_without_client_and_billable_and_with_activity_for_task(desk: Desk) -> None:
    preview = desk.look(
        '"Project","Description","Activity","Start Date","Start Time","End Date","End Time",'
        '"Duration (h)"\n'
        '"Site","","Drawing","19/02/2026","15:00","19/02/2026","18:00","3:00"\n',
        client_for={"site": "Acme"},
    )
    assert [record.text for record in preview.sample if isinstance(record, Time)] == ["Drawing"]
    (assumed,) = preview.assumed
    assert assumed.startswith("billable: all hours")


def test_clockify_its_creation_date_tells_the_order_of_the_others(desk: Desk) -> None:
    preview = desk.look(
        CLOCKIFY.replace('"Billable Rate', '"Date of creation","Billable Rate')
        + _clockify(
            start='"03/04/2024","10:00"', end='"03/04/2024","11:00"', money='"30/04/2024","",""'
        )
    )
    assert [record.on for record in preview.sample if isinstance(record, Time)] == [
        date(2024, 4, 3)
    ]


def _harvest(
    hours: str = '"20,0"',
    on: str = "2026-03-04",
    rate: str = '"100,0","2.000,0"',
    billable: str = "Yes",
) -> str:
    return (
        f'{on},Acme,Site,,Build,Notes,{hours},{billable},No,No,Me,Myself,,Yes,{rate},"0,0","0,0",'
        "Euro - EUR,\n"
    )


def test_harvest_decimal_commas_between_commas(desk: Desk) -> None:
    desk.take(HARVEST + _harvest('"10,0"') + _harvest('"0,01"', rate='"100,0","1,0"'))
    assert [time.minutes for time in desk.records("time")] == [600, 1]
    assert [(c.rate, c.currency) for c in desk.records("client")] == [(Decimal(100), "EUR")]


def test_harvest_hours_as_hours_and_minutes(desk: Desk) -> None:
    desk.take(HARVEST + _harvest("1:30"))
    assert [time.minutes for time in desk.records("time")] == [90]


def test_harvest_rounded_hours_are_not_the_hours(desk: Desk) -> None:
    desk.take(HARVEST.replace("Hours,", "Hours,Hours Rounded,") + _harvest("0.20,0.25"))
    assert [time.minutes for time in desk.records("time")] == [12]


def test_harvest_of_2015_with_14_columns_and_points_in_dates(desk: Desk) -> None:
    desk.take(
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,"
        "First Name,Last Name,Department,Employee?\n"
        '26.01.2015,Acme,Site,"",Build,notes,"7,5",Yes,No,No,Me,Myself,"",Yes\n'
    )
    (time,) = desk.records("time")
    assert (time.on, time.minutes) == (date(2015, 1, 26), 450)


def test_harvest_in_french_with_semicolons(desk: Desk) -> None:
    desk.take(
        "Date;Client;Project;Project Code;Task;Notes;Hours;Hours Rounded;Billable?;Invoiced?\r\n"
        "2026-09-10;Mairie;Signalétique;;Réunions;Point d'étape;1,5;1,5;Yes;No\r\n"
    )
    (time,) = desk.records("time")
    assert (time.minutes, time.text) == (90, "Point d'étape")


def test_harvest_older_flags_without_question_marks(desk: Desk) -> None:
    desk.take(
        "Date,Client,Project,Project Code,Task,Notes,Hours,Rounded Hours,Email,Billable,Invoiced\n"
        '2026-07-02,Acme,Site,X,Build,a,"0,20","0,25",a@x.org,Yes,No\n'
        "2026-07-03,Acme,Site,X,Build,b,1:30,1:30,a@x.org,No,Yes\n"
    )
    assert [(t.minutes, t.work) for t in desk.records("time")] == [(12, "bill"), (90, "admin")]


def test_harvest_hours_below_zero_are_a_bad_row(desk: Desk) -> None:
    preview = desk.look(HARVEST + _harvest('"-1,5"'))
    assert [(skip.why, skip.bad) for skip in preview.skipped] == [
        ("“-1,5” is not a duration", True)
    ]
