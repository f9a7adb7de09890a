"""Which message: drafts first, then those that fit, then all; and the ways to it."""

from __future__ import annotations

from pathlib import Path

from tests.tui.stage import Stage, client, record, stage
from triage.message_templates import load_templates
from tui.client.screen import ClientScreen
from tui.messages.screen import MessageScreen
from tui.messages.template_picker import TemplatePickerScreen
from tui.ui.line_list import LineList

STEP = record("attempt", "t", screen="train", on="2026-03-02", taken_on="2026-03-02")
DRAFT = record(
    "message", "m", template="other_offer", on="2026-03-10", text="Hello Rolf, a thought"
)


def keys(on: Stage) -> list[str]:
    return on.app.screen.query_one(LineList)._keys


async def test_those_of_the_running_step_come_first(db: Path) -> None:
    action = record("action", "a", text="Send it", on="2026-03-02", template="boundary_note")
    async with stage(db, client(), STEP, action, DRAFT) as on:
        await on.press("enter", "m")
        assert isinstance(on.app.screen, TemplatePickerScreen)
        assert keys(on)[:6] == [
            "",
            "other_offer",
            "",
            "boundary_note",
            "scope_change",
            "how_we_work",
        ]
        assert {key for key in keys(on) if key} == set(load_templates())
        for part in ("Drafts", "Another way", "Tue 10 Mar Hello Rolf, a thought", "These fit now"):
            assert part in on.text, part


async def test_enter_opens_it_and_leaving_leads_back_to_the_client(db: Path) -> None:
    async with stage(db, client(), DRAFT) as on:
        await on.press("enter", "m")
        await on.press("enter")
        assert isinstance(on.app.screen, MessageScreen)
        assert "Hello Rolf, a thought" in on.text
        await on.press("escape")
        assert isinstance(on.app.screen, ClientScreen)


async def test_a_draft_of_the_timeline_opens_as_a_draft(db: Path) -> None:
    async with stage(db, client(), DRAFT) as on:
        await on.press("enter")
        lines = on.app.screen.query_one(LineList)
        lines.highlighted = lines._keys.index("record:message:m")
        await on.press("enter")
        assert isinstance(on.app.screen, MessageScreen)


async def test_no_contact_is_said_before_anything_is_opened(db: Path) -> None:
    async with stage(db, client(do_not_contact=True)) as on:
        await on.press("enter", "m", "enter")
        assert isinstance(on.app.screen, TemplatePickerScreen)
        assert "marked as do not contact" in on.said
