"""Keys that come faster than screens open, and keys for a screen that does not open."""

from __future__ import annotations

from pathlib import Path

from textual.events import Key, MouseDown, MouseUp, Paste

from storage.errors import Locked
from tests.tui.stage import Stage, client, stage
from tui.app import _NOT_USED
from tui.client.note_screen import NoteScreen
from tui.clients.screen import ClientsScreen
from tui.ui.typeahead import TYPED_ON


def key(name: str, after: float = 0.0) -> Key:
    """A key, some seconds later than it is handed over."""
    event = Key(name, name if len(name) == 1 else None)
    event.time += after
    return event


async def send(on: Stage, *events: Key | Paste | MouseDown | MouseUp) -> None:
    for event in events:
        on.app.post_message(event)
    await on.pilot.pause(0)
    await on.settle()


async def test_a_paste_waits_for_the_screen_that_a_key_before_it_opens(db: Path) -> None:
    async with stage(db, client()) as on:
        await send(on, key("n"), Paste("pasted"), key("x"))
        assert isinstance(on.app.screen, NoteScreen)
        assert "pastedx" in on.text


async def test_keys_for_what_did_not_open_do_nothing_elsewhere(db: Path) -> None:
    async with stage(db, client()) as on:
        on.app.meet_trouble(Locked("In use.", "Wait."), opening=True)
        early = key("a", -1.0)
        await send(on, early)
        assert isinstance(on.app.screen, ClientsScreen), "typed before the sentence stood there"
        await send(on, key("a"))
        assert not isinstance(on.app.screen, ClientsScreen), "whoever has read it goes on"


async def test_who_types_on_without_looking_is_not_taken_for_somebody_who_has_read(
    db: Path,
) -> None:
    async with stage(db, client()) as on:
        await on.press("down")
        on.app.meet_trouble(Locked("In use.", "Wait."), opening=True)
        await send(on, *(key("a", n * TYPED_ON / 2) for n in range(1, 9)))
        assert isinstance(on.app.screen, ClientsScreen)
        await send(on, key("a", 20))
        assert not isinstance(on.app.screen, ClientsScreen)


async def test_keys_that_were_not_used_are_named_once(db: Path) -> None:
    async with stage(db, client()) as on:
        on.app.hold_keys()
        await send(on, key("n"), key("x"))
        on.app.clear_notifications()
        on.app.drop_keys()
        await send(on, key("a"), key("b"))
        assert [toast.message for toast in on.app._notifications] == [_NOT_USED]
        assert isinstance(on.app.screen, ClientsScreen)


async def test_no_key_acts_on_a_list_that_is_not_there_yet(db: Path) -> None:
    async with stage(db, client()) as on:
        on.app.refuse_keys()
        await send(on, key("n"), Paste("pasted"))
        await on.app.let_go()
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.toast == _NOT_USED
        await send(on, key("n"), Paste("pasted"))
        assert isinstance(on.app.screen, NoteScreen) and "pasted" in on.text


async def test_held_keys_wait_and_escape_takes_them_back(db: Path) -> None:
    async with stage(db, client()) as on:
        on.app.hold_keys()
        await send(on, key("n"), key("x"))
        assert isinstance(on.app.screen, ClientsScreen)
        await on.app.let_go()
        await on.settle()
        assert isinstance(on.app.screen, NoteScreen) and "x" in on.text
        await on.press("escape")
        on.app.hold_keys()
        await send(on, key("n"), key("x"), key("escape"))
        await on.app.let_go()
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
