"""The favour ledger as it stands on the Client screen."""

from __future__ import annotations

from typing import Any

from tests.tui.stage import TODAY, client, event, record
from triage.clients.overview import overviews
from triage.ledger import book
from triage.records import Record
from tui.client.favours import favour_items


def lines(*records: Record, **facts: Any) -> list[str]:
    """What stands there, without the blanks between label and text."""
    overview = overviews(book([client(**facts), *records]), TODAY)["north"]
    return [" ".join(item.text.plain.split()) for item in favour_items(overview, 200)]


GIFT = record("gift", "g", from_="2026-03-01", until="2026-05-22", hours_per_month=2.5)


def test_a_gift_is_seen_capped_and_ends_on_a_day() -> None:
    worked = record("time", "t", on="2026-03-05", minutes=90, work="free")
    assert lines(GIFT, worked)[0] == (
        "goodwill 2.5 h a month until 22 May: 1.5 h of 2.3 h in 28 days (worth 112.50); "
        "put it on the invoice at a 100% discount"
    )


def test_hours_nobody_pays_stand_by_kind_with_their_worth() -> None:
    worked = [
        record("time", f"t{n}", on="2026-03-05", minutes=minutes, work=work)
        for n, (minutes, work) in enumerate([(180, "oos"), (60, "own"), (600, "bill")])
    ]
    assert lines(*worked) == [
        "not billed out of scope 3.0 h (worth 225.00), "
        "unrequested work 1.0 h (worth 75.00) in 28 days"
    ]
    assert "worth" not in lines(*worked, rate=None)[0]


def test_extra_work_done_free_carries_hours_and_worth() -> None:
    shown = lines(
        event("a", "request", outcome="absorbed", hours=1.5),
        event("b", "request", outcome="pending"),
    )
    assert shown == [
        "extra work 2 changes unpaid in 28 days: 1.5 h (worth 112.50); "
        "1 without hours: press Enter to add them"
    ]


def test_with_nothing_given_nothing_is_said() -> None:
    assert lines(record("time", "t", on="2026-03-05", minutes=90)) == []
