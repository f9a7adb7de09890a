"""What a user's step changes: the records it stores and takes away, in one piece or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    # Screens import this module before the first picture; the records would make them wait.
    from triage.records import Record

_OURS = uuid5(NAMESPACE_URL, "urn:goodterms:playbook")


@dataclass(frozen=True, slots=True)
class Put:
    """Save a record: new, or in place of the one with its id.

    `was` is the record the user was looking at. The row image is its own version: when the row
    differs from it by now, nothing is written and Stale is raised. Without `was` the last one
    wins, unless it is `new`: then none of its id may be there yet, not even an equal one, so that
    of two windows that begin the same thing only one does.
    """

    record: Record
    was: Record | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a record out; one that is not there is no error.

    With `was`, the row must still be as it was read, or nothing is written and Stale is raised.
    """

    kind: str
    id: str
    was: Record | None = None


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep a small answer under a topic; `value` None forgets it."""

    topic: str
    name: str
    value: str | None


Change = Put | Remove | Remember


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What is stored together. `label` says what the user did, for the history and for undo."""

    label: str
    changes: tuple[Change, ...] = ()

    @property
    def puts(self) -> tuple[Put, ...]:
        """The records to store, with what each replaces."""
        return tuple(change for change in self.changes if isinstance(change, Put))

    @property
    def records(self) -> tuple[Record, ...]:
        """The records to store."""
        return tuple(put.record for put in self.puts)

    def with_changes(self, *more: Change) -> ChangeSet:
        """The same step with more that belongs to it."""
        return replace(self, changes=(*self.changes, *more))


@dataclass(slots=True)
class ChangeSetBuilder:
    """Gathers changes under the guards that every front end stores them with.

    A record that replaces none must be new, and one that is replaced or taken out must still be
    as it was read: of two windows that do the same, one does it. A later version of a record
    replaces the one gathered earlier. `repeatable` is what may be stored in both alike, such as
    an answer that is kept: it may be there already.
    """

    repeatable: bool = False
    _puts: dict[tuple[str, str], Put] = field(default_factory=dict)
    _removed: list[Remove] = field(default_factory=list)

    def put(self, record: Record, was: Record | None = None) -> None:
        """Store `record`, over `was` as it was read from the ledger."""
        key = (record.kind, record.id)
        if key in self._puts:
            was = self._puts[key].was
        if record != was:
            self._puts[key] = Put(record, was, new=was is None and not self.repeatable)

    def latest(self, record: Record) -> Record:
        """The newest version of a record gathered here, else itself."""
        put = self._puts.get((record.kind, record.id))
        return put.record if put else record

    def remove(self, record: Record) -> None:
        """Take out a record, as it was read from the ledger."""
        self._removed.append(Remove(record.kind, record.id, was=record))

    def build(self, label: str) -> ChangeSet:
        """Everything gathered."""
        return ChangeSet(label, (*self._puts.values(), *self._removed))


@dataclass(frozen=True, slots=True)
class RecordIds:
    """Ids for the records of one thing the user does.

    `seed` is made once, before the first try (a fresh UUID): the same seed gives the same ids, so
    a save that is tried again lands once.
    """

    seed: str

    def __call__(self, role: str) -> str:
        return stable_id(self.seed, role)


def stable_id(*parts: str) -> str:
    """An id that is the same wherever it is made from the same parts."""
    return str(uuid5(_OURS, "\x1f".join(parts)))
