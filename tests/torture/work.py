"""What is done to a data file while its disk is watched. `python -m tests.torture.work`."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from typing_extensions import override

from storage.errors import StorageError
from storage.store import Store
from tests.storage.conftest import NOON
from tests.storage.records import client, invoice, note, payment, time
from triage.changes import Put, Remove

ACKNOWLEDGED = "acknowledged"
"""The file beside the data file in which the work says what it was told to be saved."""

Step = Callable[[Store], object]


def now() -> datetime:
    """A moment that stands still."""
    return NOON


def later() -> datetime:
    """A moment at which a copy is due."""
    return NOON + timedelta(days=1)


def steps(rounds: int) -> Iterator[tuple[str, Step]]:
    """Something of everything that is written, named."""
    yield "client", lambda store: store.apply("client", [Put(client())])
    yield "invoice", lambda store: store.apply("invoice", [Put(invoice())])
    for number in range(rounds):
        yield from _one_round(number)


def _one_round(number: int) -> Iterator[tuple[str, Step]]:
    text = f"{number} " + "x" * (700 * (number % 5))
    written = note(f"n{number}", text)

    def draft(store: Store) -> object:
        return store.replace_draft("note", store.draft("note"), text)

    def imported(store: Store) -> object:
        rows = [time(f"t{number}-{row}", row) for row in range(40)]
        return store.import_batch("hours", file="f.csv", fingerprint="f", new=rows)

    yield "draft", draft
    yield "note", lambda store: store.apply("note", [Put(written)], drop_draft="note")
    yield "paid", lambda store: store.apply("paid", [Put(payment(f"p{number}", "1.00"))])
    if number % 3 == 0:
        yield "import", imported
        yield "undo", lambda store: store.undo()
        yield "redo", lambda store: store.redo()
    if number % 4 == 1:
        yield "remove", lambda store: store.apply("remove", [Remove("note", written.id)])
    if number % 5 == 2:
        yield "copy", lambda store: store.backup()


def run_acknowledged(folder: Path, rounds: int) -> None:
    """Does all of it and writes down, after each step, what is surely kept."""
    with Store.open(folder / "goodterms.db", now=now) as store:
        file = os.open(folder / ACKNOWLEDGED, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for _, step in steps(rounds):
            step(store)
            said = {"head": store.head(), "draft": store.draft("note")}
            os.write(file, (json.dumps(said) + "\n").encode())


# --- calls that fail ----------------------------------------------------------------------------

ROUNDS = 2

ERRORS = {
    "write": (errno.EIO, errno.ENOSPC, errno.EDQUOT),
    "sync": (errno.EIO, errno.ENOSPC),
    "read": (errno.EIO,),
    "open": (errno.EACCES, errno.EMFILE, errno.EROFS),
    "truncate": (errno.EIO,),
    "rename": (errno.EACCES, errno.ENOSPC),
    "unlink": (errno.EACCES,),
    "lock": (errno.ENOLCK,),
}
"""Each kind of call, and how a disk may refuse it."""


@dataclass(frozen=True)
class Refusal:
    """The nth call of a kind fails, once or from then on."""

    kind: str
    nth: int
    error: int
    ever: bool

    @override
    def __str__(self) -> str:
        name = errno.errorcode[self.error]
        return f"{self.kind} {self.nth} {name}{' for ever' if self.ever else ''}"


class Refusing:
    """The failures of this process; it runs with the library of disk.c."""

    def __init__(self) -> None:
        self.seen = 0
        self._library = ctypes.CDLL(None)
        self._library.torture_seen.restype = ctypes.c_long
        self._library.torture_fail.argtypes = (
            ctypes.c_char_p,
            ctypes.c_long,
            ctypes.c_int,
            ctypes.c_int,
        )

    def arm(self, refusal: Refusal) -> None:
        """From now on the calls are counted; the nth fails."""
        self._library.torture_fail(
            refusal.kind.encode(), refusal.nth, refusal.error, int(refusal.ever)
        )

    def disarm(self) -> None:
        """Nothing fails any more; `seen` is how many calls there were."""
        self.seen = int(self._library.torture_seen())
        self._library.torture_fail(b"none", 0, 0, 0)


def run_refused(folder: Path, base: Path, refusal: Refusal, refusing: Refusing) -> list[str]:
    """One run on a disk that refuses a call: what is wrong afterwards, a sentence each.

    `base` is a folder with a sound data file, copied to `folder` first.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    path = folder / "goodterms.db"
    saved: list[str] = []
    wrong: list[str] = []
    refusing.arm(refusal)
    try:
        with Store.open(path, now=later) as store:
            for number in range(ROUNDS):
                saved += _one_refused_round(store, f"r{number}")
    except StorageError:
        pass
    except Exception as error:  # a user would meet it as a traceback
        wrong.append(f"{refusal}: {type(error).__name__}: {error}")
    finally:
        refusing.disarm()
    return wrong + [f"{refusal}: {fault}" for fault in _faults(path, saved)]


def _one_refused_round(store: Store, id_: str) -> list[str]:
    """The ids of what has to be there afterwards."""
    changes = [Put(note(id_, f"round {id_}"))]
    # What could not be saved is tried once more, as a person does.
    if not (
        _taken(lambda: store.apply("note", changes)) or _taken(lambda: store.apply("note", changes))
    ):
        return []
    _taken(lambda: store.replace_draft("note", store.draft("note"), f"words {id_}"))
    _taken(store.backup)
    return [id_] if _taken(store.undo) and _taken(store.redo) else []


def _taken(step: Callable[[], object]) -> bool:
    try:
        step()
    except StorageError:
        return False
    return True


def _faults(path: Path, saved: list[str]) -> list[str]:
    try:
        with Store.open(path, now=later) as store:
            kept = {record.id for record in store.of_kind("note")}
            lost = [id_ for id_ in saved if id_ not in kept]
            return [f"lost {id_}" for id_ in lost] + store.verify()
    except StorageError as error:
        return [f"cannot be opened: {error}"]


if __name__ == "__main__":
    run_acknowledged(Path(sys.argv[1]), int(sys.argv[2]))
