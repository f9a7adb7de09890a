"""Taking journal entries back, or bringing them back: the same change with images swapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from sqlite3 import Connection

from storage.errors import BadRecord, CannotUndo
from storage.journal.images import Content
from storage.journal.journal import JournalLine
from storage.writing import bulk
from storage.writing.apply_changes import take_back
from storage.writing.undo_import import take_back_import
from storage.writing.validation import check_images
from triage.records import Record


def invert(connection: Connection, entry: JournalLine) -> tuple[Content, list[Record]]:
    """Writes the inverse of what an entry did; with the records of an import that stayed, for
    somebody changed them since. Raises CannotUndo, BadRecord.
    """
    content, kept = entry.read(), list[Record]()
    if content.batch is not None and content.batch["did"] != "removed":
        taken = take_back_import(connection, entry)
        inverse, kept = taken.content, taken.kept
    else:
        inverse = take_back(connection, content)
    if content.batch is not None and content.batch["did"] == "removed":
        digest = bulk.restore(connection, content.batch["id"])
        inverse = replace(inverse, batch={**content.batch, "did": "restored", "digest": digest})
    check_images(connection, inverse.rows)
    return inverse, kept


def invert_together(connection: Connection, entries: Sequence[JournalLine]) -> Content:
    """Writes the inverse of several entries, newest first, as if they had been one change.

    Raises CannotUndo, also for an import: its rows have no images that could come back one day.
    """
    contents = [entry.read() for entry in entries]
    if not contents:
        raise CannotUndo("There is nothing left of it to undo.")
    if any(content.batch is not None for content in contents):
        raise CannotUndo(
            "It includes an import, and an import can only be undone on its own.",
            "Nothing was undone: undo the changes one at a time until you reach the import.",
        )
    parts = [take_back(connection, content) for content in contents]
    inverse = Content(
        rows=tuple(image for part in parts for image in part.rows),
        remembered=tuple(memory for part in parts for memory in part.remembered),
    )
    check_images(connection, inverse.rows)
    return inverse


@contextmanager
def undoing() -> Iterator[None]:
    """Says that something cannot be taken back where the tables say that it does not fit.

    It stands around the transaction, because references are checked last at its end.
    """
    try:
        yield
    except BadRecord as error:
        raise CannotUndo(
            f"It cannot be undone: something else depends on it now. {error.message}",
            "Nothing was changed.",
        ) from error
