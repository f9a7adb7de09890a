"""The last reviews beside each other, as of the day each of them ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, reviewed, steady
from triage.health import histories
from triage.records import Invoice, Payment
from triage.review.report import report_of
from triage.review.report_text import as_markdown
from triage.review.trend import MOST, trend

FRIDAYS = [FRIDAY - timedelta(weeks=n) for n in range(12)]


def test_the_last_eight_that_were_finished_oldest_first() -> None:
    book = gathered(steady("a"))
    reviews = [reviewed(day) for day in FRIDAYS]
    days = trend(histories(book), reviews, FRIDAY)
    assert [day.on for day in days] == sorted(FRIDAYS[:MOST])
    broken_off = [replace(review, finished_on=None) for review in reviews[:3]]
    days = trend(histories(book), [*broken_off, *reviews[3:]], FRIDAYS[1])
    assert [day.on for day in days] == sorted(FRIDAYS[3 : 3 + MOST])
    twice = replace(reviews[0], id="again")
    assert len(trend(histories(book), [reviews[0], twice], FRIDAY)) == 1, "a day once"


def test_each_day_is_told_as_it_was() -> None:
    bill = Invoice(id="late", client="a", issued=FRIDAYS[4], due=FRIDAYS[3], amount=Decimal(100))
    paid = Payment(id="p", invoice="late", on=FRIDAYS[1], amount=Decimal(100))
    hard = [event("b", "message_in", back, tone=-1) for back in (1, 2, 3)]
    book = gathered([*steady("a"), bill, paid], [*steady("b"), *hard])
    days = trend(histories(book), [reviewed(day) for day in FRIDAYS[:5]], FRIDAY)
    overdue = [day.overdue.get("EUR", 0) for day in days]
    assert overdue == [0, 0, 100, 0, 0], "due on a day, it is overdue on the next"
    assert [day.tally.get("act", 0) for day in days] == [0, 0, 0, 0, 1]
    assert [day.hours for day in days] == [10.0] * 5
    assert {rate for day in days for rate in day.rates.values()} == {Decimal(60)}


def test_the_report_has_it_and_its_markdown_a_line_a_review() -> None:
    reviews = tuple(reviewed(day) for day in FRIDAYS[:3])
    book = replace(gathered(steady("a")), reviews=reviews)
    weekly_report = report_of(book, reviews[0], FRIDAY, WEEKDAY)
    assert len(weekly_report.trend) == 3
    lines = as_markdown(weekly_report).splitlines()
    rows = [line for line in lines if line.startswith("| 2026-")]
    assert [row.split(" | ")[0] for row in rows] == [
        f"| {day.isoformat()}" for day in reversed(FRIDAYS[:3])
    ]
    alone = report_of(replace(book, reviews=reviews[:1]), reviews[0], FRIDAY, WEEKDAY)
    assert "| 2026-" not in as_markdown(alone), "one day is no trend"
