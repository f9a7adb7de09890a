"""Whose rows they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.errors import AmbiguousClient, NoSuchClient
from storage.importing import ImportOptions, inspect, inspect_all, write
from storage.importing.clients import NO_PROJECT
from tests.storage.importing.conftest import TODAY, Desk
from triage.changes import Put
from triage.records import Client, Time

HEAD = "Start date,Start time,Duration,Client,Project,Description,Tags\n"


def _row(text: str, client: str = "", project: str = "", tags: str = "") -> str:
    hour = 9 + ord(text[0]) - ord("a")
    return f'2026-09-01,{hour:02}:00:00,01:00:00,{client},{project},{text},"{tags}"\n'


def _add(desk: Desk, *clients: Client) -> None:
    desk.store.apply("Add", [Put(client) for client in clients])


def test_names_match_whatever_their_case_accents_and_blanks(desk: Desk) -> None:
    _add(desk, Client(id="m", name="Müller & Söhne"))
    preview = desk.look(HEAD + _row("a", " MULLER & SOHNE "))
    assert preview.new_clients == ()
    assert [time.client for time in preview.sample if isinstance(time, Time)] == ["m"]


def test_new_clients_are_made_once_per_name(desk: Desk) -> None:
    preview = desk.look(HEAD + _row("a", "Acme") + _row("b", "ACME") + _row("c", "Bold"))
    assert preview.new_clients == ("Acme", "Bold")
    assert preview.counts == {"time": 3, "client": 2}


def test_an_ended_client_gives_way_to_a_current_one_by_the_same_name(desk: Desk) -> None:
    _add(desk, Client(id="old", name="Acme", state="closed"), Client(id="new", name="acme"))
    desk.take(HEAD + _row("a", "Acme"))
    assert [time.client for time in desk.records("time")] == ["new"]


def test_a_client_renamed_after_an_import_is_still_known(desk: Desk) -> None:
    desk.take(HEAD + _row("a", "Acme"))
    (client,) = desk.records("client")
    _add(desk, replace(client, name="Bold Ltd", payment_days=30))
    result = desk.take(HEAD + _row("b", "Acme"))
    assert result.assumed[-1] == "client: Acme is Bold Ltd, renamed since"
    assert [each.name for each in desk.records("client")] == ["Bold Ltd"]


INVOICE = (
    "Issue Date,ID,Client,Invoice Amount,Balance,Currency\n2026-09-10,1,Acme,100.00,100.00,EUR\n"
)


def _renamed(desk: Desk) -> None:
    desk.take(HEAD + _row("a", "Acme"))
    (client,) = desk.records("client")
    _add(desk, replace(client, name="Bold Ltd", payment_days=30))


def test_whether_an_old_name_from_another_program_is_the_same_client_is_asked(desk: Desk) -> None:
    _renamed(desk)
    result = desk.take(INVOICE)
    assert (result.new, dict(result.unmapped), result.needs_attention) == (0, {"Acme": 1}, True)
    result = desk.take(INVOICE, client_for={"Acme": "Bold Ltd"})
    assert result.assumed == ("due date: 30 days after issue (1 invoice)",)
    assert desk.take(INVOICE).same == 1


def test_an_old_name_can_be_a_second_client(desk: Desk) -> None:
    _renamed(desk)
    desk.take(INVOICE, client_for={"Acme": "Acme"})
    assert [each.name for each in desk.records("client")] == ["Bold Ltd", "Acme"]
    (invoice,) = desk.records("invoice")
    assert invoice.client == desk.records("client")[1].id
    assert desk.take(INVOICE).same == 1


def test_rows_of_nobody_are_skipped_and_their_projects_listed(desk: Desk) -> None:
    result = desk.take(
        HEAD
        + _row("a", project="Site")
        + _row("b", tags="one, two")
        + _row("c")
        + _row("d", "Acme")
    )
    assert result.new == 1
    assert list(result.unmapped) == ["Site", "one", "two", NO_PROJECT]
    assert [(skip.line, skip.why) for skip in result.skipped] == [
        (2, "no client yet for “Site”"),
        (3, "no client yet for “one” or “two”"),
        (4, "no client yet for “(no project)”"),
    ]
    assert result.needs_attention


def test_they_come_in_as_new_when_the_project_has_a_client(desk: Desk) -> None:
    text = HEAD + _row("a", project="Site") + _row("d", "Acme")
    desk.take(text)
    result = desk.take(text, client_for={"site": "acme"})
    assert (result.new, result.same, dict(result.unmapped)) == (1, 1, {})
    assert len({time.client for time in desk.records("time")}) == 1


def test_the_answer_is_remembered(desk: Desk) -> None:
    desk.take(HEAD + _row("a", project="Site"), client_for={"Site": "New Client"})
    desk.take(HEAD + _row("b", project="SITE"))
    assert [client.name for client in desk.records("client")] == ["New Client"]
    assert len(desk.records("time")) == 2


def test_a_tag_or_no_project_can_be_answered_too(desk: Desk) -> None:
    result = desk.take(
        HEAD + _row("b", tags="one, two") + _row("c"),
        client_for={"two": "Acme", NO_PROJECT: "Bold"},
    )
    assert (result.new, dict(result.unmapped)) == (2, {})


def test_a_project_or_tag_that_is_a_clients_name_is_that_clients(desk: Desk) -> None:
    _add(desk, Client(id="s", name="Blau & Söhne"))
    preview = desk.look(HEAD + _row("a", tags="design, blau & sohne") + _row("b", tags="design"))
    assert [time.client for time in preview.sample if isinstance(time, Time)] == ["s"]
    assert dict(preview.unmapped) == {"design": 1}
    assert any("blau & sohne" in line for line in preview.assumed)


def test_a_tag_that_was_a_clients_name_finds_them_after_a_new_name(desk: Desk) -> None:
    client = Client(id="s", name="Blau & Söhne")
    _add(desk, client)
    desk.take(HEAD + _row("a", tags="Blau & Söhne"))
    _add(desk, replace(client, name="Grün"))
    assert desk.take(HEAD + _row("b", tags="Blau & Söhne")).new == 1
    assert {time.client for time in desk.records("time")} == {"s"}


def test_rows_that_name_two_clients_are_asked_about(desk: Desk) -> None:
    _add(desk, Client(id="a", name="Acme"), Client(id="b", name="Bold"))
    assert desk.look(HEAD + _row("a", tags="Acme, Bold")).new == 0


def test_an_answer_comes_before_a_clients_name(desk: Desk) -> None:
    _add(desk, Client(id="a", name="Acme"), Client(id="b", name="Bold"))
    text = HEAD + _row("a", tags="Acme")
    desk.take(text, client_for={"Acme": "-"})
    assert desk.look(text).new == 0
    desk.take(text, client_for={"Acme": "b"})
    assert [time.client for time in desk.records("time")] == ["b"]


def test_not_a_client_is_skipped_in_peace_and_remembered(desk: Desk) -> None:
    text = HEAD + _row("a", project="Holiday")
    for owners in ({"Holiday": "-"}, {}):
        result = desk.take(text, client_for=owners)
        assert (result.new, dict(result.unmapped), result.needs_attention) == (0, {}, False)
        assert [skip.why for skip in result.skipped] == ["“Holiday” is not a client, as you said"]


def test_a_project_of_a_client_can_be_no_client_without_silencing_others(desk: Desk) -> None:
    mine = _row("a", "My Own Firm", "Admin")
    assert desk.take(HEAD + mine, client_for={"Admin": "-"}).new == 0
    result = desk.take(HEAD + mine + _row("b", "Acme", "Admin"))
    assert [time.text for time in desk.records("time")] == ["b"]
    assert [skip.line for skip in result.skipped] == [2]


def test_a_client_name_can_be_said_to_be_none_or_another(desk: Desk) -> None:
    _add(desk, Client(id="b", name="Bold"))
    desk.take(
        HEAD + _row("a", "My Own Firm") + _row("b", "Bold Co"),
        client_for={"my own firm": "-", "Bold Co": "b"},
    )
    assert [time.client for time in desk.records("time")] == ["b"]


def test_all_rows_can_belong_to_one_client(desk: Desk) -> None:
    _add(desk, Client(id="n", name="North Star"), Client(id="s", name="South"))
    desk.take(HEAD + _row("a", "Whatever") + _row("b"), client="north")
    assert [time.client for time in desk.records("time")] == ["n", "n"]


def test_a_client_that_does_not_exist_or_fits_twice_is_refused(desk: Desk) -> None:
    _add(desk, Client(id="1", name="North One"), Client(id="2", name="North Two"))
    with pytest.raises(NoSuchClient):
        desk.look(HEAD + _row("a"), client="west")
    with pytest.raises(AmbiguousClient):
        desk.look(HEAD + _row("a"), client="north")


def test_the_client_may_come_with_another_file_of_the_import(desk: Desk) -> None:
    times = desk.file(HEAD + _row("a", project="Site") + _row("b", "marta bakery"), "t.csv")
    records = desk.file('{"kind": "client", "id": "s1", "name": "Marta Bakery"}\n', "r.jsonl")
    options = ImportOptions(on=TODAY, client_for={"Site": "Marta Bakery"})
    previews = inspect_all([times, records], desk.store, options)
    assert [preview.format for preview in previews] == ["toggl", "jsonl"]
    for preview in previews:
        write(preview, desk.store)
    assert [client.id for client in desk.records("client")] == ["s1"]
    assert [time.client for time in desk.records("time")] == ["s1", "s1"]


def test_a_name_in_another_csv_is_written_as_it_stands_there(desk: Desk) -> None:
    first = desk.file(HEAD + _row("a", project="Site"), "1.csv")
    second = desk.file(HEAD + _row("b", "Acme Ltd"), "2.csv")
    options = ImportOptions(on=TODAY, client_for={"Site": "ACME LTD"})
    previews = inspect_all([first, second], desk.store, options)
    assert [preview.new_clients for preview in previews] == [("Acme Ltd",), ()]
    for preview in previews:
        write(preview, desk.store)
    assert [client.name for client in desk.records("client")] == ["Acme Ltd"]


def test_strange_names_are_kept_as_they_are(desk: Desk) -> None:
    names = [
        "Acme [/] Ltd",
        "[@click=app.quit]x[/]",
        "=cmd()",
        "a\u202eb",
        "\x1b[31mred",
        "x" * 10_000,
    ]
    desk.take(HEAD + "".join(_row("a", name) for name in names))
    assert [client.name for client in desk.records("client")] == names


def test_one_preview_alone_writes_the_clients_it_needs(desk: Desk) -> None:
    first = desk.file(HEAD + _row("a", "Acme"), "1.csv")
    second = desk.file(HEAD + _row("b", "Acme"), "2.csv")
    _, later = inspect_all([first, second], desk.store, ImportOptions(on=TODAY))
    assert write(later, desk.store).new == 1
    assert inspect(first, desk.store, ImportOptions(on=TODAY)).new_clients == ()


def test_an_ended_client_is_found_when_nobody_else_bears_the_name(desk: Desk) -> None:
    _add(desk, Client(id="old", name="Acme", state="closed"))
    assert desk.look(HEAD + _row("a", "Acme")).new_clients == ()
