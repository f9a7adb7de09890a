"""Marta's life, walked along the ladder: a scope creeper who can be taught."""

from __future__ import annotations

from pathlib import Path

from tests.triage.playbook.lives.story import screens, story
from tests.triage.playbook.scene import Desk, day
from triage.playbook.decide.outcomes import suggestion
from triage.playbook.state.ladder import ladder


class TestMarta:
    """A scope creeper who can be taught."""

    ADAPT = ("2026-01-23", {"cause": "1", "essence": "1", "gourmet": "0", "style": "1"})

    def taught(self, stories: Path) -> Desk:
        desk = story(stories, "S1")
        on, answers = self.ADAPT
        taken = desk.take(on, None, {**answers, "line": "One list of changes a week, please"})
        assert (taken.decision.code, taken.decision.flag) == ("CHANGE", "SCOPE_CREEP")
        assert taken.decision.review_by == day("2026-02-06")
        suggested = suggestion(desk.at("2026-02-06"))
        assert suggested is not None and suggested.outcome == "failed"
        desk.outcome("2026-02-06", "adapt", "failed")
        answers = {"known": "1", "topic": "2", "gloss": "change form", "believe": "4"}
        assert desk.take("2026-02-06", None, answers).decision.code == "TEACH"
        desk.sent("2026-02-06", "how_we_work")
        return desk

    def test_in_week_4_the_review_is_not_due(self, stories: Path) -> None:
        desk = story(stories, "S1")
        on, answers = self.ADAPT
        desk.take(on, None, {**answers, "line": "One list of changes a week, please"})
        current = ladder(desk.at("2026-01-30")).current
        assert current is not None and current.review_by == day("2026-02-06")

    def test_goodbye_stays_shut_in_week_5(self, stories: Path) -> None:
        shut = self.taught(stories).shut("2026-02-06", "part")
        assert "renegotiate and redirect not yet tried; train has no outcome" in shut["G1"]
        assert {"G1", "G2", "G3", "G4"} <= set(shut)

    def test_changes_by_form_are_no_repeats(self, stories: Path) -> None:
        desk = self.taught(stories)
        lines = [f.text for f in desk.view("2026-02-13", "train").facts if f.label == "told"]
        assert lines == ["the how-we-work guide on Fri 6 February, 0 repeats since"]

    def test_it_worked_and_is_watched(self, stories: Path) -> None:
        desk = self.taught(stories)
        suggested = suggestion(desk.at("2026-03-13"))
        assert suggested is not None and suggested.outcome == "worked"
        taken = desk.take("2026-03-13", "train", {"known": "3", "repeat": "0"})
        assert taken.decision.code == "KEEP"
        assert taken.decision.watch_until == day("2026-05-08")
        assert desk.todo() == [("It worked: thank them and watch for 8 weeks", "2026-03-14")]
        assert desk.view("2026-03-20").screen == "watch"
        assert screens(desk) == {"adapt": "failed", "train": "worked"}
