"""The log strip: one digit, one event, one toast."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.tui.stage import TODAY, client, stage
from triage.playbook.state.waiting import waiting
from tui.client.log_screen import LOG_CHOICES, LogScreen
from tui.clients.screen import ClientsScreen
from tui.forms.screen import RecordForm
from tui.ui.field import TextInput


async def test_a_digit_logs_it_today(db: Path) -> None:
    async with stage(db, client()) as on:
        for digit, words, what, fields in LOG_CHOICES:
            await on.press("l", digit)
            (logged,) = on.store.ledger("north").event
            assert (logged.what, logged.on) == (what, date(2026, 3, 13))
            assert {name: getattr(logged, name) for name in fields} == dict(fields)
            assert on.toast == f"Logged for Northlake Foods: {words}. u to undo"
            assert isinstance(on.app.screen, ClientsScreen)
            await on.press("u")
            assert on.store.ledger("north").event == ()


async def test_enter_alone_is_talked_today(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("l", "enter")
        assert [e.what for e in on.store.ledger("north").event] == ["call"]


async def test_the_strip_shows_every_choice_over_the_list(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("l")
        for digit, words, _, _ in LOG_CHOICES:
            assert f"{digit} {words}" in on.text
        assert "0 they need time" in on.text and "+ more" in on.text
        assert "Northlake Foods" in on.lines[3], "the list is still there"


async def test_why_they_need_time_is_asked_with_one_key(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("l", "0", "2")
        (logged,) = on.store.ledger("north").event
        assert (logged.what, logged.reason_to_wait) == ("message_in", "illness")
        assert isinstance(on.app.screen, ClientsScreen)
        await on.press("l", "0", "escape")
        assert isinstance(on.app.screen, LogScreen)
        assert len(on.store.ledger("north").event) == 1


async def test_a_vacation_is_asked_its_last_day_and_nothing_is_asked_of_them_until_then(
    db: Path,
) -> None:
    last_day = TODAY + timedelta(days=23)
    async with stage(db, client()) as on:
        await on.press("l", "0", "1")
        on.app.screen.query_one(TextInput).value = last_day.isoformat()
        await on.press("enter")
        assert isinstance(on.app.screen, ClientsScreen)
        wait = waiting(on.app.workspace.overviews["north"].situation)
        assert wait is not None and wait.until == last_day + timedelta(days=1)
        events = {event.what: event for event in on.store.ledger("north").event}
        assert events.keys() == {"message_in", "pause"}, "they wrote, and the work rests"
        await on.press("u")
        assert on.store.ledger("north").event == ()


async def test_a_vacation_without_a_day_is_logged_as_before(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("l", "0", "1", "enter")
        (logged,) = on.store.ledger("north").event
        assert (logged.what, logged.reason_to_wait) == ("message_in", "holiday")


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_no_choice_is_broken_in_two(db: Path, width: int) -> None:
    async with stage(db, client(), size=(width, 30)) as on:
        await on.press("l")
        for digit, words, *_ in LOG_CHOICES:
            assert any(f"{digit} {words}" in line for line in on.lines), words


async def test_plus_opens_the_whole_form_for_the_same_client(db: Path) -> None:
    async with stage(db, client(), client("Other", "other")) as on:
        await on.press("j", "l", "+")
        form = on.app.screen
        assert isinstance(form, RecordForm)
        assert "New event Other" in on.text
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)


@pytest.mark.parametrize("key", ["escape", "l"])
async def test_leaving_logs_nothing(db: Path, key: str) -> None:
    async with stage(db, client()) as on:
        await on.press("l", "full_stop")
        assert isinstance(on.app.screen, LogScreen)
        await on.press(key)
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.store.ledger("north").event == ()


async def test_without_a_client_the_key_says_why_not(db: Path) -> None:
    async with stage(db) as on:
        await on.press("escape", "l")
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.toast.startswith("You have no clients yet")


def test_the_log_strip_has_nine_choices_and_the_form() -> None:
    assert [digit for digit, *_ in LOG_CHOICES] == list("123456789")
