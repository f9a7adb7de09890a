"""What decisions about money and habits set down."""

from __future__ import annotations

from decimal import Decimal

from tests.triage.playbook.effects import KEY, ON, client
from tests.triage.playbook.scene import Desk, day, hard
from triage.health import assess
from triage.records import Instalment, Quirk


class TestMoney:
    def test_a_gift_has_a_cap_and_an_end(self) -> None:
        desk = Desk.of()
        taken = desk.take(
            ON,
            "renegotiate",
            {"trade": "5", "walk": "20", "loss": "2"},
            {"hours_per_month": "2.5", "until": "2026-05-17", "reason": "an old friend"},
            key=KEY,
        )
        (gift,) = desk.of_kind("gift")
        assert (gift.from_, gift.until) == (day(ON), day("2026-05-17"))
        assert (gift.hours_per_month, gift.reason) == (2.5, "an old friend")
        assert taken.decision.review_by == day("2026-05-17")

    def test_a_promise(self) -> None:
        desk = late()
        taken = desk.take(
            ON, "late", {"got": "yes", "dispute": "no", "stage": "6"}, {"due": "2026-03-27"}
        )
        (event,) = desk.of_kind("event")
        assert (event.what, event.on, event.due) == ("promise", day(ON), day("2026-03-27"))
        # One working day after a Friday is Monday.
        assert taken.decision.review_by == day("2026-03-30")
        assert ("Check whether the payment arrived", "2026-03-30") in desk.todo()

    def test_a_plan(self) -> None:
        desk = late()
        desk.take(
            ON,
            "late",
            {"got": "yes", "dispute": "no", "stage": "3", "cash": "2", "plan": "1"},
            {"invoices": "2026-01", "instalments": "2026-05-01=500, 2026-04-01=400.50"},
        )
        (plan,) = desk.of_kind("plan")
        assert (plan.agreed, plan.invoices) == (day(ON), ("inv1",))
        assert plan.instalments == (
            Instalment(due=day("2026-04-01"), amount=Decimal("400.50")),
            Instalment(due=day("2026-05-01"), amount=Decimal(500)),
        )

    def test_a_write_off_and_only_prepaid_work_from_now_on(self) -> None:
        desk = late()
        taken = desk.take(
            ON,
            "late",
            {"got": "yes", "dispute": "no", "stage": "5", "who": "4"},
            {"invoices": "inv1", "reason": "the firm does not exist any more"},
        )
        (invoice,) = desk.of_kind("invoice")
        assert invoice.state == "written_off"
        assert client(desk).tags == ("prepaid only",)
        assert taken.decision.next == "lesson"

    def test_a_claim_leaves_only_prepaid_work(self) -> None:
        desk = late()
        for on in (ON, "2026-03-21"):
            desk.take(on, "late", {"got": "yes", "dispute": "no", "stage": "5", "who": "3"})
        assert client(desk).tags == ("prepaid only",)

    def test_a_pause_comes_after_its_notice(self) -> None:
        desk = late()
        desk.change("client", "c", contract={"pause_clause": True, "pause_notice_days": 5})
        desk.take(ON, "late", {"got": "yes", "dispute": "no", "stage": "4", "clause": "1"})
        assert desk.todo() == [
            ("Give the agreed notice, then pause", ON),
            ("Pause the work, unless they paid", "2026-03-25"),
        ]


def late() -> Desk:
    desk = Desk.of()
    desk.add(
        "invoice",
        id="inv1",
        number="2026-01",
        issued="2026-02-01",
        due="2026-03-06",
        amount="900.50",
    )
    return desk


class TestAccepted:
    def test_a_habit_is_quiet_for_180_days(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-18", "2026-03-19")
        desk.take(ON, "watch", {"real": "no", "quirk": "yes"}, {"reason": "it is how he talks"})
        assert client(desk).quirks == (
            Quirk(flag="DISRESPECT", until=day("2026-09-16"), reason="it is how he talks"),
        )
        assert assess(desk.book.ledgers["c"], day(ON)).flags == ()

    def test_the_newer_word_replaces_the_older(self) -> None:
        desk = Desk.of(quirks=[{"flag": "BOUNDARY"}, {"flag": "DISRESPECT", "until": "2026-03-01"}])
        hard(desk, "2026-03-18", "2026-03-19")
        desk.take(ON, "watch", {"real": "no", "quirk": "yes"}, {"reason": "it is how he talks"})
        assert [quirk.flag for quirk in client(desk).quirks] == ["BOUNDARY", "DISRESPECT"]

    def test_with_no_flag_there_is_nothing_to_accept(self) -> None:
        desk = Desk.of()
        desk.take(ON, "watch", {"real": "no", "quirk": "yes"}, {"reason": "nothing there"})
        assert client(desk).quirks == ()
