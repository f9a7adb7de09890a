"""What was done, and how it is taken back and brought back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from storage.errors import CannotUndo
from storage.journal import journal
from storage.journal.journal import JournalEntry, JournalLine
from storage.tables import rows
from storage.writer import Writer
from storage.writing.undo import invert, invert_together, undoing
from triage.records import Record

_Choice = Callable[[Connection], JournalLine | None]


@dataclass(frozen=True)
class Undone:
    """What was taken back, and the records of an import that stayed: changed since, or needed."""

    label: str
    kept: tuple[Record, ...] = ()


@dataclass(frozen=True)
class PastChange:
    """A line of the history: each record before and after (None = it was not there), how many of
    each kind an import brought, and whether it can be taken back: an undo cannot."""

    entry: JournalEntry
    records: tuple[tuple[Record | None, Record | None], ...]
    imported: Mapping[str, int]
    can_go: bool


class History(Writer):
    """The changes of an open data file."""

    _together: str | None = None

    @contextmanager
    def imports_together(self) -> Iterator[None]:
        """A block whose imports are each a change of its own, and one undo takes back all."""
        self._together = str(uuid.uuid4())
        try:
            yield
        finally:
            self._together = None

    def undo(self, number: int | None = None) -> str:
        """Takes back the newest change that is not taken back yet, and the imports that came
        together with it; its label. Raises CannotUndo, also when it is another one than that of the
        `number` the caller has in mind.
        """

        def newest(connection: Connection) -> JournalLine | None:
            entry = journal.newest_done(connection)
            if number is not None and (entry is None or entry.number != number):
                raise CannotUndo(
                    "Something else has been saved in the meantime.",
                    "Nothing was undone: try again.",
                )
            return entry

        nothing = "There is nothing to undo."
        return self._invert(newest, "Undo", nothing, then=journal.newest_done).label

    def redo(self) -> str:
        """Brings back what was taken back last, while nothing new was done; its label.

        Raises CannotUndo.
        """
        newest = journal.newest_undo
        return self._invert(newest, "Redo", "There is nothing to redo.", then=newest).label

    def take_back(self, number: int) -> Undone:
        """Takes back a change that need not be the newest: all of it, while its records are as it
        left them; of an import what was not changed since. Raises CannotUndo.
        """

        def of_number(connection: Connection) -> JournalLine | None:
            entry = journal.standing_entry(connection, number)
            if entry is None:
                raise CannotUndo(
                    f"Change {number} has already been undone, or does not exist.",
                    "`goodterms undo --list` lists the changes.",
                )
            return entry

        return self._invert(of_number, "Undo", "There is nothing to undo.")

    def newest_change(self) -> JournalEntry | None:
        """The change that undo would take back."""
        with self._database.reading() as connection:
            entry = journal.newest_done(connection)
        if entry is None:
            return None
        at = datetime.fromisoformat(entry.at)
        return JournalEntry(entry.number, at, entry.label, undone=False)

    def is_from_elsewhere(self, number: int) -> bool:
        """Whether another program made this change while this one had the file open."""
        return number > self._head_at_open and number not in self._own

    def changes(self, limit: int = 50) -> list[PastChange]:
        """The newest changes, newest first, each with what undo would take back."""
        with self._database.reading() as connection:
            entries = journal.history(connection, limit)
            oldest = entries[-1].number if entries else 0
            lines = {line.number: line for line in journal.lines(connection, after=oldest - 1)}
        return [_described(entry, lines[entry.number]) for entry in entries]

    def undo_all_of(self, kind: str, id_: str, label: str) -> None:
        """Takes back every change that wrote this record, as one new change under this label.

        What was done between them stays, and undo brings all of them back. Raises CannotUndo when
        a record in one of them has been changed otherwise since; then nothing is taken back.
        """
        with undoing(), self._writing() as connection:
            there = rows.find(connection, kind, id_)[0] is not None
            entries = journal.touching(connection, kind, id_) if there else []
            inverse = invert_together(connection, entries)
            self._journalled(connection, label, inverse)
        self._copy_journal()

    def history(self, limit: int = 50) -> list[JournalEntry]:
        """The newest journal entries, newest first."""
        with self._database.reading() as connection:
            return journal.history(connection, limit)

    def _invert(
        self,
        chosen: _Choice,
        verb: str,
        nothing: str,
        *,
        then: _Choice | None = None,
    ) -> Undone:
        labels: list[str] = []
        stayed: list[Record] = []
        with undoing(), self._writing() as connection:
            entry = chosen(connection)
            if entry is None:
                raise CannotUndo(nothing)
            together = entry.read().together if then is not None else None
            while entry is not None:
                label = entry.label.removeprefix("Undo: ")
                inverse, kept = invert(connection, entry)
                self._sign(connection, f"{verb}: {label}", inverse, undoes=entry.number)
                labels.append(label)
                stayed += kept
                entry = then(connection) if then is not None and together else None
                if entry is not None and entry.read().together != together:
                    break
        self._copy_journal()
        return Undone(", ".join(labels), tuple(stayed))


def _described(entry: JournalEntry, line: JournalLine) -> PastChange:
    content = line.read()
    batch = content.batch or {}
    return PastChange(
        entry,
        tuple((image.before, image.after) for image in content.rows),
        batch["counts"] if batch.get("did") == "added" else {},
        line.undoes is None and not entry.undone,
    )
