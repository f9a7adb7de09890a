"""The whole weekly review in a real terminal, counted in keys."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from storage.store import Store
from tests.tui.review_stage import GOOD, WATCH, in_order, twelve
from tests.tui.stage import TODAY, fill, now
from tui.review.key_guard import SETTLES

if sys.platform == "win32":
    pytest.skip(
        "Python's pty module needs POSIX: Windows has no pseudo-terminals", allow_module_level=True
    )

from tests.tui.terminal import Terminal

KEYS = (
    ("w", "Since the last review"),
    ("\r", "1 of 12, 2 need a decision"),
    ("z", "Snooze for how many weeks?"),
    ("1", "Why can it wait?"),
    ("They are away until then\r", "2 of 12"),
    (".", "3 of 12"),
    (".", "4 of 12"),
    (".", "5 of 12"),
    (" ", "6 of 12"),
    (" ", "6 clients together"),
    (" ", "You reviewed all of them"),
)
"""Each key, or the one reason that is typed, and what it brings."""


def test_killed_between_two_cards_it_goes_on_where_it_was(db: Path, tmp_path: Path) -> None:
    fill(db, in_order(twelve()))
    env = {"GOODTERMS_SETTINGS": str(tmp_path / "settings.toml")}
    words = ("--db", str(db), "--as-of", TODAY.isoformat())
    with Terminal(*words, env=env) as terminal:
        terminal.wait_for("review due")
        for key, brings in KEYS[:5]:
            terminal.send(key)
            terminal.wait_for(brings)
            terminal.wait_quiet(2 * SETTLES)
        terminal.end(signal.SIGKILL)
    with Terminal(*words, env=env) as terminal:
        terminal.wait_for("review due")
        terminal.send("w")
        terminal.wait_for("2 of 12")


def test_twelve_clients_in_at_most_eleven_keys(db: Path, tmp_path: Path) -> None:
    assert len(KEYS) <= 11
    fill(db, in_order(twelve()))
    env = {"GOODTERMS_SETTINGS": str(tmp_path / "settings.toml")}
    with Terminal("--db", str(db), "--as-of", TODAY.isoformat(), env=env) as terminal:
        terminal.wait_for("review due")
        for key, brings in KEYS:
            terminal.send(key)
            terminal.wait_for(brings)
            terminal.wait_quiet(2 * SETTLES)  # a card takes no key in the moment after it is drawn
        terminal.send("\r")
        terminal.wait_for("w review")
        assert "review due" not in terminal.text
        terminal.send("q")
        assert terminal.process.wait(30) == 0
    with Store.open(db, now=now) as store:
        (review,) = (r for r in store.book().reviews if r.on == TODAY)
    words = {card["client"]: card["verdict"] for card in review.cards}
    assert words == {
        "rough": "snooze",
        **dict.fromkeys(WATCH, "hold"),
        **dict.fromkeys(GOOD, "good"),
    }
    assert all(card.get("reason") for card in review.cards if card["verdict"] != "good")
    assert review.finished_on == TODAY
