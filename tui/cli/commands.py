"""Every command with its one line of help: what `--help` and the completions are made of.

They stand in commands.csv; a command's module is imported only when that command runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storage.data_table import data_rows


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
