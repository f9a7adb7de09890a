"""`log`: something that happened."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from triage.fields.field import Context
from triage.open_items import running_engagements
from triage.playbook.day_text import in_words
from triage.records import EVENT_FIELDS, Event, What, fields_of
from triage.records.schema import field_of
from tui.cli.command import arg, command, words
from tui.cli.data_file import data_file
from tui.cli.days import typed_day
from tui.cli.errors import CommandRefused
from tui.cli.event_names import ALIASES, PICKER, event_named
from tui.cli.output import at_terminal, prompted, say, tell
from tui.cli.said import logged
from tui.cli.saving import new_record, save
from tui.cli.values import assignments, field_value, is_assignment
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from storage.store import Store


@command(
    "log",
    arg("what", metavar="WHAT", nargs="?", help=f"an event, or one of {', '.join(ALIASES)}"),
    words("more", "TEXT or FIELD=VALUE", "your own text, and fields such as due=2026-03-20"),
    arg("--tone", metavar="N", help="-2 abusive to 2 warm"),
    arg("--on", metavar="DATE", help="the date it happened; default: today"),
    client=True,
)
def log(args: argparse.Namespace, workspace: Workspace) -> None:
    """One event. Without WHAT, at a terminal, a numbered list asks for it."""
    on = typed_day(args.on, "--on", workspace)
    with data_file(workspace) as store:
        client = store.client(args.client)
        what = args.what if args.what is not None else _pick()
        happened = event_named(what).words
        values = {"on": on.isoformat()} | _fields(what, args.more, args.tone, workspace.typing())
        if values["what"] == "revision_round" and "engagement" not in values:
            values["engagement"] = _only_engagement(store, client.id, on)
        event = new_record(workspace, "event", **{"client_id": client.id, **values})
        assert isinstance(event, Event)
        applied = save(workspace, f"{client.name}: {happened}", event)
    if on > workspace.today:
        tell(f"note: {on} is in the future; it counts from that day on")
    say(logged(client.name, event.on, happened, event.id), *applied.brought)


def _fields(what: str, more: list[str], tone: str | None, context: Context) -> dict[str, Any]:
    """The event's fields from its name, its free words, its FIELD=VALUE words and --tone."""
    event, *own_fields = event_named(what).event.split()
    if event not in get_args(What):
        known = ", ".join((*ALIASES, *get_args(What)))
        raise CommandRefused(f"there is no event {what!r}", f"known: {known}")

    def names_a_field(word: str) -> bool:
        # "price=quality, they said" is a sentence; "anserwed_on=2026-03-01" is a slip to report.
        name, _, value = word.partition("=")
        return is_assignment(word) and (field_of(Event, name) is not None or " " not in value)

    typed_fields = [word for word in more if names_a_field(word)]
    values = {"what": event, **assignments("event", [*own_fields, *typed_fields], context)}
    text = " ".join(word for word in more if not names_a_field(word))
    if event == "leaving" and (last_day := values.pop("until", None)) is not None:
        text = f"{text}{'; ' if text else ''}last day {in_words(date.fromisoformat(str(last_day)))}"
    _refuse_of_another(event, values)
    if text:
        values["text"] = text
    if tone is not None:
        values["tone"] = field_value("event", "tone", tone, context)
    return values


def _refuse_of_another(event: str, values: dict[str, Any]) -> None:
    """Raises CommandRefused for a field that says nothing of this event."""
    own = EVENT_FIELDS.get(event, {})
    for name in values:
        owners = [what for what, fields in EVENT_FIELDS.items() if name in fields]
        if owners and name not in fields_of(event):
            takes = f"{event} takes {', '.join(own)}" if own else f"{event} takes words only"
            raise CommandRefused(f"{name} belongs to {', '.join(owners)}, not to {event}", takes)


def _only_engagement(store: Store, client_id: str, on: date) -> str:
    """The id of the one engagement open on that day. Raises Refused when there are several."""
    running = running_engagements(store.ledger(client_id), on)
    if len(running) == 1:
        return running[0].id
    names = ", ".join(f"{e.id} ({e.name})" if e.name else e.id for e in running) or "none is open"
    raise CommandRefused(
        "a revision round belongs to an engagement: say which", f"add engagement=ID; open: {names}"
    )


def _pick() -> str:
    """Ask which event it was. Raises Refused where nobody can answer."""
    if not (at_terminal(sys.stdin) and at_terminal(sys.stdout)):
        raise CommandRefused("what happened is missing", "for example: goodterms log north no_show")
    for number, event in enumerate(PICKER, start=1):
        say(f"{number:>3}  {event.words}")
    answer = prompted("What happened? ") or ""
    if answer.isdecimal() and 1 <= int(answer) <= len(PICKER):
        return PICKER[int(answer) - 1].name
    raise CommandRefused(
        f"{answer!r} is not on the list", f"answer with a number from 1 to {len(PICKER)}"
    )
