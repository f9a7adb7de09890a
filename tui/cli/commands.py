"""Every command with its one line of help: what `--help` and the completions are made of.

They stand in commands.csv; a command's module is imported only when that command runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from storage.data_table import data_rows
from tui.cli.command import COMMANDS, Command


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """One command; `module` is the one that declares it."""

    name: str
    module: str
    help: str

    def load(self) -> Command:
        """The command itself. Raises LookupError, which says what its module misses."""
        name = f"tui.cli.{self.module}"
        if find_spec(name):
            import_module(name)
        if self.name not in COMMANDS:
            raise LookupError(
                f"commands.csv names {self.name!r}: make tui/cli/{self.module}.py, and in it a "
                f'function under @command("{self.name}"), as tui/cli/notes.py does'
            )
        COMMANDS[self.name].description = self.help
        return COMMANDS[self.name]


_TABLE = Path(__file__).with_name("commands.csv")
INDEX: tuple[CommandEntry, ...] = tuple(CommandEntry(*row) for row in data_rows(_TABLE)[1:])
