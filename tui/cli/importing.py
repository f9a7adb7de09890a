"""`import`: exports of other programs, or our own records, into the data file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, get_args

from storage.paths import at_home
from triage.records import Work
from tui.cli.command import arg, command
from tui.cli.data_file import data_file, nothing_yet
from tui.cli.errors import CommandRefused
from tui.cli.import_report import (
    agreed,
    looked_at,
    nobodys_store,
    preview_lines,
    refuse_open_questions,
    report,
)
from tui.cli.key_values import pairs
from tui.cli.output import at_terminal, say
from tui.cli.progress import Bar
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from storage.importing import ImportOptions, ImportPreview


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
        help="if few hours are marked billable",
    ),
    arg(
        "--old-unpaid",
        choices=("paid", "written-off", "open"),
        help="for old unpaid invoices",
    ),
    arg(
        "--same-number",
        choices=("correction", "another", "leave"),
        help="for invoices whose number has another amount or day",
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
    arg("--dry-run", action="store_true", help="show what would happen; save nothing"),
    arg("--yes", action="store_true", help="do not ask"),
    json=True,
)
def import_files(args: argparse.Namespace, workspace: Workspace) -> int:
    """Shows what the files would do, asks, and writes each as one change."""
    from storage.importing import ImportOptions, inspect_all, write

    options = ImportOptions(
        on=workspace.today, currency=workspace.limits.base_currency, **_answers(args)
    )
    paths = [at_home(name) for name in args.files]
    asks = not args.yes and at_terminal(sys.stdin) and at_terminal(sys.stdout)
    # A preview leaves nothing behind, so the data file is not begun before there is a yes.
    fresh = nothing_yet(workspace.path)
    with ExitStack() as opened:
        seen_in = opened.enter_context(nobodys_store(workspace) if fresh else data_file(workspace))

        def look(options: ImportOptions) -> Sequence[ImportPreview]:
            with Bar("Reading") as bar:
                return inspect_all(paths, seen_in, options, bar)

        previews = looked_at(look, options, asks=asks)
        refuse_open_questions(previews)
        if not (args.json or args.yes):
            say(*preview_lines(previews))
        if args.dry_run:
            return report(previews, args.json)
        if not args.yes and not (asks and agreed()):
            raise CommandRefused("nothing was imported", "--yes imports without asking")
        store = opened.enter_context(data_file(workspace, create=True)) if fresh else seen_in
        results = []
        for preview in previews:
            with Bar("Writing", sum(preview.counts.values())) as bar:
                results.append(write(preview, store, bar))
    return report(results, args.json, imported=True)


def _answers(args: argparse.Namespace) -> dict[str, Any]:
    """What was said beforehand, as fields of ImportOptions. Raises CommandRefused."""
    known: dict[str, Work] = {word: word for word in get_args(Work)}
    works: dict[str, Work] = {}
    for project, text in pairs(args.work_for, "--work-for", last=True):
        if text not in known:
            raise CommandRefused(
                f"--work-for: {text!r} is not a type of work", f"choose one of {', '.join(known)}"
            )
        works[project] = known[text]
    return {
        "format_name": args.format,
        "client": args.client,
        "dates": args.dates,
        "column_map": dict(pairs(args.map, "--map", last=True)),
        "client_for": dict(pairs(args.client_for, "--client-for")),
        "work_for": works,
        "billable": args.billable,
        "old_unpaid": args.old_unpaid,
        "same_number": args.same_number,
        "older": args.older,
        "gone": args.gone,
        "overlap": args.overlap,
        "taken_out": args.taken_out,
    }
