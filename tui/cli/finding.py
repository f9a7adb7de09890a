"""`find`: whatever has certain words in it."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from storage.plain_search import find_plainly
from storage.search import Hit, Search
from storage.search_index import CALLED
from triage.word_match import WordQuery, excerpt
from tui.cli.command import arg, command, words
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import at_terminal, emphasized, say_json, table, tell, width
from tui.wording.formatting import stamp
from tui.wording.safe_text import safe
from tui.workspace.workspace import Workspace

_COLUMNS = (12, 18, 8)
"""Widest day, client and kind; the rest of the line is the text round the match."""
_PIPED_WIDTH = 80
_NARROWEST = 20
_LIMIT = 50


@command(
    "find",
    words("words", "WORDS", 'all of them must occur; "in quotes": exactly as typed'),
    arg("--client", metavar="CLIENT", help="only about this client: an id or part of a name"),
    arg("--kind", metavar="KIND", action="append", default=[], help=", ".join(CALLED)),
    arg("--since", metavar="DATE", help="only from this day on"),
    arg("--limit", metavar="N", help=f"the most matches to list; default: {_LIMIT}"),
    json=True,
)
def find(args: argparse.Namespace, workspace: Workspace) -> None:
    """One line a hit, the newest first, clients before all."""
    search = Search(
        WordQuery.read(" ".join(args.words)),
        kinds=_kinds(args.kind),
        since=_since(args.since, workspace),
        limit=_limit(args.limit),
    )
    if not search.query:
        what = "is missing" if not "".join(args.words).strip() else "has no letters or digits"
        raise CommandRefused(f"what to look for {what}", "for example: goodterms find logo")
    hits = _found_by(search, args.client, workspace)
    if args.json:
        say_json({"words": " ".join(args.words), "hits": [_as_json(hit) for hit in hits]})
        return
    if not hits:
        tell("note: no matches")
    _say_lines(hits, search.query, workspace)


def _found_by(search: Search, client: str | None, workspace: Workspace) -> list[Hit]:
    hits = find_plainly(workspace.path, search, client)
    if hits is not None:
        return hits
    with data_file(workspace) as store:
        if client is not None:
            search = replace(search, client_id=store.client(client).id)
        return store.find(search)


def _since(typed: str | None, workspace: Workspace) -> date | None:
    if typed is None:
        return None
    from tui.cli.days import typed_day

    return typed_day(typed, "--since", workspace)


def _kinds(typed: Sequence[str]) -> tuple[str, ...]:
    kinds = tuple(kind for word in typed for kind in word.split(","))
    for kind in kinds:
        if kind not in CALLED:
            raise CommandRefused(
                f"--kind: there is no kind {kind!r}", f"known: {', '.join(CALLED)}"
            )
    return kinds


def _limit(typed: str | None) -> int:
    if typed is None:
        return _LIMIT
    if not typed.isascii() or not typed.isdecimal() or not 0 < int(typed[:10]) <= 1_000_000:
        raise CommandRefused(f"--limit: {typed!r} is not a number from 1", "for example: 20")
    return int(typed[:10])


def _as_json(hit: Hit) -> dict[str, object]:
    return {
        "kind": hit.called,
        "record": hit.kind,
        "id": hit.id,
        "client": hit.client_id,
        "name": hit.client,
        "on": hit.on,
        "text": hit.text,
        "private": hit.private,
    }


def _say_lines(hits: Sequence[Hit], query: WordQuery, workspace: Workspace) -> None:
    rows = [
        ("" if hit.on is None else stamp(hit.on, workspace.today), hit.client, hit.called, "")
        for hit in hits
    ]
    columns = shutil.get_terminal_size().columns if at_terminal(sys.stdout) else _PIPED_WIDTH
    for cells, hit in zip(table(rows, (*_COLUMNS, 0)) if rows else (), hits, strict=True):
        head = "  ".join(cells)
        room = max(columns - width(head), _NARROWEST)
        shown, spans = excerpt(safe(hit.text, lines=True), query, room)
        while width(shown) > room:  # characters that take two columns
            shown, spans = excerpt(shown[:-1], query, len(shown) - 1)
        sys.stdout.write(head + emphasized(shown, spans, os.environ) + "\n")
