"""What the other process does in the tests of two processes. `python -m tests.storage.worker`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from storage.data_file import open_file
from storage.errors import BadRecord, CannotUndo, DiskTrouble, Stale
from storage.store import Store
from tests.storage.records import note
from triage.changes import Put


def now() -> datetime:
    return datetime(2026, 3, 13, 12, 0, tzinfo=UTC)


def say(word: object) -> None:
    """One line to the parent, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def tag(path: Path, start: int) -> None:
    """Adds tags to the client, each time to those that stand there then; says each one.

    A writer waits for the other and is never turned away, so Locked ends this with a traceback.
    """
    open_file.WAIT_MS = 60_000  # a busy machine is slow, and that is not what is tested
    say("ready")
    sys.stdin.readline()
    with Store.open(path, now=now) as store:
        for number in range(start, start + 25):
            while not _tagged(store, str(number)):
                pass
            say(number)


def _tagged(store: Store, word: str) -> bool:
    seen = store.client("north")
    try:
        store.apply("tag", [Put(replace(seen, tags=(*seen.tags, word)), was=seen)])
    except Stale:
        return False
    return True


def write_on(path: Path, start: int) -> None:
    """Saves notes until killed, saying each number when it is saved, and drafts in between."""
    with Store.open(path, now=now) as store:
        number = start
        while True:
            # One that was killed between the two may have left its draft.
            store.replace_draft("note", store.draft("note"), f"draft {number}")
            store.apply("note", [Put(note(f"n{number}", "x" * 3000))], drop_draft="note")
            say(number)
            number += 1


def serve(path: Path, _: int) -> None:
    """Does what each line asks for, and answers with what came of it; keeps the file open, and
    opens it anew when another one stands in its place."""
    store = Store.open(path, now=now)
    say("ready")
    for line in sys.stdin:
        what, *arguments = json.loads(line)
        if store.is_replaced():
            store.close()
            store = Store.open(path, now=now)
        try:
            if what == "note":
                store.apply("put", [Put(note(*arguments))])
            elif what == "undo":
                store.undo()
            else:
                store.redo()
        except (BadRecord, CannotUndo) as refused:
            say(type(refused).__name__)
        else:
            say("done")
    store.close()


def fill(path: Path, room: int) -> None:
    """Saves until the disk is full, then makes room and saves the same again."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Store.open(path, now=now) as store:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, most))
        number = 0
        while True:
            number += 1
            changes = [Put(note(f"n{number}", "x" * 3000))]
            try:
                store.apply("note", changes)
            except DiskTrouble as error:
                say(error.exit_code)
                break
        say(len(store.ledger("north").note))
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        store.apply("note", changes)
        say(number)


if __name__ == "__main__":
    jobs = {"tag": tag, "write_on": write_on, "serve": serve, "fill": fill}
    jobs[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
