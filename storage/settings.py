"""Everything that the user may set, with its default."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from storage.appearance import Appearance
from triage.limits import Limits

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class Settings(Appearance):
    """Everything the user may set; a missing file means these defaults.

    `away` are ranges of days (both inclusive) that do not count
    for what the screens propose; `offers` what else the user has to offer a client; `savings`
    and `monthly_costs` are money in the currency of the income, `replace_months` how long it takes
    to find another client; None until typed. `letters` is the folder that messages are written to
    as files.
    """

    limits: Limits = field(default_factory=Limits)
    review_weekday: str = "friday"
    away: tuple[tuple[date, date], ...] = ()
    offers: tuple[str, ...] = ()
    savings: Decimal | None = None
    monthly_costs: Decimal | None = None
    replace_months: int | None = None
    letters: Path | None = None
