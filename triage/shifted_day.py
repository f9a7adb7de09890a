"""A day so many days later or earlier. It stands alone: imports need it and no rule of health."""

from __future__ import annotations

from datetime import date, timedelta


def shift(day: date, days: int) -> date:
    """`days` later (negative: earlier), stopping at the ends of the calendar.

    A due date typed as 9999-12-31 must not break a sum.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
