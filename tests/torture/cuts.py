"""Power cuts while the program writes: what was said to be saved is there afterwards."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage.errors import StorageError
from storage.journal import second_copy
from storage.paths import journal_copy
from storage.store import Store
from tests.storage.records import note
from tests.torture.disk import Call, calls, environment, library
from tests.torture.power_cut import Disk
from tests.torture.work import ACKNOWLEDGED, now
from triage.changes import Put

ROOT = Path(__file__).parents[2]
EVERY = 40
"""After how many cuts the program itself opens what is left, checks it and goes on with it."""


def record(folder: Path, rounds: int) -> tuple[list[Call], dict[int, str]]:
    """What the program told a disk, and number -> hash of every entry there is in the end."""
    home, log = folder / "home", folder / "log"
    home.mkdir()
    command = [sys.executable, "-m", "tests.torture.work", str(home), str(rounds)]
    watched = environment(library(folder), home, log)
    subprocess.run(command, cwd=ROOT, env=watched, check=True)
    with sqlite3.connect(home / "goodterms.db") as connection:
        entries = dict(connection.execute("SELECT number, hash FROM journal"))
    connection.close()
    return list(calls(log)), entries


def faults_after_cuts(
    taken: list[Call], entries: dict[int, str], folder: Path, cuts: int, seed: int
) -> Iterator[str]:
    """Cuts at random moments; what each left that was not promised so."""
    chance = random.Random(seed)
    moments = sorted(chance.randrange(1, len(taken) + 1) for _ in range(cuts))
    disk, done = Disk(), 0
    acknowledged: dict[str, Any] = {"head": 0, "draft": None}
    home = str(folder / "home")
    for number, moment in enumerate(moments):
        for call in taken[done:moment]:
            disk.follow(call)
            if call.what == "write" and call.path.endswith(ACKNOWLEDGED):
                acknowledged = json.loads(call.data)
        done = moment
        left = folder / "left"
        shutil.rmtree(left, ignore_errors=True)
        left.mkdir()
        disk.cut(chance, home, left)
        for fault in _faults(left / "goodterms.db", acknowledged, entries):
            yield f"cut {number} at call {moment}: {fault}"
        if number % EVERY == 0:
            yield from _goes_on(left / "goodterms.db", acknowledged)


def _faults(path: Path, acknowledged: dict[str, Any], entries: dict[int, str]) -> Iterator[str]:
    if not acknowledged["head"]:
        return
    try:
        connection = sqlite3.connect(f"file:{path}?mode=rw", uri=True)
    except sqlite3.Error as error:
        yield f"the data file cannot be opened: {error}"
        return
    try:
        for (said,) in connection.execute("PRAGMA integrity_check"):
            if said != "ok":
                yield f"the structure is damaged: {said}"
        kept = dict(connection.execute("SELECT number, hash FROM journal"))
        if len(kept) < acknowledged["head"]:
            yield f"{acknowledged['head']} changes were saved, {len(kept)} are there"
        if any(entries.get(number) != signature for number, signature in kept.items()):
            yield "an entry is not what it was"
        draft = connection.execute("SELECT text FROM draft").fetchone()
        if acknowledged["draft"] is not None and len(kept) == acknowledged["head"] and not draft:
            yield "the draft is gone"
    except sqlite3.Error as error:
        yield f"the data file cannot be read: {error}"
    finally:
        connection.close()
    copied = dict(second_copy.signatures(journal_copy(path)))
    if any(copied.get(number) != entries[number] for number in range(1, acknowledged["head"] + 1)):
        yield "the second copy lacks an entry"


def _goes_on(path: Path, acknowledged: dict[str, Any]) -> Iterator[str]:
    """The program opens what is left, finds nothing to complain of, and goes on saving."""
    if not acknowledged["head"]:
        return
    try:
        with Store.open(path, now=now) as store:
            store.apply("afterwards", [Put(note("afterwards"))])
            yield from store.verify()
    except StorageError as error:
        yield f"the program does not open what is left: {error}"
