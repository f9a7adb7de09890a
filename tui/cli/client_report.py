"""All clients as a text to read or print, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage.earlier_export import CLIENTS_HEADING
from triage.clients.overview import Overview
from triage.terms import flag_term
from tui.cli.timeline import timeline
from tui.wording.formatting import StepTitle, health_word, long_day, shipped_title
from tui.wording.markdown import plain


def paper(clients: list[Overview], on: date, title: StepTitle = shipped_title) -> Iterator[str]:
    """Line by line: each client with verdict, flags, open questions and timeline."""
    yield f"{CLIENTS_HEADING}{long_day(on)} {on.year}"
    for overview in clients:
        yield ""
        yield f"## {plain(overview.name)}"
        yield ""
        yield f"{health_word(overview.health.health)}, state {plain(overview.client.state)}"
        yield ""
        for flag in overview.health.flags:
            since = overview.since[flag.code]
            yield f"- {flag_term(flag.code)}: {plain(flag.reason)}, since {since}"
        for missing in overview.health.unknown:
            yield f"- not known: {missing.fact}"
        lines = timeline(overview.ledger, overview.on, title)
        if lines:
            yield ""
        for day, _, line in lines:
            yield f"- {day} {plain(str(line))}"
