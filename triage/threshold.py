"""One number that a freelancer could argue about, with all that is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_SHARES = ("score", "factor")
_FROM_NOTHING = (*_SHARES, "hours", "%", "currency units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One row of the settings: `used_by` names what reads it, flags or "facts", "income"...

    `source` is where the default comes from; "" = what its reader says. `low` and `high` are the
    smallest and largest value that makes sense; None = no largest.
    """

    name: str
    default: Any
    unit: str
    meaning: str
    used_by: tuple[str, ...]
    source: str = ""
    low: int
    high: int | None

    @property
    def is_share(self) -> bool:
        """Whether it is a plain number from 0 to 1, which is shown without a unit."""
        return self.unit in _SHARES


def lowest(unit: str) -> int:
    """The smallest value that makes sense in a unit."""
    return 0 if unit in _FROM_NOTHING else 1


def highest(unit: str) -> int | None:
    """The largest value that makes sense in a unit; None = there is none."""
    return 1 if unit in _SHARES else None
