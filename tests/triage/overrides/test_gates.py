"""A gate that was passed with a reason is read again until what it opened is over."""

from __future__ import annotations

from dataclasses import replace

from tests.triage.playbook.scene import NAME, Desk, day, hard
from triage.overrides.gates import passed_gates
from triage.playbook.gates.gates import GateKey
from triage.records import Review
from triage.review.report import report_of
from triage.review.report_text import as_markdown

ON = "2026-03-20"
WHY = "They threatened my colleague on the phone and I will not wait"
PLANS = "From May on I teach at the art school four days a week"
TELL = {"known": "1", "topic": "6", "gloss": "", "believe": "4"}
LETTER = {
    **{"still": "1", "solid": "3", "cushion": "1", "contract": "1", "open": "1", "mood": "1"},
    "way": "2",
}


def overridden() -> Desk:
    desk = Desk.of()
    hard(desk, "2026-03-02", "2026-03-03")
    desk.take("2026-03-19", "train", TELL, key=GateKey(override=WHY))
    return desk


def own_plans() -> Desk:
    desk = Desk.of()
    desk.visit("2026-03-18", key=GateKey(own_plans=True))
    desk.take("2026-03-19", "part", LETTER, {"reason": PLANS})
    return desk


def words(desk: Desk, on: str = ON) -> list[str]:
    ledger = desk.book.ledgers["c"]
    return [passed.words(day(on)) for passed in passed_gates(ledger, day(on))]


def test_it_stands_until_its_step_is_over() -> None:
    desk = overridden()
    assert words(desk) == [f"override, since Thu 19 March: “{WHY}”"]
    assert words(desk, "2026-03-18") == []
    desk.outcome("2026-03-25", "train", "failed")
    assert words(desk, "2026-03-24") and words(desk, "2026-03-25") == []


def test_own_plans_until_the_client_is_closed() -> None:
    desk = own_plans()
    assert words(desk) == [f"for your own reasons, since Wed 18 March: “{PLANS}”"]
    desk.change("client", "c", state="closed", closed_on=ON)
    assert words(desk) == []


def test_how_a_goodbye_went_hides_nothing_before_its_end() -> None:
    desk = own_plans()
    desk.outcome(ON, "part", "worked")
    assert words(desk) == [f"for your own reasons, since Wed 18 March: “{PLANS}”"]


def test_the_report_shows_it() -> None:
    for desk, text in ((overridden(), WHY), (own_plans(), PLANS)):
        review = Review(id="r", on=day(ON), finished_on=day(ON))
        assert text in as_markdown(report_of(desk.book, review, day(ON), 4))


def test_the_report_tells_of_ones_own_verdict_while_it_runs() -> None:
    desk = Desk.of()
    hard(desk, "2026-03-02", "2026-03-03")
    desk.add("override", on="2026-03-10", health="good", until="2026-03-31", reason="it was a joke")
    review = Review(id="r", on=day(ON), finished_on=day(ON))
    line = f"- **{NAME}**: your verdict: good until Tue 31 March: “it was a joke”"
    assert line in as_markdown(report_of(desk.book, review, day(ON), 4))
    later = replace(review, on=day("2026-04-03"), finished_on=day("2026-04-03"))
    assert "you say good" not in as_markdown(report_of(desk.book, later, day("2026-04-03"), 4))
