"""How long another program waits that saves while a file is imported."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from time import perf_counter, sleep

from storage.store import Store
from triage.changes import Put
from triage.records import Client, Note

_PAUSE = 0.02
"""Seconds between two saves."""


def longest_wait(database: Path, command: Sequence[str]) -> float:
    """Seconds of the longest of many saves while a command works on the same data file.

    Raises CalledProcessError when the command fails.
    """
    longest, saves = 0.0, 0
    with Store.open(database, now=datetime.now) as store:
        store.apply("client", [Put(Client(id="waits", name="Waits"))])
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        while process.poll() is None:
            note = Note(id=f"n{saves}", client="waits", on=date(2026, 1, 1), text="Called")
            began = perf_counter()
            store.apply("note", [Put(note)])
            longest = max(longest, perf_counter() - began)
            saves += 1
            sleep(_PAUSE)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return longest
