"""A new rate asks from which day it holds; a new currency leaves the amounts what they were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tui.forms.on_stage import fill, known, north, open_form
from tests.tui.stage import record, stage
from triage.past_values import ALWAYS
from triage.records import Past
from triage.records.codec import parse
from tui.ui.input_dialog import InputDialog

BEFORE = Decimal(80)


@pytest.mark.parametrize(
    ("typed", "past"),
    [
        ("", (Past(until=date(2026, 3, 12), value=BEFORE),)),
        ("2026-03-01", (Past(until=date(2026, 2, 28), value=BEFORE),)),
        (ALWAYS, ()),
    ],
)
async def test_a_new_rate_asks_from_which_day(db: Path, typed: str, past: tuple[Past, ...]) -> None:
    async with stage(db, known(rate="80.00")) as on:
        await open_form(on, "client", "north", north(on))
        await fill(on, "rate", "90")
        await on.press("ctrl+s")
        assert isinstance(on.app.screen, InputDialog)
        await on.type(typed)
        await on.press("enter")
        assert (north(on).rate, north(on).past_rates) == (Decimal(90), past)


async def test_leaving_the_question_saves_nothing_and_keeps_the_form(db: Path) -> None:
    async with stage(db, known(rate="80.00")) as on:
        form = await open_form(on, "client", "north", north(on))
        await fill(on, "rate", "90")
        await on.press("ctrl+s", "escape")
        assert on.app.screen is form and north(on).rate == BEFORE


async def test_a_first_rate_is_not_asked_about(db: Path) -> None:
    newly = parse({"kind": "client", "id": "north", "name": "North"})
    async with stage(db, newly) as on:
        await open_form(on, "client", "north", north(on))
        await fill(on, "rate", "90")
        await on.press("ctrl+s")
        assert north(on).rate == Decimal(90) and north(on).past_rates == ()


async def test_another_currency_leaves_the_amounts_what_they_were(db: Path) -> None:
    bill = record("invoice", "i", "north", issued="2026-03-01", due="2026-03-15", amount="900.00")
    async with stage(db, known(rate="80.00"), bill) as on:
        await open_form(on, "client", "north", north(on))
        await fill(on, "currency", "USD")
        await on.press("ctrl+s", "enter")
        assert (north(on).currency, north(on).rate) == ("USD", None)
        assert north(on).past_rates[0].value == BEFORE
        assert on.store.ledger("north").invoice[0].currency == "EUR"
        await on.press("u")
        assert on.store.ledger("north").invoice[0].currency is None
