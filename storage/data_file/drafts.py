"""What is kept beside the records: drafts, remembered answers, the glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any

from storage.errors import DraftChanged
from storage.tables.mapping import canonical
from storage.tables.rows import scalar
from triage.records.codec import without_surrogates


def draft(connection: Connection, name: str) -> str | None:
    """The text typed under this name and not saved, or None."""
    text: str | None = scalar(connection, "SELECT text FROM draft WHERE name = ?", (name,))
    return text


def drafts(connection: Connection) -> dict[str, str]:
    """Every text typed and not saved, by its name."""
    return dict(connection.execute("SELECT name, text FROM draft").fetchall())


def replace_draft(
    connection: Connection, name: str, was: str | None, text: str | None, now: datetime
) -> str | None:
    """Puts `text` in the place of `was`, None meaning no draft; what is stored now. A draft is not
    in the journal, for it is nobody's decision yet.

    Raises DraftChanged when the draft is neither of them.
    """
    new = None if text is None else without_surrogates(text)
    current = draft(connection, name)
    if current not in (was, new):
        raise DraftChanged(current)
    if new is None:
        drop_draft(connection, name)
    elif new != current:
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", (name, new, at))
    return new


def drop_draft(connection: Connection, name: str) -> None:
    """Forgets a draft; none is no error."""
    connection.execute("DELETE FROM draft WHERE name = ?", (name,))


def remembered(connection: Connection, topic: str) -> dict[str, str]:
    """The answers kept under a topic."""
    query = "SELECT name, value FROM remembered WHERE topic = ? ORDER BY name"
    return dict(connection.execute(query, (topic,)).fetchall())


def all_remembered(connection: Connection) -> list[tuple[str, str, str]]:
    """Topic, name and answer of all that is kept."""
    return connection.execute("SELECT topic, name, value FROM remembered").fetchall()


def save_glance(
    connection: Connection, name: str, head: int, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Keeps the first list; there is only one."""
    connection.execute("DELETE FROM glance")
    text = canonical([dict(row) for row in rows])
    connection.execute("INSERT INTO glance (name, head, rows) VALUES (?, ?, ?)", (name, head, text))
