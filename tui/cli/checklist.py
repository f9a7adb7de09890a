"""`checklist`: the points of a goodbye, each open, done, or not applicable."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from triage.changes import ChangeSet
from triage.ledger import changed
from triage.playbook.after.checklists import checklist as points_of
from triage.playbook.after.checklists import mark
from triage.playbook.after.closing import close, needs_last_day
from triage.playbook.state.situation import Situation
from triage.records import Client
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
        marked = mark(now, states)
        with_marks = replace(now, ledger=changed(now.ledger, marked.records))
        ending = None if args.end is None else _ending(args.end, with_marks, workspace)
        changes = marked if ending is None else ending.with_changes(*marked.changes)
        if changes.changes:
            workspace.apply(changes)
        points = points_of(situation_of(workspace, now.client.id))
    if args.json:
        items = all_named(points.items, "n", "text", "state")
        answer = {"client": now.client.id, "items": items, "left": points.left}
        say_json(answer if ending is None else answer | {"ended": _last_day(ending)})
        return
    say(points.title)
    say(*(f"{point.n:>3} {_SIGNS[point.state]} {point.text}" for point in points.items))
    say(points.words)
    if ending is not None:
        say(ending.label)


def _ending(typed: str, now: Situation, workspace: Workspace) -> ChangeSet:
    """The end of the work, on the day that was typed if any. Raises CommandRefused while no last
    day is known, DecisionRefused for what else stands in the way.
    """
    if not typed and needs_last_day(now):
        raise CommandRefused("the last day is not known", "name it: --end today, or --end DATE")
    return close(now, typed_day(typed, "--end", workspace) if typed else None)


def _last_day(ending: ChangeSet) -> str:
    (last_day,) = (each.closed_on for each in ending.records if isinstance(each, Client))
    assert last_day is not None
    return last_day.isoformat()
