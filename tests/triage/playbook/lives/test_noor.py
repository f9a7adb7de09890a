"""Noor's life, walked along the ladder: she leaves for reasons beyond control, and comes back."""

from __future__ import annotations

from pathlib import Path

from tests.triage.playbook.lives.story import state, story
from tests.triage.playbook.scene import Desk, day
from tests.ways import to_send
from triage.playbook.state.ladder import ladder

GO = {"sure": "1", "reason": "1", "relief": "no", "terms": "1"}


class TestNoor:
    """Leaves for reasons beyond control, and comes back."""

    def left(self, stories: Path) -> Desk:
        desk = story(stories, "S4")
        trip = desk.take(
            "2026-02-20",
            "watch",
            {"real": "yes", "cost": "1", "trip": "1"},
            {"what": "they ask for a smaller package"},
        )
        assert trip.decision.code == "TRIP" and trip.decision.flag == "FADING"
        view = desk.view("2026-02-25")
        assert view.screen == "leaving"
        taken = desk.take("2026-02-25", None, GO)
        assert taken.decision.code == "GO"
        desk.sent("2026-02-25", "reply_to_leaver")
        return desk

    def test_beyond_their_control_no_offer_is_asked_about(self, stories: Path) -> None:
        desk = self.left(stories)
        taken = [d for d in desk.of_kind("decision") if d.code == "GO"]
        asked = [step["question"] for step in taken[0].because]
        # They gave notice: whether they have decided is no question any more.
        assert [question for question in asked if question in GO] == list(GO)[1:]
        assert "offer" not in asked
        assert state(desk) == "leaving"
        assert (to_send("later_checkin"), "2026-05-26") in desk.todo()

    def test_every_step_rests_meanwhile(self, stories: Path) -> None:
        desk = self.left(stories)
        assert "G7" in desk.shut("2026-03-06", "adapt")

    def test_a_leave_during_a_step_parks_its_draft(self, stories: Path) -> None:
        desk = story(stories, "S4")
        taken = desk.take("2026-02-20", "adapt", {"ask": "no"})
        desk.add(
            "message",
            id="draft",
            template="reset_expectations",
            on="2026-02-20",
            attempt=taken.attempt.id,
        )
        desk.take("2026-02-25", None, GO)
        (draft,) = desk.of_kind("message")
        assert draft.parked_on == day("2026-02-25")
        assert ladder(desk.at("2026-02-26")).left is not None

    def test_left_well_and_begun_again(self, stories: Path) -> None:
        desk = self.left(stories)
        desk.end("2026-04-10")
        assert state(desk) == "left_well"
        taken = desk.take("2026-07-27", "later", {"what": "4", "lesson": "yes"})
        assert taken.decision.code == "RETURN" and state(desk) == "returned"
        assert desk.shut("2026-07-28", "adapt") == {}
        first = [f.text for f in desk.view("2026-07-28", "later").facts if f.label == "history"]
        since = desk.of_kind("client")[0].since
        assert first == [f"since {since.day} {since:%B %Y}"]
        assert len(desk.of_kind("decision")) == 3
