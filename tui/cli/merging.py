"""`merge` and `split`: two clients that are one, and one that is two."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from storage.import_names import names_after_merge, names_after_split
from triage.client_likeness import pairs_alike
from triage.client_merge import NotOne, merge, new_half, split, twice
from triage.records import Client, Invoice, Time
from triage.text import fold
from tui.cli.command import arg, command
from tui.cli.data_file import data_file, read_book
from tui.cli.errors import CommandRefused
from tui.cli.output import say, tell
from tui.cli.saving import new_id
from tui.wording.formatting import count
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from storage.store import Store


@command(
    "merge",
    arg("away", metavar="CLIENT", nargs="?", help="the one who becomes part of the other"),
    arg("into", metavar="INTO", nargs="?", help="the one who stays"),
)
def merge_clients(args: argparse.Namespace, workspace: Workspace) -> None:
    """Without clients, those whose names are alike are listed."""
    if args.into is None:
        if args.away is not None:
            raise CommandRefused(
                "name both clients",
                "goodterms merge CLIENT INTO; without names it lists similar clients",
            )
        say(*_suggestions(workspace))
        return
    with data_file(workspace) as store:
        away, into = _client(store, args.away), _client(store, args.into)
        workspace.reload()
        try:
            changes = merge(workspace.book, away.id, into.id)
        except NotOne as why:
            raise CommandRefused(str(why).rstrip("."), "nothing was changed") from None
        both = twice(workspace.ledger(away.id), workspace.ledger(into.id))
        workspace.apply(changes.with_changes(*names_after_merge(store, away, into)))
    say(f"{away.name} is now part of {into.name}. To undo: goodterms undo")
    if both:
        numbers = ", ".join(invoice.number or f"of {invoice.issued}" for invoice in both)
        tell(f"note: these are in the list twice now; delete one of each: {numbers}")


def _client(store: Store, name: str) -> Client:
    """A whole name first: “Acme Ltd” is also a part of “Acme Ltd.”. Raises StorageError."""
    called = [client for client in store.clients() if fold(client.name) == fold(name)]
    return called[0] if len(called) == 1 else store.client(name)


def _suggestions(workspace: Workspace) -> Iterator[str]:
    clients = {id_: ledger.client for id_, ledger in read_book(workspace).ledgers.items()}
    pairs = list(pairs_alike((id_, client.name) for id_, client in clients.items()))
    for one, other in pairs:
        yield f"{clients[one].name} and {clients[other].name} may be one client:"
        yield f"  goodterms merge {other} {one}"
    if not pairs:
        yield "No two clients have similar names; goodterms merge CLIENT INTO merges any two."


@command(
    "split",
    arg("name", metavar="NAME", help="the name of the new client"),
    arg("--project", metavar="PROJECT", action="append", default=[], help="hours to move"),
    arg("--invoice", metavar="NUMBER", action="append", default=[], help="an invoice to move"),
    client=True,
)
def split_client(args: argparse.Namespace, workspace: Workspace) -> None:
    """Hours of some projects and some invoices become those of a new client."""
    if not (args.project or args.invoice):
        raise CommandRefused("say what moves", "--project PROJECT or --invoice NUMBER, or several")
    projects, numbers = _folded(args.project), _folded(args.invoice)

    def moves(record: Time | Invoice) -> bool:
        if isinstance(record, Time):
            return fold(str(record.extra.get("project", ""))) in projects
        return fold(record.number or "") in numbers

    with data_file(workspace) as store:
        client = store.client(args.client)
        workspace.reload()
        ledger = workspace.ledger(client.id)
        new = new_half(client, new_id(), args.name)
        try:
            changes = split(ledger, new, moves)
        except NotOne as why:
            raise CommandRefused(
                str(why).rstrip("."), f"nothing was changed; projects: {_projects(ledger.time)}"
            ) from None
        left = [time for time in ledger.time if not moves(time)]
        names = names_after_split(store, client, new, changes.records, left)
        workspace.apply(changes.with_changes(*names))
    hours = sum(isinstance(record, Time) and moves(record) for record in changes.records)
    invoices = sum(isinstance(record, Invoice) for record in changes.records)
    moved = " and ".join(
        count(number, one, more)
        for number, one, more in ((hours, "entry", "entries"), (invoices, "invoice", "invoices"))
        if number
    )
    say(f"{new.name} ({new.id}) now has {moved} of {client.name}. To undo: goodterms undo")


def _folded(words: Sequence[str]) -> set[str]:
    return {fold(word) for word in words}


def _projects(times: Sequence[Time]) -> str:
    projects = {str(project) for time in times if (project := time.extra.get("project"))}
    return ", ".join(sorted(projects)) or "none"
