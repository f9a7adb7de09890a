"""A terminal that grows while a question stands there."""

from __future__ import annotations

from pathlib import Path

from tests.tui.guided import in_danger, reach
from tests.tui.stage import stage
from tui.decide.answer import AnswerList
from tui.decide.screen import DecideScreen


async def test_answers_keep_one_line_each_when_the_terminal_grows(db: Path) -> None:
    async with stage(db, *in_danger(), size=(80, 24)) as on:
        on.app.push_screen(DecideScreen("north", screen="leaving"))
        await on.settle()
        await reach(on, "reason")
        answers = on.app.screen.query_one(AnswerList)
        assert answers.option_count > 3
        for width in (90, 100, 120):
            await on.pilot.resize_terminal(width, 30)
            await on.settle()
            assert answers.virtual_size.height == answers.option_count, width
