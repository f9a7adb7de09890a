"""Address books complete the clients there are, and make none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from storage.importing import ImportOptions, ImportTrouble, inspect, write
from storage.importing.contacts import contacts_in
from storage.importing.text_source import open_source
from storage.store import Store
from tests.examples import examples
from tests.material import beside
from tests.storage.importing.conftest import TODAY, Desk
from triage.changes import Put
from triage.records import Client

CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Holt\r\nN:Holt;Mira;;;\r\n"
    "ORG:Nordlicht\\, Inc;Design\r\n"
    "item1.EMAIL;TYPE=INTERNET;TYPE=WORK:mira@exam\r\n ple.com\r\nEND:VCARD\r\n"
)
OLD_CARD = (
    "BEGIN:VCARD\nVERSION:2.1\nN:Holt;Mira\nORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
    "M=C3=BCller =\nund S=C3=B6hne\nEMAIL;PREF;INTERNET:mira@example.com\nEND:VCARD\n"
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value\n"
    "Mira,,Holt,Nordlicht,Work,mira@example.com ::: m@example.com\n"
    ",,,,,\nAda,,Quill,,Home,ada@example.com\n"
)
OLD_GOOGLE = (
    "Name,Given Name,Family Name,E-mail 1 - Value,Organization 1 - Name\n"
    "Mira Holt,Mira,Holt,mira@example.com,Nordlicht\n"
)
LINKEDIN = (
    'Notes:\n"Some, words"\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Mira,Holt,https://example.com,mira@example.com,Nordlicht,Lead,12 Mar 2025\n"
)


def _client(store: Store, name: str, email: str | None = None) -> None:
    store.apply("Add", [Put(Client(id=name, name=name, email=email))])


@pytest.mark.parametrize(
    ("text", "company"),
    [
        (CARD, "Nordlicht, Inc"),
        (OLD_CARD, "Müller und Söhne"),
        (GOOGLE, "Nordlicht"),
        (OLD_GOOGLE, "Nordlicht"),
        (LINKEDIN, "Nordlicht"),
    ],
)
def test_a_contact_completes_the_client_it_works_for(desk: Desk, text: str, company: str) -> None:
    _client(desk.store, company)
    assert desk.take(text).updated == 1
    (client,) = desk.records("client")
    assert (client.contact, client.email) == ("Mira Holt", "mira@example.com")
    assert desk.take(text).batch is None, "a second time it adds nothing"
    desk.store.undo()
    assert desk.records("client")[0].email is None


def test_what_was_typed_stays(desk: Desk) -> None:
    _client(desk.store, "Nordlicht", email="own@example.com")
    desk.take(GOOGLE)
    (client,) = desk.records("client")
    assert (client.contact, client.email) == ("Mira Holt", "own@example.com")


def test_an_address_book_makes_no_clients_and_is_no_fault(desk: Desk) -> None:
    result = desk.take(GOOGLE)
    assert [skip.line for skip in result.skipped] == [2, 4]
    assert not result.needs_attention and desk.records("client") == []


@pytest.mark.parametrize("name", ["EVOLUTION", "GMAIL"])
def test_real_cards_are_read(name: str) -> None:
    for path in beside("samples", "vcards", f"John_Doe_{name}.vcf"):
        contacts = contacts_in(open_source(path))
        assert contacts is not None
        assert all(person.name and "@" in person.email for person in contacts.people)


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from([CARD, OLD_CARD, GOOGLE]),
    at=st.integers(0, 150),
    what=st.sampled_from(["", ";" * 40, ":", '"', "=\n", "\n ", "=C3", "\\", "BEGIN:VCARD\n", "é"]),
    cut=st.booleans(),
)
def test_a_spoilt_address_book_is_read_or_refused(
    tmp_path: Path, store: Store, text: str, at: int, what: str, cut: bool
) -> None:
    path = tmp_path / "any.vcf"
    path.write_text(text[:at] + what + ("" if cut else text[at:]), newline="")
    try:
        preview = inspect(path, store, ImportOptions(on=TODAY))
    except ImportTrouble as trouble:
        assert str(path) in trouble.message
    else:
        write(preview, store)
