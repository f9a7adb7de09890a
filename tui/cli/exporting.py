"""`export`: everything, or one client, into one file."""

from __future__ import annotations

import argparse

from tui.cli.command import arg, command
from tui.workspace.workspace import Workspace


@command(
    "export",
    arg("file", metavar="FILE", help="target file; - is standard output"),
    arg(
        "--format",
        choices=("jsonl", "csv", "md", "xlsx"),
        help=(
            "jsonl: everything, can be imported again; csv, xlsx: for spreadsheets (csv in a .zip: "
            "one table for each kind); md: for reading, or with --client the story of one client "
            "for a mediator. If you leave it out, the ending of FILE decides"
        ),
    ),
    arg("--client", metavar="CLIENT", help="only this client"),
    arg("--private", action="store_true", help="your private notes too, in the story of a client"),
    arg("--encrypt", action="store_true", help="with a passphrase; `import` asks for it"),
    arg("--replace", action="store_true", help="even if this program did not write FILE"),
)
def export(args: argparse.Namespace, workspace: Workspace) -> int:
    """Every record, or every client in words, into one file or to standard output."""
    from tui.cli.export_writing import write_export

    return write_export(args, workspace)
