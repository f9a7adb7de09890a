"""`due` and `status`: what is to be done, as a list and as one line for a status bar."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from triage.clients.agenda import WEEK, agenda, due_by
from triage.clients.due_now import with_next_actions
from triage.terms import LONGEST_ENTRY, entry_term
from tui.cli.command import command
from tui.cli.data_file import read_book, read_plain_book
from tui.cli.output import say, say_json, say_row, table
from tui.wording.formatting import stamp
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.clients.agenda import AgendaEntry

_COLUMNS = (12, LONGEST_ENTRY, 32, 100)
"""Widest day, kind, name and text in the list; JSON cuts nothing."""


@command("due", json=True)
def due(args: argparse.Namespace, workspace: Workspace) -> None:
    """What is due today and in the next seven days; what is overdue comes first."""
    today = workspace.today
    planned = agenda(read_book(workspace), today, workspace.limits)
    entries = due_by(with_next_actions(planned, workspace.overviews, today), today, WEEK)
    if args.json:
        say_json(
            [
                {
                    "day": entry.day,
                    "kind": entry.kind,
                    "client": entry.client_id,
                    "name": entry.client,
                    "text": entry.text,
                }
                for entry in entries
            ]
        )
        return
    _say_part("Overdue", (e for e in entries if e.day < today), workspace)
    _say_part("Today", (e for e in entries if e.day == today), workspace)
    _say_part("This week", (e for e in entries if e.day > today), workspace)
    if not entries:
        say("Nothing is due this week.")


def _say_part(title: str, entries: Iterable[AgendaEntry], workspace: Workspace) -> None:
    rows = [
        (f"  {stamp(e.day, workspace.today)}", entry_term(e.kind), e.client, e.text)
        for e in entries
    ]
    if rows:
        say(title)
        for row in table(rows, _COLUMNS):
            say_row(row)


@command("status")
def status(_args: argparse.Namespace, workspace: Workspace) -> None:
    """One line: how many clients ask for attention, and what is due. A stop comes before all."""
    today, limits = workspace.today, workspace.limits
    book = read_plain_book(workspace)
    healths = Counter(overview.health.health for overview in workspace.overviews.values())
    stop = f"{healths['stop']} stop " if healths["stop"] else ""
    planned = agenda(book, today, limits)
    count = len(due_by(with_next_actions(planned, workspace.overviews, today), today))
    say(f"{stop}{healths['act']} act {healths['watch']} watch, {count} due today")
