"""`sync`: what is new from the sources of the settings file, and from files imported before."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from tui.cli.command import arg, command, words
from tui.cli.data_file import nothing_yet
from tui.cli.errors import CommandRefused
from tui.cli.import_answers import ANSWERS
from tui.cli.import_report import (
    agreed,
    file_json,
    preview_lines,
    report_lines,
)
from tui.cli.output import at_terminal, say, say_json
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from storage.importing import ImportPreview, Result


@command(
    "sync",
    words("names", "NAME", "the sources to read (default: all)"),
    *ANSWERS,
    arg("--dry-run", action="store_true", help="show what would happen; save nothing"),
    arg("--yes", action="store_true", help="do not ask"),
    json=True,
)
def sync(args: argparse.Namespace, workspace: Workspace) -> int:
    """Reads each source, shows what is new, asks, and writes each file as one change."""
    from tui.cli import sync_work, throwaway

    asks = not args.yes and at_terminal(sys.stdin) and at_terminal(sys.stdout)
    fresh = nothing_yet(workspace)
    failed: dict[str, str] = {}
    with ExitStack() as opened:
        seen_in = opened.enter_context(throwaway.store_to_look_in(workspace, fresh=fresh))
        previews: list[ImportPreview] = []
        options = sync_work.answered_options(args, workspace)
        for source in sync_work.chosen(args.names, seen_in, workspace):
            try:
                seen = sync_work.look(source, seen_in, options, workspace, asks=asks)
                if args.yes and not args.dry_run:
                    sync_work.refuse_many_corrected(seen, workspace.limits)
                previews += seen
            except sync_work.NOT_READ as trouble:
                failed[source.name] = str(trouble)
        if not args.json and (args.dry_run or not args.yes):
            say(*preview_lines(previews, in_settings=True))
        if args.dry_run:
            return _report(previews, failed, as_json=args.json)
        new = [preview for preview in previews if preview.new or preview.updated or preview.removed]
        if new and not args.yes and not (asks and agreed()):
            raise CommandRefused("nothing was imported", "--yes imports without asking")
        store = (
            opened.enter_context(throwaway.bare_file(workspace, create=True)) if fresh else seen_in
        )
        with store.imports_together():  # as by one key on the list
            results = sync_work.write_all(previews, store)
    return _report(results, failed, as_json=args.json, imported=True)


def _report(
    done: Sequence[ImportPreview | Result],
    failed: dict[str, str],
    *,
    as_json: bool,
    imported: bool = False,
) -> int:
    if as_json:
        say_json({"files": [file_json(each) for each in done], "failed": failed})
    else:
        if not done and not failed:
            say("Nothing is new: every file has been read before.")
        if imported:
            say(*report_lines(done, in_settings=True))
        say(*_failures(failed))
    return 1 if failed or any(each.needs_attention for each in done) else 0


def _failures(failed: dict[str, str]) -> Iterator[str]:
    for name, why in failed.items():
        yield f"not read: {name}: {why}"
