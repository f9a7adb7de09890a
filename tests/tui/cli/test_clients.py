"""`add` and `set`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.tui.cli.conftest import Run, refused

Shown = Callable[[str], Any]


def stored(done: Run, id_: str) -> Any:
    """The client's record as the exchange format has it."""
    lines = done("export", "-").out.splitlines()
    import json

    return next(r for line in lines if (r := json.loads(line))["id"] == id_)


def test_add_prints_the_id_and_nothing_else(done: Run) -> None:
    result = done("add", "Quay & Sons")
    assert UUID(result.out.strip())
    assert done("clients", "--json").json["clients"][0]["name"] == "Quay & Sons"


def test_add_takes_what_is_known(done: Run) -> None:
    id_ = done(
        *("add", "Brandt", "--rate", "80", "--floor", "55.5", "--currency", "usd"),
        *("--since", "2025-12-01", "--contact", "Rolf", "--payment-days", "30"),
    ).out.strip()
    assert stored(done, id_) == {
        **{"kind": "client", "id": id_, "name": "Brandt", "rate": "80.00", "floor": "55.50"},
        **{"currency": "USD", "since": "2025-12-01", "contact": "Rolf", "payment_days": 30},
        **{"state": "active", "debtor": "company", "pay_grace_days": 0, "earns": "hours"},
        **{"language": "en", "reply_days": 1, "tie": "none", "review_days": 7},
        "do_not_contact": False,
    }


def test_a_second_client_of_that_name_is_added_and_said(gt: Run, north: str) -> None:
    again = gt("add", "northlake FOODS")
    assert again.code == 0
    assert north in again.err
    refused(gt("show", "northlake"), "2 clients", north, again.out.strip())


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["add", "   "], "empty"),
        (["add", "A", "--rate", "much"], "rate"),
        (["add", "A", "--rate", "1,234"], "rate"),
        (["add", "A", "--currency", "euros"], "currency"),
        (["add", "A", "--since", "2026-02-30"], "since"),
        (["add", "A", "--payment-days", "-1"], "payment_days"),
        (["add", "A", "B"], "B"),
    ],
)
def test_add_refuses(gt: Run, words: list[str], problem: str) -> None:
    refused(gt(*words), problem)


def test_set_changes_only_what_is_named(done: Run, north: str) -> None:
    before = stored(done, north)
    done("set", "north", "rate=80", "contract.notice_days=28", "contract.written=yes")
    assert stored(done, north) == {
        **before,
        "rate": "80.00",
        "past_rates": [{"until": "2026-03-12", "value": "75.00"}],
        "contract": {"written": True, "notice_days": 28},
    }
    done("set", "NÖRTHLAKE", "contract.notice_days=", "contact=Rolf", "tags=food,  retail")
    assert stored(done, north) == {
        **before,
        **{"rate": "80.00", "contract": {"written": True}},
        "past_rates": [{"until": "2026-03-12", "value": "75.00"}],
        **{"contact": "Rolf", "tags": ["food", "retail"]},
    }
    done("set", north, "tags=", "contact=", "contract=", "rate=75")
    assert stored(done, north) == before


def test_set_finds_the_payer_by_name(done: Run, north: str) -> None:
    agency = done("add", "Agency").out.strip()
    done("set", north, "pays_through=agenc")
    assert stored(done, north)["pays_through"] == agency


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ([], "FIELD=VALUE"),
        (["rate"], "FIELD=VALUE"),
        (["rat=75"], "rat"),
        (["id=other"], "id"),
        (["name="], "name"),
        (["name=   "], "name"),
        (["rate=a lot"], "rate"),
        (["rate=1.23456"], "rate"),
        (["contract.notice=28"], "contract.notice_days"),
        (["contract.notice_days=soon"], "notice_days"),
        (["rate.high=1"], "rate"),
        (["since=31.2.2026"], "since"),
        (["state=gone"], "state"),
        (["season=13"], "season"),
        (["do_not_contact=perhaps"], "do_not_contact"),
        (["quirks=BOUNDARY soon"], "quirks"),
        (["pays_through=nobody"], "nobody"),
    ],
)
def test_set_refuses_and_changes_nothing(
    gt: Run, done: Run, north: str, fields: list[str], problem: str
) -> None:
    before = stored(done, north)
    refused(gt("set", "north", *fields), problem)
    assert stored(done, north) == before


