"""The dated lines above the questions: what stands first, and how much has room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.playbook.scene import Desk, hard, paid_invoice
from tests.triage.playbook.test_commit import busy
from tests.ways import at
from triage.playbook.ask.fact_lines import TEXT_WIDTH, WIDE, fact_lines
from triage.playbook.load.layout import FACT_LINES
from triage.playbook.load.playbook_file import builtin
from triage.playbook.vocabulary import STEPS

ON = "2026-03-20"


def bare() -> Desk:
    return Desk.of(contract={}, rate=None, floor=None)


class TestLines:
    @pytest.mark.parametrize(
        ("currencies", "text"),
        [
            (["SEK"], "90.00 SEK overdue"),
            (["SEK", None, "CHF", "SEK"], "90.00 and 90.00 CHF and 180.00 SEK overdue"),
        ],
    )
    def test_sums_of_other_currencies_stand_beside_each_other(
        self, currencies: list[str | None], text: str
    ) -> None:
        desk = Desk.of()
        for currency in currencies:
            dates = {"issued": "2026-02-01", "due": "2026-03-01"}
            desk.add("invoice", amount="90.00", currency=currency, **dates)
        owed = fact_lines(desk.at(ON), "late")[0]
        assert owed.label == "owed" and owed.text.startswith(f"{text}, the oldest due on")

    @pytest.mark.parametrize("screen", list(builtin().screens))
    def test_every_screen_has_some_and_all_fit(self, screen: str) -> None:
        lines = fact_lines(busy(), screen)
        assert 0 < len(lines) <= FACT_LINES
        for line in lines:
            assert line.text and len(line.text) <= TEXT_WIDTH
            assert len(line.label) <= 11

    @pytest.mark.parametrize("screen", list(builtin().screens))
    def test_a_client_one_knows_nothing_of(self, screen: str) -> None:
        lines = fact_lines(Desk.of(contract={}, rate=None, floor=None).at(ON), screen)
        assert len(lines) <= FACT_LINES

    def test_before_a_goodbye_the_good_stands_first(self) -> None:
        desk = Desk.of()
        paid_invoice(desk, "2026-02-01", "2026-02-01")
        desk.log("thanks", "2026-03-10")
        desk.log("referral", "2026-03-11")
        first = desk.view(ON, "part").facts[0]
        assert (first.label, first.text) == (
            "good",
            "paid 1 of 1 on time; thanked you once, last on Tue 10 March; referrals 1",
        )

    @pytest.mark.parametrize(
        ("on_time", "late", "side"),
        [(5, 0, "good"), (4, 1, "good"), (3, 2, "bad"), (0, 5, "bad"), (1, 0, "good")],
    )
    def test_payments_stand_on_the_side_on_which_they_count(
        self, on_time: int, late: int, side: str
    ) -> None:
        desk = Desk.of()
        for n in range(on_time):
            paid_invoice(desk, f"2026-02-0{n + 1}", f"2026-02-0{n + 1}")
        for n in range(late):
            paid_invoice(desk, f"2025-12-0{n + 1}", "2026-02-10")
        sides = [
            line.label
            for line in fact_lines(desk.at(ON), "part", width=WIDE)
            if f"paid {on_time} of {on_time + late} on time" in line.text
        ]
        assert sides == [side]

    def test_a_payment_counts_as_good_from_the_user_s_own_limit_on(self) -> None:
        desk = Desk.of()
        paid_invoice(desk, "2026-02-01", "2026-02-01")
        paid_invoice(desk, "2025-12-01", "2026-02-01")
        situation = desk.at(ON)
        milder = replace(situation, limits=replace(situation.limits, on_time_good_percent=50))
        labels = {
            line.label for line in fact_lines(milder, "part", width=WIDE) if "1 of 2" in line.text
        }
        assert labels == {"good"}

    def test_reasons_for_passing_by_are_shown_again_before_a_goodbye(self) -> None:
        desk = Desk.of()
        desk.outcome(ON, "adapt", "na", "they asked us not to change a thing")
        texts = [f.text for f in desk.view(ON, "part").facts]
        assert "Adjust: they asked us not to change a thing" in texts
        assert not any(step in text.split() for step in STEPS for text in texts)

    def test_what_was_tried_is_called_as_the_pages_are(self) -> None:
        desk = Desk.of()
        desk.add(
            "attempt",
            screen="adapt",
            on="2026-03-01",
            taken_on="2026-03-01",
            outcome="failed",
            outcome_on="2026-03-10",
        )
        tried = [f.text for f in fact_lines(desk.at(ON), "train") if f.label == "tried"]
        assert tried == ["Adjust failed on Tue 10 March"]

    def test_our_late_promises_stand_before_a_lesson(self) -> None:
        desk = Desk.of(state="closed", closed_on="2026-03-10")
        desk.log("our_promise", "2026-02-01", due="2026-02-10", kept_on="2026-02-12")
        desk.log("our_promise", "2026-02-01", due="2026-02-15", kept_on="2026-02-15")
        desk.log("our_promise", "2025-11-01", due="2025-11-10")
        first = desk.view(ON, "lesson").facts[0]
        assert first.text == "1 promise of yours went overdue in the last 90 days (Tue 10 February)"

    def test_what_a_rate_would_bring_beside_nothing(self) -> None:
        desk = Desk.of()
        desk.add("time", on="2026-03-10", minutes=600)
        for on in ("2026-03-18", "2026-03-19"):
            desk.log("price_ask", on)
        view = desk.view(ON, "renegotiate", {"trade": "1", "walk": "40"}, goal=at("loss"))
        (line,) = [f for f in view.facts if f.label == "choice"]
        assert line.text == (
            "with them, 400.00 for 10 h in the last 28 days at 40 an hour; "
            "without them, that income is gone"
        )

    def test_the_line_they_wrote_is_quoted(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-02", "2026-03-03")
        desk.take("2026-03-04", "adapt", {"line": "no shouting on the phone"})
        desk.outcome("2026-03-05", "adapt", "failed")
        texts = [f.text for f in desk.view("2026-03-05", "train").facts]
        assert "“no shouting on the phone”" in texts

    def test_how_they_pay_says_what_counts_as_on_time_and_whole_days(self) -> None:
        desk = Desk.of()
        for number, paid in (("A", "2026-01-09"), ("B", "2026-01-10")):
            invoice = desk.add(
                "invoice", number=number, issued="2026-01-01", due="2026-01-06", amount="10.00"
            )
            desk.add("payment", invoice=invoice, on=paid, amount="10.00")
        (line,) = [f for f in desk.view(ON, "late").facts if f.label == "pays"]
        assert "1 of 2 on time" in line.text and "3 days" in line.text
        assert "9 days" in line.text

    def test_the_last_three_invoices(self) -> None:
        desk = Desk.of()
        for number, due, paid in (
            ("A", "2026-01-01", "2026-01-01"),
            ("B", "2026-01-10", "2026-01-10"),
            ("C", "2026-01-20", "2026-01-29"),
            ("D", "2026-03-10", None),
        ):
            invoice = desk.add("invoice", number=number, issued=due, due=due, amount="10.00")
            if paid:
                desk.add("payment", invoice=invoice, on=paid, amount="10.00")
        (line,) = [f for f in desk.view(ON, "late").facts if f.label == "last three"]
        assert line.text == "D unpaid, 10 d overdue; C paid 9 d overdue; B paid on time"


def test_what_is_done_and_not_paid_is_open_too() -> None:
    desk = Desk.of()
    desk.add("invoice", number="9", issued="2026-02-01", due="2026-03-30", amount="736.67")
    desk.add("time", on="2026-03-02", minutes=120)
    facts = fact_lines(desk.at("2026-03-05"), "safety", width=WIDE)
    (line,) = [fact.text for fact in facts if fact.label == "still open"]
    assert "2 h not invoiced" in line and "736.67 EUR not paid yet" in line
