"""Every command under streams that are full or closed and in odd surroundings: it says in a line
what happened, with the exit code of what happened."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from storage.demo import build
from tests.tui.stage import TODAY, now
from tui.cli.commands import INDEX

if not Path("/dev/full").exists():
    pytest.skip("only Linux has /dev/full, the device that is always full", allow_module_level=True)

START = "import goodterms, sys; sys.exit(goodterms.main())"
HERE = Path(__file__).parents[3]
ARGUMENTS: Mapping[str, Sequence[str]] = {
    "add": ["Quay"],
    "set": ["northlake", "rate=80"],
    "merge": [],
    "split": ["northlake", "Quay"],
    "log": ["northlake", "call"],
    "note": ["northlake", "a few words"],
    "energy": ["northlake", "3"],
    "confirm": ["northlake", "money"],
    "record": ["note", "client=northlake", "on=2026-03-01", "text=x"],
    "find": ["menu"],
    "import": ["nothing.csv"],
    "show": ["northlake"],
    "why": ["northlake"],
    "decide": ["brandt"],
    "outcome": ["northlake", "worked"],
    "sent": ["northlake"],
    "checklist": ["shelter"],
    "message": ["northlake", "new_terms"],
    "export": ["-"],
    "calendar": ["days.ics"],
    "restore": ["nothing.db"],
    "completions": ["bash"],
}
"""What a command is given; the others need nothing."""
STORES = ("add", "log", "note", "energy", "confirm", "record")
"""Commands that store something and say so."""


@dataclass(frozen=True)
class Surroundings:
    """How a command is run: the shell's words after it, and what is in the environment."""

    after: str = ""
    env: Mapping[str, str | None] = field(default_factory=dict)
    before: str = ""


ODD = {
    "output full": Surroundings("> /dev/full"),
    "output closed": Surroundings(">&-"),
    "errors full": Surroundings("2> /dev/full"),
    "errors closed": Surroundings("2>&-"),
    "both full": Surroundings("> /dev/full 2>&1"),
    "all closed": Surroundings("<&- >&- 2>&-"),
    "nobody reads": Surroundings("| true"),
    "no home": Surroundings(env={"HOME": None, "XDG_STATE_HOME": None, "GOODTERMS_STATE": None}),
    "home is a file": Surroundings(env={"HOME": "/dev/null", "GOODTERMS_STATE": None}),
    "few letters": Surroundings(env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}),
    "no path": Surroundings(env={"PATH": "", "TERM": ""}),
    "folder gone": Surroundings(before="mkdir gone && cd gone && rmdir ../gone;"),
    "odd clock": Surroundings(env={"TZ": "Nowhere/Land"}),
}


@pytest.fixture(scope="module")
def sample_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("year") / "gt.db"
    build(path, TODAY, now=now)
    yield path


def run(sample: Path, folder: Path, command: str, odd: Surroundings) -> tuple[int, str, str]:
    """The exit code of a command, what it said of errors, and how often its words are stored."""
    db = folder / "gt.db"
    shutil.copy(sample, db)
    env = {
        **os.environ,
        "PYTHONPATH": str(HERE),
        "GOODTERMS_DB": str(db),
        "GOODTERMS_SETTINGS": str(folder / "settings.toml"),
        "GOODTERMS_STATE": str(folder / "state"),
        **odd.env,
    }
    words = [sys.executable, "-c", START, command, *ARGUMENTS.get(command, ())]
    ended = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", f'{odd.before} "$@" {odd.after}', "bash", *words],
        cwd=folder,
        env={name: value for name, value in env.items() if value is not None},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


def check(sample: Path, folder: Path, command: str, name: str) -> None:
    code, out, err = run(sample, folder, command, ODD[name])
    assert "Traceback" not in out + err, err
    assert "Exception ignored" not in out + err, err
    assert code in (0, 1, 2, 3), (code, err)
    if command in STORES and name == "output full":
        assert code == 2, err


COMMANDS = [entry.name for entry in INDEX]
NAMES = list(ODD)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_in_odd_surroundings(sample_year: Path, tmp_path: Path, command: str) -> None:
    """Each command in one of them; the long form tries every pair."""
    check(sample_year, tmp_path, command, NAMES[COMMANDS.index(command) % len(NAMES)])


@pytest.mark.torture
@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_all_of_them(
    sample_year: Path, tmp_path: Path, command: str, name: str
) -> None:
    check(sample_year, tmp_path, command, name)
