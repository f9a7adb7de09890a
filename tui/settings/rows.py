"""Every setting as a row: what it means, what is in force, and what it was before anybody chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from storage.settings import Settings
from triage.health import threshold_source
from triage.limits import THRESHOLDS, Limits, Threshold
from tui.wording.formatting import flag_label

GLYPHS = ("unicode", "ascii")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LIMITS = "limits."
_WIDELY_USED = 3
"""A limit that so many flags read stands under none of them."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. `choices` are all it can be; without them it is typed, as `how` tells."""

    key: str
    section: str
    label: str
    value: Any
    default: Any
    unit: str = ""
    used_by: tuple[str, ...] = ()
    source: str = ""
    how: str = ""
    choices: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether somebody chose another value than ours."""
        return bool(self.value != self.default)

    @property
    def shown(self) -> str:
        """The value in force."""
        return _shown(self.value, self.unit)

    @property
    def shown_default(self) -> str:
        """The value when nobody chooses."""
        return _shown(self.default, self.unit)

    @property
    def typed(self) -> str:
        """The value as it would be typed."""
        return "" if self.key == "keys" else text_of(self.value)


_OWN: tuple[tuple[str, str, str, str], ...] = (
    ("theme", "Looks", "colours", ""),
    ("glyphs", "Looks", "signs, or letters and dashes only", ""),
    ("review_weekday", "Your week", "day of the weekly review", ""),
    (
        "away",
        "Your week",
        "days away, which do not count",
        "Days like 2026-08-01 to 2026-08-14; more after a semicolon",
    ),
    ("limits.base_currency", "Money", "currency in which income is compared", "Three letters: EUR"),
    (
        "limits.currency_rates",
        "Money",
        "what other currencies are worth in it",
        "Rates like USD 0.92; GBP 1.17",
    ),
    (
        "limits.default_floor",
        "Money",
        "least an hour, where a client has none",
        "An amount like 50",
    ),
    ("monthly_costs", "Money", "what you need a month, work and life", "An amount like 2400"),
    ("savings", "Money", "what you have put by", "An amount like 9000"),
    ("replace_months", "Money", "months until another client is found", "A number like 4"),
    (
        "offers",
        "Your work",
        "what else you could offer a client",
        "One after the other, with a semicolon between",
    ),
    (
        "limits.not_tracked",
        "Your work",
        "what you do not track for anybody",
        "Any of hours, money, contact, energy, with a comma between",
    ),
    ("letters", "Your work", "folder for messages written as files", "The name of a folder"),
    (
        "keys",
        "Keys",
        "keys of your own; ? names every action",
        "An action and its key, as in clients.note w. The action alone: as it was",
    ),
)


def rows(settings: Settings, themes: tuple[str, ...]) -> list[SettingRow]:
    """All settings in the order in which they are shown."""
    choices = {"theme": themes, "glyphs": GLYPHS, "review_weekday": WEEKDAYS}
    plain = Settings()
    own = [
        SettingRow(
            key,
            section,
            label,
            _value(settings, key),
            _value(plain, key),
            how=how,
            choices=choices.get(key, ()),
        )
        for key, section, label, how in _OWN
    ]
    return [*own, *_thresholds(settings.limits)]


def _value(settings: Settings, key: str) -> Any:
    if key.startswith(LIMITS):
        return getattr(settings.limits, key.removeprefix(LIMITS))
    return getattr(settings, key)


def _thresholds(limits: Limits) -> Iterator[SettingRow]:
    sections: dict[str, list[Threshold]] = {}
    for one in THRESHOLDS:
        sections.setdefault(_section(one), []).append(one)
    for section, found in sections.items():
        for one in found:
            yield SettingRow(
                LIMITS + one.name,
                section,
                one.meaning,
                getattr(limits, one.name),
                one.default,
                one.unit,
                one.used_by,
                threshold_source(one),
                how=_how(one),
            )


def _section(one: Threshold) -> str:
    first = one.used_by[0]
    if len(one.used_by) >= _WIDELY_USED:
        return "Windows"
    if first == "facts":
        return "Facts and habits"
    return "Income" if first == "income" else flag_label(first).capitalize()


def _how(one: Threshold) -> str:
    if isinstance(one.default, tuple):
        return "Percentages like 25, 33, 40"
    whole = "A whole number" if isinstance(one.default, int) else "A number"
    return f"{whole} from {one.low}" + (f" to {one.high}" if one.high is not None else "")


def _shown(value: Any, unit: str) -> str:
    if isinstance(value, Mapping) and not all(isinstance(part, Decimal) for part in value.values()):
        return f"{len(value)} of your own"
    text = text_of(value)
    if not text:
        return "not set"
    if unit == "%":
        return f"{text.replace(', ', '% ')}%"
    singular = unit.removesuffix("s") if text == "1" else unit
    return f"{text} {singular}".strip()


def text_of(value: Any) -> str:
    """A value as people write it; empty when nothing is set."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {text_of(part)}" for name, part in value.items())
    if isinstance(value, tuple):
        if all(isinstance(part, tuple) for part in value):
            return "; ".join(_range(*part) for part in value)
        between = ", " if all(isinstance(part, int) for part in value) else "; "
        return between.join(str(part) for part in value)
    return str(value) if not isinstance(value, Path) else value.as_posix()


def _range(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first} to {last}"
