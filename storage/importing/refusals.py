"""Files that hold nothing to import: each is told what to take instead (refusals.toml)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.importing.errors import ImportTrouble
from triage.shipped import toml_beside


@dataclass(frozen=True)
class Refusal:
    """One kind of file, and what to take instead of it."""

    what: str
    instead: str
    begins: str = ""
    holds: Sequence[str] = ()
    columns: Sequence[str] = ()
    without_days: bool = False

    def fits(self, start: str, columns: Collection[str], *, has_days: bool) -> bool:
        """Whether a file that begins so, with these columns, is of this kind."""
        if self.without_days and has_days:
            return False
        if self.begins:
            return start.lstrip().startswith(self.begins)
        if self.holds:
            return all(words in start for words in self.holds)
        return set(self.columns) <= set(columns)


REFUSALS = tuple(Refusal(**table) for table in toml_beside(__file__, "refusals.toml")["refusal"])


def refuse(
    path: Path, start: str, columns: Collection[str] = (), *, has_days: bool = False
) -> None:
    """Raises ImportTrouble for a file of a kind that holds nothing to import; `has_days` tells
    whether one of its columns holds days."""
    for refusal in REFUSALS:
        if refusal.fits(start, columns, has_days=has_days):
            raise ImportTrouble(f"{path} {refusal.what}.", refusal.instead)
