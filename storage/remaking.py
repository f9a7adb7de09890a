"""A data file written anew, as it takes the old one's place: nothing that was saved meanwhile is
lost, and nothing of the old one stays beside it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from storage import captured
from storage.cipher import connect_file
from storage.data_file.restoring import HOT
from storage.errors import Locked
from storage.journal import journal


def newest(connection: Connection) -> tuple[str, int]:
    """What was saved last: the hash of the newest entry, and how much is to be taken in yet."""
    return journal.head(connection)[1], captured.number_left(connection)


def refuse_newer(database: Path, seen: tuple[str, int], nothing_done: str) -> None:
    """Raises Locked where another program saved something since `seen` was the newest."""
    with closing(connect_file(database, "ro", 0)) as connection:
        if newest(connection) != seen:
            raise Locked(
                f"Another program saved something in {database} in the meantime.",
                f"{nothing_done}: try again.",
            )


def delete_hot(database: Path) -> None:
    """Deletes what SQLite left beside the old file: the new one must not have it played in."""
    for ending in HOT:
        database.with_name(f"{database.name}{ending}").unlink(missing_ok=True)


def delete_all(paths: Iterable[Path]) -> None:
    """Deletes files, and folders with what is in them. Raises OSError."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
