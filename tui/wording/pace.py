"""How far something long is, in words: rows, rows a second, and the time that is left."""

from __future__ import annotations

from tui.wording.formatting import count

_SOON = 0.2
"""Seconds before which nothing can be said of the pace."""
_MINUTE = 60


def pace(done: int, total: int, seconds: float) -> str:
    """`12,000 of 100,000 rows, 24,000 a second, 4 s left`.

    `total` 0: nobody knows how many there are. `seconds` have gone by since the beginning.
    """
    of = f" of {total:,}" if total else ""
    words = f"{done:,}{of} {'row' if (total or done) == 1 else 'rows'}"
    if done <= 0 or seconds < _SOON:
        return words
    a_second = done / seconds
    words += f", {round(a_second):,} a second"
    return f"{words}, {_left(max(0, total - done) / a_second)} left" if total else words


def _left(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{max(1, round(seconds))} s"
    return count(round(seconds / _MINUTE), "minute")
