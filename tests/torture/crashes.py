"""The real program in a terminal, ended without a word while somebody types.

What was shown as saved is there at the next start, and what was being typed is there up to the
last draft; where the program may still act (a signal, a closed window), to the last letter shown.
"""

from __future__ import annotations

import random
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.store import Store
from tests.tui.stage import client, fill, now
from tests.tui.terminal import Terminal

LIST = "health ▼"
PLACES = {
    "a note": (("n",), "save and close", ""),
    "a message": (("\r", "m", "\r"), " words", "\t"),
    "a new client": (("a",), "New client", ""),
    "an event": (("\r", "a", "1"), "New event", "\t"),
}
"""Where somebody types: the keys that lead there from the list, what stands there then, and what
leads on to the text."""


def end_by(number: signal.Signals) -> Callable[[Terminal], object]:
    """A signal to the program."""
    return lambda terminal: terminal.end(number)


def close_window(terminal: Terminal) -> None:
    """The terminal is gone from one moment to the next."""
    terminal.hang_up()
    terminal.process.wait(30)


ENDS: dict[str, Callable[[Terminal], object]] = {
    "killed": end_by(signal.SIGKILL),
    "terminated": end_by(signal.SIGTERM),
    "hung up": end_by(signal.SIGHUP),
    "closed": close_window,
}


@dataclass
class Count:
    """What was typed and said to be saved in all rounds."""

    rounds: int = 0
    saved: int = 0
    typed: int = 0


def faults_after_crashes(folder: Path, rounds: int, seed: int, count: Count) -> Iterator[str]:
    """Plays the rounds on one data file; what was not there afterwards."""
    chance, db = random.Random(seed), folder / "gt.db"
    fill(db, [client()])
    state = folder / "state"
    env = {"GOODTERMS_SETTINGS": str(folder / "settings.toml"), "GOODTERMS_STATE": str(state)}
    saved: set[str] = set()
    for number in range(rounds):
        place, end = chance.choice(list(PLACES)), chance.choice(list(ENDS))
        typed, kept_until = f"q{number}", f"w{number}"
        with Terminal("--db", str(db), "--as-of", "2026-03-13", env=env) as terminal:
            terminal.wait_for(LIST)
            if chance.random() < 0.5:
                token = f"note-{number}"
                _save_note(terminal, db, token)
                saved.add(token)
            keys, there, then = PLACES[place]
            for key in keys:
                terminal.send(key)
            terminal.wait_for(there)
            terminal.send(then + typed)
            terminal.wait_until(lambda text=typed: text in _drafts(db), "the draft")  # type: ignore[misc]
            terminal.send(kept_until)
            seen = chance.random() < 0.5
            if seen:
                terminal.wait_for(kept_until)
            ENDS[end](terminal)
            if b"Traceback" in terminal.raw:
                yield f"round {number}, {place}, {end}: a traceback"
        count.rounds += 1
        count.saved = len(saved)
        count.typed += 1
        yield from (
            f"round {number}, {place}, {end}: {fault}"
            for fault in _faults(
                db, state, saved, typed + (kept_until if seen and end != "killed" else "")
            )
        )


def _save_note(terminal: Terminal, db: Path, token: str) -> None:
    _forget_drafts(db)
    terminal.send("n")
    terminal.wait_for("save and close")
    terminal.send(token)
    terminal.wait_for(token)
    terminal.send("\x1b")
    terminal.wait_for("Note saved")


def _forget_drafts(db: Path) -> None:
    """So that every note begins empty."""
    with Store.open(db, now=now) as store:
        for key, text in store.drafts().items():
            store.replace_draft(key, text, None)


def _drafts(db: Path) -> str:
    with closing(sqlite3.connect(db, timeout=30)) as other:
        return " ".join(text for (text,) in other.execute("SELECT text FROM draft"))


def _faults(db: Path, state: Path, saved: set[str], typed: str) -> Iterator[str]:
    # Where there was no time to write a draft, the next start takes the text from these.
    beside = "".join(path.read_text() for path in (state / "unsaved").glob("*.json"))
    with Store.open(db, now=now) as store:
        texts = [record.text for record in store.ledger("north").note]
        lost = sorted(token for token in saved if texts.count(token) != 1)
        drafts = " ".join(store.drafts().values())
        if lost:
            yield f"saved notes that are not there once: {', '.join(lost)}"
        if typed not in drafts + beside:
            yield f"“{typed}” is in no draft: {drafts}"
        yield from store.verify()
