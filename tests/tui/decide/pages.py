"""A guided page on a test's stage."""

from __future__ import annotations

from tests.tui.stage import Stage
from tui.decide.answer import AnswerArea
from tui.decide.screen import DecideScreen


async def open_decide(on: Stage, screen: str | None = None) -> None:
    on.app.push_screen(DecideScreen("north", screen=screen))
    await on.settle()


def answers(on: Stage) -> dict[str, str]:
    return {a.question: a.value for a in on.store.ledger("north").answer}


def area(on: Stage) -> AnswerArea:
    return on.app.screen.query_one(AnswerArea)
