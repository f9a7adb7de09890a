"""From one version of the data file to the next, by the number SQLite keeps in its header.

A step is added at the end and never edited. All that are due run in one transaction, together
with the new number: a file has the old schema or the new one, never something between.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from storage.data_file.upgrades import UPGRADES
from storage.tables.schema import APPLICATION_ID, statements

Step = Callable[[sqlite3.Connection, datetime], None]
"""What a version changes in an open file; the moment is that of the opening, for the journal."""


def _first(connection: sqlite3.Connection, _: datetime) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in statements(1):
        connection.execute(statement)


STEPS: Sequence[Step] = (_first, *(UPGRADES[version] for version in sorted(UPGRADES)))


def latest() -> int:
    """The version this program writes."""
    return len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of an open data file; 0 = empty."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, now: datetime, to: int | None = None) -> None:
    """Runs the steps that are due, up to a version (default: the latest).

    Whatever a step raises, the file is as it was before.
    """
    steps = STEPS[:to]
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may just have done it.
        for step in steps[version_of(connection) :]:
            step(connection, now)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
