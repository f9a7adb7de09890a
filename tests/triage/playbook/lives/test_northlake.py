"""Northlake's life, walked along the ladder: a new manager who is disrespectful."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.triage.playbook.lives.story import severity, state, story
from tests.triage.playbook.scene import Desk, day
from tests.ways import decided, to_send
from triage.open_items import open_actions
from triage.playbook.after.closing import in_the_way


class TestNorthlake:
    """A new manager who is disrespectful."""

    def adapted(self, stories: Path) -> Desk:
        desk = story(stories, "S3")
        first = desk.take("2026-01-16", None, {"people": "no"})
        assert (first.decision.code, first.decision.flag) == ("MEET", "CHANGE_OF_HANDS")
        desk.sent("2026-01-17", "meet_new_contact")
        desk.outcome("2026-01-30", "adapt", "worked")
        # Another flag than the one that was settled: the ladder begins again.
        line = {"line": "Briefs in writing, by one channel, please"}
        second = desk.take("2026-02-06", None, line)
        assert (second.decision.code, second.decision.flag) == ("CHANGE", "DISRESPECT")
        return desk

    def taught(self, stories: Path) -> Desk:
        desk = self.adapted(stories)
        # An insult, and no line in writing yet.
        assert desk.take("2026-02-13", None, {"warn": "yes"}).decision.code == "BOUNDARY"
        desk.outcome("2026-02-13", "adapt", "failed")
        desk.take("2026-02-13", "train", {"known": "1", "topic": "6", "gloss": "", "believe": "3"})
        for template in ("how_we_work", "boundary_note"):
            desk.sent("2026-02-16", template)
        return desk

    def offered(self, stories: Path) -> Desk:
        desk = self.taught(stories)
        again = {"known": "3", "repeat": "2", "both": "no"}
        assert desk.take("2026-03-06", "train", again).decision.code == "FAILED"
        terms = {"trade": "4", "issue": "yes", "gain": "calmer talks", "kind": "5"}
        assert desk.take("2026-03-06", None, terms).decision.code == "TERMS"
        desk.sent("2026-03-09", "new_terms")
        desk.outcome("2026-03-13", "renegotiate", "failed", "he refused")
        other = {"misfit": "4", "person": "no", "other": "yes", "consent": "yes"}
        assert desk.take("2026-03-20", None, other, {"person": "Ann"}).decision.code == "REFER"
        desk.sent("2026-03-20", "other_offer")
        desk.outcome("2026-03-20", "redirect", "failed")
        return desk

    @pytest.mark.parametrize("on", ["2026-02-20", "2026-02-27", "2026-03-06"])
    def test_goodbye_is_refused_with_what_is_missing(self, stories: Path, on: str) -> None:
        shut = self.taught(stories).shut(on, "part")
        assert "train has no outcome" in shut["G1"]
        assert "no offer has been sent" in shut["G3"]
        # The second hard message after the note comes in the ninth week.
        assert ("G2" in shut) is (on != "2026-03-06")

    def test_paying_on_time_never_lowers_it(self, stories: Path) -> None:
        desk = story(stories, "S3")
        before = severity(desk, "2026-03-06", "DISRESPECT")
        for n in range(20):
            invoice = desk.add(
                "invoice", id=f"x{n}", issued="2026-01-05", due="2026-02-05", amount="1.00"
            )
            desk.add("payment", invoice=invoice, on="2026-01-06", amount="1.00")
        assert severity(desk, "2026-03-06", "DISRESPECT") == before == 3

    def test_the_goodbye_after_a_night(self, stories: Path) -> None:
        desk = self.offered(stories)
        assert list(desk.shut("2026-03-20", "part")) == ["G4"]
        desk.visit("2026-03-20")
        assert list(desk.shut("2026-03-20", "part")) == ["G4"]
        answers = {"still": "1", "solid": "1", "cushion": "1", "contract": "1"}
        answers |= {"open": "1", "mood": "2", "way": "1"}
        taken = desk.take("2026-03-23", None, answers, {"end_date": "2026-04-24"})
        assert taken.decision.code == "MEETING" and taken.decision.template == "meeting_request"
        assert "good" in taken.decision.known[0]
        desk.sent("2026-03-25", "meeting_request")
        desk.sent("2026-03-26", "parting_letter")
        assert state(desk) == "closing"
        now = desk.at("2026-03-26")
        left = {action.text: action.due for action in open_actions(now.ledger, now.on)}
        assert left.pop(to_send("next_day_followup")) == day("2026-03-27")
        assert left.keys() == {to_send("feedback_request"), to_send("later_checkin")}
        assert all(m.attempt is not None for m in desk.of_kind("message"))

    def test_closed_with_nothing_left_open_then_a_reference(self, stories: Path) -> None:
        desk = self.offered(stories)
        desk.visit("2026-03-20")
        answers = dict.fromkeys(("still", "solid", "cushion", "contract", "open", "mood"), "1")
        desk.take("2026-03-23", "part", {**answers, "way": "2"})
        desk.end("2026-04-24")
        # The list is done; the last invoice is not due yet, and is watched after the end.
        assert in_the_way(desk.at("2026-04-28")) == []
        assert state(desk) == "closed"
        desk.log("reference_request", "2026-07-31", asker="Rolf")
        view = desk.view("2026-07-31", "later", {"what": "2", "facts": "yes"}, goal=decided)
        assert view.decision is not None and view.decision.code == "REFERENCE"
        assert ("asked", "by Rolf on Fri 31 July") in [(f.label, f.text) for f in view.facts]
