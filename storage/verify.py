"""Whether the file still says what was written into it."""

from __future__ import annotations

from storage.database import Database


def verify(database: Database) -> list[str]:
    """What is wrong, one sentence each; nothing when all is sound."""
    with database.bare() as connection:
        return [
            str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"
        ]
