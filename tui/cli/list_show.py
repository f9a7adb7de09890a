"""`clients` and `show`: what is known, as text or as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from tui.cli.command import Command
from tui.cli.output import at_terminal, health_coloured, say, say_json, say_row, table
from tui.cli.session import Session
from tui.wording.formatting import StepTitle, count, day, health_word, own_verdict

if TYPE_CHECKING:
    from triage.overview import Overview

_COLUMNS = (10, 32, 60, 60)
"""Widest verdict, name, reason and next action in the table; JSON cuts nothing."""
_GAPS, _LEAST = 6, 8
"""Blanks between four columns; the least that a column needs to say anything."""
_TIMELINE = 20
"""Lines of the timeline that the text shows; JSON holds all."""


def _clients_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs; always all clients")
    parser.add_argument("--all", action="store_true", help="ended ones too")


def clients(given: argparse.Namespace, session: Session) -> int:
    """All clients, worst first."""
    from triage.overview import overviews, shares

    limits, book = session.limits, session.book()
    found = overviews(book, session.today, limits)
    if given.json:
        from tui.cli.json_views import client_json

        share = shares(book, session.today, limits)
        say_json(
            {
                "as_of": session.today.isoformat(),
                "clients": [client_json(one, share.get(id_)) for id_, one in found.items()],
            }
        )
        return 0
    listed = [one for one in found.values() if given.all or one.health.health != "ended"]
    if listed:
        _say_list(listed, session)
    else:
        say("No clients yet. goodterms add NAME begins, goodterms import FILE reads an export.")
    left_out = len(found) - len(listed)
    if left_out:
        say(f"{count(left_out, 'ended client')} not shown; --all shows them")
    return 0


def _say_list(listed: list[Overview], session: Session) -> None:
    glyphs = session.settings.glyphs
    rows = [
        (
            health_word(one.health.health, glyphs),
            one.client.name,
            one.health.sentence or "",
            next_text(one),
        )
        for one in listed
    ]
    for one, (word, *rest) in zip(listed, table(rows, _widths()), strict=True):
        say_row([health_coloured(word, one.health.health, session.env), *rest])


def _widths() -> tuple[int, ...]:
    """At a terminal the table fits its width: reason and next action share what is left."""
    health, name, *_ = _COLUMNS
    if not at_terminal(sys.stdout):
        return _COLUMNS
    name = min(name, get_terminal_size().columns // 3)
    left = get_terminal_size().columns - health - name - _GAPS
    return health, name, max(_LEAST, left // 2), max(_LEAST, left - left // 2)


def next_text(one: Overview) -> str:
    """The next action with its day in words."""
    action = one.next_action
    if action is None:
        return ""
    when = f" ({day(action.due, one.on)})" if action.due else ""
    return action.text + when


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("client", metavar="CLIENT", help="an id or part of a name")
    parser.add_argument("--json", action="store_true", help="for programs")


def show(given: argparse.Namespace, session: Session) -> int:
    """One client: facts, flags, step, what is to be done, timeline."""
    from triage.overview import overview_of, shares

    with session.store() as store:
        client = store.client(given.client)
        book = store.book()
    one = overview_of(book, client.id, session.today, session.limits)
    share = shares(book, session.today, session.limits).get(client.id)
    if given.json:
        from tui.cli.json_views import show_json

        say_json(show_json(one, share, session.step_title))
    else:
        say(*_lines(one, share, session.settings.glyphs, session.step_title))
    return 0


def _lines(one: Overview, share: float | None, glyphs: str, title: StepTitle) -> Iterator[str]:
    client = one.client
    yield f"{client.name} ({client.id})"
    yield f"{health_word(one.health.health, glyphs)}, state {client.state}, as of {one.on}"
    if one.own is not None:
        reason = f": {one.own.reason}" if one.own.reason else ""
        yield f"  {own_verdict(one.own, one.on)}{reason}"
    for flag in one.health.flags:
        yield f"  {flag.code} {flag.severity}: {flag.reason}, since {one.since[flag.code]}"
    for missing in one.health.unknown:
        yield f"  {missing.fact} not known: {missing.question}"
    for accepted in one.health.accepted:
        yield f"  {accepted.flag} accepted until {accepted.until}: {accepted.reason or ''}"
    for fact in one.health.not_tracked:
        yield f"  {fact}: not tracked, your choice"
    yield ""
    yield from (f"{name + ':':<14}{text}" for name, text in _facts(one, share))
    yield from _open(one)
    yield from _timeline(one, title)


def _facts(one: Overview, share: float | None) -> Iterator[tuple[str, str]]:
    from tui.cli.json_views import facts_json

    facts, currency = facts_json(one, share), one.client.currency
    rate = f"{facts['rate_28d']} {currency} an hour" if facts["rate_28d"] else "not known"
    yield "rate", f"{rate} over 28 days, floor {facts['floor'] or 'not set'}"
    if facts["hours_28d"] is not None:
        yield "hours", f"{facts['hours_28d']:g} in 28 days"
    if facts["overdue"] is not None:
        yield "overdue", f"{facts['overdue']} {currency}"
    if facts["usually_pays_days"] is not None:
        yield "pays", f"usually in {count(facts['usually_pays_days'], 'day')}"
    yield "last talked", facts["last_contact"] or "not known"
    if share is not None:
        yield "income share", f"{share:.0%} of the last 180 days"
    if one.step is not None:
        until = f", look again by {one.step.review_by}" if one.step.review_by else ""
        yield "step", f"{one.step.code} since {one.step.entered}{until}"
    if one.next_action is not None:
        yield "next", next_text(one)


def _open(one: Overview) -> Iterator[str]:
    """Engagements that run, and what waits for somebody, each with the id that `record` wants."""
    from triage.open_items import open_records
    from tui.wording.record_line import record_line

    ledger, on = one.ledger, one.on
    running = [e for e in ledger.engagement if e.start <= on and (e.end is None or on < e.end)]
    for label, records in (("work", running), ("open", open_records(ledger, on))):
        for record in records:
            line = record_line(record, ledger, on)
            yield f"{label + ':':<14}{line.word}: {line.text} ({record.id})"


def _timeline(one: Overview, title: StepTitle) -> Iterator[str]:
    from tui.cli.timeline import timeline

    lines = timeline(one.ledger, one.on, title)
    if lines:
        yield ""
    for line in lines[:_TIMELINE]:
        yield f"{line.on}  {line.text}"
    if len(lines) > _TIMELINE:
        yield f"{len(lines) - _TIMELINE} more; goodterms show {one.client.id} --json holds all"


COMMANDS: Mapping[str, Command] = {
    "clients": Command(_clients_arguments, clients),
    "show": Command(_show_arguments, show),
}
