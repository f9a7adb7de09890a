"""Which message: drafts first, then those that fit, then all; and the ways to it."""

from __future__ import annotations

from pathlib import Path

from tests.tui.stage import Stage, client, record, stage
from triage.message_templates import load_templates
from tui.client.screen import ClientScreen
from tui.messages.screen import MessageScreen
from tui.messages.template_picker import TemplateKey, TemplatePickerScreen
from tui.ui.line_keys import RecordKey

STEP = record("attempt", "t", screen="train", on="2026-03-02", taken_on="2026-03-02")
DRAFT = record(
    "message", "m", template="other_offer", on="2026-03-10", text="Hello Rolf, a thought"
)


def templates(on: Stage) -> list[str]:
    return [key.id for key in on.items() if isinstance(key, TemplateKey)]


async def test_those_of_the_running_step_come_first(db: Path) -> None:
    action = record("action", "a", text="Send it", on="2026-03-02", template="boundary_note")
    async with stage(db, client(), STEP, action, DRAFT) as on:
        await on.press("enter", "m")
        assert isinstance(on.app.screen, TemplatePickerScreen)
        assert templates(on)[:3] == ["other_offer", "boundary_note", "how_we_work"]
        assert set(templates(on)) == set(load_templates())
        assert "Tue 10 Mar Hello Rolf, a thought" in on.drawn(TemplateKey("other_offer"))


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
        await on.go_to(RecordKey("message", "m"))
        await on.press("enter")
        assert isinstance(on.app.screen, MessageScreen)


async def test_no_contact_is_said_before_anything_is_opened(db: Path) -> None:
    async with stage(db, client(do_not_contact=True)) as on:
        await on.press("enter", "m", "enter")
        assert isinstance(on.app.screen, TemplatePickerScreen)
        assert "do not contact" in on.toast


async def test_after_an_end_its_own_messages_come_first(
    db: Path,
) -> None:
    ended = client(state="closed", closed_on="2026-01-05", ended_by="us")
    async with stage(db, ended) as on:
        on.app.push_screen(TemplatePickerScreen("north"))
        await on.settle()
        first = templates(on)[:2]
        assert all(load_templates()[id_].screens[0] == "later" for id_ in first)
