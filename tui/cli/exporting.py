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
            "jsonl is complete, and can be imported; csv and xlsx are for spreadsheets (csv into a "
            ".zip: a table for each kind); md is for reading, with --client the story of one for "
            "a mediator; without it the ending of FILE says"
        ),
    ),
    arg("--client", metavar="CLIENT", help="only this client"),
    arg("--private", action="store_true", help="your private notes too, in the story of a client"),
    arg("--encrypt", action="store_true", help="with a passphrase; `import` asks for it"),
    arg("--replace", action="store_true", help="even if FILE is some other file"),
)
def export(args: argparse.Namespace, workspace: Workspace) -> int:
    """Every record, or every client in words, into one file or to standard output."""
    from tui.cli.export_writing import write_export

    return write_export(args, workspace)
