"""`add` and `set`: clients and their facts."""

from __future__ import annotations

import argparse
import shlex
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from triage.money import rate_text
from triage.past_values import ALWAYS
from triage.playbook.day_text import in_words
from triage.records import Client, Record
from triage.records.plausible import floor_above_rate
from triage.text import fold
from tui.cli.command import arg, command, words
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import say, tell
from tui.cli.saving import built, new_id, resolve_clients, save, save_client
from tui.cli.values import assignments, field_value, fields_of
from tui.workspace.situation import situation_of
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.playbook.state.situation import Situation


@command(
    "add",
    arg("name", metavar="NAME", help="the client's name"),
    arg("--rate", metavar="M", help="your rate per hour"),
    arg("--floor", metavar="M", help="the floor rate per hour"),
    arg("--currency", metavar="CUR", help="three letters, like EUR"),
    arg(
        "--since",
        metavar="DATE",
        help="the date you started working together",
    ),
    arg("--contact", metavar="TEXT", help="the contact person"),
    arg("--payment-days", metavar="N", help="payment terms in days"),
)
def add(args: argparse.Namespace, workspace: Workspace) -> None:
    """A new client, each argument a field of theirs; its id is all that goes to standard output."""
    if not args.name.strip():
        raise CommandRefused("the name is empty", 'for example: goodterms add "Quay & Sons"')
    args.currency = args.currency or workspace.limits.base_currency
    values = {
        name: field_value("client", name, text, workspace.typing(args.currency))
        for name, text in vars(args).items()
        if text is not None
    }
    client = built("client", {"id": new_id(), **values})
    with data_file(workspace, create=True) as store:
        same = [c for c in store.clients() if fold(c.name) == fold(args.name)]
        save(workspace, f"Added {args.name}", client)
    _tell_of_floor(client)
    if same:
        tell(
            f"note: there is another client called {same[0].name} ({same[0].id}); "
            "to undo: goodterms undo"
        )
    say(client.id)


@command(
    "set",
    words("fields", "FIELD=VALUE", "for example rate=75 or contract.notice_days=28"),
    arg(
        "--from",
        dest="first",
        metavar="DATE",
        help="the first day of the new rate or floor (default: today); "
        f"“{ALWAYS}” if the old one was a mistake",
    ),
    client=True,
)
def set_fields(args: argparse.Namespace, workspace: Workspace) -> None:
    """Change facts of a client; an empty value means not known."""
    if not args.fields:
        raise CommandRefused(
            "nothing to change", f"write FIELD=VALUE; fields: {fields_of('client')}"
        )
    with data_file(workspace) as store:
        was = store.client(args.client)
        values = assignments("client", args.fields, workspace.typing(was.currency))
        resolve_clients(store, values)
        if values.get("closed_on"):
            named = date.fromisoformat(str(values["closed_on"]))
            _refuse_last_day(named, situation_of(workspace, was.id))
        names = ", ".join(sorted(values))
        label = f"{was.name}: changed {names}"
        changed, note = save_client(workspace, label, was, values, args.first)
    _tell_of_floor(changed)
    say(f"Changed for {was.name}: {names}")
    if note:
        say(note)


def _refuse_last_day(named: date, now: Situation) -> None:
    """Raises CommandRefused for a day to come on which somebody is to have ended who gave notice:
    it would change nothing that is seen.
    """
    notices, state = now.notices, now.client.state
    if named <= now.on or not notices or state not in ("active", "leaving", "returned"):
        return
    newest = notices[-1]
    day = in_words(named)
    text = f"{newest.text}; last day {day}" if newest.text else f"last day {day}"
    raise CommandRefused(
        "closed_on is for work that has already ended; a last day in the future belongs in their "
        "notice",
        f"write: goodterms record event {newest.id} {shlex.quote(f'text={text}')}",
    )


def _tell_of_floor(client: Record) -> None:
    if isinstance(client, Client) and floor_above_rate(client):
        tell(
            f"note: the floor of {client.name} ({rate_text(client.floor or Decimal(0))}) is above "
            "the rate; goodterms undo takes that back"
        )
