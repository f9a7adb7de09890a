"""Late payment: what its page asks first, and what that leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.playbook.late import STAGE, late
from tests.triage.playbook.scene import day
from tests.ways import at
from triage.open_items import open_actions
from triage.playbook.presentation import decide_view


class TestOpening:
    """What is asked first, and what it leads to."""

    def test_when_the_day_has_come_to_see_it_asks_whether_they_paid(self) -> None:
        desk = late()
        desk.take("2026-03-03", "late", {**STAGE, "stage": "1"})
        desk.sent("2026-03-03", "payment_reminder")
        for on, question in (("2026-03-03", "got"), ("2026-03-04", "paid"), ("2026-03-10", "paid")):
            view = desk.view(on, "late")
            assert view.question is not None and view.question.id == question, on
        view = desk.view("2026-03-10", "late", {"paid": "no"})
        assert view.question is not None
        assert (view.question.id, view.question.suggested) == ("stage", "second_reminder")
        first = desk.view("2026-03-10", "late").question
        assert first is not None and "900.00 EUR" in first.ask

    @pytest.mark.parametrize("known", ["imported that day", "promised for later"])
    def test_what_the_records_tell_is_not_asked(self, known: str) -> None:
        desk, on = late(), "2026-03-10"
        desk.take("2026-03-03", "late", {**STAGE, "stage": "1"})
        desk.sent("2026-03-03", "payment_reminder")
        if known == "promised for later":
            desk.log("promise", "2026-03-09", due="2026-03-18")
        read_on = day(on) if known == "imported that day" else None
        view = decide_view(replace(desk.at(on), payments_read_on=read_on), "late")
        assert view.question is not None
        suggested = "second_reminder" if read_on else "wait_for_day"
        assert (view.question.id, view.question.suggested) == ("stage", suggested)

    def test_what_fell_due_since_is_gone_through_from_the_start(self) -> None:
        desk = late()
        desk.take("2026-03-03", "late", {**STAGE, "stage": "1"})
        new = {"number": "2026-02", "issued": "2026-02-01", "due": "2026-03-04"}
        desk.add("invoice", id="inv2", amount="50", **new)
        asked = desk.view("2026-03-05", "late").question
        assert asked is not None and asked.id == "got"

    def test_what_was_only_waited_for_is_gone_through_from_the_start(self) -> None:
        desk = late()
        desk.take("2026-02-20", "late", {"not_due": "wait"})
        asked = desk.view("2026-03-02", "late").question
        assert asked is not None and asked.id == "got"

    def test_what_was_promised_and_paid_is_not_asked_for_again(self) -> None:
        desk = late()
        desk.add(
            "invoice",
            id="inv2",
            number="2026-02",
            issued="2026-02-01",
            due="2026-03-04",
            amount="50",
        )
        desk.log("promise", "2026-03-05", due="2026-03-09", text="pays 2026-01")
        desk.take("2026-03-05", "late", {**STAGE, "stage": "6"}, {"due": "2026-03-09"})
        asked = desk.view("2026-03-11", "late").question
        assert asked is not None and asked.id == "paid"
        desk.add("payment", invoice="inv1", on="2026-03-09", amount="900.00")
        asked = desk.view("2026-03-11", "late").question
        assert asked is not None and asked.id == "got"

    def test_who_says_that_they_paid_is_asked_to_note_it_and_no_step_is_taken(self) -> None:
        desk = late()
        desk.take("2026-03-03", "late", {**STAGE, "stage": "1"})
        taken = desk.take("2026-03-10", "late", {"paid": "yes"})
        assert taken.decision.template is None
        assert [action.due for action in taken.actions] == [day("2026-03-10")]
        desk.add("payment", invoice="inv1", on="2026-03-09", amount="900.00")
        assert open_actions(desk.at("2026-03-10").ledger, day("2026-03-10")) == []

    def test_what_is_not_due_yet_is_waited_for_and_not_dunned(self) -> None:
        desk = late()
        view = desk.view("2026-02-20", "late")
        assert view.question is not None and view.question.id == "not_due"
        taken = desk.take("2026-02-20", "late", {"not_due": "wait"})
        (look,) = taken.actions
        # The due day is a Sunday: on Monday it can be late.
        assert look.due == taken.decision.review_by == day("2026-03-02")
        assert look.template is None
        desk.add("payment", invoice="inv1", on="2026-02-27", amount="900.00")
        assert open_actions(desk.at("2026-03-02").ledger, day("2026-03-02")) == []

    def test_who_has_answered_the_usual_question_goes_on_there(self) -> None:
        view = late().view("2026-02-20", "late", STAGE, goal=at("stage"))
        assert [step.question.id for step in view.path] == ["got", "dispute"]

    def test_with_nothing_imported_since_the_due_day_it_asks_for_a_look_first(self) -> None:
        now = replace(late().at("2026-03-05"), payments_read_on=day("2026-02-27"))
        (invoice,) = now.ledger.invoice
        ledger = replace(now.ledger, invoice=(replace(invoice, source="bank"),))
        view = decide_view(replace(now, ledger=ledger), "late")
        assert view.question is not None and "Fri 27 February" in view.question.ask
        assert view.question.options[0].key == "not_looked", "enter alone writes to nobody"
