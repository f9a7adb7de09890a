"""Since when a flag is there: the search back, held against a walk day by day."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from types import FrameType

import pytest

from tests.triage.lives import TODAY, Life, ago, healthy, quirk
from tests.triage.second_reading.random_clients import random_client
from triage.health import RULES, ClientHistory, all_since, oldest_unhandled, since
from triage.health.flag_rule import FlagRule
from triage.health.receivables import Receivables
from triage.health.rules.payment import score_of
from triage.health.snapshot import ClientSnapshot
from triage.ledger import Ledger, book
from triage.limits import DEFAULT, Limits
from triage.records import Attempt, Decision
from triage.records.codec import parse


def test_the_first_day_of_the_run() -> None:
    life = Life().invoice("9", 60, 40).event("message_in", 9, 12, tone=-1)
    assert all_since(life.ledger, TODAY) == {"PAY_LATE": ago(39), "DISRESPECT": ago(9)}
    assert since(life.ledger, "PAY_LATE", TODAY) == ago(39)


def test_a_gap_breaks_the_run() -> None:
    # The hard words of day 60 leave the window on day 32; the others come on day 9.
    life = Life().event("message_in", 60, 60, 9, 9, tone=-1)
    assert since(life.ledger, "DISRESPECT", TODAY) == ago(9)
    assert since(life.ledger, "DISRESPECT", ago(40)) == ago(60)


def test_a_change_of_severity_does_not_break_it() -> None:
    life = Life().event("message_in", 20, tone=-2).event("message_in", 3, tone=-2)
    assert life.flags() == {"DISRESPECT": 3}
    assert since(life.ledger, "DISRESPECT", TODAY) == ago(20)


def test_accepted_days_are_part_of_the_run() -> None:
    life = Life(quirks=(quirk("PAY_LATE", 1),)).invoice("9", 20, 5)
    assert "PAY_LATE" not in life.flags(on=ago(1))
    assert since(life.ledger, "PAY_LATE", TODAY) == ago(4)


def test_days_before_the_end_are_part_of_the_run() -> None:
    life = Life(closed_on=10).invoice("9", 60, 40)
    assert since(life.ledger, "PAY_LATE", TODAY) == ago(39)


def test_a_flag_that_is_not_there_has_no_first_day() -> None:
    with pytest.raises(ValueError, match="SAFETY is not flagged on 2026-03-13"):
        since(Life().ledger, "SAFETY", TODAY)


def test_a_history_made_once_answers_the_same() -> None:
    ledger = healthy().event("no_show", 3, 9).ledger
    assert (
        all_since(ClientHistory(ledger), TODAY) == all_since(ledger, TODAY) == {"BOUNDARY": ago(3)}
    )


@pytest.mark.parametrize("year", [1, 26, 1926])
def test_a_mistyped_year_is_walked_over_in_one_step(year: int) -> None:
    typo = date(year, 1, 5)
    life = Life().invoice("9", typo, typo).event("message_out", 40, asks=True)
    life.event("incident", typo)
    assert all_since(life.ledger, TODAY) == {
        "PAY_LATE": typo + timedelta(days=1),
        "SAFETY": typo,
        "SILENT": ago(33),
    }


def test_an_incident_on_the_first_day_of_all() -> None:
    assert since(Life().event("incident", date.min).ledger, "SAFETY", TODAY) == date.min


@pytest.mark.parametrize("seed", range(40))
def test_the_search_finds_what_a_walk_finds(seed: int) -> None:
    records, days = random_client(seed)
    (ledger,) = book(parse(record) for record in records).ledgers.values()
    history, on = ClientHistory(ledger), date.fromisoformat(days[0])
    assert all_since(history, on) == {
        code: first
        for code, rule in RULES.items()
        if (first := walked(history, rule, on)) is not None
    }


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.held is not None])
def test_the_quick_answer_of_a_rule_is_that_of_its_judge(code: str) -> None:
    rule, answers = RULES[code], Counter[bool]()
    assert rule.held is not None
    for seed in range(60):
        records, days = random_client(seed)
        (ledger,) = book(parse(record) for record in records).ledgers.values()
        history = ClientHistory(ledger)
        receivables = Receivables(history, DEFAULT)
        for back in (0, 1, 40, 150, 3):
            on = date.fromisoformat(days[0]) - timedelta(days=back)
            is_raised = rule.judge(ClientSnapshot(history, on, DEFAULT)) is not None
            held_from = rule.held(ClientSnapshot(history, on, DEFAULT, receivables))
            assert (held_from is not None) == is_raised, (seed, on)
            answers[is_raised] += 1
    assert min(answers[True], answers[False]) > 20


@pytest.mark.parametrize("one_bad_in", [2, 4, 5, 6, 7, 9, 30])
@pytest.mark.parametrize("seed", range(6))
def test_the_newest_outcomes_of_many_decide_as_all_do(one_bad_in: int, seed: int) -> None:
    dice, life = Random(seed), Life()
    for n in range(200):
        due = 2000 - 9 * n
        life.invoice("9", due + 10, due, due - 20 if dice.randrange(one_bad_in) == 0 else due)
    history, rule = ClientHistory(life.ledger), RULES["PAY_RISK"]
    assert rule.held is not None
    for back in range(0, 1900, 50):
        view = ClientSnapshot(history, ago(back), DEFAULT)
        assert (rule.held(view) is None) == (rule.judge(view) is None)


def test_a_score_exactly_at_the_limit_is_reckoned_exactly() -> None:
    life = Life()
    for n in range(20):
        due = 400 - 10 * n
        life.invoice("9", due + 10, due, due - 20 if n < 3 else due)
    limits = Limits.of(risk_decay=Decimal(1))
    assert score_of(ClientSnapshot(ClientHistory(life.ledger), TODAY, limits)) == Fraction("0.15")
    one_fewer = Limits.of(risk_decay=Decimal(1), risk_prior=Decimal("0.1499999999"))
    assert "PAY_RISK" in all_since(life.ledger, TODAY, limits)
    assert "PAY_RISK" not in all_since(life.ledger, TODAY, one_fewer)


@pytest.mark.parametrize("code", ["PAY_LATE", "PAY_RISK", "EXPOSURE"])
@pytest.mark.parametrize("loose_notes", [0, 400])
def test_ten_years_of_a_bad_payer_are_no_long_search(code: str, loose_notes: int) -> None:
    invoices, step = 1200, 3
    life = Life(rate="70")
    for n in range(invoices):
        due = step * (invoices - n)
        life.invoice("900", due + 14, due, None if n % 40 == 0 else due - 30)
    for n in range(loose_notes):
        life.invoice("-20", 9 * n, 9 * n)
    history, calls = ClientHistory(life.ledger), 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        first = since(history, code, TODAY)
    finally:
        sys.setprofile(None)
    assert first < ago(step * (invoices - 100))
    assert calls < 300 * step * invoices  # to look at each invoice on each day takes 20 times more


def walked(history: ClientHistory, rule: FlagRule, on: date) -> date | None:
    """The first day of a flag's run, a day at a time."""
    first, day = None, on
    while rule.find(ClientSnapshot(history, day, DEFAULT)) is not None:
        first, day = day, day - timedelta(days=1)
    return first


