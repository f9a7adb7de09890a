"""Every command with its one line of help: what `--help` and the completions are made of.

They stand in commands.csv; a command's module is imported only when that command runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from storage.data_table import data_rows

if TYPE_CHECKING:
    from tui.cli.command import Command


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """One command; `module` holds it in its COMMANDS."""

    name: str
    module: str
    help: str


_TABLE = Path(__file__).with_name("commands.csv")
INDEX: tuple[CommandEntry, ...] = tuple(CommandEntry(*row) for row in data_rows(_TABLE)[1:])


def entry(name: str) -> CommandEntry | None:
    """The command of that name, None when there is none."""
    return next((each for each in INDEX if each.name == name), None)


def command(entry: CommandEntry) -> Command:
    """What does the work of a command. Raises LookupError, which says what its module misses."""
    name = f"tui.cli.{entry.module}"
    module = import_module(name) if find_spec(name) else None
    made: Command | None = getattr(module, "COMMANDS", {}).get(entry.name)
    if made is None:
        raise LookupError(
            f"commands.csv names {entry.name!r}: make tui/cli/{entry.module}.py, and in it "
            f"COMMANDS = {{{entry.name!r}: Command(FUNCTION)}}, as tui/cli/notes.py does"
        )
    return made
