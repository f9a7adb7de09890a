"""Ends from outside, on many screens: the terminal is as it was found, and it is over at once."""

from __future__ import annotations

import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import monotonic

import pytest

from tests.tui.stage import client, fill
from tests.tui.test_terminal import GIVEN_BACK, drafts, given_back

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals on Windows", allow_module_level=True)

from tests.tui.terminal import Terminal

AT_MOST = 2.0
"""Seconds until it is over; measured by the long form alone, for a busy machine is slow."""
NUMBERS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
PLACES = {
    "list": ("", "2 unknown"),
    "note": ("n", "save and close"),
    "client": ("\r", "75.00 an hour"),
    "form": ("a", "New client"),
    "today": ("t", "Today"),
    "settings": (",", "Settings"),
    "palette": ("/", "Quay"),
    "find": ("F", "Find"),
}
Begin = Callable[[], Terminal]


@pytest.fixture
def begin(db: Path, tmp_path: Path) -> Begin:
    fill(db, [client(), client("Quay", "quay")])
    env = {
        "GOODTERMS_SETTINGS": str(tmp_path / "settings.toml"),
        "GOODTERMS_STATE": str(tmp_path / "state"),
    }
    return lambda: Terminal("--db", str(db), "--as-of", "2026-03-13", env=env)


def end_at(terminal: Terminal, place: str, number: signal.Signals, typed: str = "") -> float:
    """Come to a place, perhaps in the middle of a burst of keys, and end it; the seconds."""
    keys, there = PLACES[place]
    terminal.wait_for("2 unknown")
    terminal.send(keys)
    terminal.wait_for(there)
    terminal.send(typed)
    before = monotonic()
    assert terminal.end(number) == 128 + number
    took = monotonic() - before
    for back, taken in GIVEN_BACK:
        terminal.wait_until(partial(given_back, terminal, back, taken), repr(back))
    assert terminal.modes_now() == terminal.modes
    assert b"Traceback" not in terminal.raw
    return took


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number.name)
@pytest.mark.parametrize("place", ["list", "form"])
def test_the_terminal_is_as_it_was_found(begin: Begin, place: str, number: signal.Signals) -> None:
    with begin() as terminal:
        end_at(terminal, place, number)


def test_a_file_that_is_held_keeps_nobody_from_ending(
    db: Path, begin: Begin, tmp_path: Path
) -> None:
    with begin() as terminal, closing(sqlite3.connect(db, isolation_level=None)) as other:
        terminal.wait_for("2 unknown")
        terminal.send("n")
        terminal.wait_for("save and close")
        other.execute("BEGIN EXCLUSIVE")
        terminal.send("half a thought")
        terminal.wait_for("Not saved yet")
        terminal.send("\x1b")  # a save, which waits for the file
        assert terminal.end(signal.SIGTERM) == 128 + signal.SIGTERM
        other.execute("ROLLBACK")
    assert "half a thought" in drafts(db) or any((tmp_path / "state").rglob("*.json"))


@pytest.mark.torture
def test_hundreds_of_ends(begin: Begin) -> None:
    rounds = list(islice(cycle((place, number) for place in PLACES for number in NUMBERS), 96))
    longest = 0.0
    for at, (place, number) in enumerate(rounds):
        with begin() as terminal:
            longest = max(longest, end_at(terminal, place, number, "\x1b[B" * (at % 40)))
    print(f"\n{len(rounds)} ends, the longest took {longest:.2f} s")  # noqa: T201
    assert longest < AT_MOST
