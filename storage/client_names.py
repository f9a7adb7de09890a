"""Which client is meant by a text that somebody typed, and which names it may become."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from storage.connection import file_address
from triage.further_fields import FORMER_NAMES
from triage.text import fold

_WAIT_SECONDS = 0.2


def clients_meant(
    text: str, clients: Iterable[tuple[str, str]], former: Iterable[tuple[str, str]] = ()
) -> list[str]:
    """The ids of the clients (id and name) that a text fits: one id, else the names it is, else
    the names it is part of; case, accents and outer blanks do not matter. Where it fits nobody,
    those who were called so before are meant.
    """
    everybody = list(clients)
    if any(id_ == text for id_, _ in everybody):
        return [text]
    folded = fold(text)
    for called in (everybody, former):
        names = [(id_, fold(name)) for id_, name in called]
        exact = [id_ for id_, name in names if name == folded]
        if meant := exact or [id_ for id_, name in names if folded and folded in name]:
            return list(dict.fromkeys(meant))
    return []


def names_before(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Id and name of what clients were called before. SQLite reads the JSON: Python's own module
    for it takes too long to load for some who ask.
    """
    query = f"""
        SELECT client.id, former.value FROM client, json_each(
            CASE WHEN json_valid(client.extra) THEN client.extra END, '$.{FORMER_NAMES}'
        ) AS former
        WHERE former.type = 'text' ORDER BY client.seq, former.key
    """
    return connection.execute(query).fetchall()


def client_names(path: str, begin: str = "") -> list[str]:
    """The names that begin so, case and accents ignored, for a shell to complete, else the names of
    before that do; clients who are gone come last. Names that are no plain text are left out, and
    all where the file cannot be read at once.
    """
    query = "SELECT name FROM client ORDER BY state IN ('closed', 'left_well', 'dormant'), seq"
    try:
        address = f"{file_address(path)}?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS)
        try:
            names = [name for (name,) in connection.execute(query)]
            former = [name for _, name in names_before(connection)]
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError):  # what SQLite says of damage may be no UTF-8
        return []
    folded = fold(begin)
    for known in (names, former):
        plain = (name for name in dict.fromkeys(known) if name.isprintable())
        if completed := [name for name in plain if fold(name).startswith(folded)]:
            return completed
    return []