def test_the_oldest_flag_nobody_has_looked_at() -> None:
    life = Life(quirks=(quirk("BOUNDARY", -9),)).invoice("9", 60, 40)
    life.event("no_show", 27, 26).event("message_in", 9, tone=-2)
    ledger = life.ledger
    assert oldest_unhandled(ledger, TODAY) == ("PAY_LATE", ago(39))

    def with_step(taken: int) -> Attempt:
        day = ago(taken)
        return Attempt(id="a", client="c", screen="late", on=day, flag="PAY_LATE", taken_on=day)

    for taken in (39, 30, 0):
        handled = replace(ledger, attempt=(with_step(taken),))
        assert oldest_unhandled(handled, TODAY) == ("DISRESPECT", ago(9))
    for taken in (40, -1):
        other = replace(ledger, attempt=(with_step(taken),))
        assert oldest_unhandled(other, TODAY) == ("PAY_LATE", ago(39))
    assert oldest_unhandled(Life().ledger, TODAY) is None


def test_a_message_that_was_decided_on_is_a_look_at_its_flag() -> None:
    ledger = Life().event("message_in", 9, tone=-2).ledger

    def asked(back: int, template: str | None = "reset_expectations") -> Ledger:
        made = Decision(
            id="d",
            client="c",
            attempt="a",
            screen="adapt",
            code="ASK",
            on=ago(back),
            say="Ask them",
            playbook="1",
            flag="DISRESPECT",
            template=template,
        )
        return replace(ledger, decision=(made,))

    assert oldest_unhandled(asked(3), TODAY) is None
    for unhandled in (ledger, asked(10), asked(-1), asked(3, None)):
        assert oldest_unhandled(unhandled, TODAY) == ("DISRESPECT", ago(9))


def test_what_is_decided_about_late_payment_is_about_every_flag_of_it() -> None:
    ledger = Life().invoice("9", 60, 40).ledger

    def decided(flag: str, screen: str) -> Attempt:
        return Attempt(id="a", client="c", screen=screen, on=ago(5), flag=flag, taken_on=ago(5))

    assert oldest_unhandled(ledger, TODAY) == ("PAY_LATE", ago(39))
    late = replace(ledger, attempt=(decided("EXPOSURE", "late"),))
    assert oldest_unhandled(late, TODAY) is None
    watched = replace(ledger, attempt=(decided("EXPOSURE", "watch"),))
    assert oldest_unhandled(watched, TODAY) == ("PAY_LATE", ago(39))
