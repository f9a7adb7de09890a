"""What an import would do, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from storage.bare_store import BareStore
from storage.importing.options import ImportQuestion
from storage.importing.profile import Progress
from storage.importing.table import Skip
from storage.importing.updates import Update
from triage.records import Record


class Corrections(NamedTuple):
    """So many `rows` are corrected, of so many in the file that are `known` from before."""

    rows: int
    known: int


@dataclass(frozen=True, kw_only=True)
class _Counted:
    file: Path
    format: str
    new: int = 0
    updated: int = 0
    same: int = 0
    removed: int = 0
    skipped: tuple[Skip, ...] = ()
    unmapped: Mapping[str, int] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()
    waiting: tuple[ImportQuestion, ...] = ()
    updates: tuple[Update, ...] = ()
    kept: tuple[Update, ...] = ()
    held: tuple[Update, ...] = ()
    missing: tuple[Update, ...] = ()

    @property
    def needs_attention(self) -> bool:
        """Whether rows are left out that perhaps should not be, or something waits for a word."""
        return bool(self.unmapped or self.waiting) or any(skip.bad for skip in self.skipped)


@dataclass(frozen=True, kw_only=True)
class Result(_Counted):
    """What an import did. `batch` is None when there was nothing to write."""

    batch: str | None


class ImportPlan(Protocol):
    """How to carry out what a preview shows."""

    def carry_out(
        self, preview: ImportPreview, store: BareStore, progress: Progress | None
    ) -> Result:
        """Write it."""


@dataclass(frozen=True, kw_only=True)
class ImportPreview(_Counted):
    """What an import would do; nothing has been written.

    `new`, `updated` and `same` count entries: times, invoices, or records of our own format.
    `updates` says field by field what changes, `kept` what the user changed and the file has
    otherwise, `held` what would go back, `missing` what the file has no longer. `removed` counts
    what is taken out because of that; `waiting` are questions that hold something back until they
    are answered.
    `alike` is the name of a new client -> a name that is there and looks like it.
    `counts` has the new records by kind, clients and payments among them. `unmapped` is label ->
    rows without a client; `not_billable` project -> rows marked so. `sample` shows the first new
    records. While a question without a default is open, nothing is counted and nothing can be
    written.
    """

    label: str
    questions: tuple[ImportQuestion, ...] = ()
    new_clients: tuple[str, ...] = ()
    alike: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    not_billable: Mapping[str, int] = field(default_factory=dict)
    sample: tuple[Record, ...] = ()
    plan: ImportPlan | None = None

    @property
    def corrections(self) -> Corrections:
        """What it changes about what is known; that an invoice is paid by now corrects nothing."""
        corrected = sum(not update.newly_paid for update in self.updates)
        return Corrections(corrected, self.updated + self.same)

    @property
    def must_ask(self) -> ImportQuestion | None:
        """The question that has to be answered before anything can be imported."""
        return next((question for question in self.questions if question.default is None), None)
