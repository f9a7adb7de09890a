"""What was written down once stands in the question that asks for it."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk
from triage.playbook.ask.recorded import recorded_text
from triage.playbook.load.playbook_file import builtin
from triage.playbook.vocabulary import RECORDED

ON = "2026-03-20"
ASKED = {
    "complaint": ("complaint", {}, "message_in", {"complaint": True}, "solved_on"),
    "incident": ("safety", {"danger": "no", "kind": "1"}, "incident", {}, "closed_on"),
}


def test_every_sort_of_words_is_asked_for_by_a_text() -> None:
    questions = [q for screen in builtin().screens.values() for q in screen.questions.values()]
    asking = {q.recorded for q in questions if q.recorded}
    assert asking == RECORDED == set(ASKED)
    assert all(q.kind == "text" for q in questions if q.recorded)


@pytest.mark.parametrize("sort", ASKED)
def test_the_newest_words_that_are_open_stand_there(sort: str) -> None:
    screen, answers, what, fields, _ = ASKED[sort]
    desk = Desk.of()
    desk.log(what, "2026-03-10", text="The first time", **fields)
    desk.log(what, "2026-03-18", text="  It happened again  ", **fields)
    question = desk.view(ON, screen, answers).question
    assert question is not None and question.suggested == "It happened again"


@pytest.mark.parametrize("sort", ASKED)
def test_what_is_over_or_has_no_words_leaves_it_empty(sort: str) -> None:
    _, _, what, fields, closes = ASKED[sort]
    desk = Desk.of()
    assert recorded_text(desk.at(ON), sort) == ""
    desk.log(what, "2026-03-10", text="Long over", **fields, **{closes: "2026-03-12"})
    assert recorded_text(desk.at(ON), sort) == ""
    desk.log(what, "2026-03-18", **fields)
    assert recorded_text(desk.at(ON), sort) == ""
