"""The figures beside a verdict, as lines of screen text: rate, money owed, last talk, good column.

The card of the Clients list and the Client screen show the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from textual.content import Content

from triage.clients.overview import Overview
from triage.clients.portfolio import effective_rate
from triage.health import Facts, income_mark
from triage.money import amount_text
from triage.playbook.state.agreed_terms import agreed_rate
from triage.records import Client
from tui.client.chart import FLOOR, chart, sparkline
from tui.wording.formatting import count, day
from tui.wording.last_contact import said_of_contact
from tui.wording.safe_text import hanging
from tui.wording.screen_lines import LABEL, NOT_TRACKED

OTHER_GAINS = ("learning", "portfolio")
"""Tags that name what else a client is good for: more than money is exchanged."""
_AMOUNT = 8
"""Columns that amounts stand at the right end of, where each figure has one line."""
_MARKS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its label, what is said beside it, and the lines of a chart below."""

    label: str
    text: Content
    chart: tuple[Content, ...] = ()


def figure_lines(overview: Overview, glyphs: str, share: float | None = None) -> list[Content]:
    """Rate, overdue, talked, good column; facts that are not tracked say so. One line each."""
    return [
        Content.assemble((f"{figure.label:<{LABEL}}", "$quiet"), figure.text)
        for figure in figures(overview, glyphs, share)
    ]


def figure_block(
    overview: Overview, glyphs: str, share: float | None, width: int, rows: int = 3
) -> list[Content]:
    """The same in `width` columns, nothing cut, with the weeks as a chart of some rows."""
    lines: list[Content] = []
    for figure in figures(overview, glyphs, share, chart_rows=rows):
        label = Content.styled(f"{figure.label:<{LABEL}}", "$quiet")
        lines.append(hanging(label, figure.text, width))
        lines += [Content.assemble(" " * LABEL, line) for line in figure.chart]
    return lines


def figures(
    overview: Overview, glyphs: str, share: float | None = None, *, chart_rows: int = 0
) -> list[Figure]:
    """The figures; without rows for a chart the weeks stand in the line of the rate."""
    facts, client, off = overview.facts, overview.client, overview.health.not_tracked
    shown = [
        _rate(overview, glyphs, chart_rows),
        *_agreed(overview),
        Figure("overdue", _owed(facts, client, 0 if chart_rows else _AMOUNT))
        if "money" not in off
        else _off("money"),
        Figure("contact", _talked(facts, overview, share)),
    ]
    if "energy" in off:
        shown.append(_off("energy"))
    elif marks := _energy(overview):
        text = Content.assemble(marks, ("  newest first, 1 to 5", "$quiet"))
        shown.append(Figure("energy", text))
    if good := _good(facts, client):
        shown.append(Figure("good", Content(good)))
    return shown


def weeks(overview: Overview, glyphs: str) -> Content:
    """The rate of thirteen weeks in one row, with the floor behind it."""
    return sparkline(overview.facts.weekly_rates, overview.facts.floor, glyphs)


def _off(label: str) -> Figure:
    return Figure(label, Content(NOT_TRACKED))


def _energy(overview: Overview) -> str:
    days = [mark for on, mark in overview.history.energy_days if on <= overview.on]
    return ", ".join(str(mark) for mark in reversed(days[-_MARKS:]))


def _good(facts: Facts, client: Client) -> str:
    """What they give beside money."""
    gains = [
        count(facts.thanks, "thank-you", "thank-yous") if facts.thanks else "",
        count(facts.referrals, "recommendation") if facts.referrals else "",
        *(tag for tag in client.tags if tag in OTHER_GAINS),
    ]
    return ", ".join(filter(None, gains))


def _rate(overview: Overview, glyphs: str, chart_rows: int) -> Figure:
    if "hours" in overview.health.not_tracked:
        return _off("hours")
    facts, client, rate = overview.facts, overview.client, effective_rate(overview)
    known = amount_text(rate, client.currency) if rate is not None else "no hours"
    floor = facts.floor
    least = f"floor {amount_text(floor, client.currency)}" if floor is not None else "no floor set"
    if not chart_rows:
        bars = weeks(overview, glyphs)
        gap = " " if floor is not None else "  "
        return Figure(
            "rate", Content.assemble(f"{known:>{_AMOUNT}} ", bars, (gap + least, "$quiet"))
        )
    lines = chart(facts.weekly_rates, floor, glyphs, chart_rows)
    key = (f"{FLOOR[glyphs]} ", "$accent") if lines and floor is not None else ""
    text = Content.assemble(known, "  ", key, (least, "$quiet"))
    return Figure("rate", text, tuple(lines))


def _agreed(overview: Overview) -> list[Figure]:
    """The rate that is agreed and still to begin."""
    agreed = agreed_rate(overview.client, overview.on)
    if agreed is None or "hours" in overview.health.not_tracked:
        return []
    return [Figure("agreed", Content(agreed.words(overview.client.currency, overview.on)))]


def _owed(facts: Facts, client: Client, columns: int) -> Content:
    """Money of another currency stands beside the client's own, never in one sum with it."""
    own = client.currency.upper()
    sums = facts.overdue_by_currency or ((own, Decimal(0)),)
    only_own = [code for code, _ in sums] == [own]
    words = " + ".join(
        amount_text(money, code) if only_own else f"{amount_text(money, code)} {code}"
        for code, money in sums
    )
    style = "$health-act" if facts.overdue_by_currency else ""
    parts: list[str | tuple[str, str]] = [(f"{words:>{columns}}", style)]
    if facts.usually_pays is not None:
        good, of = facts.paid_on_time
        usual = count(facts.usually_pays, "day")
        parts.append((f"  usually pays in {usual}, {good} of {of} on time", "$quiet"))
    return Content.assemble(*parts)


def _talked(facts: Facts, overview: Overview, share: float | None) -> Content:
    if "contact" in overview.health.not_tracked:
        when = NOT_TRACKED
    elif facts.last_contact is not None:
        when = day(facts.last_contact, overview.on)
    else:
        when = said_of_contact(overview)
    parts: list[str | tuple[str, str]] = [when]
    hours = f"  {facts.hours_28d:.1f} h in 28 days"
    if "hours" not in overview.health.not_tracked:
        parts.append((hours, "$quiet"))
    if share is not None:
        mark = income_mark(share, overview.limits)
        parts.append((f"  {share:.0%} of income", "" if mark else "$quiet"))
    return Content.assemble(*parts)
