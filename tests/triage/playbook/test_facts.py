"""Facts in questions and above them: from the records, in words, as long as there is room."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.triage.playbook.scene import Desk, hard, paid_invoice
from tests.triage.playbook.test_commit import busy
from tests.ways import at
from triage.playbook.ask.fact_lines import TEXT_WIDTH, WIDE, fact_lines
from triage.playbook.ask.facts import fact, fill, numbers
from triage.playbook.load.layout import FACT_LINES
from triage.playbook.load.playbook_file import builtin
from triage.playbook.vocabulary import FACT_WIDTHS, NUMBER_FACTS, STEPS

ON = "2026-03-20"

NOT_KNOWN = {
    "country": "not known",
    "days_overdue": "0",
    "debtor_type": "a company",
    "eff_rate_56d": "not known",
    "floor": "not known",
    "last_reminder": "none",
    "linked": "nobody",
    "notice_days": "not known",
    "notice_form": "not known",
    "open_money": "none",
    "open_work": "none",
    "own_initiative_h": "0 in 28 days",
    "repeated_questions": "none",
    "repeats_since_training": "not known",
    "share_180d": "not known",
    "suspend_clause": "not known",
    "suspend_notice_days": "not known",
    "told_on": "not known",
    "top_share_then": "not known",
    "touches": "0",
}


def bare() -> Desk:
    return Desk.of(contract={}, rate=None, floor=None)


def known() -> Desk:
    desk = Desk.of(
        country="DE",
        debtor="person",
        contract={
            "notice_days": 28,
            "notice_form": "letter",
            "pause_clause": True,
            "pause_notice_days": 3,
        },
        linked=["d", "gone"],
    )
    desk.add("client", id="d", name="Dana Ltd")
    desk.add("client", id="e", name="Ernst", linked=["c"])
    desk.client = "e"
    desk.add("time", on="2026-03-01", minutes=900)
    paid_invoice(desk, "2026-03-01", "2026-03-02", "600.00")
    desk.client = "c"
    desk.add("time", on="2026-03-02", minutes=600)
    desk.add("time", on="2026-03-03", minutes=100, work="own")
    paid_invoice(desk, "2026-02-01", "2026-02-20", "300.00")
    desk.add("invoice", issued="2026-02-01", due="2026-03-15", amount="3200.00")
    desk.add("invoice", issued="2026-02-01", due="2026-04-15", amount="100.00")
    desk.add("work_item", text="logo", due="2026-03-25")
    desk.add("work_item", text="flyer", due="2026-03-24")
    desk.add("work_item", text="done", done_on="2026-03-01")
    for on in ("2026-03-01", "2026-03-02", "2026-03-03"):
        desk.log("question_repeat", on, text="Where is the login?")
    desk.log("question_repeat", "2026-03-04", text="Something else")
    desk.log("message_in", "2026-03-04")
    desk.log("message_out", "2026-03-04")
    desk.log("message_out", "2026-03-05")
    desk.sent("2026-03-17", "payment_reminder")
    hard(desk, "2026-03-18", "2026-03-18")
    return desk


KNOWN = {
    "country": "DE",
    "days_overdue": "5",
    "debtor_type": "a person",
    "eff_rate_56d": "64.28",
    "floor": "50.00",
    "last_reminder": "Tue 17 March",
    "linked": "Dana Ltd, Ernst, gone",
    "notice_days": "28 days",
    "notice_form": "letter",
    "open_money": "3,300.00 in 2 invoices",
    "open_work": "flyer, logo",
    "own_initiative_h": "1.7 in 28 days",
    "repeated_questions": "Where is the login?",
    "share_180d": "33%",
    "suspend_clause": "yes",
    "suspend_notice_days": "3 days",
    "top_share_then": "56%",
    "touches": "0",
}


class TestFacts:
    @pytest.mark.parametrize("name", list(FACT_WIDTHS))
    def test_what_is_not_known_is_said_so(self, name: str) -> None:
        assert fact(name, bare().at(ON)) == NOT_KNOWN[name]

    @pytest.mark.parametrize("name", list(KNOWN))
    def test_what_is_known(self, name: str) -> None:
        assert fact(name, known().at(ON)) == KNOWN[name]

    def test_money_of_another_currency_is_open_too(self) -> None:
        desk = Desk.of()
        desk.add("invoice", issued="2026-02-01", due="2026-04-15", amount="70.00", currency="USD")
        assert fact("open_money", desk.at(ON)) == "70.00 USD in 1 invoice"
        desk.add("invoice", issued="2026-02-01", due="2026-04-15", amount="900.00")
        assert fact("open_money", desk.at(ON)) == "900.00 and 70.00 USD in 2 invoices"

    def test_what_they_were_told_and_how_often_it_came_again(self) -> None:
        desk = Desk.of()
        desk.log("message_in", "2026-03-02", tone=-2)
        desk.take("2026-03-02", None, {"warn": "yes"})
        desk.sent("2026-03-03", "boundary_note")
        hard(desk, "2026-03-05")
        assert fact("told_on", desk.at(ON)) == "Tue 3 March"
        assert fact("repeats_since_training", desk.at(ON)) == "1"

    def test_writing_since_their_last_answer(self) -> None:
        desk = Desk.of()
        desk.log("message_out", "2026-03-02")
        desk.log("call", "2026-03-03")
        for on in ("2026-03-03", "2026-03-05", "2026-03-05"):
            desk.log("message_out", on)
        desk.sent("2026-03-09", "silence_nudge")
        assert fact("touches", desk.at(ON)) == "2"

    def test_nothing_written_is_no_notice(self) -> None:
        desk = Desk.of(contract={"written": False})
        assert fact("notice_days", desk.at(ON)) == "none"

    def test_long_words_are_cut(self) -> None:
        desk = Desk.of(contract={"notice_form": "by registered letter\nwith two witnesses"})
        shown = fact("notice_form", desk.at(ON))
        assert shown == "by registered lette…" and len(shown) == FACT_WIDTHS["notice_form"]

    def test_a_question_with_its_facts(self) -> None:
        question = builtin().screens["late"].questions["stage"]
        assert fill(question.ask, known().at(ON)) == (
            "Days overdue: 5. Last reminder: Tue 17 March. What comes next?"
        )

    def test_words_of_the_user_are_not_read_as_facts(self) -> None:
        desk = Desk.of()
        desk.add("work_item", text="{floor}")
        assert fill("{open_work}", desk.at(ON)) == "{floor}"


class TestNumbers:
    def test_not_known_is_not_there(self) -> None:
        assert set(numbers(bare().at(ON))) == {"days_overdue", "own_initiative_h", "touches"}

    def test_known(self) -> None:
        facts = numbers(known().at(ON))
        assert set(facts) == NUMBER_FACTS
        assert facts["floor"] == Decimal("50.00")
        assert facts["days_overdue"] == 5

    def test_the_floor_decides_where_an_answer_leads(self) -> None:
        answers = {"trade": "1", "walk": "49"}
        desk = Desk.of()
        for on in ("2026-03-18", "2026-03-19"):
            desk.log("price_ask", on)
        view = desk.view(ON, "renegotiate", answers, goal=at("loss"))
        assert view.question is not None and view.question.id == "loss"


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
        lines = fact_lines(bare().at(ON), screen)
        assert len(lines) <= FACT_LINES

    def test_before_a_goodbye_the_good_stands_first(self) -> None:
        desk = Desk.of()
        paid_invoice(desk, "2026-02-01", "2026-02-01")
        desk.log("thanks", "2026-03-10")
        desk.log("referral", "2026-03-11")
        first = desk.view(ON, "part").facts[0]
        assert (first.label, first.text) == (
            "good",
            "paid 1 of 1 on time; thanks 1, last on Tue 10 March; referrals 1",
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
            "with them, 400.00 for 10 h in the last 28 days at 40 an hour; without them, nothing"
        )

    def test_the_line_they_wrote_is_quoted(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-02", "2026-03-03")
        desk.take("2026-03-04", "adapt", {"line": "no shouting on the phone"})
        desk.outcome("2026-03-05", "adapt", "failed")
        texts = [f.text for f in desk.view("2026-03-05", "train").facts]
        assert "“no shouting on the phone”" in texts

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


class TestPast:
    def text(self, desk: Desk, screen: str, label: str, on: str = ON) -> str | None:
        return next((f.text for f in desk.view(on, screen).facts if f.label == label), None)

    def test_own_words_beside_the_feeling(self) -> None:
        desk = Desk.of()
        old = desk.add("note", on="2026-03-01", text="glad about them")
        desk.add("note", on="2026-03-10", text="I had thought of ending it", supersedes=old)
        desk.add("note", on="2026-03-25", text="not yet written")
        quoted = "Tue 10 March: “I had thought of ending it”"
        assert self.text(desk, "leaving", "you wrote") == quoted
        assert self.text(Desk.of(), "leaving", "you wrote") is None

    def test_what_was_expected(self) -> None:
        desk = Desk.of()
        answers = {"real": "no", "quirk": "no"}
        desk.take("2026-03-10", "watch", answers, {"expect": "it stays calm"})
        assert self.text(desk, "watch", "expected") == "Tue 10 March: “it stays calm”"

    def test_when_it_may_have_turned(self) -> None:
        desk = Desk.of()
        assert self.text(desk, "lesson", "first sign") is None
        desk.take("2026-03-05", "adapt", {"cause": "1", "essence": "1", "gourmet": "9"})
        assert self.text(desk, "lesson", "first sign") == "your first step, on Thu 5 March"
        hard(desk, "2026-03-05")
        assert self.text(desk, "lesson", "first sign") == "a harsh message on Thu 5 March"

    @pytest.mark.parametrize(
        ("by", "described"),
        [
            ("us", "by you"),
            ("them", "by them"),
            ("mutual", "by mutual agreement"),
            ("safety", "for safety reasons"),
        ],
    )
    def test_how_it_ended(self, by: str, described: str) -> None:
        desk = Desk.of(state="closed", closed_on="2026-03-10", ended_by=by)
        assert self.text(desk, "later", "ended") == f"Tue 10 March {described}"
        assert self.text(desk, "later", "ended", "2026-03-09") is None

    def test_the_first_life_and_its_lesson(self) -> None:
        desk = Desk.of(state="returned", closed_on="2025-03-10", returned_on="2026-01-01")
        desk.add("lesson", on="2025-03-20", where="the third week")
        described = "since 2 January 2023, lesson “the third week”"
        assert self.text(desk, "later", "history") == described

    def test_invoices_count_where_the_work_is_not_billed_by_the_hour(self) -> None:
        desk = Desk.of(earns="invoices")
        desk.add("time", on="2026-03-10", minutes=600)
        desk.add("invoice", issued="2026-03-10", due="2026-03-24", amount="800.00")
        assert fact("eff_rate_56d", desk.at(ON)) == "80.00"
        desk.change("client", "c", not_tracked=["hours"])
        assert fact("eff_rate_56d", desk.at(ON)) == "not known"
