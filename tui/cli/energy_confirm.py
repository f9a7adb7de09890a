"""`energy` and `confirm`: the answers that no record can give."""

from __future__ import annotations

import argparse

from triage.health.windows import shift
from tui.cli.command import arg, command, words
from tui.cli.data_file import data_file
from tui.cli.days import typed_day
from tui.cli.errors import CommandRefused
from tui.cli.output import say
from tui.cli.saving import new_record, save
from tui.cli.values import field_value
from tui.workspace.workspace import Workspace


@command("energy", arg("mark", metavar="MARK", help="1 drained to 5 energized"), client=True)
def energy(args: argparse.Namespace, workspace: Workspace) -> None:
    """The weekly rating."""
    mark = field_value("energy", "mark", args.mark, workspace.typing())
    with data_file(workspace) as store:
        client = store.client(args.client)
        record = new_record(workspace, "energy", client.id, mark=mark)
        earlier = [e.mark for e in store.ledger(client.id).energy if e.on == workspace.today]
        save(workspace, f"{client.name}: energy {mark}", record)
    say(f"Energy for {client.name} on {workspace.today}: {mark}")
    if earlier and min(earlier) != mark:
        say("There is another rating for that day; the lower one counts. To undo: goodterms undo")


@command(
    "confirm",
    arg("fact", metavar="FACT", help="terms, hours, money, contact or energy"),
    arg("--until", metavar="DATE", help="confirmed until this day"),
    words("text", "TEXT", "the reason, for example: nothing to bill yet"),
    client=True,
)
def confirm(args: argparse.Namespace, workspace: Workspace) -> None:
    """A missing fact is confirmed for a limited time."""
    longest = workspace.limits.confirmed_days
    last = shift(workspace.today, longest)
    until = last if args.until is None else typed_day(args.until, "--until", workspace, ahead=True)
    if not workspace.today <= until <= last:
        raise CommandRefused(
            f"--until {until}: a fact can be confirmed for {longest} days at most",
            f"choose a day from {workspace.today} to {last}",
        )
    values = {
        "fact": args.fact,
        "until": until.isoformat(),
        "text": " ".join(args.text) or None,
    }
    with data_file(workspace) as store:
        client = store.client(args.client)
        record = new_record(workspace, "confirmed", client.id, **values)
        save(workspace, f"{client.name}: {args.fact} confirmed until {until}", record)
    say(f"Confirmed for {client.name} until {until}: {args.fact}")
