"""Told, and given time: the repeats of each flag, and when the step of explaining was tried."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.triage.playbook.scene import Desk, day, hard
from triage.playbook.ask.fact_lines import fact_lines
from triage.playbook.gates.gates import GateKey
from triage.playbook.state.repeats import repeats
from triage.playbook.state.training import trainings

LINE = {"line": "No calls after six and no shouting."}
TELL = {"known": "1", "topic": "6", "gloss": "", "believe": "4"}


def later(on: str, days: int) -> str:
    return (day(on) + timedelta(days=days)).isoformat()


def taught(
    desk: Desk, on: str = "2026-03-06", *, belief: str = "4", flag: str = "DISRESPECT"
) -> Desk:
    """The step of explaining decided, and its note sent on that day."""
    key = GateKey(flag=flag)
    desk.take(
        on,
        "adapt",
        {"line": LINE["line"], "cause": "1", "essence": "2", "style": "4"},
        {"reason": "there is nothing left to change"},
        key=key,
    )
    desk.take(on, "train", {**TELL, "believe": belief}, key=key)
    desk.sent(on, "how_we_work")
    return desk


def disrespected() -> Desk:
    desk = Desk.of()
    hard(desk, "2026-03-02", "2026-03-03")
    return desk


def gate(desk: Desk, on: str) -> tuple[str, str] | None:
    """What G2 says, and its day."""
    shut = [s for s in desk.view(on, "part").gates if s.gate == "G2"]
    return (shut[0].missing, str(shut[0].earliest)) if shut else None


def repeats_since_told(desk: Desk, on: str) -> int:
    """The repeats since the oldest time they were told."""
    return trainings(desk.at(on))[0].repeats


class TestRepeats:
    @pytest.mark.parametrize(
        ("flag", "events", "count"),
        [
            ("DISRESPECT", [{"what": "message_in", "tone": -1}, {"what": "call", "tone": -2}], 2),
            ("DISRESPECT", [{"what": "message_out", "tone": -2}, {"what": "message_in"}], 0),
            ("DISRESPECT", [{"what": "our_promise", "due": "2026-04-01", "tone": -1}], 0),
            (
                "SCOPE_CREEP",
                [{"what": "request", "outcome": o} for o in ("absorbed", "pending")],
                2,
            ),
            ("SCOPE_CREEP", [{"what": "request", "outcome": o} for o in ("billed", "declined")], 0),
            ("BOUNDARY", [{"what": w} for w in ("after_hours", "false_urgent", "no_show")], 3),
            ("BOUNDARY", [{"what": "price_ask"}], 0),
            ("PRICE_PRESSURE", [{"what": "price_ask"}, {"what": "terms_ask"}], 1),
        ],
    )
    def test_conduct_counts_by_event(
        self, flag: str, events: list[dict[str, object]], count: int
    ) -> None:
        desk = Desk.of()
        for on in ("2026-03-06", "2026-03-07"):
            for event in events:
                desk.add("event", on=on, **event)
        # Those of the day itself came before, or with, the message.
        assert repeats(desk.at("2026-03-10"), flag, day("2026-03-06")) == count
        assert repeats(desk.at("2026-03-06"), flag, day("2026-03-06")) == 0

    @pytest.mark.parametrize("flag", ["PAY_LATE", "PAY_RISK", "LIQUIDITY"])
    def test_payment_counts_invoices_falling_overdue(self, flag: str) -> None:
        desk = Desk.of(pay_grace_days=2)
        for due, paid in (
            ("2026-03-03", None),  # its first day overdue is the day of the message
            ("2026-03-04", None),
            ("2026-03-10", "2026-03-12"),  # paid on its last day of grace
            ("2026-03-11", "2026-03-14"),  # paid a day late
            ("2026-03-20", None),  # not due yet
        ):
            invoice = desk.add("invoice", issued="2026-02-20", due=due, amount="100.00")
            if paid:
                desk.add("payment", invoice=invoice, on=paid, amount="100.00")
        desk.add("invoice", issued="2026-02-20", due="2026-03-05", amount="1.00", state="draft")
        assert repeats(desk.at("2026-03-20"), flag, day("2026-03-06")) == 2

    def test_other_flags_count_full_weeks_in_which_they_were_raised(self) -> None:
        desk = Desk.of()
        desk.log("new_person", "2026-03-01", role="manager")
        for days, weeks in ((6, 0), (7, 1), (13, 1), (14, 2)):
            at = desk.at(later("2026-03-06", days))
            assert repeats(at, "CHANGE_OF_HANDS", day("2026-03-06")) == weeks

    def test_a_break_begins_a_new_week(self) -> None:
        desk = Desk.of()
        desk.log("new_person", "2026-03-01", role="manager")
        desk.log("intro_talk", "2026-03-12")
        desk.log("new_person", "2026-03-14", role="owner")
        # 7 to 11 March, then 14 March on: five days, then the first full week on the 20th.
        assert repeats(desk.at("2026-03-19"), "CHANGE_OF_HANDS", day("2026-03-06")) == 0
        assert repeats(desk.at("2026-03-20"), "CHANGE_OF_HANDS", day("2026-03-06")) == 1


class TestTried:
    def test_not_told_at_all(self) -> None:
        assert gate(disrespected(), "2026-03-06") == (
            "“Train” comes first: tell them in writing how you work",
            "None",
        )

    def test_a_draft_that_was_never_sent_is_nothing(self) -> None:
        desk = disrespected()
        desk.add("message", template="how_we_work", on="2026-01-05", attempt="a")
        assert "tell them in writing" in (gate(desk, "2026-03-06") or ("",))[0]

    def test_a_note_of_no_step_counts_for_nothing(self) -> None:
        desk = disrespected()
        desk.sent("2026-01-06", "how_we_work")
        desk.sent("2026-01-06", "boundary_note")
        assert "tell them in writing" in (gate(desk, "2026-03-06") or ("",))[0]

    def test_28_days_are_enough(self) -> None:
        desk = taught(disrespected())
        refusal = gate(desk, "2026-04-02")
        assert refusal is not None and refusal[1] == "2026-04-03"
        assert repeats_since_told(desk, "2026-04-02") == 0
        assert gate(desk, "2026-04-03") is None

    def test_two_repeats_are_enough(self) -> None:
        desk = taught(disrespected())
        hard(desk, "2026-03-09")
        assert gate(desk, "2026-03-10") is not None
        assert repeats_since_told(desk, "2026-03-10") == 1
        hard(desk, "2026-03-10")
        assert gate(desk, "2026-03-10") is None

    def test_repeats_of_another_flag_are_none(self) -> None:
        desk = taught(disrespected())
        for on in ("2026-03-09", "2026-03-10"):
            desk.log("price_ask", on)
        assert gate(desk, "2026-03-10") is not None

    @pytest.mark.parametrize(("belief", "days"), [("1", 14), ("2", 28), ("5", 28)])
    def test_little_belief_makes_a_short_trial(self, belief: str, days: int) -> None:
        desk = taught(disrespected(), belief=belief)
        assert gate(desk, later("2026-03-06", days - 1)) is not None
        assert gate(desk, later("2026-03-06", days)) is None

    @pytest.mark.parametrize(
        ("facts", "days"),
        [
            ({"since": "2026-01-06"}, 14),  # day 59 of the relation
            ({"since": "2026-01-05"}, 28),  # day 60
            ({"returned_on": "2026-02-20", "closed_on": "2025-06-01"}, 14),
        ],
    )
    def test_a_new_client_has_a_short_trial(self, facts: dict[str, str], days: int) -> None:
        desk = Desk.of(**facts)
        hard(desk, "2026-03-02", "2026-03-03")
        taught(desk)
        assert gate(desk, later("2026-03-06", days - 1)) is not None
        assert gate(desk, later("2026-03-06", days)) is None

    def test_a_new_person_has_not_been_told(self) -> None:
        desk = taught(disrespected(), "2026-03-06")
        assert gate(desk, "2026-05-01") is None
        desk.log("new_person", "2026-04-20", role="owner")
        assert "tell them in writing" in (gate(desk, "2026-05-01") or ("",))[0]

    def test_a_note_on_the_day_they_came_counts(self) -> None:
        desk = taught(disrespected(), "2026-03-06")
        desk.log("new_person", "2026-03-06", role="owner")
        assert gate(desk, "2026-04-03") is None

    def test_after_a_return_nobody_has_been_told(self) -> None:
        desk = taught(disrespected())
        desk.change("client", "c", closed_on="2026-04-10", returned_on="2026-05-01")
        assert "tell them in writing" in (gate(desk, "2026-05-02") or ("",))[0]


class TestBoundaryNote:
    def noted(self) -> Desk:
        desk = Desk.of()
        desk.log("message_in", "2026-03-02", tone=-2)
        desk.take("2026-03-02", None, {"warn": "yes"})
        desk.sent("2026-03-03", "boundary_note")
        return desk

    def test_it_is_a_training_message(self) -> None:
        (training,) = trainings(self.noted().at("2026-03-04"))
        assert training.what == "the boundary note"
        assert gate(self.noted(), "2026-03-31") is None

    def test_one_further_insult_counts_as_both_repeats(self) -> None:
        desk = self.noted()
        hard(desk, "2026-03-05")
        assert gate(desk, "2026-03-05") is not None
        assert repeats_since_told(desk, "2026-03-05") == 1
        hard(desk, "2026-03-06", tone=-2)
        assert gate(desk, "2026-03-06") is None

    def test_what_is_shown_counts_what_came_after_the_note_and_nothing_twice(self) -> None:
        desk = self.noted()
        hard(desk, "2026-03-06", tone=-2)
        assert repeats_since_told(desk, "2026-03-06") == 1
        lines = {line.label: line.text for line in fact_lines(desk.at("2026-03-06"), "safety", ())}
        assert lines["told"] == "the boundary note on Tue 3 March, 1 repeat since"

    def test_after_another_note_an_insult_is_one_repeat(self) -> None:
        desk = taught(disrespected())
        hard(desk, "2026-03-09", tone=-2)
        assert gate(desk, "2026-03-09") is not None
        assert repeats_since_told(desk, "2026-03-09") == 1


class TestRestatedTerms:
    def late(self) -> Desk:
        desk = Desk.of()
        desk.add("invoice", issued="2026-02-01", due="2026-02-20", amount="900.00")
        desk.take("2026-03-01", "late", {"got": "yes", "dispute": "no", "stage": "2"})
        desk.sent("2026-03-01", "payment_reminder")
        return desk

    def test_they_count_while_it_is_all_about_payment(self) -> None:
        assert gate(self.late(), "2026-03-28") is not None
        assert gate(self.late(), "2026-03-29") is None

    def test_they_do_not_count_when_conduct_matters_too(self) -> None:
        desk = self.late()
        hard(desk, "2026-03-20", "2026-03-21")
        assert "tell them in writing" in (gate(desk, "2026-03-29") or ("",))[0]

    def test_the_first_reminder_is_no_lesson(self) -> None:
        desk = Desk.of()
        desk.add("invoice", issued="2026-02-01", due="2026-02-20", amount="900.00")
        desk.take("2026-02-25", "late", {"got": "yes", "dispute": "no", "stage": "1"})
        desk.sent("2026-02-25", "payment_reminder")
        assert "tell them in writing" in (gate(desk, "2026-04-29") or ("",))[0]
