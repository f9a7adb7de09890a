"""Three Fridays of the sample year in a real terminal: keys counted, no question asked twice."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from storage.demo import build
from storage.store import Store
from tests.tui.stage import now
from triage.changes import Put
from triage.records import Event
from tui.review.key_guard import SETTLES

if sys.platform == "win32":
    pytest.skip(
        "Python's pty module needs POSIX: Windows has no pseudo-terminals", allow_module_level=True
    )

from tests.tui.terminal import Terminal

FIRST = date(2026, 3, 13)
DECIDED = ("Brandt Cooling", "Northlake Foods")
"""Who is decided about on the first Friday; everybody else is answered in the shortest way."""
MOST_KEYS = 30
"""For the second Friday, with two decisions running (friday.md)."""
_MOST_STEPS = 120
_FEELING = "feel about working"
"""Energy is asked by its own rule: also a week later, when something got worse."""
_WORDS = "What was agreed, in writing"
"""Typed where a page asks for words."""


class Friday:
    """One review played by what stands on the screen.

    `keys` are counted by card, `asked` are the questions of each client, `taken` is who was
    decided about.
    """

    def __init__(self, terminal: Terminal, decided: tuple[str, ...]) -> None:
        self.terminal = terminal
        self.keys: Counter[str] = Counter()
        self.asked: set[tuple[str, str]] = set()
        self.taken: set[str] = set()
        self._decided = set(decided)
        self._client = "the opening"

    def play(self) -> None:
        """From the list to the closing page."""
        self.terminal.wait_for("review due")
        self._press("w")
        for _ in range(_MOST_STEPS):
            if "undo review" in self.terminal.text:
                return
            self._press(self._next_key())
        raise AssertionError(f"the review did not end:\n{self.terminal.text}")

    def _press(self, key: str) -> None:
        self.keys[self._client] += len(key)
        before = self.terminal.text
        self.terminal.send(key)
        self.terminal.wait_until(lambda: self.terminal.text != before, f"an answer to {key!r}")
        self.terminal.wait_quiet(2 * SETTLES)

    def _next_key(self) -> str:
        lines = [line.strip() for line in self.terminal.text.split("\n")]
        over = [line for line in lines if "│" in line]
        if any("How many days since your last real conversation?" in line for line in over):
            return "3\r"
        if lines[0].startswith("Weekly review,"):
            return "\r"
        if not lines[0].startswith("Weekly review"):
            return self._on_a_page(lines)
        if any(line.startswith("Snooze for") for line in lines):
            return "1"
        self._client = re.split(r"\s{2,}", lines[1])[0]
        question = next((line for line in reversed(lines) if line.endswith("?")), None)
        if question is not None:
            self.asked.add((self._client, question))
            return "3" if _FEELING in question else "1"
        return self._verdict(next(line for line in reversed(lines[:-1]) if line))

    def _verdict(self, ways: str) -> str:
        if ways.startswith("space"):
            return " "
        if self._client in self._decided:
            return "\r"
        if ". leave as is until" in ways:
            return "."
        self._decided.add(self._client)  # what cannot be snoozed any more is decided
        return "z"

    def _on_a_page(self, lines: list[str]) -> str:
        bar = lines[-1]
        if "take the decision" in bar:
            self.taken.add(self._client)
            return "\r"
        if "esc done" in bar:
            return "\x1b"
        if bar.startswith("enter next") and "f1 help" in bar:
            return f"{_WORDS}\r"
        return "2" if lines[0] == "Late payment" else "1"


def fridays() -> Iterator[date]:
    return (FIRST + timedelta(days=7 * week) for week in range(3))


def table(plays: list[Friday]) -> str:
    """Keys by card, a line each."""
    cards = sorted({client for play in plays for client in play.keys})
    rows = [f"{card:<24}" + "".join(f"{play.keys[card]:>5}" for play in plays) for card in cards]
    return "\n".join([*rows, f"{'keys':<24}" + "".join(f"{p.keys.total():>5}" for p in plays)])


@pytest.fixture
def year(db: Path) -> Path:
    """The sample year on its Friday, with the incident closed: a stop comes back every week."""
    build(db, FIRST, now=lambda: datetime.combine(FIRST, time(12)).astimezone())
    with Store.open(db, now=now) as store:
        incidents = [
            event
            for ledger in store.book().ledgers.values()
            for event in ledger.event
            if isinstance(event, Event) and event.what == "incident"
        ]
        closed = [Put(replace(incident, closed_on=FIRST), incident) for incident in incidents]
        store.apply("Closed", closed)
    return db


def test_three_fridays(year: Path, tmp_path: Path) -> None:
    plays = []
    for day in fridays():
        env = {"GOODTERMS_SETTINGS": str(tmp_path / "settings.toml")}
        with Terminal("--db", str(year), "--as-of", day.isoformat(), env=env) as terminal:
            friday = Friday(terminal, DECIDED if day == FIRST else ())
            friday.play()
            plays.append(friday)
    _, second, _ = plays
    assert second.keys.total() <= MOST_KEYS, table(plays)
    for before, after in pairwise(plays):
        twice = {
            (client, question)
            for client, question in before.asked & after.asked
            if _FEELING not in question and client not in before.taken
        }
        assert not twice, "a question that was answered a week before"
