"""Facts on record answer the questions of a guided page; the answer stands there already."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, hard
from tests.triage.playbook.shipped_text import TEXT
from tests.ways import at
from triage.playbook.load.playbook_file import load_playbook

ON, LATER = "2026-03-20", "2026-03-27"


def suggested(desk: Desk, screen: str, question: str, on: str = ON) -> str | None:
    view = desk.view(on, screen, goal=at(question))
    assert view.question is not None and view.question.id == question
    return view.question.suggested


def late() -> Desk:
    desk = Desk.of()
    desk.add("invoice", id="i", number="1", issued="2026-02-01", due="2026-03-01", amount="900.00")
    return desk


def test_an_answer_of_last_week_stands_and_one_of_long_ago_does_not() -> None:
    desk = late()
    assert suggested(desk, "late", "got") is None
    desk.take(ON, "late", {"got": "yes", "dispute": "no", "stage": "1"})
    assert suggested(desk, "late", "got", LATER) == "yes"
    assert suggested(desk, "late", "dispute", LATER) == "no"
    assert suggested(desk, "late", "got", "2026-04-17") is None


def test_who_was_asked_since_is_not_asked_about_anew() -> None:
    desk = Desk.of()
    desk.log("leave_sign", "2026-03-18", sign="rival")
    assert suggested(desk, "adapt", "ask") is None
    desk.take(ON, "adapt", {"ask": "no"})
    assert suggested(desk, "adapt", "ask") is None, "it is only decided"
    desk.sent("2026-03-22", "ask_what_matters")
    assert suggested(desk, "adapt", "ask", "2026-03-21") is None
    assert suggested(desk, "adapt", "ask", LATER) == "yes"
    assert suggested(desk, "adapt", "ask", "2026-04-19") is None


def test_a_question_may_have_more_answers_than_that_it_was_done_and_that_it_was_not() -> None:
    desk = Desk.of()
    two = """yes = { go = "essence" }
no = { decide = "ASK" }"""
    three = """options = [
  { key = "yes", label = "Yes", go = "essence" },
  { key = "no", label = "Not yet", decide = "ASK" },
  { key = "soon", label = "I will soon", decide = "ASK" },
]"""
    asked = 'id = "ask"\nkind = "yes_no"'
    assert asked in TEXT and two in TEXT
    more = TEXT.replace(asked, asked.replace("yes_no", "choice"), 1).replace(two, three, 1)
    desk.playbook = load_playbook(more, "mine.toml")
    desk.log("leave_sign", "2026-03-18", sign="rival")
    desk.take(ON, "adapt", {"ask": "no"})
    desk.sent("2026-03-22", "ask_what_matters")
    assert suggested(desk, "adapt", "ask", LATER) == "yes"


def test_invoices_paid_late_have_happened_before() -> None:
    desk = late()
    assert suggested(Desk.of(), "watch", "real") is None
    desk.add("invoice", id="j", number="0", issued="2026-01-01", due="2026-01-15", amount="900.00")
    desk.add("payment", invoice="j", on="2026-02-15", amount="900.00")
    assert suggested(desk, "watch", "real") == "yes"


@pytest.mark.parametrize(
    ("days", "answer"),
    [(("2026-03-18",), "no"), (("2025-06-01", "2026-03-18"), "yes")],
)
def test_hard_words_are_counted_over_all_that_is_on_record(
    days: tuple[str, ...], answer: str
) -> None:
    desk = Desk.of()
    hard(desk, *days, tone=-2)
    assert suggested(desk, "watch", "real") == answer


def test_who_gave_notice_has_decided() -> None:
    desk = Desk.of()
    assert suggested(desk, "leaving", "sure") is None
    desk.log("leaving", ON, text="We stop")
    assert suggested(desk, "leaving", "sure") == "decided"
