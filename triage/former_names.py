"""What a client was called before: kept with them, so that they are found by it.

It stands among the further fields of the record, which every program keeps and writes out again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from triage.changes import Change, ChangeSet, Put
from triage.further_fields import FORMER_NAMES
from triage.records import Client
from triage.text import fold


def former_names(client: Client) -> tuple[str, ...]:
    """The names, the oldest first; what another program put there instead is passed over."""
    names = client.extra.get(FORMER_NAMES)
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


def also_called(client: Client, names: Iterable[str]) -> Client:
    """The client with further names that they had; one that they have now is none of them."""
    kept: dict[str, str] = {}
    for name in (*former_names(client), *names):
        if fold(name) != fold(client.name):
            kept.setdefault(fold(name), name)
    known = list(kept.values())
    if known == list(former_names(client)):
        return client
    extra = {name: value for name, value in client.extra.items() if name != FORMER_NAMES}
    return replace(client, extra={**extra, **({FORMER_NAMES: known} if known else {})})


def with_former_names(changes: ChangeSet) -> ChangeSet:
    """The changes, where a client who gets another name keeps the one before."""
    return replace(changes, changes=tuple(map(_with_name_kept, changes.changes)))


def _with_name_kept(change: Change) -> Change:
    if not isinstance(change, Put) or not isinstance(change.record, Client):
        return change
    was = change.was
    if not isinstance(was, Client) or was.name == change.record.name:
        return change
    return replace(change, record=also_called(change.record, (was.name,)))
