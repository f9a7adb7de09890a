"""`checklist`: the points of a goodbye, each open, done, or not applicable."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from triage.playbook.after.checklists import checklist as points_of
from triage.playbook.after.closing import tick
from tui.cli.command import arg, command
from tui.cli.decisions import guided
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
    client=True,
    json=True,
)
def checklist(args: argparse.Namespace, workspace: Workspace) -> None:
    """Shows the closing list, after setting the points that were named."""
    states = {number: state for state in _STATES for number in getattr(args, state)}
    with guided(args.client, workspace) as now:
        if states:
            workspace.apply(tick(now, states))
        points = points_of(situation_of(workspace, now.client.id))
    if args.json:
        items = all_named(points.items, "n", "text", "state")
        say_json({"client": now.client.id, "items": items, "left": points.left})
        return
    say(points.title)
    say(*(f"{point.n:>3} {_SIGNS[point.state]} {point.text}" for point in points.items))
    say(points.words)
