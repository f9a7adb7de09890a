"""Sentences over the screen: no heap of them, and none that matters is lost to a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from tests.tui.stage import Stage, client, stage
from tui.ui.keybar import KeyBar


def shown(on: Stage) -> list[str]:
    return [toast.message for toast in on.app._notifications]


async def test_a_key_that_means_nothing_is_remarked_on_once(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("1")
        remark = on.toast
        assert remark
        await on.press("1", "1", "1")
        assert shown(on) == [remark]


async def test_another_such_key_takes_its_place(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("1", "2", "3")
        assert len(shown(on)) == 1
        assert shown(on)[0].startswith("3")


async def test_what_was_saved_stands_beside_a_remark(db: Path) -> None:
    async with stage(db, client()) as on:
        on.app.notify_user("Kept. u to undo")
        await on.press("1", "2")
        assert len(shown(on)) == 2
        assert "Kept. u to undo" in shown(on)


async def test_no_sentence_stands_twice(db: Path) -> None:
    async with stage(db, client()) as on:
        on.app.notify_user("The file is in use.", bad=True)
        on.app.notify_user("Saved.")
        on.app.notify_user("The file is in use.", bad=True)
        assert shown(on) == ["Saved.", "The file is in use."]


async def test_what_was_done_before_gives_way_to_what_was_done_last(db: Path) -> None:
    async with stage(db, client()) as on:
        on.app.notify_user("Logged. u to undo")
        on.app.notify_user("The file is in use.", bad=True)
        on.app.notify_user("Note saved. u to undo")
        assert shown(on) == ["The file is in use.", "Note saved. u to undo"]


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("letters", range(34, 62, 3))
async def test_a_sentence_stands_whole_and_lies_on_no_key(
    db: Path, width: int, letters: int
) -> None:
    async with stage(db, client(), size=(width, 30)) as on:
        on.app.notify_user("m " * (letters // 2) + "Ω")
        await on.settle()
        (toast,) = on.app.screen.query(Toast)
        assert "Ω" in on.text
        assert toast.region.bottom < min(bar.region.y for bar in on.app.screen.query(KeyBar))
