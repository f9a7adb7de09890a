"""`settings`: every setting with its value, and changing one."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping
from typing import Any

from storage.settings.data_sources import DataSource
from tui.cli.command import arg, command
from tui.cli.errors import CommandRefused
from tui.cli.output import say, say_json, say_row, table
from tui.keys.keymap import BadKeys, remapped
from tui.settings.rows import SettingRow, rows
from tui.workspace.workspace import Workspace


@command(
    "settings",
    arg(
        "change",
        metavar="KEY=VALUE",
        nargs="?",
        help="what to set; an empty VALUE resets to the default",
    ),
    json=True,
)
def change_or_list(args: argparse.Namespace, workspace: Workspace) -> None:
    """Lists all settings, or changes one."""

    path = workspace.configuration.file
    if args.change is not None:
        key, equals, text = args.change.partition("=")
        if not equals:
            raise CommandRefused(f"{key!r} is not KEY=VALUE", "goodterms settings lists the keys")
        value = _toml(text)
        _check(key, value, workspace)
        workspace.configuration.change(key, value)
        say(f"Set in {path}: {key}")
        return
    settings = rows(workspace.settings)
    if args.json:
        say_json({row.key: _json(row.value) for row in settings})
        return
    say(str(path))
    shown = [(row.key, _text(row), row.label, row.source) for row in settings]
    for cells in table(shown, (40, 30, 60, 100)):
        say_row(cells)


def _check(key: str, value: Any, workspace: Workspace) -> None:
    """Raises Refused for a setting that does not exist, and for a key that cannot be remapped so.

    Values are checked where they are read.
    """
    if key.startswith("keys."):
        id_ = key.removeprefix("keys.")
        keys = {**workspace.settings.keys, id_: value}
        try:
            remapped({name: to for name, to in keys.items() if isinstance(to, str)})
        except BadKeys as bad:
            if value is not None or bad.id != id_:
                raise CommandRefused(str(bad), "nothing was changed") from None
    elif key not in {row.key for row in rows(workspace.settings)}:
        raise CommandRefused(f"there is no setting {key!r}", "goodterms settings lists them")


def _text(row: SettingRow) -> str:
    value = _json(row.value)
    shown = "not set" if value in (None, [], {}) else f"{value} {row.unit}".rstrip()
    return f"{shown} (yours)" if row.changed else shown


def _json(value: Any) -> Any:
    if isinstance(value, DataSource):
        return {"name": value.name, **_json(value.as_written)}
    if isinstance(value, Mapping):
        return {name: _json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_json(part) for part in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def _toml(text: str) -> Any:
    """A value as it stands in the file, or plain text; "" = back to the default."""
    if not text:
        return None
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):  # also a number too long, a list too deep
        return text
