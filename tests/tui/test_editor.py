"""A text handed to the user's own editor: what was written there comes back, however it ended."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.stage import client, fill
from tests.tui.test_terminal import ESCAPE, kept

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals on Windows", allow_module_level=True)

from tests.tui.terminal import Terminal

HEAD = "import os, pathlib, signal, sys\npath = pathlib.Path(sys.argv[-1])\n"
WRITES = "path.write_text(path.read_text() + ' and more')\n"
WAITS = "print('READY', flush=True)\nsys.stdin.readline()\n"
Begin = Callable[..., Terminal]
F5 = "\x1b[15~"


@pytest.fixture
def begin(db: Path, tmp_path: Path) -> Begin:
    """Starts the program with an editor made of some lines, or of nothing but a command."""
    fill(db, [client()])
    script = tmp_path / "editor.py"

    def start(lines: str, command: str = "") -> Terminal:
        script.write_text(HEAD + lines)
        env = {
            "GOODTERMS_SETTINGS": str(tmp_path / "settings.toml"),
            "GOODTERMS_STATE": str(tmp_path / "state"),
            "EDITOR": command or f"{sys.executable} {script}",
            "VISUAL": "",
        }
        return Terminal("--db", str(db), "--as-of", "2026-03-13", env=env)

    return start


def edit(terminal: Terminal) -> None:
    terminal.wait_for("1 unknown")
    terminal.send("nfirst words")
    terminal.wait_for("first words")
    terminal.send(F5)


def save(terminal: Terminal) -> None:
    terminal.send(ESCAPE)
    terminal.wait_for("Note saved")


def left(tmp_path: Path) -> list[str]:
    return [path.name for path in (tmp_path / "state").rglob("*") if path.is_file()]


ENDS = {
    "an error": (f"{WRITES}sys.exit(3)\n", "ended with an error", "first words and more"),
    "a kill": (
        f"{WRITES}os.kill(os.getpid(), signal.SIGKILL)\n",
        "ended with an error",
        "first words and more",
    ),
    "no file": ("path.unlink()\n", "left no file behind", "first words"),
    "Latin-1": (
        "path.write_bytes('Gr\xfc\xdfe'.encode('latin-1'))\n",
        "did not write UTF-8",
        "Gr\xfc\xdfe",
    ),
    "UTF-16": ("path.write_text('Gr\xfc\xdfe', 'utf-16')\n", "did not write UTF-8", "Gr\xfc\xdfe"),
    "nothing": ("", "changed nothing", "first words"),
}


@pytest.mark.parametrize("end", ENDS)
def test_however_it_ends_the_text_is_there(db: Path, begin: Begin, end: str) -> None:
    lines, said, text = ENDS[end]
    with begin(lines) as terminal:
        edit(terminal)
        terminal.wait_until(lambda: said in " ".join(terminal.text.split()), said)
        save(terminal)
        assert b"Traceback" not in terminal.raw
    assert kept(db) == ([text], "")


@pytest.mark.parametrize("command", ["vi 'half", "/no/such/editor", ""])
def test_an_editor_that_does_not_start_is_said(db: Path, begin: Begin, command: str) -> None:
    with begin("", command or "' '") as terminal:
        edit(terminal)
        terminal.wait_until(
            lambda: "Your text is still here" in " ".join(terminal.text.split()), "that it is there"
        )
        save(terminal)
    assert kept(db) == (["first words"], "")


def test_ctrl_c_is_the_editor_s(db: Path, begin: Begin, tmp_path: Path) -> None:
    stopped = "signal.signal(signal.SIGINT, lambda *_: print('STOPPED', flush=True))\n"
    with begin(stopped + WAITS + WRITES) as terminal:
        edit(terminal)
        terminal.wait_for("READY")
        terminal.send("\x03")
        terminal.wait_for("STOPPED")
        terminal.send("\n")
        terminal.wait_for("first words and more")
        save(terminal)
        assert left(tmp_path) == ["opened.txt"]
    assert kept(db) == (["first words and more"], "")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_what_it_wrote_is_offered_at_the_next_start(
    db: Path, begin: Begin, tmp_path: Path, number: signal.Signals
) -> None:
    with begin(WRITES + WAITS) as terminal:
        edit(terminal)
        terminal.wait_for("READY")
        terminal.end(number)
    with begin("") as terminal:
        terminal.wait_for("back as a draft")
        terminal.send("n")
        terminal.wait_for("first words and more")
        save(terminal)
    assert kept(db) == (["first words and more"], "")
    assert left(tmp_path) == ["opened.txt"]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_in_the_sample_year_it_goes_with_the_rest(tmp_path: Path, number: signal.Signals) -> None:
    script = tmp_path / "editor.py"
    script.write_text(HEAD + WRITES + WAITS)
    folder = tmp_path / "temporary"
    folder.mkdir()
    env = {"TMPDIR": str(folder), "EDITOR": f"{sys.executable} {script}", "VISUAL": ""}
    with Terminal("demo", env=env) as terminal:
        terminal.wait_for("11 clients")
        terminal.send("n")
        terminal.wait_for("save and close")
        terminal.send(F5)
        terminal.wait_for("READY")
        assert list(folder.glob("*/text.txt"))
        terminal.end(number)
        assert not list(folder.iterdir())
