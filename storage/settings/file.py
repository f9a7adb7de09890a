"""The settings file, read: one TOML file of the user's own, every mistake named with its line.

It is read on the way to the first list: what only a mistake needs is imported there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from storage.errors import BadSetting
from storage.settings import readers
from storage.settings.readers import Read, WrongValue
from storage.settings.settings import Settings
from storage.settings.user_text import NO_FILE, user_text
from triage.limits import Limits, thresholds
from triage.threshold import Threshold
from triage.toml.table import TomlError, TomlText

GLYPHS = ("unicode", "ascii")
_FIX = "Correct that line, or delete it; `goodterms settings` lists all settings."


def load_settings(path: Path) -> Settings:
    """The settings of a file; the defaults when there is none. Raises BadSetting."""
    try:
        text = user_text(path)
    except NO_FILE:
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
    read = Limits.of(**reader.take(limits, _limits(), "limits.")) if limits else Limits()
    return Settings(limits=read, **plain)


class _Reader:
    def __init__(self, text: str, path: Path) -> None:
        self._path = path
        try:
            self._toml = TomlText(text, str(path), parse_float=Decimal)
        except TomlError as error:
            raise BadSetting(f"{error}.", _FIX) from error
        self.values = self._toml.values

    def take(
        self, values: Mapping[str, Any], known: Mapping[str, Read], table: str
    ) -> dict[str, Any]:
        taken = {}
        for name, value in values.items():
            if name not in known:
                from difflib import get_close_matches

                near = get_close_matches(name, known, n=1)
                instead = f" (did you mean {near[0]}?)" if near else ""
                raise self.bad(f"{table}{name}", f"is not known{instead}")
            try:
                taken[name] = known[name](value)
            except WrongValue as wrong:
                raise self.bad(f"{table}{name}{wrong.below}", str(wrong)) from wrong
        return taken

    def bad(self, key: str, why: str) -> BadSetting:
        line = self._toml.line_of_key(key)
        where = f"{self._path}:{line}" if line else str(self._path)
        return BadSetting(f"{where}: {key} {why}.", _FIX)


def wrong(path: Path, key: str, why: str) -> BadSetting:
    """The error for a value that only its user can judge, such as the name of a theme."""
    return _Reader(path.read_text("utf-8"), path).bad(key, why)


def _threshold_reader(threshold: Threshold) -> Read:
    if isinstance(threshold.default, tuple):
        return readers.percents
    is_integer = isinstance(threshold.default, int)
    return readers.within(threshold.low, threshold.high, integer=is_integer)


@cache
def _limits() -> Mapping[str, Read]:
    """How each limit is read; the flags are looked up for who has set one."""
    return {
        "default_floor": readers.money,
        "not_tracked": readers.facts_not_tracked,
        "base_currency": readers.currency_code,
        "currency_rates": readers.rates,
        **{threshold.name: _threshold_reader(threshold) for threshold in thresholds()},
    }


_TOP: Mapping[str, Read] = {
    "theme": readers.text,
    "glyphs": readers.one_of(*GLYPHS),
    "keys": readers.key_table,
    **{spec.name: spec.metadata["read"] for spec in fields(Settings) if spec.metadata},
}


def value_of(key: str, value: Any) -> Any:
    """What the program reads from a value of one setting. Raises WrongValue, and KeyError."""
    if key.startswith("keys."):
        return readers.text(value)
    table, _, name = key.rpartition(".")
    return {"limits": _limits(), "": _TOP}[table][name](value)
