"""In the first sixty days one more question is asked, once a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.triage.review.lives import FRIDAY, event, gathered
from triage.clients.overview import Overview, overviews
from triage.fact_answers import reply
from triage.records import Client, Event, Invoice, Record, Trackable
from triage.review.card_question import FIRST_WEEKS, asked

QUIET: tuple[Trackable, ...] = ("hours", "money", "contact", "energy")
NEW = Client(id="a", name="A", since=FRIDAY - timedelta(days=40), not_tracked=QUIET)


def overview(*records: Record) -> Overview:
    return overviews(gathered(records), FRIDAY)["a"]


def test_it_comes_after_the_facts_and_before_the_mark() -> None:
    assert asked(overview(NEW)) == FIRST_WEEKS
    talked = overview(replace(NEW, not_tracked=("hours", "money")))
    assert asked(talked) == talked.health.unknown[0]
    known = overview(
        replace(NEW, not_tracked=("hours", "money", "contact")), event("a", "thanks", 1)
    )
    assert asked(known) == FIRST_WEEKS
    answered = overview(
        replace(NEW, not_tracked=("hours", "money", "contact")), event("a", "check_in", 1)
    )
    question = asked(answered)
    assert question is not None and question.fact == "energy"


def test_not_over_somebody_known_for_long_nor_in_danger() -> None:
    assert asked(overview(replace(NEW, since=FRIDAY - timedelta(days=60)))) is None
    assert asked(overview(NEW, event("a", "incident", 1, type="threat"))) is None


@pytest.mark.parametrize(("back", "again"), [(0, False), (6, False), (7, True)])
def test_once_a_week_however_it_was_written_down(back: int, again: bool) -> None:
    for what in ("check_in", "hesitation", "question_repeat"):
        assert (asked(overview(NEW, event("a", what, back))) == FIRST_WEEKS) is again


def test_each_answer_writes_a_small_sign_down() -> None:
    ledger = overview(NEW).ledger
    for number, what in enumerate(("check_in", "hesitation", "question_repeat"), start=1):
        answer = reply("first_weeks", number, ledger, FRIDAY, "new")
        assert answer is not None
        (sign,) = answer.records
        assert isinstance(sign, Event) and (sign.what, sign.on) == (what, FRIDAY)
    assert reply("first_weeks", 4, ledger, FRIDAY, "new") is None
    assert len(FIRST_WEEKS.answers) == 3


def test_what_is_on_record_before_the_day_that_stands_there_began_it() -> None:
    invoice = Invoice(
        id="i",
        client="a",
        issued=FRIDAY - timedelta(days=100),
        due=FRIDAY - timedelta(days=90),
        amount=Decimal(0),
    )
    assert asked(overview(NEW, invoice)) is None
    assert asked(overview(NEW, replace(invoice, issued=FRIDAY - timedelta(days=30)))) == FIRST_WEEKS
