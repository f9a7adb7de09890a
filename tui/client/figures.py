"""The figures beside a verdict, as lines of screen text: rate, money owed, last talk, good column.

The card of the Clients list and the Client screen show the same lines.
"""

from __future__ import annotations

from decimal import Decimal

from textual.content import Content

from triage.health import Facts, income_mark
from triage.overview import Overview
from triage.records import Client
from tui.wording.formatting import count, day
from tui.wording.record_line import amount

LABEL = 8
"""Columns of the label before a figure."""
OTHER_GAINS = ("learning", "portfolio")
"""Tags that name what else a client is good for: more than money is exchanged."""
_MARKS = 3
_BY_CHOICE = "not tracked, your choice"
_BARS = {"unicode": "▁▂▃▄▅▆▇█", "ascii": "_.-=+*#@"}


def sparkline(rates: tuple[Decimal | None, ...], floor: Decimal | None, glyphs: str) -> Content:
    """One bar a week, from nought up; weeks under the floor in the colour of watch."""
    top = max((rate for rate in rates if rate), default=Decimal(0))
    if floor is not None:
        top = max(top, floor)
    bars = _BARS[glyphs]
    parts: list[tuple[str, str]] = []
    for rate in rates:
        if rate is None or not top:
            parts.append(("·" if glyphs == "unicode" else " ", "$rule"))
            continue
        height = int(rate / top * (len(bars) - 3))  # room above: an even rate is no ceiling
        low = floor is not None and rate < floor
        parts.append((bars[height], "$health-watch" if low else "$quiet"))
    return Content.assemble(*parts)


def figure_lines(overview: Overview, glyphs: str, share: float | None = None) -> list[Content]:
    """Rate, overdue, talked, good column; facts that are not tracked say so."""
    facts, client = overview.facts, overview.client
    lines = [
        _rate(facts, client, overview.health.not_tracked, glyphs),
        _owed(facts, client, overview.health.not_tracked),
        _talked(facts, overview, share),
    ]
    if "energy" in overview.health.not_tracked:
        lines.append(_line("energy", _BY_CHOICE))
    elif marks := _energy(overview):
        lines.append(_line("energy", marks, ("  newest first, of 5", "$quiet")))
    if good := _good(facts, client):
        lines.append(_line("good", good))
    return lines


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


def _line(label: str, *parts: str | tuple[str, str] | Content) -> Content:
    return Content.assemble((f"{label:<{LABEL}}", "$quiet"), *parts)


def _rate(facts: Facts, client: Client, not_tracked: tuple[str, ...], glyphs: str) -> Content:
    if "hours" in not_tracked:
        return _line("hours", _BY_CHOICE)
    rate = facts.rate_91d if client.earns == "invoices" else facts.rate_28d
    shown = f"{amount(rate, client.currency):>8}" if rate is not None else f"{'no hours':>8}"
    floor = (
        (f"  floor {amount(facts.floor, client.currency)}", "$quiet")
        if facts.floor is not None
        else ("  no floor set", "$quiet")
    )
    bars = sparkline(facts.weekly_rates, facts.floor, glyphs)
    return _line("rate", shown, " ", bars, floor)


def _owed(facts: Facts, client: Client, not_tracked: tuple[str, ...]) -> Content:
    if "money" in not_tracked:
        return _line("money", _BY_CHOICE)
    style = "$health-act" if facts.overdue else ""
    parts: list[str | tuple[str, str]] = [(f"{amount(facts.overdue, client.currency):>8}", style)]
    if facts.usually_pays_days is not None:
        good, of = facts.paid_on_time
        usual = count(round(facts.usually_pays_days), "day")
        parts.append((f"  pays in {usual}, {good} of {of} on time", "$quiet"))
    return _line("overdue", *parts)


def _talked(facts: Facts, overview: Overview, share: float | None) -> Content:
    if "contact" in overview.health.not_tracked:
        when = _BY_CHOICE
    else:
        when = day(facts.last_contact, overview.on) if facts.last_contact else "not known"
    parts: list[str | tuple[str, str]] = [when]
    hours = f"  {facts.hours_28d:.1f} h in 28 days"
    if "hours" not in overview.health.not_tracked:
        parts.append((hours, "$quiet"))
    if share is not None:
        mark = income_mark(share, overview.limits)
        parts.append((f"  {share:.0%} of income", "" if mark else "$quiet"))
    return _line("contact", *parts)
