"""Each gate: what shuts it, what opens it, and the day it names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.playbook.scene import NAME, Desk, day, hard, paid_invoice
from tests.ways import at
from triage.open_items import LOOK_FOR_ANSWER
from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.gates import GateKey, check_override, closed_gates
from triage.playbook.vocabulary import DOORS, HELPERS, STEPS
from triage.records import Client

LINE = {"line": "No calls after six and no shouting."}
TELL = {"known": "1", "topic": "6", "gloss": "", "believe": "4"}
TERMS = {"trade": "4", "issue": "yes", "gain": "calmer talks", "kind": "5"}
NO_OTHER_WAY = {"misfit": "3", "other": "no"}
REASON = {"reason": "nobody else does this work here"}
WHY = "They threatened my colleague on the phone and I will not wait"


def disrespected() -> Desk:
    desk = Desk.of()
    hard(desk, "2026-03-02", "2026-03-03")
    return desk


def ladder_done() -> Desk:
    """Everything before `part` is tried and told; two repeats after the note."""
    desk = disrespected()
    desk.take("2026-03-04", "adapt", LINE)
    desk.outcome("2026-03-05", "adapt", "failed")
    desk.take("2026-03-05", "train", TELL)
    desk.sent("2026-03-06", "how_we_work")
    hard(desk, "2026-03-09", "2026-03-10")
    desk.outcome("2026-03-11", "train", "failed")
    desk.take("2026-03-11", "renegotiate", TERMS)
    desk.sent("2026-03-12", "new_terms")
    desk.outcome("2026-03-13", "renegotiate", "failed")
    desk.take("2026-03-13", "redirect", NO_OTHER_WAY, REASON)
    return desk


class TestCleanHands:
    def test_an_answer_we_owe_shuts_every_step(self) -> None:
        desk = disrespected()
        asked = desk.log("message_in", "2026-03-02", needs_answer=True)
        for step in STEPS:
            assert "Reply to them first" in desk.shut("2026-03-06", step)["G0"]
        assert "Mon 2 March" in desk.shut("2026-03-06", "adapt")["G0"]
        desk.change("event", asked, answered_on="2026-03-06")
        assert "G0" not in desk.shut("2026-03-06", "adapt")

    def test_an_open_complaint_shuts_them_from_its_first_hour(self) -> None:
        desk = disrespected()
        complaint = desk.log("message_in", "2026-03-05", complaint=True, tone=0)
        assert "G0" in desk.shut("2026-03-05", "adapt")
        desk.change("event", complaint, solved_on="2026-03-05")
        assert desk.shut("2026-03-05", "adapt") == {}

    @pytest.mark.parametrize("tone", [-1, -2])
    def test_an_insult_does_not_shut_the_ladder(self, tone: int) -> None:
        desk = disrespected()
        desk.log("message_in", "2026-03-02", needs_answer=True, complaint=True, tone=tone)
        assert "G0" not in desk.shut("2026-03-09", "adapt")

    @pytest.mark.parametrize(("on", "shut"), [("2026-03-14", False), ("2026-03-15", True)])
    def test_late_payment_too_from_day_14(self, on: str, shut: bool) -> None:
        desk = Desk.of()
        desk.add("invoice", issued="2026-02-01", due="2026-03-01", amount="100.00")
        desk.log("message_in", "2026-03-02", needs_answer=True)
        assert ("G0" in desk.shut(on, "late")) is shut

    def test_it_cannot_be_overridden(self) -> None:
        desk = disrespected()
        desk.log("message_in", "2026-03-02", needs_answer=True)
        assert "G0" in desk.shut("2026-03-06", "adapt", GateKey(override=WHY))


class TestOrder:
    def test_the_first_step_is_always_open(self) -> None:
        assert Desk.of().shut("2026-03-04", "adapt") == {}

    def test_the_missing_ones_are_named(self) -> None:
        desk = disrespected()
        assert desk.shut("2026-03-04", "train") == {"G1": "adapt not yet tried"}
        desk.take("2026-03-04", "adapt", LINE)
        running = "adapt has no outcome on record (since Wed 4 March)"
        assert desk.shut("2026-03-06", "train") == {"G1": running}
        assert desk.shut("2026-03-06", "redirect") == {
            "G1": f"train and renegotiate not yet tried; {running}"
        }

    def test_part_says_what_was_not_tried_and_what_is_not_over(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        desk.outcome("2026-03-05", "adapt", "failed")
        desk.take("2026-03-05", "train", TELL)
        reason = desk.shut("2026-03-06", "part")["G1"]
        assert reason.startswith("renegotiate and redirect not yet tried; train has no outcome")

    @pytest.mark.parametrize("outcome", ["worked", "partly", "failed"])
    def test_any_outcome_opens_the_next_step(self, outcome: str) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE)
        hard(desk, "2026-07-01")
        desk.outcome("2026-04-20", "adapt", outcome)
        assert desk.shut("2026-04-20", "train") == {}

    def test_doors_and_helpers_have_no_gates(self) -> None:
        desk = disrespected()
        desk.log("message_in", "2026-03-02", needs_answer=True)
        for screen in (*DOORS, *HELPERS):
            assert desk.shut("2026-03-06", screen) == {}


class TestMoney:
    def creeping(self) -> Desk:
        desk = Desk.of()
        for on in ("2026-03-01", "2026-03-02"):
            desk.log("price_ask", on)
        return desk

    def test_a_money_flag_leads_straight_to_new_terms(self) -> None:
        desk = self.creeping()
        assert desk.view("2026-03-04", "renegotiate").open
        assert not desk.view("2026-03-04", "train").open
        assert not desk.view("2026-03-04", "redirect").open

    def test_the_steps_before_are_written_as_not_applying(self) -> None:
        desk = self.creeping()
        desk.take("2026-03-04", "renegotiate", TERMS)
        passed = {a.screen: (a.outcome, a.outcome_reason) for a in desk.of_kind("attempt")}
        why = ("na", "the problem is price, not conduct")
        assert passed == {"adapt": why, "train": why, "renegotiate": (None, None)}

    def test_a_step_that_runs_ends_with_it(self) -> None:
        desk = self.creeping()
        desk.take("2026-03-04", "adapt", {"cause": "1", "essence": "1", "gourmet": "5"}, key=None)
        desk.take("2026-03-05", "renegotiate", TERMS)
        outcomes = {a.screen: a.outcome for a in desk.of_kind("attempt")}
        assert outcomes == {"adapt": "na", "train": "na", "renegotiate": None}
        assert [text for text, _ in desk.todo()] == [
            "Propose the new terms",
            LOOK_FOR_ANSWER,
        ]

    def test_the_flag_must_be_raised_and_lead_here(self) -> None:
        desk = disrespected()
        assert "G1" in desk.shut("2026-03-04", "renegotiate")
        assert "G1" in desk.shut("2026-03-04", "renegotiate", GateKey(flag="RATE_FLOOR"))
        desk.log("price_ask", "2026-03-01")
        desk.log("price_ask", "2026-03-02")
        assert "G1" in desk.shut("2026-03-04", "renegotiate", GateKey(flag="DISRESPECT"))
        assert desk.shut("2026-03-04", "renegotiate", GateKey(flag="PRICE_PRESSURE")) == {}

    def test_passing_by_for_money_never_counts_as_told(self) -> None:
        desk = self.creeping()
        desk.take("2026-03-04", "renegotiate", TERMS)
        desk.sent("2026-03-05", "new_terms")
        assert "“Train” comes first" in desk.shut("2026-06-04", "part")["G2"]


class TestRealOffer:
    def test_passing_by_is_no_offer(self) -> None:
        desk = disrespected()
        assert "no offer has been sent" in desk.shut("2026-03-04", "part")["G3"]

    def test_a_message_of_no_step_opens_no_gate(self) -> None:
        desk = disrespected()
        for template in ("new_terms", "scope_change", "other_offer"):
            desk.sent("2026-03-04", template)
        assert "G3" in desk.shut("2026-03-05", "part")

    def test_the_change_of_scope_of_another_step_is_no_offer(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", {"gourmet": "5"}, key=GateKey(flag="OVER_SERVICE"))
        desk.sent("2026-03-05", "scope_change")
        assert "G3" in desk.shut("2026-03-05", "part")

    def test_new_terms_or_another_way_really_sent(self) -> None:
        assert "G3" not in ladder_done().shut("2026-03-14", "part")

    def test_an_offer_of_before_they_came_back_is_none(self) -> None:
        desk = ladder_done()
        desk.change("client", "c", returned_on="2026-03-13")
        assert "no offer has been sent" in desk.shut("2026-03-14", "part")["G3"]


class TestEndings:
    def bare(self, **facts: Any) -> Desk:
        desk = Desk.of(contract={}, **facts)
        hard(desk, "2026-03-02", "2026-03-03")
        return desk

    def test_a_blank_is_named(self) -> None:
        assert "what was agreed about ending" in self.bare().shut("2026-03-04", "part")["G5"]

    @pytest.mark.parametrize(
        "contract", [{"notice_days": 0}, {"notice_days": 30}, {"written": False}]
    )
    def test_nothing_written_counts_too(self, contract: dict[str, object]) -> None:
        desk = self.bare()
        desk.change("client", "c", contract=contract)
        assert "G5" not in desk.shut("2026-03-04", "part")

    def test_a_contract_without_its_notice_is_a_blank(self) -> None:
        desk = self.bare()
        desk.change("client", "c", contract={"written": True})
        assert "G5" in desk.shut("2026-03-04", "part")

    def test_an_income_that_cannot_be_compared_is_a_blank(self) -> None:
        desk = disrespected()
        paid_invoice(desk, "2026-02-01", "2026-02-10")
        assert "G5" not in desk.shut("2026-03-04", "part")
        desk.client = "d"
        desk.add("client", id="d", name="Other", currency="SEK")
        paid_invoice(desk, "2026-02-01", "2026-02-10")
        desk.client = "c"
        assert "G5" not in desk.shut("2026-03-04", "part")
        desk.change("client", "c", currency="USD")
        assert "income share" in desk.shut("2026-03-04", "part")["G5"]
        desk.change("client", "c", not_tracked=["money"])
        assert "G5" not in desk.shut("2026-03-04", "part")


class TestPart:
    def test_all_shut_gates_are_listed(self) -> None:
        desk = Desk.of(contract={})
        hard(desk, "2026-03-02", "2026-03-03")
        desk.log("message_in", "2026-03-02", needs_answer=True)
        assert list(desk.shut("2026-03-06", "part")) == ["G0", "G1", "G2", "G3", "G4", "G5"]

    def test_the_whole_way(self) -> None:
        desk = ladder_done()
        assert list(desk.shut("2026-03-14", "part")) == ["G4"]
        desk.visit("2026-03-14")
        assert list(desk.shut("2026-03-14", "part")) == ["G4"]
        view = desk.view("2026-03-15", "part", goal=at("still"))
        assert view.open and view.question is not None and view.question.id == "still"


class TestOwnPlans:
    def test_only_the_night_and_the_facts_are_asked_for(self) -> None:
        desk = Desk.of()
        key = GateKey(own_plans=True)
        assert list(desk.shut("2026-03-04", "part", key)) == ["G4"]
        desk.visit("2026-03-04", key=key)
        assert desk.shut("2026-03-05", "part") == {}
        (attempt,) = desk.of_kind("attempt")
        assert attempt.own_plans and attempt.override is None and attempt.overridden == ()

    def test_clean_hands_and_facts_still_count(self) -> None:
        desk = Desk.of(contract={})
        desk.log("message_in", "2026-03-02", needs_answer=True)
        assert list(desk.shut("2026-03-06", "part", GateKey(own_plans=True))) == ["G0", "G4", "G5"]

    def test_they_open_nothing_but_the_goodbye(self) -> None:
        assert "G1" in Desk.of().shut("2026-03-06", "train", GateKey(own_plans=True))


class TestOverride:
    CLIENT = Client(id="c", name=NAME)

    @pytest.mark.parametrize(("length", "fits"), [(39, False), (40, True), (61, True)])
    def test_forty_characters(self, length: int, fits: bool) -> None:
        reason = f"{WHY:.<{length}}"[:length]
        if fits:
            assert check_override(self.CLIENT, f" {reason} ", NAME) == reason
        else:
            with pytest.raises(DecisionRefused, match="40 characters or more; this one has 39"):
                check_override(self.CLIENT, f" {reason} ", NAME)

    @pytest.mark.parametrize("name", ["", "Northlake", "Northlake Food", "Northlake Foods Ltd"])
    def test_the_whole_name(self, name: str) -> None:
        with pytest.raises(DecisionRefused, match="full name"):
            check_override(self.CLIENT, WHY, name)

    def test_case_and_blanks_do_not_matter(self) -> None:
        assert check_override(self.CLIENT, WHY, " northlake FOODS ")

    def test_it_passes_all_but_the_night(self) -> None:
        desk = Desk.of(contract={})
        hard(desk, "2026-03-02", "2026-03-03")
        key = GateKey(override=WHY)
        assert list(desk.shut("2026-03-04", "part", key)) == ["G4"]
        desk.visit("2026-03-04", key=key)
        (attempt,) = desk.of_kind("attempt")
        assert attempt.override == WHY
        assert attempt.overridden == ("G1", "G2", "G3", "G5")
        assert desk.shut("2026-03-05", "part") == {}

    def test_it_stands_with_the_step_it_opened(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "train", TELL, key=GateKey(override=WHY))
        (attempt,) = desk.of_kind("attempt")
        assert (attempt.override, attempt.overridden) == (WHY, ("G1",))

    def test_where_nothing_was_shut_nothing_is_stored(self) -> None:
        desk = disrespected()
        desk.take("2026-03-04", "adapt", LINE, key=GateKey(override=WHY))
        (attempt,) = desk.of_kind("attempt")
        assert (attempt.override, attempt.overridden) == (None, ())


class TestSafety:
    def test_it_skips_the_ladder_and_the_night(self) -> None:
        desk = Desk.of(contract={})
        desk.log("message_in", "2026-03-02", complaint=True)
        incident = desk.log("incident", "2026-03-04", type="threat")
        for step in STEPS:
            assert desk.shut("2026-03-04", step) == {}
        desk.change("event", incident, closed_on="2026-03-05")
        assert desk.shut("2026-03-05", "part")


class TestLeaving:
    def gone(self) -> Desk:
        desk = disrespected()
        desk.take("2026-03-04", "leaving", {"sure": "4", "terms": "1"})
        return desk

    def test_they_go_so_every_step_rests(self) -> None:
        desk = self.gone()
        for step in STEPS:
            assert "on 4 March 2026" in desk.shut("2026-03-05", step)["G7"]
        assert "G7" in desk.shut("2026-03-05", "adapt", GateKey(override=WHY))

    def test_thinking_about_it_pauses_nothing(self) -> None:
        desk = disrespected()
        desk.take(
            "2026-03-04", "leaving", {"sure": "2", "early": "yes"}, {"text": "call them weekly"}
        )
        assert desk.shut("2026-03-05", "adapt") == {}

    @pytest.mark.parametrize(
        "facts",
        [{"state": "active"}, {"state": "returned", "returned_on": "2026-05-01"}],
    )
    def test_who_stays_or_comes_back_is_met_afresh(self, facts: dict[str, str]) -> None:
        desk = self.gone()
        desk.change("client", "c", **facts)
        assert "G7" not in desk.shut("2026-05-02", "adapt")

    @pytest.mark.parametrize("state", ["active", "paused", "returned"])
    def test_to_be_called_staying_opens_no_goodbye_before_it_shows(self, state: str) -> None:
        desk = self.gone()
        desk.change("client", "c", state=state)
        assert "G7" not in desk.shut("2026-03-05", "adapt")
        (shut,) = (g for g in desk.view("2026-03-31", "part").gates if g.gate == "G7")
        assert "if they stay, this opens on Wed 1 April" in shut.missing
        assert shut.earliest == day("2026-04-01")
        assert "G7" not in desk.shut("2026-04-01", "part")

    def test_who_was_taken_back_by_a_decision_is_here_at_once(self) -> None:
        desk = self.gone()
        desk.take("2026-03-10", "later", {"what": "coming_back", "lesson": "yes"})
        assert "G7" not in desk.shut("2026-03-10", "part")


def test_shut_gates_takes_no_key() -> None:
    assert closed_gates(Desk.of().at("2026-03-04"), "adapt") == ()
