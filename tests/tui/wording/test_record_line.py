"""Every record kind in one line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from triage.ledger import Ledger, book
from triage.records import Record
from triage.records.codec import parse
from tui.client.sections import WeekKey, timeline
from tui.ui.line_keys import RecordKey
from tui.wording.record_line import record_line

TODAY = date(2026, 3, 13)


def made(kind: str, **fields: Any) -> Record:
    return parse({"kind": kind, "id": fields.pop("id", "r"), "client": "c", **fields})


CLIENT = parse({"kind": "client", "id": "c", "name": "Northlake"})
INVOICE = made(
    "invoice", id="i", number="26-1", issued="2026-02-01", due="2026-03-09", amount="1800.00"
)


def of(*records: Record) -> Ledger:
    return book([CLIENT, INVOICE, *records]).ledgers["c"]


@pytest.mark.parametrize(
    ("amounts", "text"),
    [
        (["5"], "26-1; 1,795.00 of 1,800.00 EUR open; due last Mon"),
        (["5", "1795"], "26-1; 1,800.00 EUR; due last Mon"),
        (["1900"], "26-1; 1,800.00 EUR; due last Mon"),
    ],
)
def test_an_invoice_says_what_is_open_of_it(amounts: list[str], text: str) -> None:
    payments = [
        parse({"kind": "payment", "id": str(n), "invoice": "i", "on": "2026-03-01", "amount": sum_})
        for n, sum_ in enumerate(amounts)
    ]
    assert record_line(INVOICE, of(*payments), TODAY).text == text


@pytest.mark.parametrize(
    ("record", "word", "text"),
    [
        (
            made("event", what="message_in", on="2026-03-10", tone=-2, who="Rolf", text="Hm"),
            "they wrote",
            "abusive; Rolf: Hm",
        ),
        (
            made("event", what="promise", on="2026-03-10", due="2026-03-16"),
            "they promised",
            "promised for Mon",
        ),
        (
            made("event", what="request", on="2026-03-10", outcome="absorbed", text="a footer"),
            "extra work",
            "a footer; done for free",
        ),
        (made("time", on="2026-03-10", minutes=90, work="own"), "hours", "1.5 h; unrequested work"),
        (INVOICE, "invoice", "26-1; 1,800.00 EUR; due last Mon"),
        (
            parse(
                {"kind": "payment", "id": "p", "invoice": "i", "on": "2026-03-01", "amount": "5"}
            ),
            "paid",
            "5.00 EUR for invoice 26-1",
        ),
        (
            parse(
                {"kind": "payment", "id": "p", "invoice": "i", "on": "2026-03-01", "amount": "-5"}
            ),
            "refunded",
            "-5.00 EUR for invoice 26-1",
        ),
        (made("engagement", mode="hourly", start="2026-01-01"), "agreed", "by the hour"),
        (
            made("engagement", mode="retainer", start="2026-01-01", fee="1800", name="Site"),
            "agreed",
            "Site; monthly retainer; 1,800.00 EUR per month",
        ),
        (
            made(
                "plan",
                agreed="2026-03-01",
                invoices=["i"],
                instalments=[{"due": "2026-04-01", "amount": "900"}] * 2,
            ),
            "payment plan",
            "1,800.00 in 2 installments, the last by 1 Apr",
        ),
        (
            made("gift", **{"from": "2026-01-01"}, until="2026-06-30", hours_per_month=3),
            "goodwill work",
            "3 h per month until 30 Jun",
        ),
        (
            made("confirmed", fact="money", on="2026-03-01", until="2026-04-30", text="quiet"),
            "confirmed",
            "money, until 30 Apr; quiet",
        ),
        (made("energy", on="2026-03-13", mark=5), "energy", "5 energized"),
        (
            made("event", on="2026-03-13", what="message_in", reason_to_wait="illness"),
            "they wrote",
            "they are ill",
        ),
        (made("note", on="2026-03-13", text="Hello"), "note", "Hello"),
        (
            made("action", on="2026-03-01", text="Call", due="2026-03-14"),
            "to do",
            "Call; by tomorrow",
        ),
        (
            made("action", on="2026-03-01", text="Call", done_on="2026-03-12"),
            "done",
            "Call; done yesterday",
        ),
        (
            made("message", on="2026-03-01", template="how_we_work", sent_on="2026-03-02"),
            "message",
            "How we work; sent 2 Mar",
        ),
        (
            made("attempt", screen="train", on="2026-02-01", outcome="failed"),
            "step",
            "2 Train; it did not work",
        ),
        (made("lesson", on="2026-03-01", ours=["price"], habit="ask"), "lesson", "price; ask"),
        (
            made("override", on="2026-03-01", health="watch", until="2026-03-20", reason="known"),
            "your verdict",
            "watch; until 20 Mar; known",
        ),
        (made("work_item", text="Footer", assigned="Ana"), "open work", "Footer; Ana"),
    ],
    ids=lambda value: value.kind if not isinstance(value, str) else "",
)
def test_one_line(record: Record, word: str, text: str) -> None:
    line = record_line(record, of(record), TODAY)
    assert (line.word, line.text) == (word, text)


def test_what_hurt_and_what_did_good_is_marked() -> None:
    rude = record_line(made("event", what="call", on="2026-03-10", tone=-1), of(), TODAY)
    thanks = record_line(made("event", what="thanks", on="2026-03-10"), of(), TODAY)
    plain = record_line(made("event", what="call", on="2026-03-10"), of(), TODAY)
    assert (rude.bad, rude.good) == (True, False)
    assert (thanks.bad, thanks.good) == (False, True)
    assert (plain.bad, plain.good) == (False, False)


def test_a_replaced_note_says_so() -> None:
    old = made("note", id="old", on="2026-03-01", text="First")
    new = made("note", id="new", on="2026-03-02", text="Second", supersedes="old")
    ledger = of(old, new)
    assert record_line(old, ledger, TODAY).text == "older version; First"
    assert record_line(new, ledger, TODAY).text == "Second"


def test_the_timeline_is_newest_first_with_the_hours_of_a_week_together() -> None:
    ledger = of(
        made("time", id="a", on="2026-03-09", minutes=60),
        made("time", id="b", on="2026-03-11", minutes=30, work="own"),
        made("time", id="c", on="2026-03-02", minutes=60),
        made("note", on="2026-03-10", text="Hello"),
        made("checklist", list="closing", n=1, on="2026-03-10"),
        made("work_item", text="no day"),
    )
    lines = timeline(ledger, TODAY)
    assert [key for key, _ in lines] == [
        WeekKey(date(2026, 3, 9)),
        RecordKey("note", "r"),
        WeekKey(date(2026, 3, 2)),
        RecordKey("invoice", "i"),
    ]
    assert lines[0][1].text == "1.5 h, including 0.5 h unrequested work"


def test_what_was_written_on_several_lines_stands_on_one() -> None:
    note = made("note", on="2026-03-10", text="Call Rolf\n\n\tabout  the flyer\n")
    assert record_line(note, of(), TODAY).text == "Call Rolf about the flyer"
