"""What people type for a setting, as the settings file holds it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from storage.settings_file import WrongValue, value_of
from triage.codec import BadValue
from tui.keys.table import BadKeys, remapped
from tui.settings.rows import SettingRow
from tui.wording import parse

_TO = re.compile(r"\s+to\s+|\s*\.\.\s*")
_RATE = re.compile(r"([A-Za-z]{3})\s*=?\s*(\S+)\Z")
_PLACES = 4


def read(row: SettingRow, text: str, today: date) -> Any:
    """The value to save. Raises BadValue with what would be right."""
    value = _raw(row, text.strip(), today)
    try:
        value_of(row.key, value)
    except WrongValue as wrong:
        raise BadValue(f"It {wrong}") from None
    return value


def read_key(row: SettingRow, text: str) -> tuple[str, str | None]:
    """`clients.note w` as the id of an action and its key, None = the key it had at first.

    Raises BadValue.
    """
    id_, _, key = text.strip().partition(" ")
    keys = {name: to for name, to in row.value.items() if name != id_}
    try:
        remapped({**keys, id_: key.strip()} if key else {**keys, id_: _first_key(id_)})
    except BadKeys as bad:
        raise BadValue(str(bad)) from None
    return id_, key.strip() or None


def _first_key(id_: str) -> str:
    return next((key.keys for key in remapped({}) if key.id == id_), "")


def _raw(row: SettingRow, text: str, today: date) -> Any:
    match row.key:
        case "away":
            return [_days(part, today) for part in _parts(text, ";")]
        case "offers":
            return _parts(text, ";")
        case "limits.not_tracked":
            return _parts(text.replace(";", ","), ",")
        case "limits.currency_rates":
            return dict(_rate(part) for part in _parts(text, ";"))
        case "limits.base_currency":
            return parse.currency(text)
        case "letters":
            return text
    if isinstance(row.default, tuple):
        return [int(number) for number in re.findall(r"\d+", text)]
    return _number(text)


def _parts(text: str, between: str) -> list[str]:
    return [part.strip() for part in text.split(between) if part.strip()]


def _days(text: str, today: date) -> list[date]:
    days = [date.fromisoformat(parse.day(part, today)) for part in _TO.split(text)]
    if len(days) > 2:
        raise BadValue("Two days with “to” between, please")
    return [days[0], days[-1]]


def _rate(text: str) -> tuple[str, Decimal]:
    found = _RATE.match(text)
    if found is None:
        raise BadValue("A currency and its worth, like USD 0.92, please")
    return found[1].upper(), Decimal(parse.amount(found[2], _PLACES))


def _number(text: str) -> int | Decimal:
    number = Decimal(parse.amount(text, _PLACES))
    return int(number) if number == int(number) and "." not in f"{number}" else number
