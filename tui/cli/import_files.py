"""What `import` does: the preview, the questions, and writing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from storage.age_file import decrypted, is_encrypted, require_library
from storage.importing import ImportOptions, ImportPreview, inspect_all
from storage.paths import at_home
from tui.cli.data_file import nothing_yet
from tui.cli.errors import CommandRefused
from tui.cli.explaining import explain_files
from tui.cli.import_options import answered_options
from tui.cli.import_report import (
    agreed,
    looked_at,
    preview_lines,
    refuse_open_questions,
    report,
)
from tui.cli.import_writing import write_all
from tui.cli.key_values import pairs
from tui.cli.output import at_terminal, say
from tui.cli.passphrase import passphrase_for
from tui.cli.progress import Bar
from tui.cli.throwaway import bare_file, store_to_look_in
from tui.wording.safe_text import safe
from tui.workspace.workspace import Workspace


def explain_or_import(args: argparse.Namespace, workspace: Workspace) -> int:
    """Shows what the files would do, asks, and writes each as one change."""
    options = replace(
        answered_options(args, workspace),
        format_name=args.format,
        client=args.client,
        column_map=dict(pairs(args.map, "--map", last=True)),
    )
    paths = [at_home(name) for name in args.files]
    if args.explain:
        return explain_files(paths, args, workspace)
    options = replace(options, contents=_opened(paths, workspace))
    asks = not args.yes and at_terminal(sys.stdin) and at_terminal(sys.stdout)
    # A preview leaves nothing behind, so the data file is not begun before there is a yes.
    fresh = nothing_yet(workspace)
    with ExitStack() as opened:
        seen_in = opened.enter_context(store_to_look_in(workspace, fresh=fresh))

        def look(options: ImportOptions) -> Sequence[ImportPreview]:
            with Bar("Reading") as bar:
                return inspect_all(paths, seen_in, options, bar)

        previews = looked_at(look, options, asks=asks)
        if args.json and any(preview.must_ask for preview in previews):
            report(previews, as_json=True)
        refuse_open_questions(previews)
        if not args.json and (args.dry_run or not args.yes):
            say(*preview_lines(previews))
        if args.dry_run:
            return report(previews, args.json)
        if not args.yes and not (asks and agreed()):
            raise CommandRefused("nothing was imported", "--yes imports without asking")
        store = opened.enter_context(bare_file(workspace, create=True)) if fresh else seen_in
        results = write_all(previews, store)
    return report(results, args.json, imported=True)


def _opened(paths: Sequence[Path], workspace: Workspace) -> dict[Path, bytes]:
    """What is in the encrypted ones among the files, after their passphrases."""
    contents = {}
    for path in dict.fromkeys(paths):
        if is_encrypted(path):
            require_library()
            passphrase = passphrase_for(workspace, safe(str(path)), new=False)
            contents[path] = decrypted(path, passphrase)
    return contents
