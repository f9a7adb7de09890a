"""An import that is stopped or killed leaves nothing, and others save while it goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from storage.importing import ImportOptions, inspect, write
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note
from triage.changes import Put

DAY = date(2026, 3, 13)
ROWS = 3000
pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL to end a process with"
)

# The import of a file in a process of its own; what is killed by is put in.
_IMPORT = """
import os, signal, sys
from datetime import UTC, date, datetime
from pathlib import Path
from storage.bare_store import BareStore
from storage.importing import ImportOptions, inspect, write

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def kill_at(statement):
    if statement.startswith({at!r}):
        kill()

database, export = map(Path, sys.argv[1:])
with BareStore.open(database, now=lambda: datetime(2026, 3, 13, tzinfo=UTC)) as store:
    with store._database.bare() as connection:
        connection.set_trace_callback(kill_at)
    {reading}
"""
_READ = "preview = inspect(export, store, ImportOptions(on=date(2026, 3, 13)), {progress})"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "toggl.csv"
    days = [f"2025-{n % 12 + 1:02}-{n % 28 + 1:02},{n % 20:02}:{n % 60:02}:00" for n in range(ROWS)]
    lines = [f"Acme,Site,Ticket {n},{day},00:05:00" for n, day in enumerate(days)]
    head = "Client,Project,Description,Start date,Start time,Duration"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("at", "reading"),
    [
        ("nothing", _READ.format(progress="kill")),
        ("INSERT INTO main.", f"{_READ.format(progress='None')}; write(preview, store)"),
        ("INSERT INTO batch", f"{_READ.format(progress='None')}; write(preview, store)"),
        ("INSERT INTO journal", f"{_READ.format(progress='None')}; write(preview, store)"),
    ],
    ids=["while it is read", "while rows move", "before the journal", "in the journal"],
)
def test_what_is_killed_leaves_nothing(path: Path, export: Path, at: str, reading: str) -> None:
    with Store.open(path, now=noon) as store:
        before = store.head()
    code = _IMPORT.format(at=at, reading=reading)
    ended = subprocess.run(
        [sys.executable, "-c", code, str(path), str(export)], check=False, capture_output=True
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    with Store.open(path, now=noon) as store:
        assert (store.head(), list(store.records()), store.verify()) == (before, [], [])
        done = write(inspect(export, store, ImportOptions(on=DAY)), store)
        assert done.new == ROWS


def test_another_window_saves_while_a_file_is_read(
    open_store: Callable[[], Store], export: Path
) -> None:
    ours, theirs = open_store(), open_store()
    saved: list[int] = []

    def save(rows: int, total: int) -> None:
        saved.append(theirs.apply("note", [Put(note(f"n{len(saved)}"))]))

    theirs.apply("add", [Put(client())])
    preview = inspect(export, ours, ImportOptions(on=DAY), save)
    assert len(saved) == 2 * (ROWS // 1000)
    assert write(preview, ours).new == ROWS
    assert ours.head() == saved[-1] + 1
    assert ours.verify() == []
    assert ours.undo() == f"Import of {export.name}"
    assert len(ours.of_kind("note")) == len(saved)
