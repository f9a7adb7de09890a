"""What the records fill into a draft."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.triage.messages.build import TODAY, event, ledger
from triage.message_templates import load_templates
from triage.messages.slots import slot_values, written_line
from triage.messages.templates import draft
from triage.open_items import open_work
from triage.records import (
    Answer,
    Contract,
    Decision,
    Engagement,
    Instalment,
    Invoice,
    Payment,
    Plan,
    WorkItem,
)


def _invoice(id_: str, amount: str, due: date, **more: Any) -> Invoice:
    return Invoice(
        id=id_, client="n", issued=due - timedelta(days=14), due=due, amount=Decimal(amount),
        **{"number": id_, **more},
    )  # fmt: skip


def _decision(screen: str = "redirect", **more: Any) -> Decision:
    fixed = {"id": "d", "client": "n", "attempt": "a", "say": "", "playbook": "1", "on": TODAY}
    return Decision(screen=screen, **{"code": "REFER", **fixed, **more})


def test_the_overdue_invoices_with_their_rest() -> None:
    values = slot_values(
        ledger(
            _invoice("2026-09", "800.00", date(2026, 3, 12)),
            _invoice("2026-08", "3200.00", date(2026, 3, 6)),
            _invoice("2026-10", "50.00", date(2026, 3, 30)),
            _invoice("2026-07", "10.00", date(2026, 2, 1), state="void"),
            _invoice("2026-06", "10.00", date(2026, 2, 1)),
            Payment(id="p", invoice="2026-08", on=TODAY, amount=Decimal("1200.00")),
            Payment(id="q", invoice="2026-06", on=TODAY, amount=Decimal("10.00")),
            Payment(id="r", invoice="2026-09", on=TODAY + timedelta(days=1), amount=Decimal(800)),
        ),
        TODAY,
    )
    assert values["invoice_no"] == "2026-08 and 2026-09"
    assert values["sum"] == "2,800.00 EUR"
    assert values["due"] == "6 March 2026 and 12 March 2026"
    assert (values["invoice_count"], values["days_overdue"]) == ("2", "7")
    assert values["invoice_list"].startswith("2026-08, 2,000.00 EUR, 6 March 2026; 2026-09")


def test_currencies_are_never_added_and_decimals_are_the_currency_s() -> None:
    values = slot_values(
        ledger(
            _invoice("a", "100.00", date(2026, 3, 1)),
            _invoice("b", "5000", date(2026, 3, 2), currency="JPY", number=None),
        ),
        TODAY,
    )
    assert values["sum"] == "100.00 EUR and 5,000 JPY"
    assert values["invoice_no"] == "a and of 16 February 2026"


def test_in_the_days_of_grace_nothing_is_called_overdue_before_what_is() -> None:
    late, later = _invoice("a", "100.00", date(2026, 3, 1)), _invoice("b", "1.00", date(2026, 3, 9))
    assert slot_values(ledger(late, later), TODAY)["invoice_no"] == "a and b"
    assert slot_values(ledger(late, later, pay_grace_days=7), TODAY)["invoice_no"] == "a"
    coming = ledger(_invoice("c", "100.00", TODAY + timedelta(days=3)))
    assert slot_values(coming, TODAY)["invoice_no"] == "c"
    assert "days_overdue" not in slot_values(coming, TODAY)


def test_other_languages_get_plain_facts() -> None:
    values = slot_values(ledger(_invoice("a", "3200.00", date(2026, 3, 6)), language="de"), TODAY)
    assert (values["sum"], values["due"]) == ("3200.00 EUR", "2026-03-06")


def test_open_work_is_what_nobody_has_taken() -> None:
    items = ledger(
        WorkItem(id="1", client="n", text="footer fix"),
        WorkItem(id="2", client="n", text="spring campaign", due=TODAY),
        WorkItem(id="3", client="n", text="logo", done_on=TODAY),
        WorkItem(id="4", client="n", text="shop", assigned="Ana"),
        WorkItem(id="5", client="n", text="poster", done_on=TODAY + timedelta(days=1)),
    )
    assert [i.text for i in open_work(items, TODAY)] == ["spring campaign", "footer fix", "poster"]
    assert slot_values(items, TODAY)["open_work"] == "spring campaign, footer fix and poster"


def test_facts_of_the_client_and_the_contract() -> None:
    terms = Contract(notice_days=28, pause_notice_days=3)
    values = slot_values(
        ledger(
            Engagement(id="1", client="n", mode="hourly", start=date(2024, 5, 2), name="campaigns"),
            Engagement(
                id="2", client="n", mode="hourly", start=date(2025, 5, 2), name="shop",
                end=date(2026, 1, 1),
            ),
            contract=terms, since=date(2024, 5, 2), contacts=("Ana",),
        ),
        TODAY,
        reply_days=7,
    )  # fmt: skip
    expected = {
        "contact": "Rolf Meier",
        "client": "Northlake Foods",
        "project": "campaigns",
        "services": "campaigns and shop",
        "notice_days": "28",
        "end_date": "10 April 2026",
        "pause_from": "16 March 2026",
        "reply_by": "20 March 2026",
        "since": "2 May 2024",
    }
    assert {name: values.get(name) for name in expected} == expected
    assert "until" not in values


def test_the_last_day_there_is_does_no_harm() -> None:
    values = slot_values(ledger(contract=Contract(notice_days=28)), date.max, reply_days=7)
    assert values["reply_by"] == values["end_date"] == "31 December 9999"


def test_what_is_not_known_stays_visible() -> None:
    values = slot_values(ledger(contact=None), TODAY)
    assert set(values) == {"client"}
    assert "{contact}" in draft(load_templates()["parting_letter"], values)


def test_the_written_line_is_the_newest_one() -> None:
    def answer(id_: str, on: date, value: str, question: str = "line") -> Answer:
        return Answer(
            id=id_, client="n", attempt="a", screen="adapt", question=question, on=on,
            value=value, ask="", playbook="1",
        )  # fmt: skip

    old, new = (
        answer("1", date(2026, 1, 1), "Old."),
        answer("2", date(2026, 2, 1), "No night calls."),
    )
    later = answer("3", TODAY + timedelta(days=1), "Later.")
    other = answer("4", TODAY, "Not this.", "ours")
    assert written_line(ledger(old, new, later, other), TODAY) == "No night calls."
    path = {"question": "line", "value": "From a decision."}
    decided = ledger(_decision("adapt", because=(path,)))
    assert written_line(decided, TODAY) == "From a decision."
    assert written_line(ledger(), TODAY) is None


def test_what_the_decision_asked_for_goes_into_the_draft() -> None:
    chosen = {
        "person": "Ana Costa",
        "end_date": "2026-04-30",
        "effective_from": "2026-05-01",
        "reason": "private",
    }
    values = slot_values(ledger(_decision(template="other_offer", set=chosen)), TODAY)
    assert (values["peer"], values["end_date"]) == ("Ana Costa", "30 April 2026")
    assert values["from_date"] == "1 May 2026"
    assert "private" not in values.values()


def test_events_and_plans() -> None:
    parts = (Instalment(due=TODAY, amount=Decimal("500")), Instalment(due=TODAY, amount=Decimal(8)))
    values = slot_values(
        ledger(
            event("no_show", date(2026, 3, 2)),
            event("message_in", date(2026, 3, 9), tone=-2),
            event("message_in", TODAY, tone=1),
            event("reference_request", TODAY, asker="Kim"),
            Plan(id="p", client="n", agreed=TODAY, invoices=("a",), instalments=parts),
        ),
        TODAY,
    )
    assert values["event_date"] == "9 March 2026"
    assert values["asker"] == "Kim"
    assert values["instalments"] == "500.00 EUR on 13 March 2026; 8.00 EUR on 13 March 2026"
