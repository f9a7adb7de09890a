"""Reading and writing records: what is taken, what is refused, and that nothing is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from triage.records import KINDS, Client, Contract, Event, Invoice, Plan
from triage.records.codec import BadValue, changed, check_money, dump, parse, parse_new
from triage.records.schema import field_of, schema

CLIENT = {"kind": "client", "id": "a", "name": "Acme"}


def event(**fields: Any) -> dict[str, Any]:
    return {"kind": "event", "id": "e", "client": "a", "on": "2026-03-13", **fields}


def test_what_is_absent_or_null_has_its_default() -> None:
    client = parse({**CLIENT, "rate": None, "payment_days": None})
    assert client == Client(id="a", name="Acme")
    assert client.payment_days == 14 and client.currency == "EUR"


def test_unknown_fields_are_kept_and_written_again_at_any_depth() -> None:
    line = {
        **CLIENT,
        "mood": {"deep": [1, None]},
        "contract": {"written": False, "signed_with": "ink"},
        "quirks": [{"flag": "BOUNDARY", "until": "2026-05-01", "seen": 2}],
    }
    written = dump(parse(line), "EUR")
    assert written["mood"] == {"deep": [1, None]}
    assert written["contract"] == {"written": False, "signed_with": "ink"}
    assert written["quirks"] == line["quirks"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ({"kind": "pet", "id": "a"}, "pet"),
        ({"id": "a"}, "kind"),
        ({"kind": "client", "id": "a"}, "name"),
        ({"kind": "client", "id": "", "name": "A"}, "id"),
        ({**CLIENT, "rate": 75}, "rate"),
        ({**CLIENT, "rate": "75,00"}, "rate"),
        ({**CLIENT, "rate": "1e3"}, "rate"),
        ({**CLIENT, "rate": "1.00001"}, "rate"),
        ({**CLIENT, "since": "2026-02-30"}, "since"),
        ({**CLIENT, "since": "20260213"}, "since"),
        ({**CLIENT, "state": "happy"}, "state"),
        ({**CLIENT, "payment_days": "14"}, "payment_days"),
        ({**CLIENT, "payment_days": True}, "payment_days"),
        ({**CLIENT, "payment_days": -1}, "payment_days"),
        ({**CLIENT, "do_not_contact": 1}, "do_not_contact"),
        ({**CLIENT, "tags": "one"}, "tags"),
        ({**CLIENT, "season": [13]}, "season"),
        ({**CLIENT, "quirks": [{"until": "2026-05-01"}]}, "quirks.flag"),
        ({**CLIENT, "contract": []}, "contract"),
        (event(what="danced"), "what"),
        (event(what="call", tone=3), "tone"),
        (event(what="request"), "outcome"),
        (event(what="request", outcome="maybe"), "outcome"),
        (event(what="promise"), "due"),
        (event(what="pause", by="weather"), "by"),
        (event(what="leave_sign", sign="yawn"), "sign"),
        (
            {
                "kind": "engagement",
                "id": "x",
                "client": "a",
                "mode": "fixed",
                "start": "2026-01-01",
            },
            "fee",
        ),
        (
            {
                "kind": "plan",
                "id": "x",
                "client": "a",
                "agreed": "2026-01-01",
                "invoices": ["i"],
                "instalments": [],
            },
            "instalments",
        ),
        ({"kind": "energy", "id": "x", "client": "a", "on": "2026-01-01", "mark": 6}, "mark"),
        (
            {
                "kind": "gift",
                "id": "x",
                "client": "a",
                "from": "2026-01-01",
                "until": "2026-02-01",
                "hours_per_month": float("inf"),
            },
            "hours_per_month",
        ),
    ],
)
def test_what_cannot_be_taken_names_its_field(line: dict[str, Any], named: str) -> None:
    with pytest.raises(BadValue, match=named):
        parse(line)


def test_another_event_s_field_is_no_closed_list() -> None:
    record = parse(event(what="call", reason="they were kind"))
    assert isinstance(record, Event) and record.reason == "they were kind"


def test_odd_dates_are_kept_as_they_are() -> None:
    asked = parse(event(what="message_in", needs_answer=True, answered_on="2026-01-01"))
    assert isinstance(asked, Event) and asked.answered_on == date(2026, 1, 1)


def test_money_is_written_with_the_currency_s_decimals_and_rates_with_up_to_four() -> None:
    invoice = Invoice(
        id="i", client="a", issued=date(2026, 1, 1), due=date(2026, 1, 1), amount=Decimal(2100)
    )
    assert [dump(invoice, c)["amount"] for c in ("EUR", "JPY", "KWD")] == [
        "2100.00",
        "2100",
        "2100.000",
    ]
    rates = [
        dump(Client(id="a", name="A", rate=Decimal(r)), "EUR")["rate"] for r in ("75", "75.125")
    ]
    assert rates == ["75.00", "75.1250"]


def test_more_decimals_than_the_currency_has_are_refused() -> None:
    line = {"kind": "payment", "id": "p", "invoice": "i", "on": "2026-01-01", "amount": "10.005"}
    payment = parse(line)
    check_money(payment, "KWD")
    with pytest.raises(BadValue, match="EUR"):
        check_money(payment, "EUR")
    plan = parse(
        {
            "kind": "plan",
            "id": "x",
            "client": "a",
            "agreed": "2026-01-01",
            "invoices": ["i"],
            "instalments": [{"due": "2026-02-01", "amount": "10.5"}],
        }
    )
    assert isinstance(plan, Plan)
    with pytest.raises(BadValue, match="JPY"):
        check_money(plan, "JPY")


def test_changing_a_part_of_a_nested_object_keeps_the_rest() -> None:
    client = Client(id="a", name="A", contract=Contract(written=True, notice_days=14))
    edited = changed(client, {"contract": {"notice_days": 28}, "rate": "80"})
    assert edited == Client(
        id="a", name="A", rate=Decimal(80), contract=Contract(written=True, notice_days=28)
    )


def test_every_field_of_every_kind_has_a_shape() -> None:
    for cls in KINDS.values():
        assert next(spec.name for spec in schema(cls)) == "id"
    since = field_of(Client, "since")
    assert since is not None and (since.shape, since.nullable, since.required) == (
        "date",
        True,
        False,
    )
    assert field_of(Client, "nope") is None


def test_an_entry_of_no_minutes_is_none_but_older_files_open() -> None:
    line = {"kind": "time", "id": "t", "client": "a", "on": "2026-03-13", "minutes": 0}
    assert parse(line).id == "t"
    with pytest.raises(BadValue, match="minutes"):
        parse_new(line)
    assert parse_new({**line, "minutes": 1}).id == "t"
