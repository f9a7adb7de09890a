"""Lists of projects: the hours quoted and the price of each become agreements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from storage.importing import ImportOptions, ImportTrouble, inspect, write
from tests.storage.importing.conftest import TODAY, Desk
from triage.changes import Put, Remove
from triage.records import Client, Engagement, Time

HARVEST = """\
Client,Project,Project Code,Start Date,End Date,Project Notes,Total Hours,Billable Hours,\
Billable Amount,Budget By,Budget,Budget Spent,Budget Remaining,Total Costs,Team Costs,Expenses
"Acme, Ltd",Site,,2026-09-01,,,"20,01","20,01","2.001,0",Hours,"50,5","20,01","29,99","0,0",,
"Acme, Ltd",Shop,,,,,"0,0","0,0","0,0",Total Project Fees,"5.000,0","0,0","0,0","0,0","0,0","0,0"
Birch,Care,,,,,"0,0","0,0","0,0",Hours,"0,0","0,0","0,0","0,0","0,0","0,0"
Stranger,App,,,,,"0,0","0,0","0,0",Hours,"10,0","0,0","10,0","0,0","0,0","0,0"
Total,,,,,,"20,01","20,01","2.001,0",,,,,,,
"""
CLOCKIFY = """\
"Project","Client","Status","Visibility","Billability","Task","Tracked (h)","Estimated (h)",\
"Remaining (h)","Billable (h)","Billable Rate (USD)","Amount (USD)"
"Site","Acme, Ltd","Active","Public","Yes","","0.00","1001.11","","0.00","100.01","0.00"
"Old","Acme, Ltd","Archived","Public","Yes","","0.00","20.00","","0.00","80.00","0.00"
"Talk","","Active","Public","No","","0.00","3:30:00","","0.00","",""
"""
TOGGL = """[
 {"active": true, "client_id": 301, "currency": "USD", "estimated_hours": 40, "fixed_fee": 3200,
  "id": 1, "name": "Site", "rate": null, "start_date": "2026-09-03", "workspace_id": 0},
 {"active": true, "client_id": null, "currency": null, "estimated_hours": null, "fixed_fee": null,
  "id": 2, "name": "Ideas", "rate": null, "start_date": "2026-09-03", "workspace_id": 0},
 {"active": false, "client_id": 301, "currency": "USD", "estimated_hours": 9, "fixed_fee": null,
  "id": 3, "name": "Old", "rate": 90, "start_date": "2020-01-01", "workspace_id": 0}
]"""
ACME = Client(id="acme", name="Acme, Ltd", currency="USD")


@pytest.fixture(autouse=True)
def _clients(desk: Desk) -> None:
    birch = Client(id="birch", name="Birch", currency="EUR")
    desk.store.apply("Clients", [Put(ACME), Put(birch)])


def _agreements(desk: Desk) -> list[Engagement]:
    return sorted(desk.records("engagement"), key=lambda each: str(each.name))


def test_a_budget_in_hours_becomes_hours_quoted(desk: Desk) -> None:
    result = desk.take(HARVEST)
    (site,) = _agreements(desk)
    assert (site.client, site.name, site.mode) == ("acme", "Site", "hourly")
    assert (site.quoted_hours, site.start) == (50.5, date(2026, 9, 1))
    assert {skip.why for skip in result.skipped} == {
        "“Shop” has no hours quoted and no rate: its budget counts Total Project Fees",
        "“Care” has no hours quoted and no rate",
        "no client is called “Stranger” yet",
        "a total",
    }
    assert dict(result.unmapped) == {"Stranger": 1}


def test_it_makes_a_client_of_whom_one_is_named_only(desk: Desk) -> None:
    preview = desk.look(HARVEST, client_for={"Stranger": "Stranger"})
    assert preview.new_clients == ("Stranger",)
    write(preview, desk.store)
    assert {client.name for client in desk.records("client")} == {"Acme, Ltd", "Birch", "Stranger"}


def test_a_rate_is_that_of_the_agreement_and_what_is_over_stays_out(desk: Desk) -> None:
    result = desk.take(CLOCKIFY, client_for={"Talk": "birch"})
    site, talk = _agreements(desk)
    assert (site.rate, site.quoted_hours) == (Decimal("100.01"), 1001.11)
    assert (talk.client, talk.quoted_hours, talk.rate) == ("birch", 3.5, None)
    assert [skip.why for skip in result.skipped] == ["“Old” has ended"]


def test_a_price_in_another_currency_is_named_and_left_out(desk: Desk) -> None:
    text = CLOCKIFY.replace("USD", "CHF")
    preview = desk.look(text, client_for={"Talk": "-"})
    assert any("100.01 CHF is left out, Acme, Ltd pays in USD" in each for each in preview.assumed)
    write(preview, desk.store)
    assert _agreements(desk)[0].rate is None


def test_a_fixed_fee_of_toggl_is_one_and_clients_stand_in_a_file_beside(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "clients.json").write_text('[{"id": 301, "name": "Acme, Ltd"}]', encoding="utf-8")
    result = desk.take(TOGGL)
    (site,) = _agreements(desk)
    assert (site.client, site.mode, site.fee) == ("acme", "fixed", Decimal(3200))
    assert (site.quoted_hours, site.start) == (40.0, date(2026, 9, 3))
    assert {skip.why for skip in result.skipped} == {
        "“Ideas” has no hours quoted and no rate",
        "“Old” has ended",
    }


def test_without_a_day_it_began_with_its_first_hours_or_begins_today(desk: Desk) -> None:
    worked = Time(id="t", client="acme", on=date(2026, 8, 3), minutes=60, extra={"project": "site"})
    desk.store.apply("Worked", [Put(worked)])
    preview = desk.look(CLOCKIFY, client_for={"Talk": "birch"})
    assert "start of Site: 2026-08-03, its first hours here" in preview.assumed
    write(preview, desk.store)
    assert [each.start for each in _agreements(desk)] == [date(2026, 8, 3), TODAY]


def test_the_same_list_adds_nothing_and_a_new_budget_is_brought_up_to_date(desk: Desk) -> None:
    desk.take(HARVEST)
    again = desk.take(HARVEST)
    assert (again.new, again.updated, again.same, again.batch) == (0, 0, 1, None)
    more = desk.take(HARVEST.replace('"50,5"', '"60,0"'))
    assert (more.new, more.updated) == (0, 1)
    assert _agreements(desk)[0].quoted_hours == 60
    assert desk.store.verify() == []


@pytest.mark.parametrize(("answer", "hours"), [(None, 30.0), ("stay", 30.0), ("take", 50.5)])
def test_what_was_typed_is_asked_about_and_stays_without_a_word(
    desk: Desk, answer: str | None, hours: float
) -> None:
    typed = Engagement(
        id="mine", client="acme", name="SITE", mode="hourly", start=TODAY, quoted_hours=30
    )
    desk.store.apply("Agreement", [Put(typed)])
    preview = desk.look(HARVEST, agreements=answer)
    assert [question.id for question in preview.waiting] == ([] if answer else ["agreements"])
    assert [question.id for question in preview.questions] == ["agreements"]
    write(preview, desk.store)
    assert [each.quoted_hours for each in _agreements(desk)] == [hours]


def test_what_was_changed_here_stays_while_the_file_says_nothing_new(desk: Desk) -> None:
    desk.take(HARVEST)
    (site,) = _agreements(desk)
    desk.store.apply("Changed", [Put(replace(site, quoted_hours=45), was=site)])
    again = desk.look(HARVEST)
    assert (again.updated, again.same, again.waiting) == (0, 1, ())
    other = desk.look(HARVEST.replace('"50,5"', '"60,0"'))
    assert [question.id for question in other.waiting] == ["agreements"]
    assert [each.fields[0].after for each in other.kept] == [60.0]


def test_hours_go_to_the_agreement_that_is_called_like_their_project(desk: Desk) -> None:
    desk.take(HARVEST)
    desk.store.apply(
        "Another",
        [Put(Engagement(id="shop", client="acme", name="Shop", mode="hourly", start=TODAY))],
    )
    text = (
        "Date,Client,Project,Notes,Hours\n"
        f'{TODAY},"Acme, Ltd",shop,x,1\n'
        f'{TODAY},"Acme, Ltd",Site,x,2\n'
        f'{TODAY},"Acme, Ltd",Chat,x,3\n'
    )
    desk.take(text)
    (site,) = (each for each in _agreements(desk) if each.name == "Site")
    homes = {time.minutes: time.engagement for time in desk.records("time")}
    assert homes == {60: "shop", 120: site.id, 180: None}


def test_what_was_taken_out_stays_out(desk: Desk) -> None:
    desk.take(HARVEST)
    (site,) = _agreements(desk)
    desk.store.apply("Away", [Remove("engagement", site.id, was=site)])
    assert desk.look(HARVEST).new == 0


def test_a_table_of_hours_with_an_estimate_is_no_list_of_projects(desk: Desk) -> None:
    text = "Project,Client,Estimate,Date,Spent\nSite,Birch,40,2026-09-01,2\n"
    columns = {"Client": "client", "Date": "on", "Spent": "hours"}
    assert desk.look(text, column_map=columns).format == "csv"
    with pytest.raises(ImportTrouble, match="not an export that Good Terms recognizes"):
        desk.look(text)


def test_the_day_and_the_month_are_asked_about(desk: Desk) -> None:
    text = HARVEST.replace("2026-09-01", "03/04/2026")
    preview = inspect(desk.file(text), desk.store, ImportOptions(on=TODAY, currency="EUR"))
    assert preview.must_ask is not None and preview.must_ask.id == "dates"
    desk.take(text, dates="dmy")
    assert _agreements(desk)[0].start == date(2026, 4, 3)
