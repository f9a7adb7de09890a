"""The real program, ended without a word: what was shown as saved is there, the rest is a draft."""

from __future__ import annotations

import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from storage.store import Store
from tests.tui.stage import client, fill, now

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals on Windows", allow_module_level=True)

from tests.tui.terminal import Terminal

ESCAPE = "\x1b"
LIST = "health ▼"
"""The heading of the Clients list."""
Start = Callable[[], Terminal]


@pytest.fixture
def start(db: Path, tmp_path: Path) -> Start:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "path.write_text(path.read_text() + ' and written elsewhere\\n')\n"
    )
    env = {
        "GOODTERMS_SETTINGS": str(tmp_path / "settings.toml"),
        "EDITOR": f"{sys.executable} {editor}",
        "VISUAL": "",
    }
    return lambda: Terminal("--db", str(db), "--as-of", "2026-03-13", env=env)


def kept(db: Path) -> tuple[list[str], str]:
    """The texts of the notes, and the draft."""
    with Store.open(db, now=now) as store:
        notes = [note.text for note in store.ledger("north").note]
        return notes, store.draft("note:north") or ""


def write_a_note(terminal: Terminal) -> None:
    terminal.wait_for("1 client")
    terminal.wait_for(LIST)
    terminal.send("n")
    terminal.wait_for("save and close")
    terminal.send("Call Rolf")
    terminal.wait_for("Call Rolf")
    terminal.send(ESCAPE)
    terminal.wait_for("Note saved")


def type_half_a_thought(terminal: Terminal) -> None:
    terminal.send("nhalf a thought")  # at once: the first letters may not be keys of the list
    terminal.wait_for("half a thought")


def test_killed_between_two_keys(db: Path, start: Start) -> None:
    fill(db, [client()])
    with start() as terminal:
        write_a_note(terminal)
        type_half_a_thought(terminal)
        terminal.wait_for("Saved as a draft.")  # perhaps only of the first letters
        terminal.wait_until(lambda: "half a thought" in drafts(db), "the draft")
        terminal.send(" more")
        terminal.wait_for("half a thought more")
        assert terminal.end(signal.SIGKILL) == -signal.SIGKILL
    notes, draft = kept(db)
    assert notes == ["Call Rolf"]
    assert draft.startswith("half a thought")
    with start() as terminal:
        terminal.wait_for("1 client")
        terminal.wait_for(LIST)
        terminal.send("n")
        terminal.wait_for("from last time")
        terminal.wait_for("half a thought")
        terminal.send(ESCAPE)
        terminal.wait_for("Note saved")
    notes, draft = kept(db)
    assert len(notes) == 2 and notes[1].startswith("half a thought")
    assert draft == ""


def drafts(db: Path) -> str:
    """All drafts on the disk, as another program reads them."""
    with closing(sqlite3.connect(db, timeout=30)) as other:
        return " ".join(text for (text,) in other.execute("SELECT text FROM draft"))


