"""From the words of a command line to the command that they name."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from storage.opened_files import OpenedFiles
from storage.paths import database_path, opened_list, settings_path
from tui import __version__
from tui.cli.clock import wall_clock
from tui.cli.errors import CommandRefused
from tui.cli.output import say
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True)
class Everywhere:
    """The two options that every command takes, before or after its name."""

    db: str | None = None
    as_of: str | None = None


_EVERYWHERE = {"--db": "db", "--as-of": "as_of"}


def run(words: list[str]) -> int:
    """Do what a command line says; the exit code. Raises Refused and StorageError."""
    everywhere, rest = take_everywhere(words)
    if not rest:
        from tui.cli.screens import open_screens

        return open_screens(workspace_of(everywhere, os.environ))
    name, *rest = rest
    if name in ("-h", "--help", "help"):
        from tui.cli.help import general_help

        say(*general_help())
        return 0
    if name == "--version":
        say(f"goodterms {__version__}")
        return 0
    return _command(name, rest, everywhere)


def take_everywhere(words: list[str]) -> tuple[Everywhere, list[str]]:
    """Split off `--db PATH` and `--as-of DATE`; what follows `--` is text and stays."""
    values: dict[str, str] = {}
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
            break
        option, equals, value = word.partition("=")
        if option not in _EVERYWHERE:
            rest.append(word)
            continue
        if not equals:
            value = next(waiting, "")
        if not value:
            raise CommandRefused(
                f"{option} has no value", "write it as --db FILE or --as-of 2026-03-13"
            )
        values[_EVERYWHERE[option]] = value
    return Everywhere(**values), rest


def workspace_of(everywhere: Everywhere, env: Mapping[str, str]) -> Workspace:
    """What this run works on, and by which clock."""
    started = wall_clock()
    typed_value, name = everywhere.as_of, "--as-of"
    if typed_value is None and env.get("GOODTERMS_TODAY"):
        typed_value, name = env["GOODTERMS_TODAY"], "GOODTERMS_TODAY"
    today = started.date() if typed_value is None else _iso_day(typed_value, name)
    moment = datetime.combine(today, started.timetz())
    settings_file = settings_path(env)
    return Workspace(
        database_path(everywhere.db, env),
        today=today,
        now=wall_clock if typed_value is None else (lambda: moment),
        configuration=Configuration(settings_file, folder=settings_file.parent),
        by_day=typed_value is not None,
        opened=OpenedFiles(opened_list(env)),
    )


def _iso_day(text: str, name: str) -> date:
    """The day of an ISO date; `name` is the option it was typed for. Raises Refused."""
    with suppress(ValueError):
        if _ISO.match(text):
            return date.fromisoformat(text)
    raise CommandRefused(f"{name}: {text!r} is not a date", "write it as 2026-03-13")


def _command(name: str, words: list[str], everywhere: Everywhere) -> int:
    from tui.cli.commands import INDEX

    command_entry = next((each for each in INDEX if each.name == name), None)
    if command_entry is None:
        raise CommandRefused(f"there is no command {name!r}", "goodterms --help lists them all")
    command = command_entry.load()
    at = words.index("--") if "--" in words else len(words)
    options, text = words[:at], words[at + 1 :]
    if "-h" in options or "--help" in options:
        say(*command.format_help().rstrip().split("\n"))
        return 0
    args = command.parse_intermixed_args([*options, *(_MARK + word for word in text)])
    for field, value in vars(args).items():
        setattr(args, field, _unmarked(value))
    return command.run(args, workspace_of(everywhere, os.environ)) or 0


# argparse treats what follows "--" differently from version to version. No argument can hold a
# NUL, so one in front makes any word plain text for it.
_MARK = "\0"


def _unmarked(value: object) -> object:
    if isinstance(value, list):
        return [_unmarked(item) for item in value]
    return value.removeprefix(_MARK) if isinstance(value, str) else value
