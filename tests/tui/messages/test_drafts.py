"""What is typed into a message is kept, and comes back."""

from __future__ import annotations

from pathlib import Path

from tests.tui.message_stage import CLEAN, KEPT, area, head, messages, rolf, write
from tests.tui.stage import record, stage
from tui.messages.screen import MessageScreen

# --- keeping --------------------------------------------------------------------------------


async def test_leaving_keeps_the_draft_and_it_comes_back(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("escape")
        (kept,) = messages(on)
        assert (kept.text, kept.sent_on) == (CLEAN, None)
        await write(on)
        assert area(on).text == CLEAN
        assert "draft of Fri 13 Mar" in head(on)
        before = on.store.head()
        await on.press("escape")
        assert on.store.head() == before


async def test_a_look_keeps_nothing(db: Path) -> None:
    async with stage(db, rolf()) as on:
        before = on.store.head()
        await write(on)
        await on.press("escape")
        assert (messages(on), on.store.head()) == ([], before)


async def test_what_is_typed_is_on_the_disk_before_anybody_leaves(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        on.app.drafts.flush()
        assert CLEAN[:5] in (on.store.draft(KEPT.format("reset_expectations")) or "")
    async with stage(db) as on:
        await write(on)
        assert area(on).text == CLEAN
        assert "from last time" in on.words("#message-said")


async def test_own_drafts_are_no_change_of_another_window(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        for _ in range(3):
            await on.press("tab", "x", "escape")
            assert on.app.drafts.flush() is None
            on.app._look_for_other_writers()
            await on.settle()
        await on.press("escape")
        assert not isinstance(on.app.screen, MessageScreen), "nothing kept it from being left"
        assert len(messages(on)) == 1


async def test_what_another_version_kept_is_not_lost(db: Path) -> None:
    async with stage(db, rolf()) as on:
        on.store.replace_draft(KEPT.format("reset_expectations"), None, "only a text")
        await write(on)
        assert area(on).text == "only a text"


async def test_a_parked_draft_says_so(db: Path) -> None:
    parked = record(
        "message",
        "m",
        template="other_offer",
        on="2026-03-01",
        text=CLEAN,
        parked_on="2026-03-05",
    )
    async with stage(db, rolf(), parked) as on:
        await write(on, "other_offer")
        assert "on hold since Thu 5 Mar" in head(on)


async def test_u_takes_a_kept_draft_back_and_the_outline_stands_there_again(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("escape")
        await write(on)
        await on.press("u")
        assert messages(on) == []
        assert "{shared_aim}" in area(on).text
        await on.press("U")
        assert area(on).text == CLEAN