WAYS = {
    "a note": ("n", "save and close", ""),
    "a message": ("\rm\r", " words", "\t"),
    "a form": ("a", "New client", ""),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_killed_after_two_pauses(db: Path, start: Start, way: tuple[str, str, str]) -> None:
    keys, there, then = way
    fill(db, [client()])
    with start() as terminal:
        terminal.wait_for("1 client")
        terminal.wait_for(LIST)
        for key in keys:
            terminal.send(key)
        terminal.wait_for(there)
        terminal.send(then + "first")
        terminal.wait_until(lambda: "first" in drafts(db), "the first draft")
        terminal.send("second")
        terminal.wait_until(lambda: "firstsecond" in drafts(db), "the second draft")
        terminal.end(signal.SIGKILL)
    assert "firstsecond" in drafts(db)


def test_a_file_in_use_takes_nothing_that_is_typed_and_is_waited_for(
    db: Path, start: Start
) -> None:
    fill(db, [client()])
    with start() as terminal, closing(sqlite3.connect(db, isolation_level=None)) as other:
        terminal.wait_for("1 client")
        terminal.wait_for(LIST)
        terminal.send("n")
        terminal.wait_for("save and close")
        other.execute("BEGIN EXCLUSIVE")
        terminal.send("abc")
        terminal.wait_for("Not saved yet: another program is using the file.")
        terminal.send("def")
        terminal.wait_for("abcdef")
        terminal.send("\x11")  # ctrl+q
        terminal.wait_for("Quit anyway?")
        terminal.send("3")
        terminal.wait_for("save and close")
        other.execute("ROLLBACK")
        terminal.wait_until(lambda: drafts(db) == "abcdef", "the draft")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
        assert b"Traceback" not in terminal.raw


def test_a_file_in_use_at_the_start_is_waited_for_and_no_key_acts_unseen(
    db: Path, start: Start
) -> None:
    fill(db, [client()])
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with start() as terminal:
            terminal.wait_for("counting")
            terminal.send("nabq")  # as keys of the list: add, begin, quit
            terminal.wait_for("was not used")
            terminal.wait_for("Another program is")
            other.execute("ROLLBACK")
            terminal.wait_for(LIST)
            write_a_note(terminal)
            assert b"Traceback" not in terminal.raw
    assert kept(db) == (["Call Rolf"], "")


def test_a_start_that_waits_for_a_file_can_be_left(db: Path, start: Start) -> None:
    fill(db, [client()])
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with start() as terminal:
            terminal.send("n")
            terminal.wait_for("Another program is")
            terminal.send("\x11")
            assert terminal.wait_for_end() == 0


GIVEN_BACK = [
    (b"\x1b[?1003l", b"\x1b[?1003h"),
    (b"\x1b[?1049l", b"\x1b[?1049h"),
    (b"\x1b[?25h", b"\x1b[?25l"),
]
"""Mouse, screen and cursor: what gives them back, and what took them."""


def given_back(terminal: Terminal, back: bytes, taken: bytes) -> bool:
    return terminal.raw.rfind(back) > terminal.raw.rfind(taken)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_ended_from_outside_keeps_the_last_key(
    db: Path, start: Start, number: signal.Signals
) -> None:
    fill(db, [client()])
    with start() as terminal:
        terminal.wait_for("1 client")
        type_half_a_thought(terminal)
        assert terminal.end(number) == 128 + number
        for back, taken in GIVEN_BACK:
            terminal.wait_until(partial(given_back, terminal, back, taken), repr(back))
    assert kept(db) == ([], "half a thought")


def test_a_closed_window_ends_the_program_and_keeps_the_draft(db: Path, start: Start) -> None:
    fill(db, [client()])
    with start() as terminal:
        terminal.wait_for("1 client")
        type_half_a_thought(terminal)
        terminal.wait_for("Saved as a draft.")
        terminal.hang_up()
        assert terminal.process.wait(30) in (-signal.SIGHUP, 128 + signal.SIGHUP)
    assert kept(db) == ([], "half a thought")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_the_sample_year_goes_with_the_program(tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    with Terminal("demo", env={"TMPDIR": str(folder)}) as terminal:
        terminal.wait_for("clients")
        assert list(folder.iterdir())
        assert terminal.end(number) == 128 + number
    assert not list(folder.iterdir())


def test_a_name_cannot_steer_the_terminal(db: Path, start: Start) -> None:
    fill(db, [client("Evil \x1b]0;title\x07\x1b]52;c;eA==\x07\x9b31m\u202e Ltd")])
    with start() as terminal:
        terminal.wait_for("Evil ␛]0;title␇")
        terminal.send("\r")
        terminal.wait_for("75.00 an hour")
        terminal.send("l8")
        terminal.wait_for("Logged for")
        terminal.send(ESCAPE)
        terminal.wait_for(LIST)
        terminal.send("q")
        assert terminal.wait_for_end() == 0
        for steering in (b"]0;title\x07", b"\x1b]52;", "\x9b".encode(), "\u202e".encode()):
            assert steering not in terminal.raw


def test_a_note_goes_through_the_user_s_own_editor(db: Path, start: Start) -> None:
    fill(db, [client()])
    with start() as terminal:
        terminal.wait_for("1 client")
        type_half_a_thought(terminal)
        terminal.send("\x1b[15~")  # F5
        terminal.wait_for("half a thought and written elsewhere")
        terminal.send(ESCAPE)
        terminal.wait_for("Note saved")
    assert kept(db) == (["half a thought and written elsewhere"], "")
