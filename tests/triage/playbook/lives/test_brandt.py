"""Brandt's life, walked along the ladder: a late payer losing liquidity."""

from __future__ import annotations

from pathlib import Path

from tests.triage.playbook.lives.story import screens, severity, story
from tests.triage.playbook.scene import Desk, day
from tests.ways import at
from triage.records import Plan

STAGE = {"got": "yes", "dispute": "no"}


def number(desk: Desk, issued: str) -> str:
    """The number of the invoice of that day."""
    (invoice,) = (i for i in desk.of_kind("invoice") if i.issued == day(issued))
    return str(invoice.number)


class TestBrandt:
    """A late payer losing liquidity."""

    PLAN = "2026-05-01=500,2026-05-08=500,2026-05-15=500,2026-05-22=500"

    def promised(self, stories: Path) -> Desk:
        desk = story(stories, "S2", without="plan")
        (promise,) = (e for e in desk.of_kind("event") if e.what == "promise")
        del desk.records["event", promise.id]
        for on in ("2026-02-20", "2026-03-20"):
            view = desk.view(on)
            assert view.screen == "late"
            taken = desk.take(on, None, {**STAGE, "stage": "2"})
            assert taken.decision.code == "REMIND2"
            desk.sent(on, "payment_reminder")
        taken = desk.take(
            "2026-03-27",
            None,
            {**STAGE, "stage": "3", "cash": "2", "plan": "2"},
            {"due": "2026-04-15"},
        )
        assert taken.decision.review_by == day("2026-04-16")
        return desk

    def test_the_second_reminder_counts_as_told(self, stories: Path) -> None:
        desk = self.promised(stories)
        # The money is the only trouble, and it fell due again after the reminder.
        assert "G2" not in desk.shut("2026-03-27", "part")
        assert screens(desk)["adapt"] == "na"

    def test_the_calendar_follows_what_was_sent(self, stories: Path) -> None:
        desk = self.promised(stories)
        clause = desk.view("2026-04-03", "late", {**STAGE, "stage": "4"}, goal=at("clause"))
        assert clause.question is not None
        assert "clause yes, notice 3 d" in clause.question.ask
        desk.take("2026-04-03", "late", {**STAGE, "stage": "4", "clause": "1"})
        assert ("Pause the work, unless they paid", "2026-04-06") in desk.todo()

    def test_a_plan_counts_as_terms_and_prepaid_follows(self, stories: Path) -> None:
        desk = self.promised(stories)
        desk.take(
            "2026-04-24",
            "late",
            {**STAGE, "stage": "3", "cash": "2", "plan": "1"},
            {
                "invoices": f"{number(desk, '2026-02-27')},{number(desk, '2026-03-27')}",
                "instalments": self.PLAN,
            },
        )
        desk.sent("2026-04-24", "payment_plan")
        assert screens(desk)["renegotiate"] is None
        desk.outcome("2026-04-24", "renegotiate", "worked", "signed")
        taken = desk.take("2026-04-24", "redirect", {"misfit": "1", "prepay": "yes"})
        assert taken.decision.code == "PREPAY"

    def test_a_missed_instalment_lifts_the_cap_the_same_week(self, stories: Path) -> None:
        desk = story(stories, "S2")
        (plan,) = desk.of_kind("plan")
        assert isinstance(plan, Plan)
        payments = [p for p in desk.of_kind("payment") if p.on == day("2026-05-08")]
        assert severity(desk, "2026-05-09", "PAY_LATE") == 2
        for payment in payments:
            del desk.records["payment", payment.id]
        assert severity(desk, "2026-05-09", "PAY_LATE") == 4
