"""`keys`, `paths` and `check`: what the program knows about itself and the user's own files."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from functools import partial

from tui.cli.command import Command
from tui.cli.output import say, say_json, say_row, table
from tui.cli.session import Session


def _json_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def _keys_arguments(parser: argparse.ArgumentParser) -> None:
    _json_argument(parser)
    parser.add_argument("--markdown", action="store_true", help="as the table of the README")


def keys(given: argparse.Namespace, _session: Session) -> int:
    """Every key of the screens with its id, by which the settings remap it."""
    from tui.keys.table import GROUPS, as_markdown, in_group, shown

    if given.markdown:
        say(*as_markdown().splitlines())
        return 0
    if given.json:
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


def paths(given: argparse.Namespace, session: Session) -> int:
    """Where the data, the settings, the user's own files and the backups are."""
    from storage.paths import backup_dir, journal_copy, settings_path
    from storage.user_files import OWN_FILES

    found = {
        "database": str(session.path),
        "settings": str(settings_path(session.env)),
        **{name.removesuffix(".toml"): str(session.folder / name) for name in OWN_FILES},
        "backups": str(backup_dir(session.path)),
        "journal": str(journal_copy(session.path)),
    }
    if given.json:
        say_json(found)
    else:
        for name, path in found.items():
            say(f"{name:<9} {path}")
    return 0


def check(given: argparse.Namespace, session: Session) -> int:
    """Whether the settings and the user's own files can be used; 2 when one cannot."""
    problems = _problems(session)
    if given.json:
        say_json({"ok": not problems, "problems": problems})
    else:
        say(*(problems or ["ok"]))
    return 2 if problems else 0


def _problems(session: Session) -> list[str]:
    """What is wrong in each file, as file:line: sentence."""
    from storage.errors import BadSetting
    from storage.user_files import OWN_FILES
    from tui.cli.screens import check_look

    readers: list[Callable[[], object]] = [
        lambda: session.settings,
        lambda: check_look(session),
        *(partial(read, session.folder) for read in OWN_FILES.values()),
    ]
    sentences = []
    for read in readers:
        try:
            read()
        except BadSetting as bad:
            sentences.append(bad.message)
    # What cannot be read as settings cannot be read for their keys either.
    return list(dict.fromkeys(sentences))


COMMANDS: Mapping[str, Command] = {
    "check": Command(_json_argument, check),
    "keys": Command(_keys_arguments, keys),
    "paths": Command(_json_argument, paths),
}
