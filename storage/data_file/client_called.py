"""The client that somebody means by an id, a name, or a part of one."""

from __future__ import annotations

from collections.abc import Iterable

from storage.client_names import clients_meant
from storage.errors import AmbiguousClient, NoSuchClient
from triage.former_names import former_names
from triage.records import Client


def client_called(text: str, clients: Iterable[Client]) -> Client:
    """The client meant. Raises NoSuchClient, AmbiguousClient."""
    everybody = {client.id: client for client in clients}
    former = [(id_, name) for id_, client in everybody.items() for name in former_names(client)]
    ids = clients_meant(text, ((id_, client.name) for id_, client in everybody.items()), former)
    if len(ids) > 1:
        raise AmbiguousClient(text, [everybody[id_] for id_ in ids])
    if not ids:
        raise NoSuchClient(f"No client matches “{text}”.", "`goodterms clients --all` lists them.")
    return everybody[ids[0]]
