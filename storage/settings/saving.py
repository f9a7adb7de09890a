"""One setting changed in the user's file; everything else stays as it was written."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, MutableMapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from storage.errors import BadSetting
from storage.files import write_atomically
from storage.settings.file import read_settings
from storage.settings.user_text import user_text
from triage.records.codec import without_surrogates


def save_setting(path: Path, key: str, value: Any) -> None:
    """Sets one key (`theme`, `limits.risk_note`, `keys.review`); None goes back to the default.

    The rest of the file stays as it is, comments included, and the file is replaced at once; of
    a link it is the file it leads to. Raises BadSetting, with the file untouched, for a key or
    value that could not be read back, and for a link that leads nowhere.
    """
    target = Path(os.path.realpath(path))
    if path.is_symlink() and not target.exists():
        raise BadSetting(
            f"{path} is a link to {target}, which is not there.",
            "Nothing was changed: create that file, or remove the link.",
        )
    try:
        text = user_text(target) if target.exists() else ""
        read_settings(text, path)
        changed = with_value(text, key, value)
        read_settings(changed, path)
        write_atomically(target, changed)
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(
            f"{path}: could not be saved ({error}).", "Nothing was changed."
        ) from error


def with_value(text: str, key: str, value: Any) -> str:
    """The TOML text with a key set; None takes it out.

    `key` is a name, or a table and a name with a dot between; what follows that dot is one name,
    dots and all. Raises BadSetting where the text is written in a way that cannot be changed
    safely; it is then to be changed by hand.
    """
    document = tomlkit.parse(text)
    try:
        _set(document, key, value)
        changed = tomlkit.dumps(document)
        safe = tomllib.loads(changed) == document.unwrap()
    except (TOMLKitError, tomllib.TOMLDecodeError):
        safe = False
    if not safe:
        raise BadSetting(
            f"{key} spans several lines or tables in the file, so it cannot be changed here.",
            "Change it in the settings file by hand.",
        )
    return changed


def _set(document: MutableMapping[str, Any], key: str, value: Any) -> None:
    table, name = _place(document, key) or (None, "")
    if table is None:
        above, _, name = key.partition(".")
        table, name = (document.setdefault(above, {}), name) if name else (document, above)
    if value is not None:
        table[name] = _toml(value)
    else:
        table.pop(name, None)


def _place(
    table: MutableMapping[str, Any], key: str
) -> tuple[MutableMapping[str, Any], str] | None:
    """The table and the name in it under which a key stands, whichever of its dots make tables."""
    for name, inner in table.items():
        if key == name:
            return table, name
        if isinstance(inner, MutableMapping) and key.startswith(f"{name}."):
            place = _place(inner, key.removeprefix(f"{name}."))
            if place is not None:
                return place
    return None


def _toml(value: Any) -> Any:
    """A value in the words of TOML."""
    if isinstance(value, Decimal):
        return tomlkit.value(f"{value:f}")
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update({name: _toml(part) for name, part in value.items()})
        return table
    if isinstance(value, list | tuple):
        return [_toml(part) for part in value]
    return value
