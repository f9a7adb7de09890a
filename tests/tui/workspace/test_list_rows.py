"""The Clients list and the card: worst first, one reason each, what is next."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest

from tests.tui.stage import TODAY, client, event, record
from triage.clients.overview import Overview, overviews
from triage.ledger import book
from triage.records import Record
from triage.terms import flag_term
from tui.client.card import card
from tui.clients.columns import Drawing, reason_and_next, table
from tui.wording.formatting import GLYPHS, TREND_GLYPHS, day, health_word, shipped_title, stamp
from tui.workspace.list_row import ClientRow
from tui.workspace.list_rows import days_left, rows


def overview(*records: Record) -> Overview:
    return overviews(book([client(), *records]), TODAY)["north"]


RUDE = [event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1) for n in range(1, 5)]


def test_the_worst_comes_first_with_its_reason_and_what_to_do() -> None:
    good = client("Marta", "marta", not_tracked=["hours", "money", "contact", "energy"])
    bad = overviews(book([good, client(), *RUDE]), TODAY)
    listed = rows(bad.values(), TODAY)
    assert [(row.name, row.health) for row in listed] == [
        ("Northlake Foods", "act"),
        ("Marta", "good"),
    ]
    assert "4 harsh messages" in listed[0].why
    assert listed[0].next
    assert listed[1].why == listed[1].next == ""


def test_a_row_survives_the_cache() -> None:
    (row,) = rows([overview(*RUDE)], TODAY)
    assert ClientRow.from_plain(asdict(row)) == row
    assert ClientRow.from_plain({"id": "x", "another": 1}) is None


def test_one_s_own_verdict_stands_beside_the_computed_one() -> None:
    own = record(
        "override", "o", on="2026-03-13", health="good", until="2026-03-27", reason="Sorry"
    )
    changed = overview(own, *RUDE)
    (row,) = rows([changed], TODAY)
    assert row.health == "act"
    assert row.why.startswith("yours: good until Fri 27 Mar; 4 harsh messages")
    text = "\n".join(lines(changed))
    assert "▲ act" in text and "yours: good until Fri 27 Mar: Sorry" in text


def test_a_running_step_shows_its_days_left() -> None:
    attempt = record(
        "attempt",
        "a",
        screen="train",
        on="2026-03-01",
        taken_on="2026-03-01",
        review_by="2026-03-18",
    )
    (row,) = rows([overview(attempt, *RUDE)], TODAY)
    assert row.step == "2 Train, 5 days left"
    why, next_ = reason_and_next(row, TODAY)
    assert why == row.why
    assert next_.startswith(row.next) and next_.endswith(row.step)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2026, 3, 14), "1 day left"),
        (date(2026, 3, 13), "review due today"),
        (date(2026, 3, 11), "2 days overdue"),
        (None, ""),
    ],
)
def test_days_left(until: date | None, words: str) -> None:
    assert days_left(until, TODAY) == words


def test_the_direction_stands_beside_the_health_word() -> None:
    (row,) = rows([overview(*RUDE)], TODAY)
    drawing = Drawing(TODAY, "unicode", {"health-act": "#ff0000"})
    worse = replace(row, trend="worse")
    assert table([worse], 80, drawing).cells["north"][0] == ("▲ act ↑", "#ff0000")
    plain = replace(drawing, glyphs="ascii")
    assert table([row], 80, plain).cells["north"][0] == ("^ act", "#ff0000")


def test_the_ascii_glyphs_are_ascii() -> None:
    for words in (GLYPHS["ascii"], TREND_GLYPHS["ascii"]):
        assert "".join(words.values()).isascii()
    assert "!" not in "".join(GLYPHS["ascii"].values())
    assert health_word("good") == "✓ good"


# --- the card -------------------------------------------------------------------------------


WIDTH = 120


def lines(overview: Overview, share: float | None = None) -> list[str]:
    return card(overview, "unicode", share, WIDTH, shipped_title, 40).plain.split("\n")


def test_the_card_has_everything_and_keeps_its_width() -> None:
    overdue = record(
        "invoice", "i", number="26-1", issued="2026-01-01", due="2026-02-01", amount="3200.00"
    )
    promise = record("event", "t", what="thanks", on="2026-03-01")
    shown = lines(overview(*RUDE, overdue, promise), share=0.31)
    text = "\n".join(shown)
    assert shown[0].startswith("Northlake Foods") and "▲ act" in shown[0]
    for part in (
        "75.00 an hour",
        f"▲ {flag_term('DISRESPECT')}",
        "floor 50.00",
        "3,200.00",
        "31%",
        "next",
    ):
        assert part in text
    assert "1 thank-you" in text
    assert f"{flag_term('PAY_LATE')}: no decision since 2 Feb" in text
    assert max(len(line) for line in shown) <= WIDTH


def test_what_is_not_tracked_says_so() -> None:
    ledger = book([client(not_tracked=["hours", "money", "contact", "energy"])])
    text = "\n".join(lines(overviews(ledger, TODAY)["north"]))
    for fact in ("hours", "money", "energy"):
        assert f"{fact:<8}not tracked, your choice" in text


def test_a_missing_fact_shows_its_question() -> None:
    assert any("? contact" in line for line in lines(overview()))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2026, 3, 13), "today"),
        (date(2026, 3, 14), "tomorrow"),
        (date(2026, 3, 12), "yesterday"),
        (date(2026, 3, 16), "Mon"),
        (date(2026, 3, 9), "last Mon"),
        (date(2026, 3, 20), "20 Mar"),
        (date(2027, 3, 20), "20 Mar 2027"),
    ],
)
def test_days_in_words(when: date, words: str) -> None:
    assert day(when, TODAY) == words


def test_a_column_of_dates_is_one_width() -> None:
    days = (date(2026, 3, 3), date(2026, 12, 24), date(2025, 3, 13), date(2024, 11, 1))
    assert {len(stamp(when, TODAY)) for when in days} == {10, 11}
