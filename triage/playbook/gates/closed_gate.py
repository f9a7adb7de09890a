"""What a shut gate says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ClosedGate:
    """One gate that is shut: what is missing, and the day on which time alone opens it.

    `earliest` is None when no date alone does.
    """

    gate: str
    missing: str
    earliest: date | None = None
