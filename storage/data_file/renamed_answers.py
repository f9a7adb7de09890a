"""The names that options of the playbook have today, in a file that was written before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from storage.journal.images import Content, Image
from storage.journal.journal import add_line, head, next_line
from storage.tables.rows import placed, update
from storage.writing.import_rows import keep_removable
from triage.playbook.renamed import up_to_date

LABEL = "Update: answers renamed"


def rename_answers(connection: sqlite3.Connection, now: datetime) -> None:
    """Gives stored answers the names of today, as one entry of the journal."""
    images = tuple(image for kind in ("answer", "decision") for image in _renamed(connection, kind))
    if not images:
        return
    for image in images:
        assert image.after is not None
        update(connection, image.after)
    keep_removable(connection, images)
    last, prev = head(connection)
    # Nobody did this, so nobody takes it back: an entry that undoes itself is passed over by undo
    # and redo, which go on with what the user did before.
    line = next_line(last, prev, LABEL, Content(images), now, undoes=last + 1)
    add_line(connection, line)


def _renamed(connection: sqlite3.Connection, kind: str) -> Iterator[Image]:
    for before, place in placed(connection, kind):
        after = up_to_date(before)
        if after != before:
            yield Image(kind, before.id, before, after, place)
