"""One command of the command line: what it takes and what it does."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from triage.override import override
from tui.cli.errors import CommandRefused
from tui.workspace.workspace import Workspace

Run = Callable[[argparse.Namespace, Workspace], int | None]
"""Does the work of a command; the exit code, None = done."""
Argument = tuple[tuple[str, ...], Mapping[str, Any]]


class Command(argparse.ArgumentParser):
    """The parser of a command's words, and what it runs. A complaint is one line, raised as
    CommandRefused.
    """

    def __init__(self, name: str, run: Run) -> None:
        super().__init__(
            prog=f"goodterms {name}",
            epilog=(
                "Everywhere: --db FILE (the data file), --as-of DATE (the day to take as today)."
            ),
            add_help=False,
            allow_abbrev=False,
        )
        self.run = run
        self.about_client = False
        """Whether its first word is a CLIENT."""

    @override
    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split())
        raise CommandRefused(f"{self.prog.partition(' ')[2]}: {message}", usage)


COMMANDS: dict[str, Command] = {}
"""The commands of the modules that are imported, by name."""


def arg(*names: str, **options: Any) -> Argument:
    """One argument of a command: what argparse's `add_argument` takes."""
    return names, options


def words(name: str, metavar: str, text: str) -> Argument:
    """Any number of further words, none included."""
    return arg(name, metavar=metavar, nargs="*", default=[], help=text)


def command(
    name: str, *arguments: Argument, client: bool = False, json: bool = False
) -> Callable[[Run], Run]:
    """Makes the function below it the command of that name, with what it takes.

    `client` says that the command is about one CLIENT, named first; `json` that it also answers
    in JSON.
    """
    first = [arg("client", metavar="CLIENT", help="an id or part of a name")] if client else []
    last = [arg("--json", action="store_true", help="for scripts")] if json else []

    def declared(run: Run) -> Run:
        COMMANDS[name] = Command(name, run)
        COMMANDS[name].about_client = client
        for names, options in (*first, *arguments, *last):
            COMMANDS[name].add_argument(*names, **options)
        return run

    return declared
