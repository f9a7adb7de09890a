"""What a card says first: what changed since the last finished review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.health import Flag
from triage.overview import Overview

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


def changes(one: Overview, began: date | None = None) -> tuple[Change, ...]:
    """All of them, what is new first; `began` is the day of the first record kept here."""
    found = [_change(one, flag, began) for flag in one.health.flags]
    found += [Change("gone", code, None, 0) for code in one.gone]
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.word)))


def _change(one: Overview, flag: Flag, began: date | None) -> Change:
    since = one.since.get(flag.code, one.on)
    week = (one.on - since).days // 7 + 1
    if one.changes is None:
        word = "known" if began is not None and since < began else "now"
    else:
        word = {"same": "still"}.get(change := one.changes[flag.code], change)
    return Change(word, flag.code, flag, week)
