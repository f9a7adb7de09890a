"""The favour ledger on the Client screen: what was given without pay, and what it was worth."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from textual.content import Content

from triage.clients.overview import Overview
from triage.money import amount_text
from triage.terms import value_term
from triage.unpaid_work import FreeRequests, RunningGift, favours
from tui.ui.line_keys import RecordKey
from tui.ui.line_list import Item
from tui.wording.formatting import count, day
from tui.wording.record_line import hours
from tui.wording.safe_text import hanging

_LABEL = 15


def favour_items(overview: Overview, width: int) -> Iterator[Item]:
    """Gifts with their cap and end, unbilled hours by kind, and extra work done free."""
    totals = favours(overview.history, overview.on, overview.limits)
    currency = overview.client.currency
    within = f"in {count(totals.days, 'day')}"
    for gift in totals.gifts:
        yield Item(RecordKey.of(gift.gift), _line("goodwill", _gift(gift, within, overview), width))
    if totals.unbilled:
        kinds = ", ".join(
            f"{value_term('work', kind.work)} {hours(kind.minutes)}{_worth(kind.value, currency)}"
            for kind in totals.unbilled
        )
        yield Item(None, _line("not billed", f"{kinds} {within}", width))
    if totals.requests is not None:
        text = _requests(totals.requests, within, currency)
        yield Item(None, _line("extra work", text, width))


def _gift(running: RunningGift, within: str, overview: Overview) -> str:
    gift = running.gift
    return (
        f"{gift.hours_per_month:g} h a month until {day(gift.until, overview.on)}: "
        f"{hours(running.minutes)} of {hours(running.cap)} {within}"
        f"{_worth(running.value, overview.client.currency)}; "
        "put it on the invoice at a 100% discount"
    )


def _requests(free: FreeRequests, within: str, currency: str) -> str:
    text = f"{count(len(free.events), 'change')} unpaid {within}"
    if free.hours:
        text += f": {free.hours.normalize():f} h{_worth(free.value, currency)}"
    if free.unnamed:
        text += f"; {free.unnamed} without hours: press Enter to add them"
    return text


def _worth(value: Decimal | None, currency: str) -> str:
    return "" if value is None else f" (worth {amount_text(value, currency)})"


def _line(label: str, text: str, width: int) -> Content:
    return hanging(Content.styled(f"  {label:<{_LABEL}}", "$quiet"), Content(text), width)
