"""Tomas's life, walked along the ladder: a friend who no longer earns."""

from __future__ import annotations

from pathlib import Path

from tests.triage.playbook.lives.story import story
from tests.triage.playbook.scene import day
from triage.health import assess
from triage.ledger import Ledger
from triage.playbook.state.training import trainings


def codes(ledger: Ledger, on: str) -> list[str]:
    return [flag.code for flag in assess(ledger, day(on)).flags]


class TestTomas:
    """A friend who no longer earns."""

    def test_the_whole_way(self, stories: Path) -> None:
        desk = story(stories, "S5", without="gift")
        first = desk.take("2026-01-09", None, {"cause": "1", "essence": "1", "gourmet": "6"})
        assert (first.decision.code, first.decision.flag) == ("SIMPLIFY", "NON_REVENUE")
        desk.outcome("2026-01-23", "adapt", "failed")
        desk.take("2026-01-23", None, {"known": "1", "topic": "1", "gloss": "", "believe": "3"})
        desk.sent("2026-01-30", "how_we_work")
        assert "G2" in desk.shut("2026-02-06", "part")
        assert trainings(desk.at("2026-02-06"))[0].repeats == 1
        assert "G2" not in desk.shut("2026-02-13", "part")
        both = {"known": "3", "repeat": "2", "both": "no"}
        assert desk.take("2026-02-20", "train", both).decision.code == "FAILED"
        assert desk.view("2026-02-20").screen == "renegotiate"
        gift = desk.take(
            "2026-02-27",
            "renegotiate",
            {"trade": "5", "walk": "0", "loss": "2"},
            {"hours_per_month": "2.5", "until": "2026-05-22", "reason": "until the season ends"},
        )
        assert gift.decision.code == "GIFT"
        # A dated gift silences the money flags, and only within its cap; energy is no money.
        assert codes(desk.book.ledgers["s5"], "2026-02-27") == ["DRAIN"]
        assert "NON_REVENUE" in codes(desk.book.ledgers["s5"], "2026-04-17")
        desk.outcome("2026-04-10", "renegotiate", "failed")
        other = {"misfit": "3", "other": "yes", "consent": "yes"}
        assert desk.take("2026-04-17", None, other, {"person": "Ida"}).decision.code == "REFER"
        desk.sent("2026-04-24", "other_offer")
        desk.outcome("2026-05-01", "redirect", "worked", "they take it over")
        assert set(desk.shut("2026-05-01", "part")) == {"G4", "G5"}
        desk.change("client", "s5", contract={"written": False})
        desk.visit("2026-05-01")
        answers = dict.fromkeys(("still", "solid", "cushion"), "1")
        taken = desk.take(
            "2026-05-04", "part", {**answers, "contract": "5", "open": "3", "mood": "3", "way": "1"}
        )
        assert taken.decision.code == "MEETING"
        (client,) = desk.of_kind("client")
        assert (client.ended_by, client.tie) == ("mutual", "friend")

    def test_a_friend_is_judged_by_the_money_too(self, stories: Path) -> None:
        desk = story(stories, "S5")
        flags = assess(desk.book.ledgers["s5"], day("2026-01-09")).flags
        desk.change("client", "s5", tie="none")
        assert assess(desk.book.ledgers["s5"], day("2026-01-09")).flags == flags
