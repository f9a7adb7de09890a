"""`clients` and `show`: what is known, as text or as JSON."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from triage.clients.goodbyes import goodbye_words
from triage.money import amount_text
from triage.open_items import open_records, running_engagements
from triage.terms import SEVERITIES, flag_term
from tui.cli.command import arg, command
from tui.cli.data_file import overview_of, read_book
from tui.cli.json_views import client_json, facts_json, show_json
from tui.cli.output import at_terminal, health_coloured, say, say_json, say_row, table
from tui.cli.timeline import still_to_come, timeline
from tui.wording.formatting import StepTitle, count, health_word, own_verdict, with_day
from tui.wording.last_contact import said_of_contact
from tui.wording.record_line import record_line
from tui.workspace.list_rows import why
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.clients.overview import Overview

_COLUMNS = (10, 32, 60, 200)
"""Widest verdict, name, reason and next action, with its day at the end, in the table; JSON cuts
nothing.
"""
_GAPS, _LEAST = 6, 8
"""Blanks between four columns; the least that a column needs to say anything."""
_TIMELINE = 20
"""Lines of the timeline that the text shows; JSON holds all."""


@command(
    "clients",
    arg("--json", action="store_true", help="for scripts; always all clients"),
    arg("--all", action="store_true", help="include past clients"),
)
def clients(args: argparse.Namespace, workspace: Workspace) -> None:
    """All clients, worst first."""
    glyphs = workspace.settings.glyphs  # a mistake in the settings is told before all else
    read_book(workspace)
    overviews = workspace.overviews
    if args.json:
        share = workspace.shares
        say_json(
            {
                "as_of": workspace.today,
                "clients": [
                    client_json(overview, share.get(id_)) for id_, overview in overviews.items()
                ],
            }
        )
        return
    listed = [
        overview for overview in overviews.values() if args.all or overview.health.health != "ended"
    ]
    if listed:
        _say_list(listed, glyphs)
    else:
        say(
            "No clients yet. Add one with goodterms add NAME, "
            "or import a file with goodterms import FILE."
        )
    left_out = len(overviews) - len(listed)
    if left_out:
        say(f"{count(left_out, 'past client')} not shown; --all shows them")


def _say_list(listed: list[Overview], glyphs: str) -> None:
    rows = [
        (
            health_word(overview.health.health, glyphs),
            overview.client.name,
            why(overview),
            next_text(overview),
        )
        for overview in listed
    ]
    for overview, (word, *rest) in zip(listed, table(rows, _widths()), strict=True):
        say_row([health_coloured(word, overview.health.health, os.environ), *rest])


def _widths() -> tuple[int, ...]:
    """At a terminal the table fits its width: reason and next action share what is left."""
    health, name, *_ = _COLUMNS
    if not at_terminal(sys.stdout):
        return _COLUMNS
    name = min(name, get_terminal_size().columns // 3)
    left = get_terminal_size().columns - health - name - _GAPS
    return health, name, max(_LEAST, left // 2), max(_LEAST, left - left // 2)


def next_text(overview: Overview) -> str:
    """The next action with its day in words."""
    action = overview.next_action
    return with_day(action.text, action.due, overview.on) if action else ""


@command("show", client=True, json=True)
def show(args: argparse.Namespace, workspace: Workspace) -> None:
    """One client: facts, flags, step, what is to be done, timeline."""
    overview = overview_of(args.client, workspace)
    share = workspace.shares.get(overview.client.id)
    if args.json:
        say_json(show_json(overview, share, workspace.step_title))
    else:
        say(*_lines(overview, share, workspace.settings.glyphs, workspace.step_title))


def _lines(overview: Overview, share: float | None, glyphs: str, title: StepTitle) -> Iterator[str]:
    client = overview.client
    yield f"{client.name} ({client.id})"
    verdict = health_word(overview.health.health, glyphs)
    yield f"{verdict}, state {client.state}, as of {overview.on}"
    if overview.own is not None:
        reason = f": {overview.own.reason}" if overview.own.reason else ""
        yield f"  {own_verdict(overview.own, overview.on)}{reason}"
    for passed in overview.passed:
        yield f"  {passed.words(overview.on)}"
    if (going := goodbye_words(overview)) is not None:
        yield f"  {going}"
    for flag in overview.health.flags:
        weight, since = SEVERITIES[flag.severity], overview.since[flag.code]
        yield f"  {flag_term(flag.code)} ({weight}): {flag.reason}; flagged since {since}"
    for missing in overview.health.unknown:
        yield f"  {missing.fact} not known: {missing.question}"
    for accepted in overview.health.accepted:
        yield f"  {accepted.flag} accepted until {accepted.until}: {accepted.reason or ''}"
    for fact in overview.health.not_tracked:
        yield f"  {fact}: not tracked, your choice"
    yield ""
    yield from (f"{name + ':':<14}{text}" for name, text in _facts(overview, share))
    yield from _open(overview)
    yield from _timeline(overview, title)


def _facts(overview: Overview, share: float | None) -> Iterator[tuple[str, str]]:
    facts, currency = facts_json(overview, share), overview.client.currency
    rate = f"{facts['rate_28d']} {currency} an hour" if facts["rate_28d"] else "not known"
    yield "rate", f"{rate} over 28 days, floor {facts['floor'] or 'not set'}"
    if facts["hours_28d"] is not None:
        yield "hours", f"{facts['hours_28d']:g} in 28 days"
    if facts["overdue"] is not None:
        sums = overview.facts.overdue_by_currency or ((currency, Decimal(0)),)
        yield "overdue", " + ".join(f"{amount_text(sum_, code)} {code}" for code, sum_ in sums)
    if overview.facts.usually_pays is not None:
        yield "pays", f"usually in {count(overview.facts.usually_pays, 'day')}"
    yield "last contact", facts["last_contact"] or said_of_contact(overview)
    if share is not None:
        yield "income share", f"{share:.0%} in the last 180 days"
    if overview.step is not None:
        until = f", review by {overview.step.review_by}" if overview.step.review_by else ""
        yield "step", f"{overview.step.code} since {overview.step.entered}{until}"
    if overview.next_action is not None:
        yield "next", next_text(overview)


def _open(overview: Overview) -> Iterator[str]:
    """Engagements that run, and what waits for somebody, each with the id that `record` wants."""
    ledger, on = overview.ledger, overview.on
    running = running_engagements(ledger, on)
    for label, records in (("work", running), ("open", open_records(ledger, on, overview.limits))):
        for record in records:
            line = record_line(record, ledger, on)
            yield f"{label + ':':<14}{line.word}: {line.text} ({record.id})"


def _timeline(overview: Overview, title: StepTitle) -> Iterator[str]:
    if ahead := still_to_come(overview.ledger, overview.on, title):
        yield ""
        yield "Still to come, and counted from that day on:"
        yield from (f"{when}  {line}" for when, line in ahead[:_TIMELINE])
        if len(ahead) > _TIMELINE:
            yield f"{len(ahead) - _TIMELINE} more"
    dated = timeline(overview.ledger, overview.on, title)
    # An answer on a guided page stands in its decision, and has no words of its own.
    lines = [(when, line) for when, record, line in dated if record.kind != "answer"]
    if lines:
        yield ""
    for when, line in lines[:_TIMELINE]:
        yield f"{when}  {line}"
    if len(lines) > _TIMELINE:
        yield f"{len(lines) - _TIMELINE} more; goodterms show {overview.client.id} --json shows all"
