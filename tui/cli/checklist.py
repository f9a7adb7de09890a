"""`checklist`: the points of a goodbye, each open, done, or not applicable."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from triage.playbook.after.checklists import checklist as points_of
from triage.playbook.after.checklists import mark
from triage.playbook.after.closing import close, end_date
from tui.cli.command import arg, command
from tui.cli.days import typed_day
from tui.cli.decisions import guided
from tui.cli.errors import CommandRefused
from tui.cli.named_json import all_named
from tui.cli.output import say, say_json
from tui.workspace.situation import situation_of
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.records import PointState


_STATES: Mapping[PointState, str] = {
    "done": "items that are done",
    "na": "items that do not apply",
    "open": "items to reopen",
}
_SIGNS: Mapping[PointState, str] = {"open": "[ ]", "done": "[x]", "na": "[-]"}
_NUMBERS = {"metavar": "N", "type": int, "nargs": "+", "action": "extend", "default": []}


@command(
    "checklist",
    *(arg(f"--{state}", help=text, **_NUMBERS) for state, text in _STATES.items()),
    arg(
        "--end",
        metavar="DATE",
        nargs="?",
        const="",
        help="end the work, once nothing is left open; DATE is the last day, if none is known",
    ),
    client=True,
    json=True,
)
def checklist(args: argparse.Namespace, workspace: Workspace) -> None:
    """Shows the closing list, after setting the points that were named; ends the work only when
    told to.
    """
    states = {number: state for state in _STATES for number in getattr(args, state)}
    with guided(args.client, workspace) as now:
        if states:
            workspace.apply(mark(now, states))
        ended = None if args.end is None else _end(args.end, now.client.id, workspace)
        points = points_of(situation_of(workspace, now.client.id))
    if args.json:
        items = all_named(points.items, "n", "text", "state")
        say_json({"client": now.client.id, "items": items, "left": points.left})
        return
    say(points.title)
    say(*(f"{point.n:>3} {_SIGNS[point.state]} {point.text}" for point in points.items))
    say(points.words)
    if ended is not None:
        say(ended)


def _end(day: str, client: str, workspace: Workspace) -> str:
    """What was done, as the journal calls it. Raises CommandRefused while no last day is known."""
    now = situation_of(workspace, client)
    last_day = typed_day(day, "--end", workspace) if day else None
    ending = close(now, last_day)
    if last_day is None and end_date(now) is None:
        raise CommandRefused("the last day is not known", "name it: --end today, or --end DATE")
    workspace.apply(ending)
    return ending.label
