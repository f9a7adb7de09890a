"""What a journal tells, carried out once more: on a copy of the file, or on an empty one.

The entries keep their numbers, moments and hashes as long as none is missing. An import whose rows
the journal does not tell does not come back; what was done after it still does where it does not
build on them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from sqlite3 import Connection

from storage.errors import StorageError
from storage.journal import journal
from storage.journal.journal import JournalLine
from storage.writing.apply_changes import write_again
from storage.writing.bulk import add_again, remove, restore
from storage.writing.import_rows import KeptRow, keep_removable
from storage.writing.undo_import import leave_out
from storage.writing.validation import check_images
from triage.records.codec import BadValue


@dataclass
class Replayed:
    """How many entries were carried out, and those that could not be: each as `day label`."""

    done: int = 0
    left: list[str] = field(default_factory=list)


def play_again(
    connection: Connection,
    lines: Iterable[JournalLine],
    rows_of: Callable[[str], Iterable[KeptRow]],
) -> Replayed:
    """Carries out the entries that follow on the newest one here; none where they tell another
    history. `rows_of` gives the rows that an import brought, by its id.
    """
    start, signature = journal.head(connection)
    replayed = Replayed()
    numbers: dict[int, int] = {}
    same_history = start == 0
    expected = start + 1
    for line in lines:
        if line.number <= start:
            same_history = same_history or (line.number, line.hash) == (start, signature)
            continue
        # The line of the newest entry here may be lost: the next one names its hash.
        same_history = same_history or (line.number, line.prev) == (start + 1, signature)
        if not same_history:
            replayed.left.append(f"change {line.number} and later ones (from another history)")
            break
        if line.number > expected:
            replayed.left.append(_unreadable(expected, line.number - 1))
        expected = line.number + 1
        connection.execute("SAVEPOINT again")
        try:
            numbers[line.number] = _play(connection, line, numbers, rows_of)
            replayed.done += 1
        except (StorageError, sqlite3.Error, BadValue, ValueError, KeyError, TypeError) as error:
            if isinstance(error, sqlite3.Error) and not is_about_rows(error):
                raise
            connection.execute("ROLLBACK TO again")
            replayed.left.append(f"{line.at[:10]} {line.label}")
        connection.execute("RELEASE again")
    return replayed


def _unreadable(first: int, last: int) -> str:
    which = f"change {first}" if first == last else f"changes {first} to {last}"
    return f"{which} (not readable in the journal)"


def is_about_rows(error: sqlite3.Error) -> bool:
    """Whether SQLite refuses what was to be written, and not the disk or the file."""
    return isinstance(error, sqlite3.IntegrityError | sqlite3.InterfaceError) or (
        isinstance(error, sqlite3.OperationalError)
        and getattr(error, "sqlite_errorname", "") == "SQLITE_ERROR"
    )


def _play(
    connection: Connection,
    line: JournalLine,
    numbers: dict[int, int],
    rows_of: Callable[[str], Iterable[KeptRow]],
) -> int:
    content = line.read()
    source = content.batch
    if source is not None and source["did"] == "added":
        # Before the rest: what was brought up to date may point at them.
        add_again(connection, source, rows_of(source["id"]))
    write_again(connection, content)
    if source is not None and source["did"] == "removed":
        for image in content.rows:
            if image.before == image.after:
                leave_out(connection, image.kind, image.id)
        remove(connection, source["id"], source["digest"])
    elif source is not None and source["did"] == "restored":
        restore(connection, source["id"])
    if line.undoes == line.number:
        keep_removable(connection, content.rows)
    check_images(connection, content.rows)
    number, signature = journal.head(connection)
    if (number + 1, signature) == (line.number, line.prev):
        journal.add_line(connection, line)
        return line.number
    undoes = None if line.undoes is None else numbers.get(line.undoes, line.undoes)
    at = datetime.fromisoformat(line.at)
    return journal.append(connection, line.label, content, at, undoes)
