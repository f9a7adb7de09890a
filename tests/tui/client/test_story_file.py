"""The facts for a mediator, written from the client's own screen."""

from __future__ import annotations

from pathlib import Path

from tests.tui.stage import client, event, record, stage
from tui.client.screen import ClientScreen


async def test_the_facts_for_a_mediator_go_into_a_new_file_without_private_notes(
    db: Path, tmp_path: Path
) -> None:
    target = tmp_path / "facts.md"
    note = record("note", "n", on="2026-03-01", text="Sounded tired")
    async with stage(db, client(), note, event("e", "call", text="About the menu")) as on:
        await on.press("enter")
        for answer in ("Written without private notes", "already exists"):
            await on.press("W", "ctrl+u", "ctrl+k")
            await on.type(str(target))
            await on.press("enter")
            assert isinstance(on.app.screen, ClientScreen)
            assert answer in on.toast
    text = target.read_text(encoding="utf-8")
    assert "Call: “About the menu”" in text and "tired" not in text
    assert target.stat().st_mode & 0o077 == 0
