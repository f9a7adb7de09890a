"""The fields of records, from their schemas."""

from __future__ import annotations

from datetime import date

import pytest

from triage.fields.field import Context, Field, FieldError
from triage.fields.of_record import record_field
from triage.records import KINDS, Client
from triage.records.codec import exchange
from triage.records.schema import field_of, schema

CONTEXT = Context(date(2026, 3, 13))


def client_field(name: str) -> Field:
    spec = field_of(Client, name)
    assert spec is not None
    return record_field(spec)


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_of_every_record_has_a_field(kind: str) -> None:
    for spec in schema(KINDS[kind]):
        assert isinstance(record_field(spec), Field)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("payment_days", "30", 30),
        ("do_not_contact", "yes", True),
        ("do_not_contact", "0", False),
        ("rate", "75,5", "75.5"),
        ("since", "yesterday", "2026-03-12"),
        ("earns", "invoices", "invoices"),
        ("tags", "one, two", ["one", "two"]),
        ("season", "6,7", [6, 7]),
        ("contract.notice_days", "28", 28),
        ("contract", '{"notice_days": 28}', {"notice_days": 28}),
        ("quirks", '[{"flag": "DRAIN"}]', [{"flag": "DRAIN"}]),
        ("quirks", "DRAIN 1.4. slow", [{"flag": "DRAIN", "until": "2026-04-01", "reason": "slow"}]),
    ],
)
def test_a_typed_text_becomes_the_value_of_a_file(name: str, text: str, value: object) -> None:
    assert exchange(client_field(name).parse(text, CONTEXT)) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("payment_days", "soon"),
        ("payment_days", "-1"),
        ("do_not_contact", "maybe"),
        ("earns", "fame"),
        ("season", "13"),
        ("quirks", "DRAIN soon"),
        ("contract", "{"),
    ],
)
def test_a_text_that_fits_no_value_is_refused(name: str, text: str) -> None:
    with pytest.raises(FieldError):
        client_field(name).parse(text, CONTEXT)


def test_a_field_that_no_record_has_is_none() -> None:
    assert field_of(Client, "nope") is None
    assert field_of(Client, "name.first") is None
    assert field_of(Client, "contract.nope") is None
