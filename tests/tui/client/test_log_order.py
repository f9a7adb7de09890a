"""The first reason offered is not the worst one: whoever presses Enter too soon wrote no death."""

from __future__ import annotations

from pathlib import Path

from tests.tui.stage import client, stage


async def test_enter_alone_never_writes_down_a_death(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("l", "0", "enter", "enter")  # a holiday whose end nobody named
        (logged,) = [e for e in on.store.ledger("north").event if e.what == "message_in"]
        assert logged.reason_to_wait == "holiday"
        await on.press("l", "0", "5")
        assert [e.reason_to_wait for e in on.store.ledger("north").event].count("bereavement") == 1
