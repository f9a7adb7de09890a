"""Every setting as a row: what it means, what is in force, and what it was before anybody chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args

from storage.settings.date_order import DATE_ORDERS
from storage.settings.settings import WEEKDAYS, Settings
from triage.fields.days import DayRanges
from triage.fields.field import Field
from triage.fields.numbers import Amount, CurrencyRates, Measure, Whole
from triage.fields.texts import Choice, Currency, ListOf, Text
from triage.health import threshold_source
from triage.limits import Limits, thresholds
from triage.records import Trackable
from triage.terms import flag_term
from triage.threshold import Threshold
from tui.wording.formatting import GLYPHS

_WIDELY_USED = 3
"""A limit that so many flags read stands under none of them."""
_SECTIONS: Mapping[str, str] = {
    "facts": "Facts and habits",
    "income": "Income",
    "late": "Late payment",
}
"""Headings of limits that are no single flag's, where what reads them has no term of its own."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. `choices` are all it can be; without them it is typed into `field`."""

    key: str
    section: str
    label: str
    value: Any
    default: Any
    unit: str = ""
    used_by: tuple[str, ...] = ()
    source: str = ""
    field: Field | None = None
    choices: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether somebody chose another value than ours."""
        return bool(self.value != self.default)

    @property
    def only_in_file(self) -> bool:
        """Whether it is too much for one line, and written in the settings file only."""
        return self.key == "sources"

    @property
    def hint(self) -> str:
        """What to type."""
        return _KEYS_HINT if self.key == "keys" else self.field.hint() if self.field else ""

    @property
    def shown(self) -> str:
        """The value in force."""
        return self._shown(self.value)

    @property
    def shown_default(self) -> str:
        """The value when nobody chooses."""
        return self._shown(self.default)

    def text_of(self, value: Any) -> str:
        """A value as it would be typed; empty when nothing is set."""
        if not value and value != 0:
            return ""
        if isinstance(value, Path):
            return value.as_posix()
        return self.field.format(value) if self.field else str(value)

    def _shown(self, value: Any) -> str:
        if self.key == "keys" and value:
            return f"{len(value)} changed"
        if self.only_in_file and value:
            return ", ".join(source.name for source in value)
        text = self.text_of(value)
        if not text or not self.unit:
            return text or "not set"
        if self.unit == "%":
            return f"{text.replace(', ', '%, ')}%"
        unit = self.unit.removesuffix("s") if text == "1" else self.unit
        return f"{text} {unit}"


_OWN: tuple[tuple[str, str, str, Field | None], ...] = (
    ("theme", "Appearance", "colors", None),
    ("glyphs", "Appearance", "symbols: Unicode or ASCII", None),
    ("review_weekday", "Your week", "day of the weekly review", None),
    ("date_order", "Your week", "what comes first in 3/4: day or month", None),
    ("away", "Your week", "days off (no reviews)", DayRanges()),
    ("limits.base_currency", "Money", "base currency for comparing income", Currency()),
    (
        "limits.currency_rates",
        "Money",
        "exchange rates to the base currency",
        CurrencyRates(),
    ),
    ("limits.default_floor", "Money", "default floor rate per hour", Amount(low=0)),
    ("monthly_costs", "Money", "what you need per month, business and living costs", Amount(low=0)),
    ("savings", "Money", "savings", Amount(low=0)),
    ("replace_months", "Money", "months it takes to replace a client", Whole(low=1, high=120)),
    (
        "offers",
        "Your work",
        "other services you could offer a client",
        ListOf(Text(), split=";", between="; "),
    ),
    (
        "limits.not_tracked",
        "Your work",
        "facts you do not track for any client",
        ListOf(Choice(get_args(Trackable)), split="[,;]"),
    ),
    ("second_backups", "Your work", "second folder for backups, on another disk", Text()),
    ("letters", "Your work", "folder for messages saved as files", Text()),
    ("mail_program", "Your work", "mail program, for example neomutt -H", Text()),
    (
        "passphrase_command",
        "Your work",
        "command that prints the passphrase of encrypted files",
        Text(),
    ),
    ("sources", "Your work", "where imports come from; written in the settings file", None),
    ("keys", "Keys", "your own keys; ? lists every action", None),
)
_KEYS_HINT = "An action and its key, for example clients.note w. The action alone resets it"
_PERCENTAGES = ListOf(Whole(0, 100), split=r"[,;\s%]+")


def rows(settings: Settings, themes: tuple[str, ...] = ()) -> list[SettingRow]:
    """All settings in the order in which they are shown."""
    choices = {
        "theme": themes,
        "glyphs": tuple(GLYPHS),
        "review_weekday": WEEKDAYS,
        "date_order": DATE_ORDERS,
    }
    plain = Settings()
    own = [
        SettingRow(
            key,
            section,
            label,
            attrgetter(key)(settings),
            attrgetter(key)(plain),
            field=field,
            choices=choices.get(key, ()),
        )
        for key, section, label, field in _OWN
    ]
    return [*own, *_thresholds(settings.limits)]


def _thresholds(limits: Limits) -> list[SettingRow]:
    """The limits by section, sections in the order in which they first come."""
    sections = list(dict.fromkeys(map(_section, thresholds())))
    return [
        SettingRow(
            f"limits.{threshold.name}",
            _section(threshold),
            threshold.meaning,
            limits.value(threshold.name),
            threshold.default,
            "" if threshold.is_share else threshold.unit,
            threshold.used_by,
            threshold_source(threshold),
            field=_threshold_field(threshold),
        )
        for threshold in sorted(
            thresholds(), key=lambda threshold: sections.index(_section(threshold))
        )
    ]


def _section(threshold: Threshold) -> str:
    first = next(iter(threshold.used_by), "")
    if len(threshold.used_by) >= _WIDELY_USED:
        return "Periods and payments"
    return _SECTIONS.get(first) or flag_term(first).capitalize()


def _threshold_field(threshold: Threshold) -> Field:
    if isinstance(threshold.default, tuple):
        return _PERCENTAGES
    shape = Whole if isinstance(threshold.default, int) else Measure
    return shape(threshold.low, threshold.high)