def test_a_client_is_found_by_id_or_any_part_of_the_name(done: Run, north: str) -> None:
    done("add", "Müller & Söhne")
    for words in (north, "north", "LAKE", "foods", "muller", "söhne", "SOHNE"):
        assert done("show", words).out
    assert "Müller" in done("show", "MULLER").out


def test_several_that_fit_are_listed(gt: Run, done: Run, north: str) -> None:
    done("add", "Northern Light")
    refused(gt("show", "north"), "Northlake Foods", "Northern Light", north)
    refused(gt("show", "south"), "south")
    assert done("show", "northlake").code == 0


def test_a_floor_above_the_rate_is_told_and_kept(gt: Run) -> None:
    added = gt("add", "Quay", "--rate", "€1.200,00", "--floor", "1.3k")
    assert added.code == 0 and "above the rate" in added.err
    assert "above" not in gt("set", "Quay", "floor=1,100.00").err
    assert "above" in gt("set", "Quay", "rate=1000").err


def test_days_and_amounts_are_typed_as_on_the_screens(gt: Run, done: Run) -> None:
    done("add", "Quay", "--since", "mar 20 2024", "--currency", "USD", "--rate", "$75")
    done("record", "invoice", "i", "client=Quay", "issued=1 mar", "due=eom", "amount=1,200.00 USD")
    done("record", "payment", "p", "invoice=i", "on=last fri", "amount=$200")
    refused(gt("record", "payment", "invoice=i", "on=today", "amount=€200"), "USD")
    refused(gt("record", "time", "client=Quay", "on=soon", "minutes=90"), "“soon”")
    done("record", "time", "t", "client=Quay", "on=-3", "minutes=90")
    done("record", "time", "u", "client=Quay", "on=-3", "minutes=1h30")


def test_a_new_rate_holds_from_a_day_on(done: Run, gt: Run, north: str) -> None:
    done("set", north, "rate=80", "--from", "always")
    changed = done("set", north, "rate=90", "--from", "2026-03-01")
    assert "2026-03-01" in changed.out
    kept = stored(done, north)
    assert kept["rate"] == "90.00"
    assert kept["past_rates"] == [{"until": "2026-02-28", "value": "80.00"}]
    done("set", north, "rate=95", "--from", "always")
    assert stored(done, north)["past_rates"] == kept["past_rates"]
    done("record", "client", north, "rate=99")
    newest = stored(done, north)["past_rates"]
    assert newest == [*kept["past_rates"], {"until": "2026-03-12", "value": "95.00"}]
    refused(gt("set", north, "rate=1", "--from", "sometime"), "--from")


def test_a_first_floor_cannot_wait_for_its_day(done: Run, gt: Run) -> None:
    done("add", "Quay")
    refused(gt("set", "Quay", "floor=50", "--from", "2027-01-01"), "--from")
    refused(gt("set", "Quay", "floor=50", "--from", "sometime"), "--from")
    done("set", "Quay", "floor=50", "--from", "2026-01-01")
    done("set", "Quay", "floor=60", "--from", "2027-01-01")
    assert done("show", "Quay", "--json").json["facts"]["floor"] == "50.00"


def test_an_end_that_is_set_by_hand_is_told_with_the_clients_own_id(gt: Run, north: str) -> None:
    gt("note", north, "Called about the menu")
    result = gt("set", north, "state=closed")
    assert f"goodterms decide {north} part" in result.out + result.err


def test_another_currency_leaves_the_amounts_what_they_were(done: Run, north: str) -> None:
    done("set", north, "rate=80", "--from", "always")
    amounts = ("issued=2026-03-01", "due=2026-03-15", "amount=900")
    bill = done("record", "invoice", f"client={north}", *amounts).out.strip()
    done("set", north, "currency=USD", "rate=95")
    client = stored(done, north)
    assert (client["currency"], client["rate"]) == ("USD", "95.00")
    assert client["past_rates"] == [{"until": "2026-03-12", "value": "80.00"}]
    assert stored(done, bill)["currency"] == "EUR"
    done("undo")
    assert stored(done, north)["currency"] == "EUR" and "currency" not in stored(done, bill)


def test_an_end_without_a_goodbye_is_stored_and_told_with_the_way_to_say_it(
    gt: Run, north: str
) -> None:
    gt("log", north, "talked")
    ended = gt("set", north, "state=closed")
    assert ended.code == 0 and "part" in ended.err and "finished" in ended.err
    assert not gt("set", north, "state=active").err
