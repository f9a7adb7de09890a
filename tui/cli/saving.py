"""From typed values to a saved record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from triage.changes import ChangeSet, Put
from triage.past_values import ALWAYS, PAST_OF, replaced_values, with_currency, with_past
from triage.playbook.state.ended_by_hand import without_goodbye
from triage.records import Client, Record
from triage.records.codec import BadValue, changed, parse_new
from triage.terms import field_term
from tui.cli.days import typed_day
from tui.cli.errors import CommandRefused
from tui.cli.output import tell
from tui.workspace.workspace import Applied, Workspace

if TYPE_CHECKING:
    from storage.store import Store


def new_id() -> str:
    """An id for something the program makes."""
    return str(uuid.uuid4())


def built(kind: str, values: Mapping[str, Any]) -> Record:
    """A record of exchange-form values. Raises Refused."""
    try:
        return parse_new(values, kind)
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


def save_client(
    workspace: Workspace,
    label: str,
    was: Client,
    values: Mapping[str, Any],
    first: str | None = None,
) -> tuple[Client, str]:
    """Change facts of a client; what rate, floor and currency were before is kept with it.

    Returns the client as saved, and a line on the days before, "" where nothing held before.

    `first` = the day, as typed, from which a new rate or floor holds: today without one; ALWAYS
    for one that was wrong all the time. Raises CommandRefused and StorageError.
    """
    client = altered(was, values)
    assert isinstance(client, Client)
    ledger = workspace.store.ledger(was.id)
    client, invoices = with_currency(client, ledger, frozenset(values))
    replaced, note = replaced_values(client, was), ""
    day = None if first == ALWAYS else typed_day(first, "--from", workspace)
    if day is not None and day > workspace.today:
        _refuse_waiting(client, was, day)
    if replaced and day is not None:
        client = with_past(client, was, day)
        names = " and ".join(field_term(name) for name in replaced)
        applies, old = ("applies", "one applies") if len(replaced) == 1 else ("apply", "ones apply")
        note = f"The new {names} {applies} from {day}; before that day the old {old}."
    workspace.apply(ChangeSet(label, (Put(client, was), *invoices)))
    if without_goodbye(client, was, ledger, workspace.today, workspace.playbook) is not None:
        tell(
            f"note: saved only as a fact about {client.name}; it does not start a step or shorten "
            f"a wait. To say goodbye: goodterms decide {client.id} part, or finished; "
            "to undo: goodterms undo"
        )
    return client, note


def _refuse_waiting(client: Client, was: Client, day: date) -> None:
    """Where nothing held before, a value for later would hold at once. Raises CommandRefused."""
    for name in PAST_OF:
        if getattr(was, name) is None and getattr(client, name) is not None:
            raise CommandRefused(
                f"--from: no {field_term(name)} is known for the days before {day}",
                "set what holds today first, or leave --from out",
            )


def save(workspace: Workspace, label: str, record: Record, was: Record | None = None) -> Applied:
    """One change with one record, over `was` as it was read; without it the record is new.

    Raises StorageError.
    """
    return workspace.apply(ChangeSet(label, (Put(record, was, new=was is None),)))
