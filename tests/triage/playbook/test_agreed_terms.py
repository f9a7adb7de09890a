"""How new terms went is asked once it can be known, and until then they stand beside today's."""

from __future__ import annotations

from decimal import Decimal

from tests.triage.playbook.scene import Desk, day
from triage.clients.agenda import agenda
from triage.health.windows import shift
from triage.open_items import LOOK_FOR_ANSWER
from triage.playbook.ask.fact_lines import WIDE, fact_lines
from triage.playbook.decide.outcomes import outcome_due, suggestion
from triage.playbook.gates.gates import GateKey
from triage.playbook.state.agreed_terms import SHOWN_DAYS, agreed_rate
from triage.records import Client
from triage.review.action_question import action_question

ON, BEGINS = "2026-03-06", "2026-04-06"
KEY = GateKey(flag="RATE_FLOOR")


def underpaid() -> Desk:
    """Hours that bring less than the floor, for months."""
    desk = Desk.of(rate="48.00", floor="70.00")
    for month in ("01", "02", "03"):
        for date in ("02", "05"):
            desk.add("time", on=f"2026-{month}-{date}", minutes=600)
    desk.add("invoice", number="1", issued="2026-02-20", due="2026-03-20", amount="1900")
    return desk


PRICE = {"trade": "i_want_it", "walk": "70", "kind": "new_price"}
SCOPE = {**PRICE, "kind": "less_scope"}


def proposed(way: dict[str, str] = PRICE) -> Desk:
    desk = underpaid()
    desk.take(ON, "renegotiate", way, {"effective_from": BEGINS} if way is PRICE else {}, key=KEY)
    return desk


def answer_day(desk: Desk) -> str:
    (answer,) = [a for a in desk.of_kind("action") if a.text == LOOK_FOR_ANSWER]
    assert answer.due is not None
    return str(answer.due.isoformat())


def asked_on(desk: Desk, on: str = ON) -> str:
    """The day on which it is asked how the step went, the same wherever it stands."""
    step = desk.overview(on).step
    assert step is not None and step.review_by is not None
    lines = [e for e in agenda(desk.book, day(on)) if e.kind == "step"]
    assert [line.day for line in lines] == [step.review_by]
    before, then = (shift(step.review_by, days).isoformat() for days in (-1, 0))
    assert (outcome_due(desk.at(before)), outcome_due(desk.at(then))) == (False, True)
    return step.review_by.isoformat()


def test_it_is_not_asked_before_they_can_have_answered() -> None:
    desk = proposed(SCOPE)
    assert asked_on(desk) == answer_day(desk)
    (attempt,) = [a for a in desk.of_kind("attempt") if a.screen == "renegotiate"]
    desk.change("attempt", attempt.id, review_by="2026-03-20")
    assert asked_on(desk) == answer_day(desk), "also where an earlier day was stored"


def test_it_is_not_asked_before_the_new_terms_have_shown_something() -> None:
    desk = proposed()
    assert answer_day(desk) < asked_on(desk) == shift(day(BEGINS), SHOWN_DAYS).isoformat()
    desk.change("client", "c", rate="72.00", past_rates=[{"until": "2026-04-19", "value": "48.00"}])
    assert asked_on(desk) == shift(day("2026-04-20"), SHOWN_DAYS).isoformat(), "as it was agreed"


def test_what_is_agreed_stands_beside_the_rate_of_today() -> None:
    desk = proposed()
    desk.change("client", "c", rate="72.00", past_rates=[{"until": "2026-04-05", "value": "48.00"}])
    client = desk.records["client", "c"]
    assert isinstance(client, Client)
    agreed = agreed_rate(client, day(ON))
    assert agreed is not None and (agreed.rate, agreed.begins) == (Decimal(72), day(BEGINS))
    texts = [line.text for line in fact_lines(desk.at(ON), "renegotiate", width=WIDE)]
    assert any("agreed: 72.00 from Mon 6 April" in text for text in texts)
    assert agreed_rate(client, day(BEGINS)) is None, "it holds by then"


def sent_and_due(way: dict[str, str] = SCOPE) -> tuple[Desk, str]:
    """Proposed, the message sent; the day of the look for an answer."""
    desk = proposed(way)
    (message,) = [a for a in desk.of_kind("action") if a.template is not None]
    desk.sent(ON, message.template)
    return desk, answer_day(desk)


def test_on_one_day_it_is_asked_once() -> None:
    desk, on = sent_and_due()
    step = desk.overview(on).step
    assert step is not None and step.review_by == day(on), "the same day"
    action = desk.next_action(on)
    assert (action.action, action.look) == (None, step.attempt)
    assert action_question(desk.overview(on)) is None
    lines = [entry for entry in agenda(desk.book, day(ON)) if entry.day == day(on)]
    assert [line.kind for line in lines] == ["step"]
    desk.outcome(on, "renegotiate", "failed")
    assert LOOK_FOR_ANSWER not in dict(desk.todo())


def test_more_time_settles_the_look_for_an_answer_too() -> None:
    desk, on = sent_and_due()
    better = {"rate": "69.00", "past_rates": [{"until": "2026-03-06", "value": "30.00"}]}
    desk.change("client", "c", **better)
    desk.add("time", on="2026-03-19", minutes=60000)
    suggested = suggestion(desk.at(on))
    assert suggested is not None and suggested.extend_to is not None, "it is better"
    desk.more_time(on)
    assert LOOK_FOR_ANSWER not in dict(desk.todo())


def test_an_answer_that_is_due_before_the_outcome_is_looked_for_by_itself() -> None:
    desk, on = sent_and_due(PRICE)
    action = desk.next_action(on)
    assert (action.text, action.due) == (LOOK_FOR_ANSWER, day(on))
    lines = [entry for entry in agenda(desk.book, day(ON)) if entry.day == day(on)]
    assert [line.kind for line in lines] == ["action"]


def test_the_next_rate_that_is_agreed_is_said_up_to_the_day_before_it() -> None:
    desk = underpaid()
    steps = [{"until": "2026-04-05", "value": "48.00"}, {"until": "2026-06-30", "value": "72.00"}]
    desk.change("client", "c", rate="80.00", past_rates=steps)
    client = desk.records["client", "c"]
    assert isinstance(client, Client)
    rates = [agreed_rate(client, day(on)) for on in (ON, "2026-04-05", "2026-04-06", "2026-07-01")]
    assert [(r.rate, r.begins.isoformat()) if r else None for r in rates] == [
        *[(Decimal(72), "2026-04-06")] * 2,
        (Decimal(80), "2026-07-01"),
        None,
    ]


def test_what_was_decided_last_says_when_it_is_asked() -> None:
    desk = proposed()
    desk.take("2026-03-20", "renegotiate", SCOPE, key=KEY)
    assert asked_on(desk, "2026-03-20") < shift(day(BEGINS), SHOWN_DAYS).isoformat()
