"""A mail program of one's own, in the real terminal: it gets the text, and the page comes back."""

from __future__ import annotations

import sys
from datetime import date
from email import message_from_string
from pathlib import Path

import pytest

from storage.store import Store
from tests.tui.stage import client, fill, now

if sys.platform == "win32":
    pytest.skip(
        "Python's pty module needs POSIX: Windows has no pseudo-terminals", allow_module_level=True
    )

from tests.tui.terminal import Terminal


def sent(db: Path) -> list[date]:
    """The days on which messages were sent, as another program reads them."""
    with Store.open(db, now=now) as store:
        return [m.sent_on for m in store.ledger("north").message if m.sent_on is not None]


def test_a_command_is_lent_the_terminal_and_then_it_is_asked_whether_it_was_sent(
    db: Path, tmp_path: Path
) -> None:
    fill(db, [client(contact="Rolf", email="rolf@north.example")])
    mailer, settings, got = tmp_path / "m.py", tmp_path / "settings.toml", tmp_path / "got"
    mailer.write_text(
        "import pathlib, sys\n"
        "assert sys.argv[1] == '-H'\n"
        f"pathlib.Path({str(got)!r}).write_text(pathlib.Path(sys.argv[2]).read_text())\n"
    )
    settings.write_text(f"mail_program = '{sys.executable} {mailer} -H'\n")
    env = {"GOODTERMS_SETTINGS": str(settings)}
    with Terminal("--db", str(db), "--as-of", "2026-03-13", env=env) as terminal:
        terminal.wait_for("1 client")
        terminal.wait_for("health ▼")
        for key in ("\r", "m", "\r"):
            terminal.send(key)
        terminal.wait_for("words")
        terminal.send("s")
        terminal.wait_for("How do you want to send it?")
        terminal.send("1")
        terminal.wait_for("Not filled in yet")
        terminal.send("2")
        terminal.wait_for("Why send it")
        terminal.send("They wait for it, and it is short\r")
        terminal.wait_for("Sent?")
        letter = message_from_string(got.read_text())
        assert letter["To"] == "rolf@north.example"
        assert str(letter.get_payload()).startswith("Hello Rolf,")
        terminal.send("1")
        terminal.wait_until(lambda: bool(sent(db)), "the record")
