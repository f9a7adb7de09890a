"""One command of the command line: what it takes and what it does."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from tui.cli.errors import CommandRefused
from tui.cli.override import override
from tui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Argument:
    """What argparse's `add_argument` takes."""

    names: tuple[str, ...]
    options: Mapping[str, Any]


def arg(*names: str, **options: Any) -> Argument:
    """One argument of a command."""
    return Argument(names, options)


def words(name: str, metavar: str, text: str) -> Argument:
    """Any number of further words, none included."""
    return arg(name, metavar=metavar, nargs="*", default=[], help=text)


@dataclass(frozen=True, slots=True)
class Command:
    """`run` does the work and returns the exit code.

    `client` says that the command is about one CLIENT, named first; `json` that it also answers
    in JSON.
    """

    run: Callable[[argparse.Namespace, Workspace], int]
    arguments: tuple[Argument, ...] = ()
    client: bool = False
    json: bool = False

    def fill(self, parser: argparse.ArgumentParser) -> None:
        """Let a parser know what the command takes."""
        first = [arg("client", metavar="CLIENT", help="an id or part of a name")]
        last = [arg("--json", action="store_true", help="for programs")]
        for each in (*first[: self.client], *self.arguments, *last[: self.json]):
            parser.add_argument(*each.names, **each.options)


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, raised as Refused."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(
            prog=f"goodterms {name}",
            description=text,
            epilog="Everywhere: --db FILE (the data file), --as-of DATE (another today).",
            add_help=False,
            allow_abbrev=False,
        )

    @override
    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split())
        raise CommandRefused(f"{self.prog.partition(' ')[2]}: {message}", usage)
