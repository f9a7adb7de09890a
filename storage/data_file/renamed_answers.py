"""The names that options of the playbook have today, in a file that was written before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import datetime

from storage.journal.images import Content, Image
from storage.journal.journal import JournalLine, next_line
from storage.tables.mapping import row_map
from storage.tables.rows import Place
from storage.tables.schema import NO_HASH
from storage.writing.bulk import Digest
from triage.playbook.renamed import up_to_date

LABEL = "Update: answers renamed"


def rename_answers(connection: sqlite3.Connection, now: datetime) -> None:
    """Gives stored answers the names of today, as one entry of the journal."""
    images = tuple(image for kind in ("answer", "decision") for image in _renamed(connection, kind))
    if not images:
        return
    for image in images:
        assert image.after is not None
        row = row_map(image.kind).row(image.after)
        columns = ", ".join(f'"{name}" = :{name}' for name in row)
        connection.execute(f'UPDATE "{image.kind}" SET {columns} WHERE id = :id', row)
    _keep_imports_removable(connection, images)
    last, prev = connection.execute(
        "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1"
    ).fetchone() or (0, NO_HASH)
    # Nobody did this, so nobody takes it back: an entry that undoes itself is passed over by undo
    # and redo, which go on with what the user did before.
    line = next_line(last, prev, LABEL, Content(images), now, undoes=last + 1)
    names = ", ".join(JournalLine.__dataclass_fields__)
    places = ", ".join("?" for _ in JournalLine.__dataclass_fields__)
    connection.execute(f"INSERT INTO journal ({names}) VALUES ({places})", astuple(line))


def _renamed(connection: sqlite3.Connection, kind: str) -> Iterator[Image]:
    rows = row_map(kind)
    names = ", ".join(f'"{name}"' for name in rows.columns)
    for *values, seq, batch in connection.execute(f'SELECT {names}, seq, batch FROM "{kind}"'):
        before = rows.record(values)
        after = up_to_date(before)
        if after != before:
            yield Image(kind, before.id, before, after, Place(seq, batch))


def _keep_imports_removable(connection: sqlite3.Connection, images: Iterable[Image]) -> None:
    # An import is taken back only while its rows are as they came: the new names are no edit.
    for image in images:
        batch = image.place.batch if image.place else None
        if batch is None or image.before is None or image.after is None:
            continue
        (stored,) = connection.execute("SELECT digest FROM batch WHERE id = ?", (batch,)).fetchone()
        digest = Digest(stored)
        digest.replace(image.before, image.after)
        connection.execute("UPDATE batch SET digest = ? WHERE id = ?", (str(digest), batch))
