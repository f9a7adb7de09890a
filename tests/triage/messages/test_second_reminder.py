"""A second reminder goes back to the first and asks what is in the way; no name is typed twice."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.message_templates import load_templates
from triage.messages.slots import greeted, slot_values
from triage.messages.templates import draft

FIRST, SECOND = "2026-10-16", "2026-10-23"
TYPED = "Hello Ms Brandt,\n\nInvoice 120 for 900.00 EUR was due on 1 October 2026."


def late(**client: object) -> Desk:
    desk = Desk.of(**{"contact": None, **client})
    desk.add("invoice", id="i", number="120", issued="2026-09-01", due="2026-10-01", amount="900")
    return desk


def reminder(desk: Desk, on: str, template: str = "payment_reminder") -> str:
    shape, ledger = load_templates()[template], desk.at(on).ledger
    return draft(shape, slot_values(ledger, day(on), template=shape), ledger.client.language)


def sent(desk: Desk, text: str = TYPED) -> None:
    desk.add("message", template="payment_reminder", on=FIRST, text=text, sent_on=FIRST)


def test_the_first_one_knows_of_none_before_it() -> None:
    text = reminder(late(), FIRST)
    assert "reminder on" not in text and "{reminded_on}" not in text
    assert "Is there anything you need from me" in text


def test_the_second_names_the_day_of_the_first_and_asks_what_holds_it_up() -> None:
    desk = late()
    sent(desk)
    text = reminder(desk, SECOND)
    assert "I sent you a reminder on 16 October 2026." in text
    assert "What is holding up the payment, and when can I expect it?" in text
    assert "Is there anything you need from me" not in text


@pytest.mark.parametrize("template", ["payment_reminder", "payment_formal"])
def test_a_promise_that_was_not_kept_is_named(template: str) -> None:
    desk = late()
    sent(desk)
    desk.log("promise", "2026-10-17", due="2026-10-21", text="They pay 120 by Wednesday")
    promised = "You told me that it would be paid by 21 October 2026."
    assert promised in reminder(desk, SECOND, template)
    assert "it would be paid" not in reminder(desk, "2026-10-21", template), "the day is not over"
    desk.add("payment", invoice="i", on="2026-10-21", amount="900")
    assert "it would be paid" not in reminder(desk, SECOND, template)


def test_a_reminder_about_an_invoice_paid_since_is_no_first_one() -> None:
    desk = late()
    sent(desk)
    desk.add("payment", invoice="i", on="2026-10-18", amount="900")
    desk.add("invoice", id="j", number="121", issued="2026-10-01", due="2026-10-20", amount="900")
    assert "reminder on" not in reminder(desk, SECOND)


def test_the_name_greeted_once_stands_in_every_message_after_it() -> None:
    desk = late()
    sent(desk)
    assert reminder(desk, SECOND).startswith("Hello Ms Brandt,")
    assert reminder(desk, SECOND, "silence_nudge").startswith("Hello Ms Brandt,")
    assert reminder(late(), FIRST).startswith("Hello {contact},"), "nobody was greeted yet"


def test_the_contact_on_file_comes_first() -> None:
    desk = late(contact="Rolf")
    sent(desk)
    assert reminder(desk, SECOND).startswith("Hello Rolf,")


@pytest.mark.parametrize("text", ["Hello {contact},\n\nInvoice", "Dear all\n\nInvoice", "", None])
def test_what_names_nobody_greets_nobody(text: str | None) -> None:
    desk = late()
    desk.add("message", template="payment_reminder", on=FIRST, text=text)
    assert greeted(desk.at(SECOND).ledger, day(SECOND)) is None


@pytest.mark.parametrize("template", ["payment_reminder", "payment_formal"])
def test_a_promise_about_money_that_is_there_is_not_named_for_other_money(template: str) -> None:
    desk = late()
    desk.log("promise", "2026-08-20", due="2026-08-25", text="They pay soon")
    assert "it would be paid" not in reminder(desk, SECOND, template), "nothing was open then"
