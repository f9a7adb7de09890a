"""Portfolio, and what would be without one client."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from storage.settings.file import load_settings
from storage.settings.settings import Settings
from storage.store import Store
from tests.tui.guided import reach_choice
from tests.tui.stage import TODAY, Stage, client, event, fill, now, record, stage
from triage.clients.overview import overviews
from triage.clients.portfolio import holdings
from triage.limits import Limits
from triage.records import Record
from tui.client.screen import ClientScreen
from tui.decide.checklist_screen import ChecklistScreen
from tui.decide.gate_screen import GateScreen
from tui.decide.screen import DecideScreen
from tui.overview.portfolio_lines import columns, holding_items
from tui.overview.portfolio_screen import PortfolioScreen
from tui.overview.what_if_screen import WhatIfScreen
from tui.ui.input_dialog import InputDialog
from tui.ui.line_keys import ClientKey

QUIET = ["hours", "money", "contact", "energy"]
MONEY_NEEDED = Settings(monthly_costs=Decimal(3000), savings=Decimal(0))
POOR = Settings(monthly_costs=Decimal(4000), savings=Decimal(1000))


def life(name: str, id_: str, paid: int, minutes: int = 600, **fields: Any) -> list[Record]:
    day = "2026-03-03"
    return [
        client(name, id_, **{"not_tracked": ["contact", "energy"], **fields}),
        record("invoice", f"i{id_}", id_, issued=day, due=day, amount=f"{paid}.00"),
        record("payment", f"p{id_}", invoice=f"i{id_}", on=day, amount=f"{paid}.00"),
        record("time", f"t{id_}", id_, on=day, minutes=minutes),
    ]


BIG, SMALL = life("Big Ltd", "big", 9000, 1800), life("Small & Co", "small", 3000)


def row(on: Stage, name: str) -> str:
    return next(line for key in on.items() if name in (line := on.drawn(key)))


async def test_shares_hours_rates_and_how_they_pay_side_by_side(db: Path) -> None:
    async with stage(db, *SMALL, *BIG) as on:
        await on.press("p")
        assert isinstance(on.app.screen, PortfolioScreen)
        assert "ongoing income: 12,175.00 EUR a month" in on.lines[0]
        note = on.words("#portfolio-note")
        assert "Share of what was paid in the last 180 days" in note
        assert "paid in those 180 days" in note
        assert row(on, "Big Ltd").startswith("✓ Big Ltd 75% ━")
        assert row(on, "Big Ltd").endswith("30.0 75.00 ━━━━╋━ 0 of 1")
        assert row(on, "Small & Co").startswith("✓ Small & Co 25% ━")
        assert on.items() == [ClientKey("big"), ClientKey("small")]


async def test_a_bar_reaches_a_mark_when_the_share_does(db: Path) -> None:
    async with stage(db, *SMALL, *BIG) as on:
        await on.press("p")
        assert "╋" in row(on, "Small & Co").split("10.0")[0]
        assert row(on, "Big Ltd").split("30.0")[0].strip().endswith("›")


async def test_a_rate_under_the_least_does_not_reach_its_mark(db: Path) -> None:
    cheap = life("Cheap", "cheap", 1000, rate="49.90", floor="50.00")
    async with stage(db, *cheap) as on:
        await on.press("p")
        assert row(on, "Cheap").endswith("49.90 ━━━ │ 0 of 1")


async def test_signs_of_a_terminal_that_knows_letters_only(db: Path) -> None:
    async with stage(db, *BIG, settings=Settings(glyphs="ascii")) as on:
        await on.press("p")
        assert all(ord(sign) < 128 for sign in row(on, "Big Ltd"))


async def test_what_cannot_be_compared_says_so(db: Path) -> None:
    dollars = life("Dollar Inc", "usd", 5000, currency="USD")
    async with stage(db, *SMALL, *dollars) as on:
        await on.press("p")
        assert "not known" in row(on, "Dollar Inc")
        assert "no exchange rate for USD" in on.words("#portfolio-note")


async def test_income_of_those_who_ended_is_named(db: Path) -> None:
    ended = life("Gone", "gone", 3000, closed_on="2026-03-10", ended_by="us")
    async with stage(db, *SMALL, *ended) as on:
        await on.press("p")
        assert "50% came from past clients" in on.words("#portfolio-note")


async def test_nobody_to_compare(db: Path) -> None:
    async with stage(db, client("Gone", closed_on="2026-01-01", ended_by="us")) as on:
        await on.press("p", "enter")
        assert on.toast == "There is no client here yet."


async def test_o_opens_and_p_goes_back(db: Path) -> None:
    async with stage(db, *BIG) as on:
        await on.press("p", "right")
        assert isinstance(on.app.screen, ClientScreen)
        await on.press("escape", "p")
        assert not isinstance(on.app.screen, PortfolioScreen)


# --- what if ----------------------------------------------------------------------------


async def test_the_figures_without_one_client(db: Path) -> None:
    async with stage(db, *BIG, *SMALL, settings=MONEY_NEEDED) as on:
        await on.press("p", "enter")
        assert isinstance(on.app.screen, WhatIfScreen)
        for figure in ("9,131.25 EUR", "3,043.75 EUR", "43.75 EUR", "30.0 h"):
            assert figure in on.words("#what-if-facts"), figure
        assert "of the ongoing income left: Small & Co 100%" in on.words("#what-if-facts")
        assert on.items() == ["renegotiate", "redirect", "part", "again"]


async def test_what_does_not_fit_leads_to_gentler_ways(db: Path) -> None:
    async with stage(db, *BIG, *SMALL, settings=POOR) as on:
        await on.press("p", "enter")
        for figure in ("1.0 months", "956.25 EUR"):
            assert figure in on.words("#what-if-facts"), figure
        assert on.items() == ["renegotiate", "redirect", "prepare", "again"]


@pytest.mark.parametrize(
    ("key", "opens"),
    [("1", (DecideScreen, GateScreen)), ("2", (DecideScreen, GateScreen)), ("3", ChecklistScreen)],
)
async def test_the_gentler_ways_open(db: Path, key: str, opens: type) -> None:
    async with stage(db, *BIG, *SMALL, settings=POOR) as on:
        await on.press("p", "enter", key)
        assert isinstance(on.app.screen, opens)


async def test_a_day_to_look_again_stands_on_the_agenda(db: Path) -> None:
    async with stage(db, *BIG, *SMALL, settings=POOR) as on:
        await on.press("p", "enter", "4", "enter")
        assert on.toast == "You will check again on Fri 10 Apr. u to undo"
        assert isinstance(on.app.screen, PortfolioScreen)
        await on.press("escape", "t")
        (due,) = on.items()
        assert on.drawn(due).startswith("10 Apr to do Big Ltd")


async def test_a_day_that_is_past_is_not_taken(db: Path) -> None:
    async with stage(db, *BIG, settings=POOR) as on:
        await on.press("p", "enter", "4")
        on.app.screen.query_one("#ask-input", Input).value = "2026-03-13"
        await on.press("enter")
        assert isinstance(on.app.screen, InputDialog), "asked again"
        assert on.store.ledger("big").action == ()


async def test_costs_and_savings_are_asked_once_and_kept(db: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    async with stage(db, *BIG, *SMALL, settings_file=settings) as on:
        await on.press("p", "enter")
        assert isinstance(on.app.screen, InputDialog)
        await on.type("4000")
        await on.press("enter")
        assert isinstance(on.app.screen, InputDialog)
        await on.type("6000")
        await on.press("enter")
        assert "6.3 months" in on.words("#what-if-facts")
        await on.press("escape", "enter")
        assert isinstance(on.app.screen, WhatIfScreen)
    kept = load_settings(settings)
    assert (kept.monthly_costs, kept.savings) == (Decimal(4000), Decimal(6000))


async def test_untold_costs_are_left_untold(db: Path, tmp_path: Path) -> None:
    async with stage(db, *BIG, settings_file=tmp_path / "settings.toml") as on:
        await on.press("p", "enter", "escape")
        assert on.items()[2] == "prepare", "nothing known speaks for a goodbye"
        await on.press("escape", "enter")
        assert isinstance(on.app.screen, WhatIfScreen), "asked once is enough"
        await on.press("e")
        assert isinstance(on.app.screen, InputDialog)


async def test_a_sum_that_cannot_be_is_named_and_not_kept(db: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    async with stage(db, *BIG, settings_file=settings) as on:
        await on.press("p", "enter")
        await on.type("-5")
        await on.press("enter")
        assert isinstance(on.app.screen, InputDialog), "asked again"
        assert not settings.exists()


async def test_a_settings_file_with_a_mistake_is_not_written_over(db: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("glyphs = 'runes'\n", encoding="utf-8")
    async with stage(db, *BIG, settings_file=settings) as on:
        await on.press("p", "enter")
        await on.type("1500")
        await on.press("enter")
        assert "settings.toml:1: glyphs must be one of" in on.toast
    assert settings.read_text(encoding="utf-8") == "glyphs = 'runes'\n"


async def test_a_client_taken_out_elsewhere_leaves_the_page(db: Path) -> None:
    async with stage(db, *SMALL, settings=MONEY_NEEDED) as on:
        await on.press("p", "enter", "u")
        assert not isinstance(on.app.screen, WhatIfScreen)


async def test_marks_of_one_s_own(db: Path) -> None:
    own = Settings(limits=Limits(income_marks=(50,)))
    async with stage(db, *SMALL, *BIG, settings=own) as on:
        await on.press("p")
        assert "The marks at 50%" in on.text


async def test_the_guided_goodbye_has_it_under_p(db: Path) -> None:
    serious = [event("i", "incident", "2026-03-11"), *life("Big Ltd", "north", 9000)]
    async with stage(db, *serious, *SMALL, settings=MONEY_NEEDED) as on:
        on.app.push_screen(DecideScreen("north", screen="part"))
        await on.settle()
        await reach_choice(on)
        assert "what_if" in on.actions()
        await on.press("p")
        assert isinstance(on.app.screen, WhatIfScreen)
        await on.press("3")
        assert isinstance(on.app.screen, DecideScreen), "back to the goodbye that waited below"


async def test_elsewhere_p_says_where_it_is(db: Path) -> None:
    async with stage(db, *BIG, record("event", "i", "big", what="incident", on="2026-03-11")) as on:
        on.app.push_screen(DecideScreen("big", screen="adapt"))
        await on.settle()
        await reach_choice(on)
        assert "what_if" not in on.actions()
        await on.press("p")
        assert "Part ways" in on.toast


def test_no_column_is_narrower_on_a_wider_screen(db: Path) -> None:
    fill(db, [*BIG, *SMALL, *life("A name that goes on for quite a while", "long", 100)])
    with Store.open(db, now=now) as store:
        mix = holdings(overviews(store.book(), TODAY), TODAY, Limits())
    before = columns(mix, 60, Limits(), "unicode")
    for width in range(65, 221, 5):
        at = columns(mix, width, Limits(), "unicode")
        assert at.name >= before.name, width
        assert at.rate_bar >= before.rate_bar, width
        drawn = holding_items(mix, at)[0].text.cell_length
        assert drawn <= max(width, holding_items(mix, before)[0].text.cell_length), width
        before = at
    assert holding_items(mix, before)[0].text.cell_length >= 220 - 4
