"""The settings file, read: one TOML file of the user's own, every mistake named with its line.

It is read on the way to the first list: what only a mistake needs is imported there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from storage.errors import BadSetting
from storage.paths import at_home
from storage.settings import WEEKDAYS, Settings
from triage.limits import THRESHOLDS, Limits
from triage.toml_table import TomlError, TomlText

GLYPHS = ("unicode", "ascii")
_FIX = "Correct that line or take it out; `goodterms settings` lists what there is."
_FACTS = ("hours", "money", "contact", "energy")
_MONTHS = 120


def load_settings(path: Path) -> Settings:
    """The settings of a file; the defaults when there is none. Raises BadSetting."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path}: cannot be read ({error}).", "Check the file.") from error
    return read_settings(text, path)


def read_settings(text: str, path: Path) -> Settings:
    """The settings in a TOML text; `path` is named in errors. Raises BadSetting."""
    reader = _Reader(text, path)
    values = dict(reader.values)
    limits = values.pop("limits", {})
    plain = reader.take(values, _TOP, "")
    if not isinstance(limits, dict):
        raise reader.bad("limits", "must be a table, as in [limits]")
    return Settings(limits=Limits(**reader.take(limits, _LIMITS, "limits.")), **plain)


class WrongValue(ValueError):
    """What a value should be, as the end of a sentence that begins with the setting's name."""


Read = Callable[[Any], Any]


class _Reader:
    def __init__(self, text: str, path: Path) -> None:
        self._path = path
        try:
            self._toml = TomlText(text, str(path), parse_float=Decimal)
        except TomlError as error:
            raise BadSetting(f"{error}.", _FIX) from error

    @property
    def values(self) -> Mapping[str, Any]:
        return self._toml.values

    def take(
        self, values: Mapping[str, Any], known: Mapping[str, Read], table: str
    ) -> dict[str, Any]:
        taken = {}
        for name, value in values.items():
            if name not in known:
                from difflib import get_close_matches

                near = get_close_matches(name, known, n=1)
                instead = f"; did you mean {near[0]}" if near else ""
                raise self.bad(f"{table}{name}", f"is not known{instead}")
            try:
                taken[name] = known[name](value)
            except WrongValue as wrong:
                raise self.bad(f"{table}{name}", str(wrong)) from wrong
        return taken

    def bad(self, key: str, why: str) -> BadSetting:
        line = self._toml.line_of_key(key)
        where = f"{self._path}:{line}" if line else str(self._path)
        return BadSetting(f"{where}: {key} {why}.", _FIX)


def wrong(path: Path, key: str, why: str) -> BadSetting:
    """The error for a value that only its user can judge, such as the name of a theme."""
    return _Reader(path.read_text("utf-8"), path).bad(key, why)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise WrongValue("must be text in quotes")
    return value


def _folder(value: Any) -> Path:
    return at_home(_text(value))


def _one_of(*choices: str) -> Read:
    def read(value: Any) -> str:
        if value not in choices:
            raise WrongValue(f"must be one of {', '.join(choices)}")
        return str(value)

    return read


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise WrongValue('must be a list of texts, as in ["one", "two"]')
    return tuple(_text(part) for part in value)


def _facts(value: Any) -> tuple[str, ...]:
    facts = _texts(value)
    for fact in facts:
        if fact not in _FACTS:
            raise WrongValue(f"may hold {', '.join(_FACTS)}, not {fact}")
    return facts


def _keys(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise WrongValue('must be a table of key ids, as in keys = { "clients.note" = "w" }')
    return dict(_remaps(value))


def _remaps(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Key id -> key; the dot of an id makes a table in a table when it is typed without quotes."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _remaps(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", _text(value)


def _days(value: Any) -> tuple[tuple[date, date], ...]:
    if not isinstance(value, list):
        raise WrongValue("must be a list of ranges, as in [[2026-08-01, 2026-08-14]]")
    return tuple(_range(part) for part in value)


def _range(value: Any) -> tuple[date, date]:
    # A date and time is a date to Python, so the type is asked for exactly.
    if not isinstance(value, list) or [type(day) for day in value] != [date, date]:
        raise WrongValue("must hold ranges of two days, as in [2026-08-01, 2026-08-14]")
    first, last = value
    if last < first:
        raise WrongValue(f"has a range that ends before it begins: {first} to {last}")
    return first, last


def _money(value: Any) -> Decimal:
    number = _decimal(value)
    if number < 0:
        raise WrongValue("must not be negative")
    return number


def _decimal(value: Any) -> Decimal:
    """A number, or the same in quotes."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise WrongValue("must be a number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise WrongValue(f"must be a number, not {value!r}") from None
    if not number.is_finite():
        raise WrongValue("must be a number")
    return number


def _currency(value: Any) -> str:
    text = _text(value)
    if len(text) != 3 or not text.isascii() or not text.isupper():
        raise WrongValue('must be a currency of three letters, as in "EUR"')
    return text


def _rates(value: Any) -> dict[str, Decimal]:
    if not isinstance(value, dict):
        raise WrongValue("must be a table, as in currency_rates = { USD = 0.92 }")
    rates = {_currency(name): _decimal(rate) for name, rate in value.items()}
    if any(rate <= 0 for rate in rates.values()):
        raise WrongValue("must hold rates above 0")
    return rates


def _within(low: int, high: int | None, integer: bool) -> Read:
    span = f"from {low}" + (f" to {high}" if high is not None else "")

    def read(value: Any) -> int | Decimal:
        if integer and (isinstance(value, bool) or not isinstance(value, int)):
            raise WrongValue(f"must be a whole number {span}")
        number = _decimal(value)
        if number < low or (high is not None and number > high):
            raise WrongValue(f"must be a number {span}, not {value}")
        return int(value) if integer else number

    return read


def _percents(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or not value:
        raise WrongValue("must be a list of percentages, as in [25, 33, 40]")
    read = _within(0, 100, integer=True)
    return tuple(sorted(read(part) for part in value))


def _limit_readers() -> dict[str, Read]:
    readers: dict[str, Read] = {
        "default_floor": _money,
        "not_tracked": _facts,
        "base_currency": _currency,
        "currency_rates": _rates,
    }
    for threshold in THRESHOLDS:
        if isinstance(threshold.default, tuple):
            readers[threshold.name] = _percents
        else:
            readers[threshold.name] = _within(
                threshold.low, threshold.high, integer=isinstance(threshold.default, int)
            )
    return {spec.name: readers[spec.name] for spec in fields(Limits)}


_LIMITS = _limit_readers()

_TOP: Mapping[str, Read] = {
    "theme": _text,
    "glyphs": _one_of(*GLYPHS),
    "review_weekday": _one_of(*WEEKDAYS),
    "keys": _keys,
    "away": _days,
    "offers": _texts,
    "savings": _money,
    "monthly_costs": _money,
    "replace_months": _within(1, _MONTHS, integer=True),
    "letters": _folder,
}


def value_of(key: str, value: Any) -> Any:
    """What the program reads from a value of one setting. Raises WrongValue, and KeyError."""
    if key.startswith("keys."):
        return _text(value)
    table, _, name = key.rpartition(".")
    return {"limits": _LIMITS, "": _TOP}[table][name](value)
