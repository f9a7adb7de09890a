"""The client that somebody means by an id, a name, or a part of one."""

from __future__ import annotations

from collections.abc import Iterable

from storage.client_names import clients_meant
from storage.errors import AmbiguousClient, NoSuchClient
from triage.records import Client


def client_called(text: str, clients: Iterable[Client]) -> Client:
    """The client meant. Raises NoSuchClient, AmbiguousClient."""
    everybody = {client.id: client for client in clients}
    ids = clients_meant(text, ((client.id, client.name) for client in everybody.values()))
    if len(ids) > 1:
        raise AmbiguousClient(text, [everybody[id_] for id_ in ids])
    if not ids:
        raise NoSuchClient(f"No client matches “{text}”.", "`goodterms clients --all` lists them.")
    return everybody[ids[0]]
