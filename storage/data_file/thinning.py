"""Which copies stay: enough to look a year back, and not many times the size of the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from storage.data_file.copy_names import BackupFile

NEWEST = 12
"""So many stay in any case: a morning's work, at two an hour."""
# Then the newest of each of so many days, weeks and months.
_SLOTS = {"%Y-%m-%d": 12, "%G-W%V": 10, "%Y-%m": 12}
MOST_TIMES = 20
"""All copies together may be so many times as large as the data file; `FEWEST` stay even then."""
FEWEST = 3


def too_many(copies: Iterable[BackupFile], size: int) -> list[BackupFile]:
    """The copies that nobody will miss, of a data file that is so large.

    No clock is asked: it may be wrong, and the newest is the one that holds most changes.
    """
    ordered = sorted(copies, key=lambda copy: (copy.number, copy.at), reverse=True)
    kept = _within(_in_slots(ordered), size * MOST_TIMES)
    return [copy for copy in ordered if copy.path not in kept]


def _in_slots(ordered: list[BackupFile]) -> list[BackupFile]:
    kept = {copy.path for copy in ordered[:NEWEST]}
    taken: dict[str, set[str]] = {form: set() for form in _SLOTS}
    for copy in ordered:
        if copy.before_migration:
            kept.add(copy.path)
        for form, most in _SLOTS.items():
            slot = copy.at.strftime(form)
            if slot not in taken[form] and len(taken[form]) < most:
                taken[form].add(slot)
                kept.add(copy.path)
    return [copy for copy in ordered if copy.path in kept]


def _within(ordered: list[BackupFile], most: int) -> set[Path]:
    """Those that fit, the newest first, and of the older ones first those before a migration."""
    room = most
    kept: set[Path] = set()
    marked = sorted(ordered[FEWEST:], key=lambda copy: not copy.before_migration)
    for place, copy in enumerate([*ordered[:FEWEST], *marked]):
        size = _size(copy.path)
        if place >= FEWEST and size > room:
            continue
        kept.add(copy.path)
        room -= size
    return kept


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
