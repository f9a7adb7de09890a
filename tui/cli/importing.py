"""`import`: exports of other programs, or our own records, into the data file."""

from __future__ import annotations

import argparse

from tui.cli.command import arg, command
from tui.workspace.workspace import Workspace


@command(
    "import",
    arg("files", metavar="FILE", nargs="+", help="exports from one or more programs"),
    arg("--as", dest="format", metavar="FORMAT", help="the format, if it is not recognized"),
    arg("--client", metavar="CLIENT", help="all rows belong to this client"),
    arg("--dates", choices=("dmy", "mdy", "ymd"), help="the order in dates like 03/04/2026"),
    arg("--map", metavar="COLUMN=FIELD", action="append", help="what is in a column"),
    arg("--client-for", metavar="PROJECT=CLIENT", action="append", help="- = not a client"),
    arg("--work-for", metavar="PROJECT=WORK", action="append", help="the type of unbillable hours"),
    arg(
        "--billable",
        choices=("all", "as-marked"),
        help="which hours count, if few are marked billable",
    ),
    arg(
        "--old-unpaid",
        choices=("paid", "written-off", "open"),
        help="for old unpaid invoices",
    ),
    arg(
        "--same-number",
        choices=("correction", "another", "leave"),
        help="for invoices stored with another amount or day",
    ),
    arg("--older", choices=("stay", "go-back"), help="for invoices that would go back to unpaid"),
    arg("--gone", choices=("keep", "remove"), help="for entries the file no longer has"),
    arg(
        "--overlap",
        choices=("leave-out", "count-both"),
        help="for hours that another program has too",
    ),
    arg(
        "--taken-out",
        choices=("stay-out", "bring-back"),
        help="for what you took out earlier",
    ),
    arg(
        "--already-here",
        choices=("same", "another"),
        help="for invoices that you entered, or that another program has",
    ),
    arg(
        "--answer",
        metavar="QUESTION=ANSWER",
        action="append",
        help="answer a question that an import asks",
    ),
    arg("--zone", metavar="ZONE", help="time zone of the file, like Europe/Berlin"),
    arg("--explain", action="store_true", help="show how each column is read"),
    arg("--dry-run", action="store_true", help="show what would happen; save nothing"),
    arg("--yes", action="store_true", help="do not ask"),
    json=True,
)
def import_command(args: argparse.Namespace, workspace: Workspace) -> int:
    """Look at the files, and import them or tell what they hold."""
    from tui.cli.import_files import explain_or_import

    return explain_or_import(args, workspace)
