"""`checklist`: the points of a goodbye, each open, done, or not applicable."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from triage.playbook.after.checklists import checklist as points_of
from triage.playbook.after.closing import tick
from tui.cli.command import Command, arg
from tui.cli.data_file import data_file
from tui.cli.decisions import refusals
from tui.cli.json_views import named
from tui.cli.output import say, say_json
from tui.workspace.situation import situation_of
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.playbook.after.checklists import Points
    from triage.records import PointState


_STATES: Mapping[PointState, str] = {
    "done": "points that are done",
    "na": "points that do not apply",
    "open": "points that are open again",
}


def checklist(args: argparse.Namespace, workspace: Workspace) -> int:
    """Shows the closing list, after setting the points that were named."""
    states = {number: state for state in _STATES for number in getattr(args, state)}
    with data_file(workspace) as store, refusals():
        client = store.client(args.client)
        if states:
            workspace.apply(tick(situation_of(workspace, client.id), states))
        points = points_of(situation_of(workspace, client.id))
    if args.json:
        say_json(
            {
                "client": client.id,
                "items": [named(point, "n", "text", "state") for point in points.items],
                "left": points.left,
            }
        )
    else:
        _say(points)
    return 0


def _say(points: Points) -> None:
    signs = {"open": "[ ]", "done": "[x]", "na": "[-]"}
    say(points.title)
    say(*(f"{point.n:>3} {signs[point.state]} {point.text}" for point in points.items))
    say(points.words)


COMMANDS: Mapping[str, Command] = {
    "checklist": Command(
        checklist,
        tuple(
            arg(
                f"--{state}",
                metavar="N",
                type=int,
                nargs="+",
                action="extend",
                default=[],
                help=text,
            )
            for state, text in _STATES.items()
        ),
        client=True,
        json=True,
    )
}
