"""Leaving a form, coming back to it, and a record that another window changed."""

from __future__ import annotations

import json
from pathlib import Path

from storage.store import Store
from tests.tui.forms.on_stage import fill, known, line, north, open_form
from tests.tui.stage import Stage, event, now, stage
from triage.changes import Put, Remove
from triage.records import Event
from tui.client.screen import ClientScreen
from tui.forms.screen import RecordForm
from tui.ui.choice_dialog import ChoiceDialog

# --- leaving and coming back ------------------------------------------------------------------


async def test_leaving_asks_about_what_was_typed(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("enter", "e")
        await fill(on, "contact", "Rolf")
        await on.press("escape")
        assert isinstance(on.app.screen, ChoiceDialog)
        await on.press("escape")
        assert isinstance(on.app.screen, RecordForm)
        await on.press("escape", "2")
        assert isinstance(on.app.screen, ClientScreen)
        assert north(on).contact is None
        await on.press("e")
        assert line(on, "contact").text == ""
        await fill(on, "contact", "Rolf")
        await on.press("escape", "1")
        assert north(on).contact == "Rolf"


async def test_what_is_typed_is_a_draft_and_comes_back(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("enter", "e")
        await fill(on, "contact", "Rolf")
        await on.until(lambda: on.store.draft("form:client:north:north") is not None)
        kept = on.store.draft("form:client:north:north")
        assert json.loads(kept or "") == {"contact": "Rolf"}
    async with stage(db) as on:
        await on.press("enter", "e")
        assert line(on, "contact").text == "Rolf"
        assert "from last time" in on.toast
        await on.press("ctrl+s")
        assert north(on).contact == "Rolf"
        assert on.store.draft("form:client:north:north") is None


# --- changed in another window ----------------------------------------------------------------


async def stale(on: Stage, db: Path) -> None:
    """Our contact typed while another window sets contact and mail, then save."""
    await on.press("enter", "e")
    await fill(on, "contact", "Rolf")
    with Store.open(db, now=now) as other:
        mine = other.client("north")
        theirs = known(contact="Ana", email="ana@example.org")
        other.apply("elsewhere", [Put(theirs, was=mine)])
    await on.press("ctrl+s")
    assert isinstance(on.app.screen, ChoiceDialog)


async def test_keep_mine_keeps_their_other_fields(db: Path) -> None:
    async with stage(db, known()) as on:
        await stale(on, db)
        await on.press("1")
        assert (north(on).contact, north(on).email) == ("Rolf", "ana@example.org")


async def test_take_theirs(db: Path) -> None:
    async with stage(db, known()) as on:
        await stale(on, db)
        await on.press("2")
        assert isinstance(on.app.screen, ClientScreen)
        assert north(on).contact == "Ana"


async def test_look_again_shows_both(db: Path) -> None:
    async with stage(db, known()) as on:
        await stale(on, db)
        await on.press("3")
        assert "other version: Ana" in on.text
        await fill(on, "payment_days", "30")
        assert "other version: Ana" in on.text, "it is no complaint: it stays to be compared"
        assert line(on, "contact").text == "Rolf"
        assert line(on, "email").text == "ana@example.org"
        await on.press("ctrl+s")
        assert (north(on).contact, north(on).email) == ("Rolf", "ana@example.org")


async def test_a_record_that_was_removed_can_be_kept(db: Path) -> None:
    thanks = event("e", "thanks")
    async with stage(db, known(), thanks) as on:
        await open_form(on, "event", "north", thanks)
        await fill(on, "text", "for the site")
        on.store.apply("elsewhere", [Remove("event", "e")])
        await on.press("ctrl+s")
        assert isinstance(on.app.screen, ChoiceDialog)
        await on.press("1")
        stored = on.store.get("event", "e")
        assert isinstance(stored, Event)
        assert stored.text == "for the site"
