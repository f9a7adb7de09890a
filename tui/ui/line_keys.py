"""What a line of a list can stand for; kinds of one screen alone stand beside its lines."""

from __future__ import annotations

from dataclasses import dataclass

from triage.records import Record


@dataclass(frozen=True, slots=True)
class RecordKey:
    """A stored record."""

    kind: str
    id: str

    @classmethod
    def of(cls, record: Record) -> RecordKey:
        """The key of a record's line."""
        return cls(record.kind, record.id)


@dataclass(frozen=True, slots=True)
class ClientKey:
    """A client, by id."""

    id: str


@dataclass(frozen=True, slots=True)
class FlagKey:
    """A raised flag."""

    code: str


@dataclass(frozen=True, slots=True)
class FieldKey:
    """One field of the record that a screen is about."""

    name: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """A line that adds something of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class FactKey:
    """The question of a missing fact."""

    fact: str
