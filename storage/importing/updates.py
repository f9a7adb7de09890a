"""What a later export changes about a record, field by field; what the user typed since stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from storage.importing.row_ids import client_key
from triage.changes import Put
from triage.records import Client, Invoice, Payment, Record, Time

START = "start"
"""The further field of an entry in which its start stands."""

PAID = "paid"
"""The field of an invoice in which all its payments stand."""

Entry = TypeVar("Entry", Time, Invoice)


class FieldChange(NamedTuple):
    """A field with what it is and what the file says instead."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Update:
    """What a file changes about one record, or would: `about` is its text or its number."""

    kind: str
    on: date | None
    client: str
    about: str
    fields: tuple[FieldChange, ...]

    @property
    def newly_paid(self) -> bool:
        """Whether an invoice is paid by now, or paid in part."""
        return any(each.field == PAID and each.after > each.before for each in self.fields)


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that came before.

    `put` and `payment` are what this export changes about it, `changes` the same for the eye;
    `kept` are fields that the user has changed otherwise and that stay, `held` those that would be
    what they were before. Without `changes`, `put`
    writes down only how to know the entry again. `client` is the one it belongs to, if that is new.
    """

    record: Time | Invoice
    put: Put | None = None
    payment: Payment | None = None
    changes: tuple[FieldChange, ...] = ()
    kept: tuple[FieldChange, ...] = ()
    held: tuple[FieldChange, ...] = ()
    client: Client | None = None


def bring_up_to_date(
    record: Entry,
    stated: Mapping[str, Any],
    imported: Mapping[str, Any],
    *,
    notes: Mapping[str, str] | None = None,
) -> Known:
    """Compare a record with what a file states.

    `imported` are the fields that the user has changed, as a file had stated them. `notes` are
    further fields, which nobody types.
    """
    changed: dict[str, Any] = {}
    kept: list[FieldChange] = []
    for name, value in stated.items():
        now = getattr(record, name)
        if now == value:
            continue
        if name not in imported:
            changed[name] = value
        elif imported[name] != value:
            kept.append(FieldChange(name, now, value))
    changes = [FieldChange(name, getattr(record, name), value) for name, value in changed.items()]
    if notes is not None:
        extra, more = _noted(record.extra, notes)
        changes += more
        if extra != record.extra:
            changed["extra"] = extra
    updated = replace(record, **changed)
    put = Put(updated, was=record) if updated != record else None
    return Known(record, put, changes=tuple(changes), kept=tuple(kept))


def _noted(
    extra: Mapping[str, Any], notes: Mapping[str, str]
) -> tuple[Mapping[str, Any], Sequence[FieldChange]]:
    # A name in other letters is the same name, as it is for clients.
    new = {
        name: value
        for name, value in notes.items()
        if client_key(value) != client_key(str(extra.get(name, "")))
    }
    now = {name: value for name, value in {**extra, **new}.items() if value or name not in new}
    changes = [
        FieldChange(name, extra.get(name, ""), value)
        for name, value in new.items()
        # A start that was not written down yet is no change of the entry.
        if name != START or name in extra
    ]
    return now, changes


def goes_back(known: Known, former: Iterable[Record]) -> bool:
    """Whether all that a file changes about a record is as it was once before."""
    if known.put is None or not known.changes:
        return False
    now, new = known.record, known.put.record
    names = [
        each.name for each in fields(new) if getattr(new, each.name) != getattr(now, each.name)
    ]
    return any(all(getattr(new, name) == getattr(was, name) for name in names) for was in former)


def update_of(record: Record, changes: Iterable[FieldChange], clients: Mapping[str, str]) -> Update:
    """The changes of a record for the eye; `clients` are names by id."""
    shown = tuple(
        FieldChange(
            each.field, clients.get(each.before, each.before), clients.get(each.after, each.after)
        )
        if each.field == "client"
        else each
        for each in changes
        if each.field != "due_assumed"
    )
    client = record.name if isinstance(record, Client) else getattr(record, "client", "")
    about = getattr(record, "text", None) or getattr(record, "number", None) or ""
    return Update(
        kind=record.kind,
        on=getattr(record, "on", None) or getattr(record, "issued", None),
        client=clients.get(client, client),
        about=str(about),
        fields=shown,
    )


def differences(before: Record, after: Record) -> list[FieldChange]:
    """The fields in which two records of one kind differ."""
    pairs = (
        (each.name, getattr(before, each.name), getattr(after, each.name))
        for each in fields(before)
    )
    return [FieldChange(name, was, now) for name, was, now in pairs if was != now]
