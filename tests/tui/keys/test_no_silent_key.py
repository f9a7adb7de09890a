"""No key is silent: on every screen each key of the table does something, or says where it does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from storage.errors import Locked
from tests.tui.review_stage import Clock
from tests.tui.stage import Stage, stage
from tui.keys.table import KEYS
from tui.routes import (
    ROUTES,
    ChecklistRoute,
    ClientRoute,
    DecideRoute,
    DecisionRoute,
    FindRoute,
    HelpRoute,
    ImportRoute,
    LessonRoute,
    LogRoute,
    MessageRoute,
    NoteRoute,
    OutcomeRoute,
    Page,
    RecordRoute,
    RecoveryRoute,
    ReviewReportRoute,
    ReviewRoute,
    Route,
    SettingsRoute,
    SetupRoute,
    SeveralRoute,
    SyncRoute,
    TemplatesRoute,
    WelcomeRoute,
    WhatIfRoute,
)
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.input_dialog import InputDialog

NAMES = list(dict.fromkeys(name for key in KEYS for name in key.keys.split(",")))
ELSEWHERE = ("0", "1", "9", "d", "f4", "o", "x", "O", "space", "enter", "equals_sign", "v")
"""A screen that swallows keys it has no use for would swallow one of these."""
PLACES: dict[str, Route | None] = {
    "clients": None,
    "client": ClientRoute("northlake"),
    "log": LogRoute("northlake"),
    "note": NoteRoute("northlake"),
    "form": RecordRoute("client"),
    "templates": TemplatesRoute("northlake"),
    "message": MessageRoute("northlake", "new_terms"),
    "lesson": LessonRoute("kestrel"),
    "what if": WhatIfRoute("northlake"),
    "decide": DecideRoute("brandt"),
    "shut": DecideRoute("bindery", screen="part"),
    "outcome": OutcomeRoute("northlake"),
    "checklist": ChecklistRoute("shelter"),
    "find": FindRoute("menu"),
    "import": ImportRoute(),
    "sync": SyncRoute(),
    "setup": SetupRoute(),
    "settings": SettingsRoute(),
    "welcome": WelcomeRoute(),
    "recovery": RecoveryRoute(Locked("In use.", "Wait.")),
    "help": HelpRoute("clients"),
    "several": SeveralRoute(("northlake", "brandt"), lambda: None),
    **{
        key.id.partition(".")[2]: Page(key.page, "northlake" if key.page_for_client else None)
        for key in KEYS
        if key.page
    },
}
BY_KEYS = {DecisionRoute, ReviewRoute, ReviewReportRoute}
"""Routes whose screens hold what was done before: `decide` is the same page, a review is opened by
its key below, and its report is the last page of tests/tui/test_fridays.py."""
MOVING = {
    *("down", "up", "left", "right", "home", "end", "pagedown", "pageup", "tab", "shift+tab"),
    *("j", "k", "h", "l", "g", "G", "backspace", "delete", "ctrl+z", "ctrl+y"),
}
"""Where one moves or writes already, such a key may find nothing further that way."""


def seen(on: Stage) -> tuple[object, ...]:
    field = on.app.screen.focused
    typed = getattr(field, "value", None) or getattr(field, "text", None)
    newest = list(on.app._notifications)[-1:]
    return (on.app.screen, field, typed, newest, tuple(on.lines))


async def silent_keys(on: Stage, open_it: Callable[[], Awaitable[object]]) -> list[str]:
    """The keys that did nothing that could be seen."""
    silent = []
    home = on.app.screen
    here: Screen[Any] | None = None
    for name in NAMES:
        if on.app.screen is not here:
            left = here not in on.app.screen_stack
            while on.app.screen is not (home if left else here):
                on.app.pop_screen()
                await on.settle()
            if left:
                await open_it()
                await on.settle()
                here = on.app.screen
        active = on.app.active_bindings.get(name)
        if active is None and name not in ELSEWHERE:
            continue
        if active is not None and active.binding.action in ("app.quit", "quit"):
            continue
        before = seen(on)
        await on.press(name)
        if seen(on) == before and (active is None or name not in MOVING):
            silent.append(name)
        on.app.clear_notifications()
    return silent


def test_every_screen_has_its_keys_tried() -> None:
    untried = set(ROUTES) - {type(route) for route in PLACES.values()} - BY_KEYS
    assert not untried, (
        "tests/tui/keys/test_no_silent_key.py: add to PLACES a route to its screen, so that every "
        f"key is pressed there: {[route.__name__ for route in untried]}"
    )


@pytest.mark.parametrize("place", PLACES)
async def test_no_key_is_silent(year: Path, place: str) -> None:
    async with stage(year, size=(100, 30)) as on:
        route = PLACES[place]

        async def open_it() -> None:
            if route is not None:
                on.app.open(route)

        silent = await silent_keys(on, open_it)
        assert not silent, (
            f"on the screen of {place} nothing is seen of these keys: {silent}. Let each show "
            "something, or say through disabled_reason of its screen why it cannot act now"
        )


@pytest.mark.parametrize("keys", [["w"], ["w", "z"]], ids=["review", "snooze"])
async def test_no_key_of_a_review_is_silent(year: Path, keys: list[str]) -> None:
    async with stage(year, size=(100, 30), clock=Clock()) as on:
        assert await silent_keys(on, lambda: on.press(*keys)) == []


@pytest.mark.parametrize(
    "dialog",
    [lambda: ChoiceDialog("Which?", ["This", "That"]), lambda: InputDialog("What?", str)],
    ids=["choice", "line"],
)
async def test_no_key_of_a_dialog_is_silent(year: Path, dialog: Callable[[], Screen[Any]]) -> None:
    async with stage(year, size=(100, 30)) as on:

        async def open_it() -> None:
            on.app.push_screen(dialog())

        assert await silent_keys(on, open_it) == []
