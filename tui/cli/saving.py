"""From typed values to a saved record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from triage.changes import ChangeSet, Put
from triage.codec import BadValue, changed, parse
from triage.records import Record
from tui.cli.errors import CommandRefused
from tui.workspace.workspace import Applied, Workspace

if TYPE_CHECKING:
    from storage.store import Store


def new_id() -> str:
    """An id for something the program makes."""
    return str(uuid.uuid4())


def built(kind: str, values: Mapping[str, Any]) -> Record:
    """A record of exchange-form values. Raises Refused."""
    try:
        return parse(values, kind)
    except BadValue as bad:
        raise CommandRefused(f"{kind}: {bad}", "nothing was saved") from None


def new_record(workspace: Workspace, kind: str, client_id: str, **values: Any) -> Record:
    """A new record of a client, of today unless `on` names another day. Raises Refused."""
    today = workspace.today.isoformat()
    return built(kind, {"id": new_id(), "client": client_id, "on": today, **values})


def altered(record: Record, values: Mapping[str, Any]) -> Record:
    """The record with some values replaced. Raises Refused."""
    try:
        return changed(record, values)
    except BadValue as bad:
        raise CommandRefused(f"{record.kind}: {bad}", "nothing was changed") from None


def resolve_clients(store: Store, values: dict[str, Any]) -> None:
    """A client named by part of its name becomes its id. Raises StorageError."""
    for name in ("client", "pays_through"):
        if values.get(name):
            values[name] = store.client(values[name]).id


def save(workspace: Workspace, label: str, record: Record, was: Record | None = None) -> Applied:
    """One change with one record, over `was` as it was read; without it the record is new.

    Raises StorageError.
    """
    return workspace.apply(ChangeSet(label, (Put(record, was, new=was is None),)))
