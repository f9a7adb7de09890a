"""One message, open in two windows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from storage.store import Store
from tests.tui.message_stage import CLEAN, area, messages, rolf, write
from tests.tui.stage import TODAY, now, record, stage
from triage.changes import Put
from triage.records import Message
from tui.messages.screen import MessageScreen


def elsewhere(db: Path, text: str, **fields: Any) -> Message:
    """Another window stores the draft `m`."""
    day = date(2026, 3, 12)
    stored = Message(
        id="m", client="north", template="reset_expectations", on=day, text=text, **fields
    )
    with Store.open(db, now=now) as other:
        other.apply("elsewhere", [Put(stored)])
    return stored


async def test_two_windows_send_it_once(db: Path) -> None:
    old = record("message", "m", template="reset_expectations", on="2026-03-12", text=CLEAN)
    async with stage(db, rolf(), old) as on:
        await write(on)
        gone = elsewhere(db, CLEAN, sent_on=TODAY)
        await on.press("s", "3", "enter")
        assert "Your change was not saved" in on.toast
        assert messages(on) == [gone]


async def test_what_another_window_kept_is_not_lost(db: Path) -> None:
    old = record("message", "m", template="reset_expectations", on="2026-03-12", text="Old.")
    async with stage(db, rolf(), old) as on:
        await write(on, text="Mine.")
        elsewhere(db, "Theirs.")
        on.app._look_for_other_writers()
        await on.settle()
        assert area(on).text == "Mine."
        await on.press("escape")
        assert isinstance(on.app.screen, MessageScreen)
        assert "This draft was changed in another window" in on.words("#message-said")
        await on.press("escape")
        assert [m.text for m in messages(on)] == ["Mine."]
        await on.press("u")
        assert [m.text for m in messages(on)] == ["Theirs."]


async def test_an_untouched_draft_follows_another_window(db: Path) -> None:
    old = record("message", "m", template="reset_expectations", on="2026-03-12", text="Old.")
    async with stage(db, rolf(), old) as on:
        await write(on)
        elsewhere(db, "Theirs.")
        on.app._look_for_other_writers()
        await on.settle()
        assert area(on).text == "Theirs."
