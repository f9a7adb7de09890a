"""What would be without one client, in lines and one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from textual.content import Content

from triage.clients.monthly_income import LeftOut
from triage.clients.what_if import WhatIfFinding, Without
from triage.health import income_mark
from triage.limits import Limits
from triage.money import amount_text
from triage.terms import value_term
from tui.wording.formatting import count
from tui.wording.safe_text import hanging, safe, short

_LABEL = 15
_MOST_NAMES = 3
_LONG = 24
"""Months from which a runway is only called long."""


def what_if_text(
    gone: Without, names: Mapping[str, str], limits: Limits, change: str, width: int
) -> Content:
    """Everything that is known, a line a fact. `change` = the key that takes costs and savings."""
    lines = [
        hanging(Content.styled(f"{label:<{_LABEL}}", "$quiet"), Content(safe(text)), width)
        for label, text in _facts(gone, names, limits, change)
        if text
    ]
    return Content("\n").join(lines)


def verdict(gone: Without, name: str) -> tuple[str, str]:
    """Whether there is room to decide freely, and what follows from that."""
    if gone.covered:
        sentence = f"There is room: your ongoing income covers your costs without {name}."
        return sentence, "That alone is no reason to end it. Your options:"
    if gone.fits:
        sentence = (
            f"Your ongoing income does not cover your costs without {name}; your savings would."
        )
        return sentence, "Your savings may last until you find someone else. Your options:"
    if gone.fits is None:
        return (
            "Not known yet.",
            "Enter your costs and savings to find out. Your options:",
        )
    sentence = f"You cannot afford to lose {name} yet."
    return sentence, "Your options:"


def _facts(
    gone: Without, names: Mapping[str, str], limits: Limits, change: str
) -> Iterator[tuple[str, str]]:
    yield "income", _income(gone)
    yield "to live on", _costs(gone, change)
    yield "savings last", _runway(gone, change)
    yield "time", _time(gone, limits)
    yield "effective rate", _rate(gone)
    yield "the others", _mix(gone, names, limits)
    yield "not counted", left_out_text(gone.left_out, names)
    yield "linked", _linked(gone)
    yield "a new client", _finding(gone.finding)


def _money(gone: Without, value: Decimal) -> str:
    return f"{amount_text(value, gone.currency)} {gone.currency}"


def _income(gone: Without) -> str:
    rest = f"the others {_money(gone, gone.rest)}, counting only ongoing income"
    if gone.income is None:
        return f"their share is not known (no exchange rate); {rest}"
    return f"{_money(gone, gone.income)} a month from them, {rest}"


def _costs(gone: Without, change: str) -> str:
    costs = "costs not set yet" if gone.costs is None else f"{_money(gone, gone.costs)} a month"
    saved = (
        "savings not set yet" if gone.savings is None else f"savings {_money(gone, gone.savings)}"
    )
    return f"{costs}, {saved}; {change} changes it"


def _runway(gone: Without, change: str) -> str:
    if gone.gap is None:
        return ""
    if gone.gap <= 0:
        spare = _money(gone, -gone.gap)
        return f"not needed: the others cover everything, with {spare} a month to spare"
    missing = f"{_money(gone, gone.gap)} a month would be missing"
    if gone.runway is None:
        return missing
    months = f"{gone.runway:.1f}" if gone.runway < _LONG else f"more than {_LONG}"
    return f"{months} months: {missing}"


def _time(gone: Without, limits: Limits) -> str:
    if not gone.hours:
        return ""
    hours = f"{gone.hours:.1f} h every {limits.window_days} days would be free"
    if gone.refill is None:
        return hours
    return f"{hours}; at the others' rate worth {_money(gone, gone.refill)} a month"


def _rate(gone: Without) -> str:
    if gone.rate_of_rest is None:
        return ""
    others = f"{_money(gone, gone.rate_of_rest)} from the others"
    if gone.rate_with is None:
        return others
    return f"{others}, {_money(gone, gone.rate_with)} with this client included"


def _mix(gone: Without, names: Mapping[str, str], limits: Limits) -> str:
    largest = sorted(gone.shares.items(), key=lambda entry: (-entry[1], names[entry[0]]))
    mix = ", ".join(
        f"{short(names[id_], 24)} {share:.0%}" + (f" (over {mark}%)" if mark else "")
        for id_, share in largest[:_MOST_NAMES]
        for mark in [income_mark(share, limits)]
    )
    # On the page of all clients a share is one of what was paid, theirs and past clients' included.
    return f"of the ongoing income left: {mix}" if mix else ""


def left_out_text(left_out: Mapping[str, LeftOut], names: Mapping[str, str]) -> str:
    """Whose money is not counted on, and why: `Aldridge Farm (resting)`."""
    known = sorted((names[id_], why) for id_, why in left_out.items())
    return ", ".join(f"{short(name, 24)} ({value_term('left_out', why)})" for name, why in known)


def _linked(gone: Without) -> str:
    if not gone.linked:
        return ""
    who = ", ".join(short(name, 24) for name in gone.linked)
    return f"{who}: {_money(gone, gone.linked_income)} a month"


def _finding(finding: WhatIfFinding) -> str:
    months = f"takes about {count(finding.months, 'month')} to find"
    match finding.source:
        case "yours":
            return f"{months} (your setting)"
        case "arrivals":
            seen = count(finding.months_seen, "month")
            return f"{months}: you found {count(finding.came, 'new client')} in {seen}"
        case "default":
            return f"{months} (our default; change it in the settings)"
