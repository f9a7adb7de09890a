"""Facts in questions: from the records, in words; and the past that a page looks back on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.triage.playbook.scene import Desk, hard, paid_invoice
from tests.ways import at
from triage.playbook.ask.facts import fact, fill, numbers
from triage.playbook.load.playbook_file import builtin
from triage.playbook.vocabulary import FACT_WIDTHS, NUMBER_FACTS

ON = "2026-03-20"

NOT_KNOWN = {
    "country": "not known",
    "days_overdue": "0",
    "due_next": "not known",
    "overdue_sum": "not known",
    "payments_read": "not known",
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
    "due_next": "Wed 15 April",
    "overdue_sum": "3,200.00 EUR",
    "debtor_type": "a person",
    "eff_rate_56d": "64.29",
    "floor": "50.00",
    "last_reminder": "Tue 17 March",
    "linked": "Dana Ltd, Ernst, gone",
    "notice_days": "28 days",
    "notice_form": "letter",
    "open_money": "3,300.00 in 2 invoices; 10 h not invoiced, 750.00 EUR",
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
        assert set(facts) == NUMBER_FACTS - {"repeats_since_training"}, "nobody was told anything"
        assert facts["floor"] == Decimal("50.00")
        assert facts["days_overdue"] == 5

    def test_the_floor_decides_where_an_answer_leads(self) -> None:
        answers = {"trade": "1", "walk": "49"}
        desk = Desk.of()
        for on in ("2026-03-18", "2026-03-19"):
            desk.log("price_ask", on)
        view = desk.view(ON, "renegotiate", answers, goal=at("loss"))
        assert view.question is not None and view.question.id == "loss"


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
