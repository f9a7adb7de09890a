"""Terminals and keyboards that send, show or do what most do not: nothing is lost, nothing ends."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.stage import client, fill
from tests.tui.test_terminal import ESCAPE, LIST, kept
from tui.ui.themes import DARK, LIGHT

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals on Windows", allow_module_level=True)

from tests.tui.terminal import Terminal

Begin = Callable[..., Terminal]


@pytest.fixture
def begin(db: Path, tmp_path: Path) -> Begin:
    """Starts the program on two clients."""
    fill(db, [client(), client("Quay", "quay")])

    def start(size: tuple[int, int] = (24, 80), **env: str) -> Terminal:
        env = {"GOODTERMS_SETTINGS": str(tmp_path / "settings.toml"), **env}
        return Terminal("--db", str(db), "--as-of", "2026-03-13", env=env, size=size)

    return start


def open_note(terminal: Terminal, typed: str = "abc") -> None:
    terminal.wait_for("2 unknown")
    terminal.send(f"n{typed}")
    terminal.wait_for(typed)


ODD = {
    "Latin-1": (b"\xe4", "abc\ufffddef"),
    "no letter at all": (b"\xff", "abc\ufffddef"),
    "a report of an old mouse": (b"\x1b[M\x23\x8e\x28", "abcdef"),
}


@pytest.mark.parametrize("odd", ODD)
def test_no_byte_ends_the_program(db: Path, begin: Begin, odd: str) -> None:
    sent, text = ODD[odd]
    with begin(size=(24, 120)) as terminal:
        open_note(terminal)
        terminal.send_bytes(sent)
        terminal.send("def")
        terminal.wait_for("def")
        terminal.send("\x1b")
        terminal.wait_for("Note saved")
        assert b"Traceback" not in terminal.raw
    assert kept(db) == ([text], "")


def test_keys_and_pastes_in_one_read_keep_their_order(db: Path, begin: Begin) -> None:
    with begin() as terminal:
        terminal.wait_for("2 unknown")
        terminal.send("nbefore \x1b[200~PASTED\x1b[201~ after")
        terminal.wait_for("before PASTED after")
        terminal.send(ESCAPE)
        terminal.wait_for("Note saved")
    assert kept(db) == (["before PASTED after"], "")


def test_a_click_and_the_keys_after_it_keep_their_order(begin: Begin) -> None:
    with begin() as terminal:
        terminal.wait_for("2 unknown")
        row = next(n for n, line in enumerate(terminal.screen.display, 1) if "Quay" in line)
        terminal.send(f"\x1b[<0;20;{row}M\x1b[<0;20;{row}mnhello")
        terminal.wait_for("Note  Quay")
        terminal.wait_for("hello")


@pytest.mark.parametrize("how", [signal.SIGTSTP, signal.SIGSTOP], ids=lambda how: how.name)
def test_after_a_stop_all_of_it_is_drawn_again(begin: Begin, how: signal.Signals) -> None:
    with begin() as terminal:
        terminal.wait_for("2 unknown")
        terminal.process.send_signal(how)
        os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOWAIT)
        terminal.screen.reset()  # whatever the shell wrote
        terminal.process.send_signal(signal.SIGCONT)
        for part in ("2 unknown", "Northlake Foods", "Quay", "Log your last contact", "? help"):
            terminal.wait_for(part)
        open_note(terminal)
        terminal.send(ESCAPE)
        terminal.wait_for("Note saved")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
        assert terminal.modes_now() == terminal.modes


def test_a_size_in_the_environment_is_not_that_of_the_window(begin: Begin) -> None:
    with begin(COLUMNS="100", LINES="30") as terminal:
        terminal.wait_for("2 unknown")
        assert "? help" in terminal.screen.display[-1]
        terminal.resize(30, 110)
        terminal.wait_until(lambda: "? help" in terminal.screen.display[-1], "the new size")


@pytest.mark.parametrize("encoding", ["iso8859-1", "ascii"])
def test_a_terminal_with_few_letters_tears_no_row(begin: Begin, encoding: str) -> None:
    few = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    with begin(**few) as terminal:
        terminal.wait_for("2 unknown")
        assert terminal.screen.display[1] == "-" * 80
        assert "\\u" not in terminal.text


@pytest.mark.parametrize(
    "theme", [DARK.name, LIGHT.name, "dracula", "solarized-light", "ansi-dark"]
)
@pytest.mark.parametrize("kind", ["xterm", "linux", "screen"])
def test_with_sixteen_colours_the_cursor_is_seen(
    begin: Begin, tmp_path: Path, theme: str, kind: str
) -> None:
    (tmp_path / "settings.toml").write_text(f'theme = "{theme}"\n')
    with begin(TERM=kind, COLORTERM="") as terminal:
        terminal.wait_for("2 unknown")
        looks = {
            name: terminal.screen.buffer[n][line.index(name)]
            for n, line in enumerate(terminal.screen.display)
            for name in ("Northlake", "Quay")
            if name in line and n < 8
        }
        here, other = ((char.fg, char.bg, char.reverse) for char in looks.values())
        assert here != other


def test_a_window_that_was_too_small_shows_what_lies_beneath(db: Path, begin: Begin) -> None:
    intact = db.read_bytes()
    db.write_bytes(b"no data file " * 400)
    with begin(size=(15, 50)) as terminal:
        terminal.wait_for("a little more room")
        terminal.resize(40, 120)
        terminal.wait_for("t try again")
        db.write_bytes(intact)
        terminal.send("t")
        terminal.wait_for(LIST)
        terminal.send("q")
        assert terminal.wait_for_end() == 0
