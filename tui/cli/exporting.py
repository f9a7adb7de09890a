"""`export` and `calendar`: everything, or what has a day, into one file."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from storage.paths import at_home
from triage.clients.agenda import agenda
from tui.cli.client_report import paper
from tui.cli.command import arg, command
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import say
from tui.cli.streams import json_output, text_output
from tui.wording.formatting import count
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from storage.store import Store


@command(
    "export",
    arg("file", metavar="FILE", help="target file; - is standard output"),
    arg(
        "--format",
        choices=("jsonl", "csv", "md"),
        default="jsonl",
        help="jsonl is complete and can be imported; csv is for spreadsheets, md for reading",
    ),
    arg("--client", metavar="CLIENT", help="only this client"),
)
def export(args: argparse.Namespace, workspace: Workspace) -> None:
    """Every record, or every client in words, into one file or to standard output."""
    with data_file(workspace) as store:
        client = store.client(args.client).id if args.client is not None else None
        if args.file == "-":
            stream = json_output() if args.format == "jsonl" else text_output()
            _write(args.format, store, stream, client, workspace)
            return
        target = at_home(args.file)
        with _replacing(target, workspace.path) as stream:
            _write(args.format, store, stream, client, workspace)
    say(f"Written: {target}")


def _write(
    form: str, store: Store, stream: TextIO, client: str | None, workspace: Workspace
) -> None:
    if form == "jsonl":
        from storage.jsonl_export import export_jsonl

        export_jsonl(store, stream, client)
    elif form == "csv":
        from storage.csv_export import export_csv

        export_csv(store, stream, client)
    else:
        overviews = workspace.overviews.items()
        chosen = [overview for id_, overview in overviews if client in (None, id_)]
        for line in paper(chosen, workspace.today, workspace.step_title):
            stream.write(f"{line}\n")


@contextmanager
def _replacing(target: Path, database: Path) -> Iterator[TextIO]:
    """A new file that takes the place of `target` when the block ends well, for the user alone.

    A device or pipe is written to as it is. Raises Refused when the file cannot be made or would
    be the data file itself.
    """
    if target.is_dir():
        raise CommandRefused(f"{target} is a folder", "name a file in it")
    if target.exists() and database.exists() and target.samefile(database):
        raise CommandRefused(f"{target} is the data file itself", "name another file")
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as trouble:
        raise CommandRefused(
            f"{target}: {trouble.strerror}", "name a file in another folder"
        ) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@command("calendar", arg("file", metavar="FILE.ics", help="an existing file is replaced"))
def calendar(args: argparse.Namespace, workspace: Workspace) -> None:
    """Everything that is open and has a day, as all-day entries for a calendar program."""
    from storage.calendar import as_calendar

    if args.file == "-":
        raise CommandRefused("a calendar needs a file", "name one, like agenda.ics")
    target = at_home(args.file)
    with data_file(workspace) as store:
        entries = agenda(store.book(), workspace.today, workspace.limits)
        text = as_calendar(entries, at=workspace.now(), change=store.head())
    with _replacing(target, workspace.path) as stream:
        stream.write(text)
    say(f"Written: {target}, {count(len(entries), 'entry', 'entries')}")
