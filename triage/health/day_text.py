"""Days as they stand in a sentence."""

from __future__ import annotations

from datetime import date

# Not calendar.month_name: that one follows the machine's locale.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_of(day: date, on: date) -> str:
    """ "4 August", with its year when that is not the year of `on`."""
    year = "" if day.year == on.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"
