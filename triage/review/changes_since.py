"""What a card says first: what changed since the last finished review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.clients.overview import Overview
from triage.health import Flag

MOST_REASONS = 3
"""More reasons than this are not read; seed rule."""

_ORDER = ("new", "worse", "now", "still", "known", "better", "gone")


@dataclass(frozen=True, slots=True)
class Change:
    """One flag beside the last finished review.

    `word`: new, worse, better, still (the same as then), gone; before there is a review to stand
    beside, now, or known for a flag that is older than the user's records here. `flag` is None for
    one that is gone. `week` = the running week it is there for, from 1; 0 for one that is gone.
    """

    word: str
    code: str
    flag: Flag | None
    week: int


def changes(overview: Overview, began: date | None = None) -> tuple[Change, ...]:
    """All of them, what is new first; `began` is the day of the first record kept here."""
    flag_changes = [_change(overview, flag, began) for flag in overview.health.flags]
    flag_changes += [Change("gone", code, None, 0) for code in overview.gone]
    return tuple(sorted(flag_changes, key=lambda change: _ORDER.index(change.word)))


def _change(overview: Overview, flag: Flag, began: date | None) -> Change:
    since = overview.since.get(flag.code, overview.on)
    week = (overview.on - since).days // 7 + 1
    if overview.changes is None:
        word = "known" if began is not None and since < began else "now"
    else:
        word = {"same": "still"}.get(change := overview.changes[flag.code], change)
    return Change(word, flag.code, flag, week)
