"""A message as a link or a file: what another program reads from it is what was written."""

from __future__ import annotations

from email import message_from_string
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.messages.mail_link import draft_file, mail_link, parted, subject

ONE_LINE = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40)
BODY = st.lists(ONE_LINE, max_size=5).map("\n".join)


def read(link: str) -> tuple[str, str, str]:
    """Address, subject and body, as a mail program takes a link apart."""
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    fields = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    (about,), (body,) = fields.get("subject", [""]), fields.get("body", [""])
    return unquote(parts.path), about, body


@given(about=ONE_LINE, body=BODY)
def test_a_link_gives_back_what_was_put_into_it(about: str, body: str) -> None:
    link = mail_link("rolf+a@north.example", about, body)
    assert link.isascii() and " " not in link
    address, subject_read, body_read = read(link)
    assert (address, subject_read) == ("rolf+a@north.example", about)
    assert body_read.replace("\r\n", "\n") == "\n".join(body.rstrip().splitlines())


@pytest.mark.parametrize(
    ("body", "encoded"),
    [
        ("50% & more?\nYes", "50%25%20%26%20more%3F%0D%0AYes"),
        ("a+b=c #1", "a%2Bb%3Dc%20%231"),
        ("Grüße", "Gr%C3%BC%C3%9Fe"),
    ],
)
def test_signs_that_mean_something_in_a_link_are_encoded(body: str, encoded: str) -> None:
    assert mail_link("", "", body) == f"mailto:?body={encoded}"


def test_an_address_cannot_add_fields_of_its_own() -> None:
    assert read(mail_link("a@b.example?bcc=c@d.example&x", "S", "B"))[0].endswith("&x")
    assert mail_link("a@b.example?bcc=c", "", "").count("?") == 0
    header = message_from_string(draft_file("a@b.example\nBcc: c@d.example", "S\nX: y", "B"))
    assert sorted(header.keys()) == ["Subject", "To"]


def test_a_draft_file_has_its_header_and_its_text() -> None:
    letter = message_from_string(draft_file("a@b.example", "Invoice 7", "Hello,\n\nbye\n\n"))
    assert (letter["To"], letter["Subject"]) == ("a@b.example", "Invoice 7")
    assert letter.get_payload() == "Hello,\n\nbye\n"
    assert message_from_string(draft_file("", "", "Hi")).keys() == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello", ("", "Hello")),
        ("Subject: The shop\n\nHello", ("The shop", "Hello")),
        ("betreff:  Rechnung\nHallo", ("Rechnung", "Hallo")),
        ("Hello\nSubject: no", ("", "Hello\nSubject: no")),
    ],
)
def test_a_subject_line_of_the_text_is_the_subject(text: str, parts: tuple[str, str]) -> None:
    assert parted(text) == parts


@pytest.mark.parametrize(
    ("sets", "about"),
    [(("all", "pay"), "Invoice 2026-08"), (("all",), "the shop"), (("end",), "the shop")],
)
def test_the_subject_is_a_plain_fact(sets: tuple[str, ...], about: str) -> None:
    known = {"invoice_no": "2026-08", "project": "the shop"}
    assert subject(known, sets) == about
    assert subject({}, sets) == ""
