"""`import`: exports of other programs, or our own records, into the data file."""

from __future__ import annotations

import argparse

from tui.cli.command import arg, command
from tui.cli.import_answers import ANSWERS
from tui.workspace.workspace import Workspace


@command(
    "import",
    arg("files", metavar="FILE", nargs="+", help="exports from one or more programs"),
    arg("--as", dest="format", metavar="FORMAT", help="the format, if it is not recognized"),
    arg("--client", metavar="CLIENT", help="all rows belong to this client"),
    arg("--map", metavar="COLUMN=FIELD", action="append", help="what is in a column"),
    *ANSWERS,
    arg("--explain", action="store_true", help="show how each column is read"),
    arg("--dry-run", action="store_true", help="show what would happen; save nothing"),
    arg("--yes", action="store_true", help="do not ask"),
    json=True,
)
def import_command(args: argparse.Namespace, workspace: Workspace) -> int:
    """Look at the files, and import them or tell what they hold."""
    from tui.cli.import_files import explain_or_import

    return explain_or_import(args, workspace)
