"""What people type for a setting, as the settings file holds it."""

from __future__ import annotations

from typing import Any

from storage.settings.file import value_of
from storage.settings.readers import WrongValue
from triage.fields.field import Context, FieldError
from tui.keys.keymap import BadKeys, remapped
from tui.settings.rows import SettingRow


def read(row: SettingRow, text: str, context: Context) -> Any:
    """The value to save. Raises FieldError."""
    assert row.field is not None
    value = _as_in_file(row.field.parse(text, context))
    try:
        value_of(row.key, value)
    except WrongValue as wrong:
        raise FieldError(f"It {wrong}") from None
    return value


def read_key(row: SettingRow, text: str) -> tuple[str, str | None]:
    """`clients.note w` as the id of an action and its key, None = the key it had at first.

    Raises FieldError.
    """
    id_, _, key = text.strip().partition(" ")
    keys = {name: to for name, to in row.value.items() if name != id_}
    try:
        remapped({**keys, id_: key.strip() or _first_key(id_)})
    except BadKeys as bad:
        raise FieldError(str(bad)) from None
    return id_, key.strip() or None


def _first_key(id_: str) -> str:
    return next((key.keys for key in remapped({}) if key.id == id_), "")


def _as_in_file(value: Any) -> Any:
    return [_as_in_file(part) for part in value] if isinstance(value, tuple) else value
