"""What a journal tells, carried out once more: on a copy of the file, or on an empty one.

The entries keep their numbers, moments and hashes as long as none is missing. An import is known
to the journal by its name and digest alone, so its rows cannot come from there; what was done
after it still comes back where it does not build on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from sqlite3 import Connection, IntegrityError

from storage.errors import StorageError
from storage.journal import journal
from storage.journal.journal import JournalLine
from storage.writing.apply_changes import write_again
from triage.records.codec import BadValue


@dataclass
class Replayed:
    """How many entries were carried out, and those that could not be: each as `day label`."""

    done: int = 0
    left: list[str] = field(default_factory=list)


def play_again(connection: Connection, lines: Iterable[JournalLine]) -> Replayed:
    """Carries out the entries that follow on the newest one here; none where they tell another
    history."""
    start, signature = journal.head(connection)
    replayed = Replayed()
    numbers: dict[int, int] = {}
    same_history = start == 0
    for line in lines:
        if line.number <= start:
            same_history = same_history or (line.number, line.hash) == (start, signature)
            continue
        if not same_history:
            break
        connection.execute("SAVEPOINT again")
        try:
            numbers[line.number] = _play(connection, line, numbers)
            replayed.done += 1
        except (StorageError, IntegrityError, BadValue, ValueError, KeyError, TypeError):
            connection.execute("ROLLBACK TO again")
            replayed.left.append(f"{line.at[:10]} {line.label}")
        connection.execute("RELEASE again")
    return replayed


def _play(connection: Connection, line: JournalLine, numbers: dict[int, int]) -> int:
    content = line.read()
    if content.batch is not None:
        raise StorageError("The rows of an import are not in the journal.")
    write_again(connection, content)
    number, signature = journal.head(connection)
    if (number + 1, signature) == (line.number, line.prev):
        journal.add_line(connection, line)
        return line.number
    undoes = None if line.undoes is None else numbers.get(line.undoes, line.undoes)
    at = datetime.fromisoformat(line.at)
    return journal.append(connection, line.label, content, at, undoes)
