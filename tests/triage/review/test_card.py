"""What a card says and asks: changes, the question, the proposal, expected and happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, reviewed, rude, steady
from triage.clients.overview import Overview, overviews
from triage.clients.review_history import NEVER, ReviewHistory
from triage.records import (
    Attempt,
    Client,
    Decision,
    Energy,
    Invoice,
    Override,
    Payment,
    Record,
    Review,
    Trackable,
)
from triage.review.card_question import asked, early_days, marked_today
from triage.review.changes_since import changes
from triage.review.outlook import outlook
from triage.review.proposal import offer
from triage.review.queue import Card

LAST = FRIDAY - timedelta(days=7)


def overview(*records: Record, review: Review | None = None, on: date = FRIDAY) -> Overview:
    book = gathered(records)
    return overviews(replace(book, reviews=(review,) if review else ()), on)["a"]


def mild() -> list[Record]:
    return [*steady("a"), event("a", "no_show", 2), event("a", "no_show", 16)]


def step(until: int, **fields: Any) -> Attempt:
    return Attempt(
        id="t",
        client="a",
        screen="train",
        on=LAST,
        taken_on=LAST,
        review_by=FRIDAY + timedelta(days=until),
        **fields,
    )


def test_who_went_quiet_and_was_decided_on_is_not_asked_about_their_hours() -> None:
    idle = [r for r in steady("a") if r.kind != "time"]
    question = asked(overview(*idle))
    assert question is not None and question.fact == "hours"
    waits = replace(step(7), screen="silent", on=FRIDAY, taken_on=FRIDAY)
    question = asked(overview(*idle, waits))
    assert question is None or question.fact != "hours"


# --- what changed ---------------------------------------------------------------------------


def test_new_comes_first_and_gone_last() -> None:
    seen = {"a": {"BOUNDARY": {"severity": 2}, "PAY_LATE": {"severity": 1}}}
    worsened = overview(*mild(), *rude("a", back=1), review=reviewed(LAST, seen=seen))
    assert [(c.word, c.code) for c in changes(worsened)] == [
        ("new", "DISRESPECT"),
        ("still", "BOUNDARY"),
        ("gone", "PAY_LATE"),
    ]


def test_worse_and_better_stand_beside_the_severity_seen() -> None:
    for severity, word in ((1, "worse"), (2, "still"), (3, "better")):
        seen = {"a": {"BOUNDARY": {"severity": severity}}}
        (change,) = changes(overview(*mild(), review=reviewed(LAST, seen=seen)))
        assert (change.word, change.week) == (word, 1)


def test_a_flag_of_three_weeks_is_in_its_fourth() -> None:
    late = Invoice(
        id="late",
        client="a",
        issued=date(2026, 1, 1),
        due=FRIDAY - timedelta(days=22),
        amount=Decimal(10),
    )
    (change,) = changes(
        overview(
            *steady("a"), late, review=reviewed(LAST, seen={"a": {"PAY_LATE": {"severity": 3}}})
        )
    )
    assert (change.word, change.week) == ("still", 4)


def test_before_the_first_review_old_flags_are_known() -> None:
    older = [event("a", "no_show", 5), event("a", "no_show", 16)]
    known = overview(*steady("a"), *older, *rude("a", back=1))
    assert [c.word for c in changes(known)] == ["now", "now"]
    began = FRIDAY - timedelta(days=2)
    assert [(c.word, c.code) for c in changes(known, began)] == [
        ("now", "DISRESPECT"),
        ("known", "BOUNDARY"),
    ]


# --- what is asked --------------------------------------------------------------------------


def test_a_missing_fact_comes_before_energy_and_energy_once_a_day() -> None:
    new = Client(id="a", name="A", not_tracked=("hours", "money"))
    assert [f.fact for f in overview(new).health.unknown] == ["contact", "energy"]
    first = asked(overview(new))
    assert first is not None and first.fact == "contact"
    talked: list[Record] = [new, event("a", "call", 1)]
    second = asked(overview(*talked))
    assert second is not None and second.fact == "energy" and len(second.answers) == 5
    marks = [Energy(id=f"e{m}", client="a", on=FRIDAY, mark=m) for m in (4, 2)]
    assert asked(overview(*talked, *marks)) is None
    assert marked_today(overview(*talked, *marks)) == 2


def test_who_does_not_answer_is_not_asked_about_for_missing_hours() -> None:
    client = Client(id="a", name="A", not_tracked=("money", "energy"))
    talked, question = event("a", "call", 50), event("a", "message_out", 20, asks=True)
    first = asked(overview(client, talked))
    assert first is not None and first.fact == "hours"
    known = overview(client, talked, question)
    assert "hours" in {fact.fact for fact in known.health.unknown}, "it is still not known"
    assert asked(known) != first


def test_who_is_in_danger_is_asked_for_no_mark() -> None:
    in_danger = asked(overview(Client(id="a", name="A"), event("a", "incident", 0, type="threat")))
    assert in_danger is not None
    assert in_danger.fact != "energy"
    untracked = Client(id="a", name="A", not_tracked=("hours", "money", "contact"))
    assert asked(overview(untracked, event("a", "incident", 0, type="threat"))) is None


def test_energy_that_is_not_tracked_is_not_asked() -> None:
    everything: tuple[Trackable, ...] = ("hours", "money", "contact", "energy")
    assert asked(overview(Client(id="a", name="A", not_tracked=everything))) is None


@pytest.mark.parametrize(
    ("fields", "records", "early"),
    [
        ({"since": FRIDAY - timedelta(days=59)}, [], True),
        ({"since": FRIDAY - timedelta(days=60)}, [], False),
        ({"since": FRIDAY + timedelta(days=3)}, [], False),
        ({"since": date(2020, 1, 1), "returned_on": LAST}, [], True),
        ({"since": date(2020, 1, 1)}, [event("a", "new_person", 8)], True),
        ({}, [], False),
    ],
)
def test_the_first_weeks(fields: dict[str, Any], records: list[Record], early: bool) -> None:
    assert early_days(overview(Client(id="a", name="A", **fields), *records)) is early


# --- what is proposed -----------------------------------------------------------------------


def proposed(overview: Overview, place: str = "watch", history: ReviewHistory = NEVER) -> str:
    return offer(overview, Card(("a",), place), history, FRIDAY, WEEKDAY).proposed


def test_waiting_is_proposed_only_where_it_was_agreed_on_and_nothing_happened() -> None:
    calm = reviewed(LAST, seen={"a": {"BOUNDARY": {"severity": 2}}})
    assert proposed(overview(*steady("a"))) == "good"
    assert proposed(overview(Client(id="a", name="A"))) == "answer"
    assert proposed(overview(*mild(), review=calm)) == "decide", "its page is what is to be done"
    assert proposed(overview(*mild(), step(3), review=calm)) == "hold"
    assert proposed(overview(*mild(), step(0), review=calm)) == "decide", "its day is here"
    assert proposed(overview(*mild(), step(-1), review=calm)) == "decide"
    assert proposed(overview(*mild(), step(3), review=reviewed(LAST, seen={}))) == "decide", "new"
    tired = ReviewHistory(holds=(LAST,) * 4)
    assert proposed(overview(*mild(), review=calm), "held", tired) == "decide"


def test_what_a_card_does_not_take_it_says() -> None:
    offered = offer(overview(*mild(), step(-1)), Card(("a",), "watch"), NEVER, FRIDAY, WEEKDAY)
    assert offered.until is None
    assert "It was due on Thu 12 March" in offered.hold_refused
    assert "It cannot be snoozed past its due date" in offered.snooze_refused
    free = offer(overview(*mild()), Card(("a",), "watch"), NEVER, FRIDAY, WEEKDAY)
    assert (free.until, free.hold_refused, free.snooze_refused) == (
        FRIDAY + timedelta(days=28),
        "",
        "",
    )


def test_ones_own_worse_verdict_is_what_the_card_takes() -> None:
    own = Override(id="o", client="a", on=LAST, health="watch")
    offered = offer(overview(*steady("a"), own), Card(("a",), "watch"), NEVER, FRIDAY, WEEKDAY)
    assert (offered.proposed, offered.until) == ("hold", FRIDAY + timedelta(days=28))


# --- expected and happened ------------------------------------------------------------------


def decision(
    back: int, flag: str | None = "BOUNDARY", expect: str | None = "Calls first"
) -> Decision:
    return Decision(
        id="d",
        client="a",
        attempt="t",
        screen="train",
        code="TEACH",
        on=FRIDAY - timedelta(days=back),
        say="Send how we work",
        playbook="1",
        flag=flag,
        expect=expect,
    )


@pytest.mark.parametrize(("back", "shown"), [(27, False), (28, True), (55, True), (56, False)])
def test_four_weeks_after_a_decision_it_is_looked_back_on(back: int, shown: bool) -> None:
    assert (outlook(overview(*mild(), decision(back))) is not None) is shown


def test_its_own_day_may_come_sooner() -> None:
    assert outlook(overview(*mild(), replace(decision(10), review_by=FRIDAY))) is not None
    assert (
        outlook(overview(*mild(), replace(decision(10), review_by=FRIDAY + timedelta(days=1))))
        is None
    )
    assert outlook(overview(*mild(), decision(30, expect=None))) is None


def test_what_has_not_begun_or_only_prepares_is_not_looked_back_on() -> None:
    terms = replace(decision(30), set={"effective_from": FRIDAY.isoformat()})
    assert outlook(overview(*mild(), terms)) is not None
    tomorrow = FRIDAY + timedelta(days=1)
    later = replace(terms, set={"effective_from": tomorrow.isoformat()})
    assert outlook(overview(*mild(), later)) is None
    asked = replace(decision(30), screen="adapt", code="ASK")
    assert outlook(overview(*mild(), asked)) is None


def test_what_happened_is_the_flag_beside_that_day() -> None:
    gone = outlook(
        overview(*steady("a"), decision(30), step(0, outcome="worked", outcome_on=FRIDAY))
    )
    assert gone is not None and (gone.change, gone.flag, gone.outcome) == ("gone", None, "worked")
    more = outlook(overview(*mild(), decision(30)))
    assert more is not None and more.change == "more" and more.outcome is None
    same = outlook(
        overview(*mild(), event("a", "no_show", 29), event("a", "no_show", 31), decision(28))
    )
    assert same is not None and same.change == "same"
    nothing = outlook(overview(*mild(), decision(30, flag=None)))
    assert nothing is not None and nothing.change == ""


def test_of_a_late_payer_it_says_what_came_in() -> None:
    bill = Invoice(id="i", client="a", issued=LAST, due=LAST, amount=Decimal(90))
    paid = [
        Payment(id=f"x{back}", invoice="i", on=FRIDAY - timedelta(days=back), amount=Decimal(10))
        for back in (0, 3, 30)
    ]
    prospect = outlook(
        overview(Client(id="a", name="A"), bill, *paid, decision(30, flag="PAY_LATE"))
    )
    assert prospect is not None and prospect.paid == Decimal(20)


@pytest.mark.parametrize(("paid_back", "not_kept"), [(None, True), (4, False)])
def test_of_a_promise_it_says_whether_it_was_kept(paid_back: int | None, not_kept: bool) -> None:
    day = FRIDAY - timedelta(days=4)
    bill = Invoice(id="i", client="a", issued=LAST, due=LAST, amount=Decimal(90))
    promised = event("a", "promise", 6, due=day)
    came = [] if paid_back is None else [payment(bill, paid_back)]
    made = replace(
        decision(6, flag="PAY_LATE"),
        screen="late",
        code="PROMISE",
        set={"due": day.isoformat()},
        review_by=FRIDAY,
    )
    prospect = outlook(overview(Client(id="a", name="A"), bill, promised, *came, made))
    assert prospect is not None
    assert prospect.not_kept == (day if not_kept else None)


def test_before_the_promised_day_nothing_is_said_of_what_came_of_it() -> None:
    bill = Invoice(id="i", client="a", issued=LAST, due=LAST, amount=Decimal(90))
    made = replace(decision(7, flag="PAY_LATE"), screen="late", code="REMIND", review_by=FRIDAY)
    ahead = event("a", "promise", 2, due=FRIDAY + timedelta(days=5))
    known = (Client(id="a", name="A"), bill, made)
    assert outlook(overview(*known)) is not None
    assert outlook(overview(*known, ahead)) is None


def payment(bill: Invoice, back: int) -> Payment:
    on = FRIDAY - timedelta(days=back)
    return Payment(id="paid", invoice=bill.id, on=on, amount=bill.amount)
