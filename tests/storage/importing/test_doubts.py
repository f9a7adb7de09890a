"""What is doubtful about a row is named and asked; the row waits for the answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from storage.importing import ImportPreview, ImportTrouble
from storage.importing.doubts import is_remembered
from tests.storage.importing.conftest import Desk

TIMES = "Start date,Start time,End date,End time,Duration,Client,Project,Description,Billable\n"
INVOICES = "Client,Invoice Number,Amount,Paid,Balance,Status,Type,Invoice Date,Due Date\n"
BERLIN = ZoneInfo("Europe/Berlin")


def _time(
    start: str = "2026-09-01,09:00",
    end: str = "2026-09-01,10:00",
    length: str = "1:00:00",
    billable: str = "Yes",
) -> str:
    return f"{start},{end},{length},Acme,Site,x,{billable}\n"


def _invoice(
    number: str = "1",
    amount: str = "100",
    paid: str = "",
    balance: str = "",
    state: str = "",
    paper: str = "",
    issued: str = "2026-09-01",
) -> str:
    return f"Acme,{number},{amount},{paid},{balance},{state},{paper},{issued},2026-09-15\n"


def _asked(preview: ImportPreview) -> list[str]:
    return [question.id for question in preview.questions]


def _waiting(preview: ImportPreview) -> list[int]:
    return [skip.line for skip in preview.skipped if skip.bad]


def _owed(desk: Desk) -> dict[str, Decimal]:
    """What is open of each invoice that counts."""
    paid: dict[str, Decimal] = {}
    for payment in desk.records("payment"):
        paid[payment.invoice] = paid.get(payment.invoice, Decimal(0)) + payment.amount
    return {
        each.number: each.amount - paid.get(each.id, Decimal(0))
        for each in desk.records("invoice")
        if each.state == "sent"
    }


# --- hours ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "asked", "answer", "minutes"),
    [
        (_time(end="2026-09-04,00:30", length="63:30:00"), "long", "take", 3810),
        (_time(length="17", end="2026-09-02,02:00"), "long", "take", 1020),
        (_time(end="2026-09-01,12:00", length="1:00:00"), "clock", "length", 60),
        (_time(end="2026-09-01,12:00", length="1:00:00"), "clock", "clock", 180),
        (_time("2026-11-22,09:00", "2026-11-22,10:00"), "future", "take", 60),
        (_time(billable="perhaps"), "marked:perhaps", "yes", 60),
    ],
)
def test_an_odd_entry_waits_for_an_answer(
    desk: Desk, row: str, asked: str, answer: str, minutes: int
) -> None:
    text = TIMES + _time("2026-08-31,09:00", "2026-08-31,10:00") + row
    preview = desk.look(text)
    assert asked in _asked(preview)
    assert (preview.new, _waiting(preview), preview.needs_attention) == (1, [3], True)
    assert preview.must_ask is None
    desk.take(text, answers={asked: answer})
    assert sorted(each.minutes for each in desk.records("time")) == sorted([60, minutes])


def test_what_brings_a_day_above_24_hours_waits(desk: Desk) -> None:
    row = "2026-09-01,,,,9:00:00,Acme,Site,{},Yes\n"
    text = TIMES + "".join(row.format(n) for n in range(3))
    preview = desk.look(text)
    assert (_asked(preview), preview.new, _waiting(preview)) == (["day"], 2, [4])
    assert desk.look(text, answers={"day": "take"}).new == 3


def test_a_day_of_two_people_is_two_days(desk: Desk) -> None:
    row = "{},2026-09-01,09:00,14:00:00,Acme,x\n"
    text = "User,Start date,Start time,Duration,Client,Description\n"
    assert desk.look(text + row.format("a") + row.format("b")).new == 2


def test_what_was_taken_once_is_not_asked_about_again(desk: Desk) -> None:
    text = TIMES + _time(end="2026-09-02,05:00", length="20:00:00")
    desk.take(text, answers={"long": "take"})
    again = desk.look(text)
    assert (again.same, again.questions, again.needs_attention) == (1, (), False)


@pytest.mark.parametrize("length", ["1:00:00", "1:15:00", "0:50:00"])
def test_lengths_rounded_to_a_quarter_agree(desk: Desk, length: str) -> None:
    assert desk.look(TIMES + _time(length=length)).questions == ()


def test_between_start_and_end_lies_the_change_of_the_clocks(desk: Desk) -> None:
    desk.take(
        "Start,End,Client\n"
        "2026-03-29 01:30,2026-03-29 03:15,Acme\n"
        "2025-10-26 01:00,2025-10-26 04:00,Acme\n"
        "2026-03-30 01:00,2026-03-30 04:00,Acme\n",
        column_map={"Start": "on", "End": "end_on", "Client": "client"},
        zone=BERLIN,
    )
    assert [each.minutes for each in desk.records("time")] == [45, 240, 180]


@pytest.mark.parametrize(("answer", "minutes"), [("shorter", 60), ("longer", 120)])
def test_an_hour_that_comes_twice_is_asked_about(desk: Desk, answer: str, minutes: int) -> None:
    text = "Start,End,Client\n2025-10-26 01:30,2025-10-26 02:30,Acme\n"
    fields = {"Start": "on", "End": "end_on", "Client": "client"}
    preview = desk.look(text, column_map=fields, zone=BERLIN)
    assert (_asked(preview), preview.new) == (["clock-change"], 0)
    desk.take(text, column_map=fields, zone=BERLIN, answers={"clock-change": answer})
    assert [each.minutes for each in desk.records("time")] == [minutes]


def test_a_length_of_its_own_needs_no_clock(desk: Desk) -> None:
    text = TIMES + _time("2025-10-26,01:30", "2025-10-26,02:30", "2:00:00")
    assert desk.look(text, zone=BERLIN).questions == ()


# --- invoices ---------------------------------------------------------------------------

PAID = "paid betaald bezahlt payée pagada pagato pago zapłacono zaplaceno betald betalt maksettu"
VOID = "void cancelled storniert annulée anulada annullata geannuleerd makulerad zrušena"
DRAFT = "draft Entwurf brouillon borrador bozza rascunho concept utkast kladde luonnos szkic"
OPEN = "open overdue offen überfällig impayée vencida scaduta openstaand förfallen avoin"


@pytest.mark.parametrize(
    ("words", "state", "owed"),
    [(PAID, "sent", 0), (VOID, "void", 100), (DRAFT, "draft", 100), (OPEN, "sent", 100)],
)
def test_states_in_many_languages(desk: Desk, words: str, state: str, owed: int) -> None:
    states = words.split()
    rows = [_invoice(str(n), state=word.upper()) for n, word in enumerate(states)]
    result = desk.take(INVOICES + "".join(rows))
    assert (result.new, result.needs_attention) == (len(states), False)
    assert {each.state for each in desk.records("invoice")} == {state}
    assert set(_owed(desk).values()) == ({Decimal(owed)} if state == "sent" else set())


def test_an_unknown_state_is_asked_about_once(desk: Desk) -> None:
    text = INVOICES + _invoice("1", state="Frobbed") + _invoice("2", state="Sent")
    preview = desk.look(text)
    assert (_asked(preview), _waiting(preview), preview.new) == (["state:Frobbed"], [2], 1)
    assert is_remembered("state:Frobbed")
    desk.take(text, answers={"state:Frobbed": "leave-out"})
    assert _asked(desk.look(text)) == ["state:Frobbed"]
    desk.take(text, answers={"state:Frobbed": "paid"})
    assert desk.store.remembered("import.answer") == {"state:Frobbed": "paid"}
    later = text + _invoice("3", state="Frobbed")
    known = desk.look(later)
    assert (known.questions, known.needs_attention) == ((), False)
    assert "“Frobbed”: paid, as you said (2 rows)" in known.assumed
    desk.take(later)
    assert _owed(desk) == {"1": 0, "2": 100, "3": 0}


@pytest.mark.parametrize(
    ("row", "asked", "answer", "owed"),
    [
        (_invoice(state="Paid", paid="40"), "state-amounts", "state", 0),
        (_invoice(state="Paid", paid="40"), "state-amounts", "amounts", 60),
        (_invoice(state="Paid", balance="60"), "state-amounts", "state", 0),
        (_invoice(state="Overdue", balance="0"), "state-amounts", "state", 100),
        (_invoice(state="Unpaid", paid="100"), "state-amounts", "amounts", 0),
        (_invoice(state="Partial"), "part-paid", "open", 100),
        (_invoice(state="Partial"), "part-paid", "paid", 0),
        (_invoice(issued="2062-01-01"), "future", "take", 100),
        (_invoice(paper="Werkbon"), "paper:Werkbon", "invoice", 100),
        (_invoice("EST-1"), "paper:EST", "invoice", 100),
    ],
)
def test_an_odd_invoice_waits_for_an_answer(
    desk: Desk, row: str, asked: str, answer: str, owed: int
) -> None:
    text = INVOICES + row
    preview = desk.look(text)
    assert (_asked(preview), _waiting(preview), preview.new) == ([asked], [2], 0)
    desk.take(text, answers={asked: answer})
    assert list(_owed(desk).values()) == [owed]


@pytest.mark.parametrize(
    ("state", "paid", "balance", "owed"),
    [
        ("Paid", "99.99", "", "0.01"),  # a slip, too small to ask about
        ("Paid", "0", "", "0"),  # the program fills in no payments
        ("Partial", "40", "", "60"),
        ("", "Yes", "", "0"),
        ("", "nein", "", "100"),
    ],
)
def test_what_state_and_amounts_say_together(
    desk: Desk, state: str, paid: str, balance: str, owed: str
) -> None:
    result = desk.take(INVOICES + _invoice(state=state, paid=paid, balance=balance))
    assert not result.needs_attention
    assert _owed(desk) == {"1": Decimal(owed)}


@pytest.mark.parametrize(
    "paper", ["Estimate", "Angebot", "Devis", "Journal Entry", "Recurring template", "Zaliczka"]
)
def test_other_papers_are_no_invoices(desk: Desk, paper: str) -> None:
    preview = desk.look(INVOICES + _invoice(paper=paper) + _invoice("2", paper="Invoice"))
    assert [(skip.line, skip.why) for skip in preview.skipped] == [(2, f"not an invoice: {paper}")]
    assert preview.new == 1


@pytest.mark.parametrize("paper", ["Gutschrift", "Avoir", "Nota di credito", "Credit note"])
def test_credit_notes_take_away(desk: Desk, paper: str) -> None:
    desk.take(INVOICES + _invoice(paper=paper))
    assert [each.amount for each in desk.records("invoice")] == [-100]


@pytest.mark.parametrize(
    ("answer", "amounts"), [("no-invoice", []), ("credit-note", [Decimal(-100)])]
)
def test_letters_before_a_number_are_asked_about(
    desk: Desk, answer: str, amounts: list[Decimal]
) -> None:
    result = desk.take(INVOICES + _invoice("CN-7"), answers={"paper:CN": answer})
    assert not result.needs_attention
    assert [each.amount for each in desk.records("invoice")] == amounts


@pytest.mark.parametrize(
    "answers",
    [
        *({"futur": "take"}, {"future": "yes"}, {"state:x": "gone"}),
        *({"sign:$": "XYZ"}, {"unit:h": "days"}, {"letters": "utf-7"}),
    ],
    ids=str,
)
def test_an_answer_that_is_none_is_refused(desk: Desk, answers: dict[str, Any]) -> None:
    with pytest.raises(ImportTrouble):
        desk.look(INVOICES + _invoice(), answers=answers)


def test_days_of_payment_may_lie_ahead_too(desk: Desk) -> None:
    text = "Issue Date,Last Payment Date,ID,Client,Invoice Amount,Currency\n"
    preview = desk.look(text + f"2026-09-10,{date(2027, 1, 1)},1,Acme,100,EUR\n")
    assert _asked(preview) == ["future"]
