"""Writing an export: it loads SQLModel."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TextIO

from storage.csv_export import export_csv
from storage.earlier_export import is_earlier_export
from storage.jsonl_export import export_jsonl
from storage.store import Store
from tui.cli.client_report import paper
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import output_is_closed, say
from tui.cli.streams import json_output, text_output
from tui.cli.target_file import refuse_other_files, replacing, target_file, text_in
from tui.wording.story import story
from tui.workspace.workspace import Workspace

_STANDARD_OUTPUT = "-"
_ENDINGS: Mapping[str, str] = {".csv": "csv", ".md": "md"}

Writer = Callable[[TextIO], object]


def write_export(args: argparse.Namespace, workspace: Workspace) -> None:
    """Write what was asked for. Raises CommandRefused and StorageError."""
    form = args.format or _ENDINGS.get(Path(args.file).suffix.casefold(), "jsonl")
    if args.private and (form != "md" or args.client is None):
        raise CommandRefused(
            "--private is for the story of one client", "add --format md and --client CLIENT"
        )
    with data_file(workspace) as store:
        client = store.client(args.client).id if args.client is not None else None
        write = _writer(form, store, client, workspace, private=args.private)
        if args.file == _STANDARD_OUTPUT:
            _to_standard_output(write, form)
            return
        target = target_file(args.file, workspace.path)
        if not args.replace:
            refuse_other_files(target, is_earlier_export)
        with replacing(target) as stream, text_in(stream) as text:
            write(text)
    say(f"Written: {target}")


def _to_standard_output(write: Writer, form: str) -> None:
    if output_is_closed():
        raise CommandRefused("standard output is closed: nothing was written", "name a file")
    write(json_output() if form == "jsonl" else text_output())


def _writer(
    form: str, store: Store, client: str | None, workspace: Workspace, *, private: bool
) -> Writer:
    if form == "jsonl":
        return lambda stream: export_jsonl(store, stream, client)
    if form == "csv":
        return lambda stream: export_csv(store, stream, client)
    return lambda stream: _write_lines(stream, _reading(store, client, workspace, private=private))


def _reading(
    store: Store, client: str | None, workspace: Workspace, *, private: bool
) -> Iterable[str]:
    """All clients as they stand, or the story of one."""
    if client is not None:
        return story(store.ledger(client), workspace.today, private=private)
    return paper(list(workspace.overviews.values()), workspace.today, workspace.step_title)


def _write_lines(stream: TextIO, lines: Iterable[str]) -> None:
    for line in lines:
        stream.write(f"{line}\n")
