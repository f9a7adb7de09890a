"""`why`: what each flag rests on, and what would clear it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from triage.clients.freshness import Recorded, missing_import, recorded
from triage.ledger import with_ids
from triage.playbook.state.agreed_terms import agreed_rate
from triage.terms import SEVERITIES, flag_term
from tui.cli.command import command
from tui.cli.data_file import overview_of
from tui.cli.json_views import why_json
from tui.cli.output import say, say_json
from tui.wording.formatting import health_word, with_day
from tui.wording.record_line import record_line
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.clients.overview import Overview

_CHANGES = {
    "new": "new since",
    "worse": "worse than at",
    "same": "the same as at",
    "better": "better than at",
}


@command("why", client=True, json=True)
def why(args: argparse.Namespace, workspace: Workspace) -> None:
    """Each flag with its number, limit, source, records and what clears it."""
    overview = overview_of(args.client, workspace)
    if args.json:
        say_json(why_json(overview))
    else:
        known = recorded(workspace.overviews.values())
        say(*_lines(overview, workspace.settings.glyphs, known))


def _lines(overview: Overview, glyphs: str, known: Recorded) -> Iterator[str]:
    verdict = health_word(overview.health.health, glyphs)
    yield f"{overview.client.name} ({overview.client.id}): {verdict} on {overview.on}"
    if overview.next_action is not None:
        action = overview.next_action
        yield f"next: {with_day(action.text, action.due, overview.on)}"
    if (agreed := agreed_rate(overview.client, overview.on)) is not None:
        yield f"agreed: {agreed.words(overview.client.currency, overview.on)}"
    for flag in overview.health.flags:
        yield ""
        yield f"{flag_term(flag.code)} ({flag.code}), {SEVERITIES[flag.severity]}: {flag.reason}"
        if old := missing_import(flag, overview, known):
            yield f"  data:    {old}"
        yield f"  limit:   {flag.limit}"
        yield f"  source:  {flag.source}"
        yield f"  since:   {overview.since[flag.code]}{_change(overview, flag.code)}"
        yield f"  clears:  {overview.clears(flag)}"
        for record in with_ids(overview.ledger, flag.evidence):
            line = record_line(record, overview.ledger, overview.on)
            yield f"  record:  {line.on} {line}"
    for accepted in overview.health.accepted:
        yield ""
        yield f"{accepted.flag}: accepted until {accepted.until}. {accepted.reason or ''}".rstrip()
    for missing in overview.health.unknown:
        yield ""
        yield f"{missing.fact} is not known: {missing.question}"
        yield from (f"  {n} {answer}" for n, answer in enumerate(missing.answers, start=1))
    for fact in overview.health.not_tracked:
        yield ""
        yield f"{fact}: not tracked, your choice"
    if overview.health.sentence is None and overview.next_action is None:
        yield ""
        yield "Nothing needs your attention."


def _change(overview: Overview, code: str) -> str:
    if overview.changes is None:
        return ""
    return f", {_CHANGES[overview.changes[code]]} the last review"
