"""`keys`, `paths` and `check`: what the program knows about itself and the user's own files."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import partial

from storage.check_mark import CheckMark
from storage.errors import BadSetting
from storage.paths import backup_dir, followed, journal_copy, opened_list, source_outputs
from storage.settings.user_files import OWN_FILES
from tui.cli.command import arg, command
from tui.cli.output import say, say_json, say_row, table
from tui.cli.screens import check_look
from tui.keys.keymap import as_markdown, in_group, shown
from tui.keys.table import GROUPS
from tui.workspace.workspace import Workspace


@command("keys", arg("--markdown", action="store_true", help="as a Markdown table"), json=True)
def keys(args: argparse.Namespace, _workspace: Workspace) -> None:
    """Every key of the screens with its id, by which the settings remap it."""
    if args.markdown:
        say(*as_markdown().splitlines())
        return
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
        return
    for group, title in GROUPS.items():
        rows = [
            (" ".join(shown(name) for name in key.keys.split(",")), key.help, key.id)
            for key in in_group(group)
        ]
        if rows:
            say(title)
            for row in table(rows, (16, 70, 40)):
                say_row(["  " + row[0], *row[1:]])


@command("paths", json=True)
def paths(args: argparse.Namespace, workspace: Workspace) -> None:
    """Where the data, the settings, the user's own files and the backups are."""
    configuration = workspace.configuration
    assert configuration.folder is not None
    places = {
        "database": str(workspace.path),
        "settings": str(configuration.file),
        **{name.removesuffix(".toml"): str(configuration.folder / name) for name in OWN_FILES},
        "backups": str(backup_dir(workspace.path)),
        "journal": str(journal_copy(workspace.path)),
        "checked": CheckMark(str(followed(workspace.path))).path,
        "sources": str(source_outputs(workspace.path)),
        "opened": str(opened_list(os.environ)),
    }
    if args.json:
        say_json(places)
    else:
        for name, path in places.items():
            say(f"{name:<9} {path}")


@command("check", json=True)
def check(args: argparse.Namespace, workspace: Workspace) -> int:
    """Whether the settings and the user's own files can be used; 2 when one cannot."""
    problems = _problems(workspace)
    if args.json:
        say_json({"ok": not problems, "problems": problems})
    else:
        say(*(problems or ["ok"]))
    return 2 if problems else 0


def _problems(workspace: Workspace) -> list[str]:
    """What is wrong in each file, as file:line: sentence."""
    folder = workspace.configuration.folder
    assert folder is not None
    readers: list[Callable[[], object]] = [
        lambda: workspace.settings,
        lambda: check_look(workspace),
        *(partial(read, folder) for read in OWN_FILES.values()),
    ]
    sentences = []
    for read in readers:
        try:
            read()
        except BadSetting as bad:
            sentences.append(bad.message)
    # What cannot be read as settings cannot be read for their keys either.
    return list(dict.fromkeys(sentences))
