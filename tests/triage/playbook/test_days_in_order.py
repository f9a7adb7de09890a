"""A message counts from its decision on, an outcome too, and no ladder is climbed within a day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.playbook.scene import Desk, day, hard
from triage.playbook.after.sending import belongs_to
from triage.playbook.errors import DecisionRefused

LINE = {"line": "No calls after six and no shouting."}
TELL = {"known": "1", "topic": "6", "gloss": "", "believe": "4"}
TERMS = {"trade": "4", "issue": "yes", "gain": "calmer talks", "kind": "5"}
NO_OTHER_WAY = {"misfit": "3", "other": "no"}
REASON = {"reason": "nobody else does this work here"}


def trained() -> Desk:
    desk = Desk.of()
    hard(desk, "2026-03-02", "2026-03-03")
    desk.take("2026-03-04", "adapt", LINE)
    desk.outcome("2026-03-05", "adapt", "failed")
    desk.take("2026-03-05", "train", TELL)
    return desk


def test_a_message_cannot_be_older_than_the_decision_it_is_for() -> None:
    desk = trained()
    with pytest.raises(DecisionRefused, match="you decided this on Thu 5 March"):
        desk.sent("2026-03-20", "how_we_work", day=day("2026-02-01"))
    desk.sent("2026-03-20", "how_we_work", day=day("2026-03-05"))
    assert belongs_to(desk.at("2026-03-20"), "how_we_work", day("2026-03-04")) is None


def test_one_of_a_file_that_is_older_opens_nothing() -> None:
    desk = trained()
    desk.sent("2026-03-20", "how_we_work")
    hard(desk, "2026-03-21", "2026-03-22")
    assert "G2" not in desk.shut("2026-03-23", "part")
    (message,) = desk.of_kind("message")
    desk.put(replace(message, sent_on=day("2026-02-01")))
    assert "“Train” comes first" in desk.shut("2026-03-23", "part")["G2"]


def test_nor_can_it_be_older_than_its_draft() -> None:
    desk = trained()
    desk.add("message", template="how_we_work", on="2026-03-10", text="Dear Rolf")
    with pytest.raises(DecisionRefused, match="the draft was written on Tue 10 March"):
        desk.sent("2026-03-20", "how_we_work", day=day("2026-03-06"))


def test_a_reminder_from_before_the_program_may_be_ticked() -> None:
    desk = Desk.of()
    desk.add("invoice", issued="2026-02-01", due="2026-02-15", amount="100.00")
    desk.take("2026-03-10", "late", {"got": "yes", "dispute": "no", "stage": "1"})
    draft = desk.add("message", template="payment_reminder", on="2026-03-10", text="Hello")
    desk.sent("2026-03-10", "payment_reminder", day=day("2026-02-20"))
    ticked = next(m for m in desk.of_kind("message") if m.id != draft)
    assert (ticked.sent_on, ticked.attempt) == (day("2026-02-20"), None)


@pytest.mark.parametrize(
    ("sent_on", "is_done"),
    [("2026-02-20", True), ("2026-03-10", True), ("2026-02-10", False)],
    ids=["before the decision", "on its day", "before anything was overdue"],
)
def test_a_reminder_is_not_asked_for_again_once_it_went_out(sent_on: str, is_done: bool) -> None:
    desk = Desk.of()
    desk.add("invoice", issued="2026-02-01", due="2026-02-15", amount="100.00")
    desk.take("2026-03-10", "late", {"got": "yes", "dispute": "no", "stage": "1"})
    desk.sent("2026-03-10", "payment_reminder", day=day(sent_on))
    (action,) = desk.of_kind("action")
    assert action.done_on == (day("2026-03-10") if is_done else None)


def test_no_step_is_over_before_it_was_decided() -> None:
    desk = trained()
    desk.take("2026-03-12", "train", {**TELL, "believe": "1"})
    for outcome, reason in (("failed", None), ("na", "they know all that there is to know")):
        with pytest.raises(DecisionRefused, match="cannot have ended before that"):
            desk.outcome("2026-03-10", "train", outcome, reason)
    desk.outcome("2026-03-12", "train", "failed")


def test_an_outcome_of_a_file_counts_from_its_decision_on() -> None:
    desk = trained()
    attempt = next(a for a in desk.of_kind("attempt") if a.screen == "train")
    desk.put(replace(attempt, outcome="failed", outcome_on=day("2026-01-01")))
    (known,) = (a for a in desk.at("2026-03-06").attempts if a.screen == "train")
    assert known.outcome_on == day("2026-03-05")


def test_a_ladder_climbed_within_a_day_opens_no_goodbye() -> None:
    desk = trained()
    desk.sent("2026-03-06", "how_we_work")
    desk.outcome("2026-04-06", "train", "failed")
    today = "2026-04-06"
    desk.take(today, "renegotiate", TERMS)
    desk.sent(today, "new_terms")
    desk.outcome(today, "renegotiate", "failed")
    desk.take(today, "redirect", {"misfit": "2", "lighter": "1"})
    desk.outcome(today, "redirect", "failed")
    gates = {gate.gate: gate for gate in desk.view(today, "part").gates}
    assert "started today" in gates["G1"].missing and "went out today" in gates["G3"].missing
    assert {gates[code].earliest for code in ("G1", "G3")} == {day("2026-04-07")}
    assert set(desk.shut("2026-04-07", "part")) == {"G4"}
