"""`keys` and `paths`: what the program knows about itself."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from storage.paths import backup_dir, journal_copy
from tui.cli.command import Command
from tui.cli.output import say, say_json, say_row, table
from tui.keys.keymap import as_markdown, in_group, shown
from tui.keys.table import GROUPS
from tui.workspace.workspace import Workspace


def _json_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def _keys_arguments(parser: argparse.ArgumentParser) -> None:
    _json_argument(parser)
    parser.add_argument("--markdown", action="store_true", help="as the table of the README")


def keys(args: argparse.Namespace, _workspace: Workspace) -> int:
    """Every key of the screens with its id, by which the settings remap it."""
    if args.markdown:
        say(*as_markdown().splitlines())
        return 0
    if args.json:
        say_json(
            [
                {
                    "id": key.id,
                    "keys": key.keys.split(","),
                    "label": key.label,
                    "help": key.help,
                    "group": GROUPS[key.group],
                }
                for group in GROUPS
                for key in in_group(group)
            ]
        )
        return 0
    for group, title in GROUPS.items():
        rows = [
            (" ".join(shown(name) for name in key.keys.split(",")), key.help, key.id)
            for key in in_group(group)
        ]
        if rows:
            say(title)
            for row in table(rows, (16, 70, 40)):
                say_row(["  " + row[0], *row[1:]])
    return 0


def paths(args: argparse.Namespace, workspace: Workspace) -> int:
    """Where the data, the settings and the backups are."""
    places = {
        "database": str(workspace.path),
        "settings": str(workspace.configuration.file),
        "backups": str(backup_dir(workspace.path)),
        "journal": str(journal_copy(workspace.path)),
    }
    if args.json:
        say_json(places)
    else:
        for name, path in places.items():
            say(f"{name:<9} {path}")
    return 0


COMMANDS: Mapping[str, Command] = {
    "keys": Command(_keys_arguments, keys),
    "paths": Command(_json_argument, paths),
}
