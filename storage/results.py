"""What the store answers to a write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class WriteResult:
    """What undo or redo did: the label of the change meant, and the new journal entry."""

    label: str
    number: int


@dataclass(frozen=True)
class Batch:
    """A finished import: its id, its journal entry, and how many records of each kind."""

    id: str
    number: int
    new: Mapping[str, int]
    updated: Mapping[str, int]
