"""The pages of goodbyes on a test's stage, and clients who have gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.tui.stage import TODAY, Stage, client
from triage.records import Record, WatchRule
from triage.records.codec import parse
from tui.goodbyes.lesson_screen import LessonScreen
from tui.goodbyes.screen import GoodbyesScreen
from tui.ui.field import TextInput


def back(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def gone(days: int = 20, **fields: Any) -> Record:
    return client(state="left_well", closed_on=back(days), ended_by="them", **fields)


def rule(id_: str = "r", when: str = "count(no_show, 28) >= 1", **fields: Any) -> Record:
    sentence = "They miss meetings again."
    defaults = {"kind": "watch_rule", "id": id_, "on": back(40), "when": when, "sentence": sentence}
    return parse({**defaults, "until": back(-300), **fields})


def rules(on: Stage) -> list[WatchRule]:
    return list(on.store.book().watch_rules)


async def answer(on: Stage, text: str) -> None:
    on.app.screen.query_one(TextInput).value = text
    await on.press("enter")


async def open_goodbyes(on: Stage) -> None:
    await on.press("b")
    assert isinstance(on.app.screen, GoodbyesScreen)


async def open_lesson(on: Stage) -> None:
    on.app.push_screen(LessonScreen("north"))
    await on.settle()
