"""A search without the store: the command line need not wait for it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from storage.client_names import clients_meant, names_before
from storage.data_file.read_transaction import Unreadable, read_only
from storage.search import Hit, IndexUnusable, Search, by_index


def find_plainly(path: Path, search: Search, client: str | None = None) -> list[Hit] | None:
    """The newest hits; None when they cannot be read at once, when the index has to be made anew,
    and when `client` (an id, or a part of a name) does not fit exactly one client.
    """
    with suppress(Unreadable, IndexUnusable), read_only(path) as connection:
        if client is not None:
            names = connection.execute("SELECT id, name FROM client ORDER BY seq").fetchall()
            meant = clients_meant(client, names, names_before(connection))
            if len(meant) != 1:
                return None
            search = replace(search, client_id=meant[0])
        return by_index(connection, search)
    return None
