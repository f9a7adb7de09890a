"""One command of the command line: what it takes and what it does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from tui.cli.errors import CommandRefused
from tui.cli.override import override
from tui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Command:
    """`arguments` fills a parser; `run` does the work and returns the exit code."""

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Workspace], int]


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


def no_arguments(_parser: argparse.ArgumentParser) -> None:
    """For commands that take none."""


def words(parser: argparse.ArgumentParser, name: str, metavar: str, text: str) -> None:
    """Any number of further words, none included."""
    parser.add_argument(name, metavar=metavar, nargs="*", default=[], help=text)
