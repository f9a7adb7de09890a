"""What `import` does: the preview, the questions, and writing."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from storage.importing import (
    ImportOptions,
    ImportPreview,
    ImportQuestion,
    Result,
    inspect_all,
    write,
)
from storage.paths import at_home
from storage.store import Store
from triage.records import Work
from tui.cli.asking import ask
from tui.cli.data_file import data_file, nothing_yet
from tui.cli.errors import CommandRefused
from tui.cli.explaining import explain_files
from tui.cli.json_views import all_named, named
from tui.cli.key_values import pairs
from tui.cli.output import at_terminal, prompted, say, say_json
from tui.cli.progress import Bar
from tui.wording.formatting import count
from tui.workspace.workspace import Workspace

_SHOWN = 20
"""Skipped lines that the text names one by one; JSON names all."""


def explain_or_import(args: argparse.Namespace, workspace: Workspace) -> int:
    """Shows what the files would do, asks, and writes each as one change."""
    options = _options(args, workspace)
    paths = [at_home(name) for name in args.files]
    if args.explain:
        return explain_files(paths, args, workspace)
    asks = not args.yes and at_terminal(sys.stdin) and at_terminal(sys.stdout)
    # A preview leaves nothing behind, so the data file is not begun before there is a yes.
    fresh = nothing_yet(workspace.path)
    with ExitStack() as opened:
        looked_at = opened.enter_context(_nobodys(workspace) if fresh else data_file(workspace))

        def look(options: ImportOptions) -> Sequence[ImportPreview]:
            with Bar("Reading") as bar:
                return inspect_all(paths, looked_at, options, bar)

        previews = look(options)
        while asks and (answered := ask(previews, options)) != options:
            options = answered
            previews = look(options)
        _refuse_open_questions(previews)
        if not (args.json or args.yes):
            say(*_preview_lines(previews))
        if args.dry_run:
            return _report(previews, args.json)
        if not args.yes and not (asks and _agreed()):
            raise CommandRefused("nothing was imported", "--yes imports without asking")
        store = opened.enter_context(data_file(workspace, create=True)) if fresh else looked_at
        results = []
        for preview in previews:
            with Bar("Writing", sum(preview.counts.values())) as bar:
                results.append(write(preview, store, bar))
    return _report(results, args.json, imported=True)


@contextmanager
def _nobodys(workspace: Workspace) -> Iterator[Store]:
    """An empty data file to look at an import with; it is thrown away."""
    with (
        tempfile.TemporaryDirectory(prefix="goodterms-") as folder,
        Store.open(Path(folder) / "empty.db", now=workspace.now) as store,
    ):
        yield store


def _options(args: argparse.Namespace, workspace: Workspace) -> ImportOptions:
    known: dict[str, Work] = {word: word for word in get_args(Work)}
    works: dict[str, Work] = {}
    for project, text in pairs(args.work_for, "--work-for", last=True):
        if text not in known:
            raise CommandRefused(
                f"--work-for: {text!r} is not a type of work", f"choose one of {', '.join(known)}"
            )
        works[project] = known[text]
    return ImportOptions(
        on=workspace.today,
        format_name=args.format,
        client=args.client,
        dates=args.dates,
        column_map=dict(pairs(args.map, "--map", last=True)),
        client_for=dict(pairs(args.client_for, "--client-for")),
        work_for=works,
        billable=args.billable,
        old_unpaid=args.old_unpaid,
        currency=workspace.limits.base_currency,
        zone=_zone(args.zone),
        answers=dict(pairs(args.answer, "--answer", last=True)),
    )


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise CommandRefused(
            f"--zone: there is no time zone {name!r}", "name one like Europe/Berlin"
        ) from None


def _refuse_open_questions(previews: Sequence[ImportPreview]) -> None:
    for preview in previews:
        if question := preview.must_ask:
            raise CommandRefused(question.text.rstrip(".?"), f"answer with {_to_answer(question)}")


def _to_answer(question: ImportQuestion) -> str:
    between = "" if question.flag.endswith("=") else " "
    return f"{question.flag}{between}{'|'.join(question.options)}"


def _agreed() -> bool:
    return (prompted("Import this? y/n ") or "").casefold() in ("y", "yes", "1")


def _preview_lines(previews: Sequence[ImportPreview]) -> Iterator[str]:
    for preview in previews:
        yield f"{preview.file}: {preview.label}"
        yield f"  {_tally(preview)}"
        if preview.new_clients:
            yield f"  new clients: {', '.join(preview.new_clients)}"
        for project, rows in preview.not_billable.items():
            yield f"  not billable, counted as admin: {project or 'no project'} ({rows})"
        yield from _remarks(preview)
        for question in preview.questions:
            yield f"  question: {question.text}"
            yield f"    {_to_answer(question)}"


def _tally(done: ImportPreview | Result) -> str:
    return (
        f"{done.new} new, {done.updated} updated, {done.same} already known, "
        f"{len(done.skipped)} skipped"
    )


def _remarks(done: ImportPreview | Result) -> Iterator[str]:
    for text in done.assumed:
        yield f"  assumed: {text}"
    for label, rows in done.unmapped.items():
        yield f"  no client yet: {label} ({count(rows, 'row')}); --client-for {label!r}=CLIENT"
    for skip in done.skipped[:_SHOWN]:
        yield f"  line {skip.line}: {skip.why}"
    if len(done.skipped) > _SHOWN:
        yield f"  {len(done.skipped) - _SHOWN} more lines skipped; --json names them all"


def _report(
    done: Sequence[ImportPreview | Result], as_json: bool, *, imported: bool = False
) -> int:
    if as_json:
        say_json({"files": [_file_json(each) for each in done]})
    elif imported:
        for each in done:
            say(f"Imported {each.file}: {_tally(each)}", *_remarks(each))
        if any(getattr(each, "batch", None) for each in done):
            say("to undo the last file: goodterms undo")
    return 1 if any(each.needs_attention for each in done) else 0


def _file_json(outcome: ImportPreview | Result) -> dict[str, Any]:
    return {
        "file": str(outcome.file),
        **named(outcome, "format", "new", "updated", "same"),
        "skipped": all_named(outcome.skipped, "line", "why"),
        "unmapped": list(outcome.unmapped),
        "assumed": outcome.assumed,
        "batch": getattr(outcome, "batch", None),
    }
