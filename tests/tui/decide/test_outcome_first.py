"""Before the next decision it is asked how the last one went."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.screen import Screen

from tests.tui.decide.outcomes import attempt, decided
from tests.tui.guided import asked, creeping, flow, go_to
from tests.tui.stage import client, event, record, stage
from triage.changes import ChangeSet, Put
from triage.records import Attempt, Decision
from tui.client.screen import ClientScreen
from tui.clients.screen import ClientsScreen
from tui.decide.gate_screen import GateScreen
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.screen import DecideScreen
from tui.decide.taken_screen import TakenScreen
from tui.overview.agenda_screen import AgendaScreen
from tui.overview.portfolio_screen import PortfolioScreen


def pages() -> list[Screen[None]]:
    """Those that open a decision: with a key of their own, or through the palette."""
    return [ClientScreen("north"), AgendaScreen(), PortfolioScreen()]


@pytest.mark.parametrize("page", [None, 0, 1, 2])
async def test_when_the_day_has_come_decide_asks_first_how_it_went(
    db: Path, page: int | None
) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on)
        await go_to(on, "2026-04-03")
        if page is not None:
            on.app.push_screen(pages()[page])
            await on.settle()
        await on.press("d")
        assert isinstance(on.app.screen, OutcomeScreen)
        assert on.items()[:3] == ["worked", "partly", "failed"]
        assert on.items()[-1] == "decide"


async def test_before_its_day_and_behind_danger_decide_asks_its_own_questions(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on)
        await go_to(on, "2026-03-20")
        await on.press("d")
        assert isinstance(on.app.screen, TakenScreen)
        await on.press("d")
        assert asked(on)[0] == "adapt"
        await on.press("escape")
        on.app.workspace.apply(ChangeSet("", (Put(event("incident", "incident", "2026-04-03")),)))
        await go_to(on, "2026-04-03")
        await on.press("d")
        assert asked(on)[0] == "safety"


@pytest.mark.parametrize(("key", "outcome"), [("2", "partly"), ("3", "failed")])
async def test_what_did_not_work_leads_on_to_the_next_step(
    db: Path, key: str, outcome: str
) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on)
        await go_to(on, "2026-03-27")
        await on.press("d", key)
        assert attempt(on).outcome == outcome
        assert isinstance(on.app.screen, DecideScreen | GateScreen)
        assert flow(on).view().screen == "train"


async def test_what_worked_leads_back(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on)
        await go_to(on, "2026-03-27")
        await on.press("d", "1")
        assert attempt(on).outcome == "worked"
        assert isinstance(on.app.screen, ClientsScreen)


async def test_one_need_not_say_it_to_decide(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on)
        await go_to(on, "2026-04-03")
        await on.press("d", "end", "enter")
        assert asked(on)[0] == "adapt"
        assert attempt(on).outcome is None


async def test_a_step_that_late_payment_only_counts_is_not_asked_about(db: Path) -> None:
    late = {"number": "1", "issued": "2026-01-01", "due": "2026-01-15"}
    async with stage(db, client(), record("invoice", "i", amount="900.00", **late)) as on:
        counted = Attempt(
            id="a",
            client="north",
            screen="adapt",
            on=date(2026, 3, 1),
            taken_on=date(2026, 3, 1),
            review_by=date(2026, 3, 10),
        )
        by_late = Decision(
            id="d",
            client="north",
            attempt="l",
            screen="late",
            code="REMIND",
            on=date(2026, 3, 1),
            say="Remind them",
            playbook="1",
        )
        on.app.workspace.apply(ChangeSet("", (Put(counted), Put(by_late))))
        on.app.records_changed()
        await on.press("d")
        assert not isinstance(on.app.screen, OutcomeScreen)
