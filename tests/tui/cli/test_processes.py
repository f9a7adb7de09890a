"""The program as a real process: what only shows outside of Python."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.tui.cli.conftest import Run

ROOT = Path(__file__).parents[3]
Start = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Runs `python -m tui` on a file of its own, with whatever streams the test wants."""
    env = {
        **os.environ,
        "GOODTERMS_DB": str(tmp_path / "gt.db"),
        "GOODTERMS_SETTINGS": str(tmp_path / "settings.toml"),
        "GOODTERMS_TODAY": "2026-03-13",
        "NO_COLOR": "1",
    }

    def run(
        *words: str, prefix: Sequence[str] = (), **streams: Any
    ) -> subprocess.CompletedProcess[bytes]:
        command = [*prefix, sys.executable, "-m", "tui", *words]
        options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        return subprocess.run(command, cwd=ROOT, env=env, check=False, **options)

    return run


def in_shell(script: str) -> list[str]:
    """A shell around the command, which stands as "$@" in the script."""
    return ["sh", "-c", script, "sh"]


def test_a_run_from_outside(start: Start) -> None:
    added = start("add", "Nörd \x1b[31m Ltd")
    assert (added.returncode, added.stderr) == (0, b"")
    listed = start("show", added.stdout.decode().strip())
    assert b"\x1b" not in listed.stdout
    assert "Nörd ␛[31m Ltd" in listed.stdout.decode()
    note = start("note", "nord", input=b"\xff\xfe not text")
    assert (note.returncode, note.stdout) == (2, b"")
    assert note.stderr.count(b"\n") == 1 and b"Traceback" not in note.stderr


def test_a_reader_who_has_seen_enough(start: Start) -> None:
    ended = start("keys", prefix=in_shell('("$@"; echo "code $?" >&2) | head -c 1'))
    assert ended.stderr == b"code 0\n"


def test_an_output_that_is_full(start: Start) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has /dev/full, the device that is always full")
    ended = start("paths", prefix=in_shell('"$@" > /dev/full'))
    assert ended.returncode == 2
    assert ended.stderr.count(b"\n") == 1 and ended.stderr.startswith(b"goodterms: ")


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell closes the streams; cmd.exe cannot")
def test_streams_that_are_closed(start: Start, north: str, shown: Callable[[str], Any]) -> None:
    for words, redirection, code in (
        (("log", "north", "call"), ">&- 2>&-", 0),
        (("note", "north"), "<&-", 2),
        (("frob",), "2>&-", 2),
    ):
        ended = start(*words, prefix=in_shell(f'"$@" {redirection}'))
        assert ended.returncode == code, (words, redirection, ended)
        assert b"Traceback" not in ended.stderr
    assert len(shown("north")["timeline"]) == 1


def test_a_terminal_that_knows_no_umlauts_still_gets_its_answer(start: Start, done: Run) -> None:
    done("add", "Müller")
    listed = start("clients", prefix=["env", "PYTHONIOENCODING=ascii", "PYTHONUTF8=0"])
    assert listed.returncode == 0
    assert rb"M\xfcller" in listed.stdout


@pytest.mark.skipif(os.name != "posix", reason="no modes elsewhere")
def test_whatever_is_made_is_the_users_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    env = {
        **os.environ,
        "GOODTERMS_DB": str(home / "data" / "gt.db"),
        "GOODTERMS_SETTINGS": str(home / "settings" / "settings.toml"),
        "GOODTERMS_STATE": str(home / "state"),
    }
    lines = (
        "add Acme",
        "note acme hello",
        f"export {home}/all.jsonl",
        f"export --format md --client acme {home}/acme.md",
        f"calendar {home}/days.ics",
        "settings review_weekday=monday",
        f"backup {home}/stick",
    )
    home.mkdir()
    for line in lines:
        subprocess.run(
            [sys.executable, "-m", "tui", *line.split()],
            cwd=ROOT,
            env=env,
            check=True,
            capture_output=True,
            umask=0,
        )
    made = [path for path in home.rglob("*") if path != home]
    assert len(made) > 10
    assert [path for path in made if path.stat().st_mode & 0o077] == []
