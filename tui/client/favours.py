"""The favour ledger on the Client screen: what was given without pay, and what it was worth."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from textual.content import Content

from triage.overview import Overview
from triage.unpaid_work import Favours, FreeRequests, RunningGift, favours
from tui.ui.line_list import Item
from tui.wording.formatting import count, day
from tui.wording.labels import value_word
from tui.wording.record_line import amount, hours
from tui.wording.safe_text import hanging

_LABEL = 15


def given_items(one: Overview, width: int) -> Iterator[Item]:
    """Gifts with their cap and end, unbilled hours by kind, and extra work done free."""
    found = favours(one.history, one.on, one.limits)
    currency = one.client.currency
    for gift in found.gifts:
        yield Item(f"record:gift:{gift.gift.id}", _line("gift", _gift(gift, found, one), width))
    if found.unbilled:
        kinds = [
            f"{value_word('work', kind.work)} {hours(kind.minutes)}{_worth(kind.value, currency)}"
            for kind in found.unbilled
        ]
        text = f"{', '.join(kinds)} in {count(found.days, 'day')}"
        yield Item("", _line("not billed", text, width))
    if found.requests is not None:
        yield Item("", _line("extra work", _requests(found.requests, found, one), width))


def _gift(running: RunningGift, found: Favours, one: Overview) -> str:
    gift = running.gift
    given = f"{hours(running.given)} of {hours(running.cap)} in {count(found.days, 'day')}"
    return (
        f"{gift.hours_per_month:g} h a month until {day(gift.until, one.on)}: {given}"
        f"{_worth(running.value, one.client.currency)}; on the invoice, at 100% discount"
    )


def _requests(free: FreeRequests, found: Favours, one: Overview) -> str:
    said = f"{count(len(free.events), 'change')} unpaid in {count(found.days, 'day')}"
    if free.hours:
        said += f": {free.hours.normalize():f} h{_worth(free.value, one.client.currency)}"
    if free.unnamed:
        said += f"; {free.unnamed} without hours, enter on it names them"
    return said


def _worth(value: Decimal | None, currency: str) -> str:
    return "" if value is None else f" (worth {amount(value, currency)})"


def _line(label: str, text: str, width: int) -> Content:
    return hanging(Content.styled(f"  {label:<{_LABEL}}", "$quiet"), Content(text), width)
