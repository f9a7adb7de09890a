"""Everything that the user may set, with its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from storage.settings.appearance import Appearance
from storage.settings.data_sources import DataSource, data_sources
from storage.settings.date_order import BY_LOCALE, DATE_ORDERS, month_first
from storage.settings.readers import (
    Read,
    command,
    day_ranges,
    folder,
    money,
    one_of,
    texts,
    within,
)
from triage.limits import Limits

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = 120


def _read_by(reader: Read) -> Mapping[str, Any]:
    return {"read": reader}


@dataclass(frozen=True, kw_only=True)
class Settings(Appearance):
    """Everything the user may set; a missing file means these defaults. Each has its reader
    beside it, and its row in tui/settings/rows.py.

    `away` are ranges of days (both inclusive) that do not count for what the screens propose;
    `offers` what else the user has to offer a client; `savings` and `monthly_costs` are money in
    the currency of the income, `replace_months` how long it takes to find another client; None
    until typed. `second_backups` is a folder, on another disk say, for each backup once more;
    it is never made. `letters` is the folder that messages are written to as files,
    `mail_program` the command that opens one to be sent; None = the desktop's own mail program.
    `passphrase_command` prints the passphrase of encrypted files; None = it is typed.
    `sources` is where imports come from. `date_order` is how a date with slashes is typed.
    """

    limits: Limits = field(default_factory=Limits)
    review_weekday: str = field(default="friday", metadata=_read_by(one_of(*WEEKDAYS)))
    away: tuple[tuple[date, date], ...] = field(default=(), metadata=_read_by(day_ranges))
    offers: tuple[str, ...] = field(default=(), metadata=_read_by(texts))
    savings: Decimal | None = field(default=None, metadata=_read_by(money))
    monthly_costs: Decimal | None = field(default=None, metadata=_read_by(money))
    replace_months: int | None = field(
        default=None, metadata=_read_by(within(1, _MONTHS, integer=True))
    )
    second_backups: Path | None = field(default=None, metadata=_read_by(folder))
    letters: Path | None = field(default=None, metadata=_read_by(folder))
    mail_program: str | None = field(default=None, metadata=_read_by(command))
    passphrase_command: str | None = field(default=None, metadata=_read_by(command))
    sources: tuple[DataSource, ...] = field(default=(), metadata=_read_by(data_sources))
    date_order: str = field(default=BY_LOCALE, metadata=_read_by(one_of(*DATE_ORDERS)))

    @property
    def month_first(self) -> bool:
        """Whether a typed 3/4 is the fourth of March."""
        return month_first(self.date_order)
