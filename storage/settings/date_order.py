"""Whether 3/4 is the third of April or the fourth of March: by the setting, else by the locale."""

from __future__ import annotations

import os
from collections.abc import Mapping
from locale import getlocale

BY_LOCALE, DAY_FIRST, MONTH_FIRST = "locale", "dmy", "mdy"
DATE_ORDERS = (BY_LOCALE, DAY_FIRST, MONTH_FIRST)

_VARIABLES = ("LC_ALL", "LC_TIME", "LANG")
"""The first one that is set decides, as POSIX has it."""
_MONTH_FIRST = frozenset(
    # As in the Unicode locale data; the last name is how Windows calls the first.
    ("US", "PH", "PR", "GU", "AS", "VI", "UM", "MP", "FM", "MH", "PW", "BZ", "United States")
)


def month_first(order: str, env: Mapping[str, str] = os.environ) -> bool:
    """Whether a date with slashes begins with the month; `order` is one of DATE_ORDERS."""
    if order != BY_LOCALE:
        return order == MONTH_FIRST
    name = next((env[key] for key in _VARIABLES if env.get(key)), None) or getlocale()[0] or ""
    territory = name.partition("_")[2].partition(".")[0].partition("@")[0]
    return territory in _MONTH_FIRST
