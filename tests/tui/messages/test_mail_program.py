"""The way out of a message: opened in a mail program, copied, or sent already; marked once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from storage.platform import LONGEST_LINK, NoDesktop, open_link
from storage.settings.settings import Settings
from tests.tui.message_stage import BLAME, CLEAN, answer, area, messages, rolf, write
from tests.tui.stage import TODAY, Stage, stage
from tui.messages.mail_program import with_marks
from tui.messages.screen import MessageScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog

if sys.platform != "linux":
    pytest.skip(
        "it plays xdg-open, which only Linux has; elsewhere another program opens the mail",
        allow_module_level=True,
    )

MAIL, COPY, SENT = "1", "2", "3"
TODAY_, OTHER_DAY, NOT_YET = "1", "2", "3"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose opener writes down the link it was given."""
    return _opener(tmp_path, monkeypatch, 'printf %s "$1" > "$0.tmp"; mv "$0.tmp" "$0.link"')


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop that has no mail program."""
    _opener(tmp_path, monkeypatch, "exit 4")


def _opener(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> Path:
    program = folder / "xdg-open"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    return folder / "xdg-open.link"


def sent_on(on: Stage) -> list[object]:
    return [message.sent_on for message in messages(on)]


async def test_the_mail_program_gets_address_subject_and_text_and_it_is_marked_once(
    db: Path, opened: Path
) -> None:
    async with stage(db, rolf(email="rolf@north.example")) as on:
        await write(on, text=CLEAN)
        await on.press("s", MAIL)
        await on.until(opened.exists)
        assert unquote(opened.read_text()).replace("\r\n", "\n") == (
            f"mailto:rolf@north.example?body={CLEAN}"
        )
        assert isinstance(on.app.screen, ChoiceDialog)
        assert messages(on) == [], "to open it is not to send it"
        await on.press(TODAY_)
        assert sent_on(on) == [TODAY]
        assert not isinstance(on.app.screen, MessageScreen)


async def test_not_yet_keeps_it_a_draft_and_another_day_is_asked_for(
    db: Path, opened: Path
) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("s", MAIL, NOT_YET)
        assert isinstance(on.app.screen, MessageScreen)
        assert messages(on) == []
        await on.press("s", MAIL, OTHER_DAY)
        await answer(on, "2026-03-12")
        assert [str(day) for day in sent_on(on)] == ["2026-03-12"]


async def test_a_text_too_long_for_a_link_is_copied(db: Path, opened: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN + "\n" + "more " * (LONGEST_LINK // 5))
        await on.press("s", MAIL)
        while isinstance(on.app.screen, InputDialog):
            await answer(on, "It has to be this long.")
        assert on.app.clipboard == area_text(on)
        assert isinstance(on.app.screen, ChoiceDialog)
        assert not opened.exists()


def area_text(on: Stage) -> str:
    page = next(page for page in on.app.screen_stack if isinstance(page, MessageScreen))
    return page.drafting.text


async def test_a_desktop_that_cannot_says_so_and_nothing_is_marked(db: Path, failing: None) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("s", MAIL)
        await on.until(lambda: "code 4" in on.toast)
        assert "saves it as a file" in on.toast
        await on.press("escape")
        assert messages(on) == [] and area(on).text == CLEAN


@pytest.mark.parametrize("missing", ["DISPLAY", "PATH"])
async def test_without_a_desktop_it_says_what_else_to_do(
    db: Path, opened: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(missing, "" if missing == "DISPLAY" else str(tmp_path / "none"))
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("s", MAIL)
        assert isinstance(on.app.screen, MessageScreen)
        assert "copies the text" in on.toast
    with pytest.raises(NoDesktop):
        open_link("mailto:")


async def test_a_command_of_one_s_own_that_cannot_run_says_so(db: Path) -> None:
    async with stage(db, rolf(), settings=Settings(mail_program="no-such-mailer -H")) as on:
        await write(on, text=CLEAN)
        await on.press("s", MAIL)
        assert isinstance(on.app.screen, MessageScreen)
        assert "copies the text" in on.toast
        assert messages(on) == []


async def test_copied_asks_whether_it_was_sent(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("s", COPY)
        assert on.app.clipboard == CLEAN
        assert on.toast.startswith("Sent to the terminal's clipboard")
        await on.press(TODAY_)
        assert sent_on(on) == [TODAY]


async def test_a_stop_wants_its_reason_before_it_leaves(db: Path, opened: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLAME)
        await on.press("s", MAIL)
        assert isinstance(on.app.screen, InputDialog)
        assert not opened.exists()
        await answer(on, "They know me.")
        await on.until(opened.exists)
        await on.press(TODAY_)
        assert [message.reason for message in messages(on)] == ["They know me."]


async def test_marked_twice_it_is_kept_as_sent_once(db: Path) -> None:
    async with stage(db, rolf()) as on:
        for _ in range(2):
            await write(on, text=CLEAN)
            await on.press("s", SENT, "enter")
        assert sent_on(on) == [TODAY]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("aerc", ["aerc", "{link}"]),
        ("neomutt -H", ["neomutt", "-H", "{file}"]),
        ("'my mailer' --to {link} -x", ["my mailer", "--to", "{link}", "-x"]),
        ("mail --draft={file}", ["mail", "--draft={file}"]),
    ],
)
def test_a_command_takes_the_link_or_a_file(command: str, words: list[str]) -> None:
    assert with_marks(command) == words


def test_the_longest_link_is_one_that_this_system_takes(opened: Path) -> None:
    opener = open_link("x" * LONGEST_LINK)
    assert isinstance(opener, subprocess.Popen)
    assert opener.wait() == 0
    assert opened.stat().st_size == LONGEST_LINK


async def test_a_resize_while_it_asks_and_a_way_back_lose_nothing(db: Path, opened: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("s")
        await on.pilot.resize_terminal(120, 40)
        await on.settle()
        await on.press(MAIL)
        await on.pilot.resize_terminal(80, 24)
        await on.settle()
        await on.press("escape")
        assert isinstance(on.app.screen, MessageScreen)
        assert area(on).text == CLEAN
        await on.press("escape")
        assert [message.text for message in messages(on)] == [CLEAN]
        assert sent_on(on) == [None]


async def test_the_reason_is_not_typed_twice(db: Path, opened: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLAME)
        await on.press("s", MAIL)
        await answer(on, "They know me.")
        await on.press(NOT_YET, "s", SENT)
        assert on.app.screen.query_one(TextInput).value == "They know me."
