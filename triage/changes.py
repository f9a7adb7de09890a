"""The records that something sets down, made so that a second try lands on the first."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from triage.records import Record

_OURS = uuid5(NAMESPACE_URL, "urn:goodterms:playbook")


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


@dataclass(frozen=True, slots=True)
class Put:
    """A record to store, and the one it replaces as it was read (None = it is new)."""

    record: Record
    was: Record | None = None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What is stored together, or not at all. `label` says what the user did, for undo."""

    label: str
    puts: tuple[Put, ...] = ()
    removed: tuple[Record, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """The records to store."""
        return tuple(put.record for put in self.puts)


@dataclass(slots=True)
class ChangeSetBuilder:
    """Records gathered one after the other; a later version of one replaces the earlier."""

    _puts: dict[tuple[str, str], Put] = field(default_factory=dict)
    _removed: list[Record] = field(default_factory=list)

    def put(self, record: Record, was: Record | None = None) -> None:
        """Store `record`, over `was` as it was read from the ledger."""
        key = (record.kind, record.id)
        if key in self._puts:
            was = self._puts[key].was
        if record != was:
            self._puts[key] = Put(record, was)

    def latest(self, record: Record) -> Record:
        """The newest version of a record gathered here, else itself."""
        latest_put = self._puts.get((record.kind, record.id))
        return latest_put.record if latest_put else record

    def remove(self, record: Record) -> None:
        """Take a record away."""
        self._removed.append(record)

    def done(self, label: str) -> ChangeSet:
        """Everything gathered."""
        return ChangeSet(label, tuple(self._puts.values()), tuple(self._removed))
