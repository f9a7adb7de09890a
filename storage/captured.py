"""What the command line wrote down in a hurry (storage/capture.py), taken into the records: each
as a change of its own, as of the moment at which it was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from sqlite3 import Connection, IntegrityError

from storage.errors import StorageError
from storage.journal import journal
from storage.tables.mapping import canonical
from storage.writing.apply_changes import carry_out
from triage.changes import Put
from triage.records import Record
from triage.records.codec import BadValue, parse

_ID = re.compile(r'"id":"([^"]+)"')


def waiting(connection: Connection) -> bool:
    """Whether there is something."""
    return connection.execute("SELECT 1 FROM captured LIMIT 1").fetchone() is not None


def number_left(connection: Connection) -> int:
    """How much there is."""
    (number,) = connection.execute("SELECT count(*) FROM captured").fetchone()
    return int(number)


def left(connection: Connection) -> list[str]:
    """What waits in vain, a sentence each."""
    query = "SELECT at, label FROM captured ORDER BY number"
    return [
        f"“{label}” of {at[:10]} was noted but could not be added to your records: "
        "`goodterms export` leaves it out."
        for at, label in connection.execute(query)
    ]


def write_again(connection: Connection, told: Iterable[str]) -> int:
    """Puts in what a second copy tells (as JSON) and neither the journal nor this table knows; how
    many there were."""
    missing = {id_: value for id_, value in map(_told, told) if id_}
    known = chain(
        connection.execute("SELECT content FROM journal"),
        connection.execute("SELECT record FROM captured"),
    )
    for (content,) in known if missing else ():
        for id_ in _ID.findall(content):
            missing.pop(id_, None)
    connection.executemany(
        "INSERT INTO captured (at, label, record) VALUES (?, ?, ?)", missing.values()
    )
    return len(missing)


def _told(text: str) -> tuple[str, tuple[str, str, str]]:
    """The id of a record, and what is to be written of it; no id where that cannot be known."""
    try:
        value = json.loads(text)
        record = value["record"]
        return str(record["id"]), (value["at"], value["label"], canonical(record))
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", ("", "", "")


def take_in(connection: Connection) -> list[str]:
    """Takes all of it in; what could not be taken stays, and is told in a sentence each."""
    left = []
    query = "SELECT number, at, label, record FROM captured ORDER BY number"
    for number, at, label, text in connection.execute(query).fetchall():
        connection.execute("SAVEPOINT captured")
        try:
            content = carry_out(connection, [Put(_record(text), new=True)])
            journal.append(connection, label, content, datetime.fromisoformat(at))
        except (StorageError, IntegrityError, BadValue, ValueError) as error:
            connection.execute("ROLLBACK TO captured")
            connection.execute("RELEASE captured")
            left.append(f"“{label}” of {at[:10]} could not be stored ({error}): {text}")
            continue
        connection.execute("RELEASE captured")
        connection.execute("DELETE FROM captured WHERE number = ?", (number,))
    return left


def _record(text: str) -> Record:
    """The record that was written down. Raises ValueError or BadValue for anything else."""
    try:
        value = json.loads(text)
    except (TypeError, RecursionError) as error:
        raise ValueError("it is not a record") from error
    if not isinstance(value, dict):
        raise ValueError("it is not a record")
    return parse(value)
