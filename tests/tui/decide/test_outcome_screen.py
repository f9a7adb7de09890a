"""How a step ended: suggested by its own flag, said by the user."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from pathlib import Path

from tests.tui.guided import CHANGE, asked, creeping, go_to
from tests.tui.stage import Stage, client, record, stage
from triage.records import Attempt, Record
from tui.client.screen import ClientScreen
from tui.clients.screen import ClientsScreen
from tui.decide.answer import AnswerArea
from tui.decide.flow import DecisionFlow
from tui.decide.outcome_screen import OutcomeScreen


async def decided(on: Stage) -> None:
    """Adjust, decided today, and the page that asks how it went."""
    guide = DecisionFlow(on.app.workspace, "north", "adapt")
    for typed in CHANGE:
        guide.answer(guide.view(), typed)
    taken = guide.take({"expect": "two changes at most"})
    on.app.workspace.apply(taken.changes)


async def how_did_it_go(on: Stage) -> None:
    on.app.push_screen(OutcomeScreen("north"))
    await on.settle()


def attempt(on: Stage, screen: str = "adapt") -> Attempt:
    return next(a for a in on.store.ledger("north").attempt if a.screen == screen)


def marked(on: Stage) -> Hashable:
    return on.list.current


def fewer() -> list[Record]:
    """Five changes, of which only three are young enough three weeks later."""
    days = ["2026-02-25", "2026-02-26", "2026-03-06", "2026-03-07", "2026-03-08"]
    return [
        client(),
        *(
            record("event", f"r{n}", what="request", on=day, outcome="absorbed")
            for n, day in enumerate(days)
        ),
    ]


async def test_o_asks_beside_what_was_expected_and_what_the_flag_says(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on)
        await go_to(on, "2026-04-20")
        on.app.push_screen(ClientScreen("north"))
        await on.settle()
        await on.press("O")
        facts = on.words("#guide-facts")
        assert "expected two changes at most" in facts
        assert "decided 13 Mar: Make the change you named" in facts
        assert "According to the records: it worked. Scope creep is gone." in on.words("#guide-ask")
        assert marked(on) == "worked"
        await on.press("enter")
        assert isinstance(on.app.screen, ClientScreen)
        assert (attempt(on).outcome, attempt(on).outcome_on) == ("worked", on.app.workspace.today)
        await on.press("u")
        assert attempt(on).outcome is None


async def test_the_user_says_and_the_machine_never_decides(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on)
        await how_did_it_go(on)
        assert marked(on) == "failed"
        assert on.items() == ["worked", "partly", "failed"]
        await on.press("2")
        assert attempt(on).outcome == "partly"


async def test_more_time_is_given_once(db: Path) -> None:
    async with stage(db, *fewer()) as on:
        await decided(on)
        await go_to(on, "2026-03-27")
        await how_did_it_go(on)
        assert marked(on) == "partly"
        assert on.items() == ["worked", "partly", "failed", "extend"]
        await on.press("4")
        assert isinstance(on.app.screen, ClientsScreen)
        assert attempt(on).outcome is None
        assert attempt(on).review_by == date(2026, 4, 10)
        await how_did_it_go(on)
        assert on.items() == ["worked", "partly", "failed"]


async def test_a_step_not_decided_is_passed_by_with_twenty_characters(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await how_did_it_go(on)
        assert on.items() == ["decide", "pass"]
        await on.press("2")
        await on.type("It is all said")
        await on.press("enter")
        assert on.words("#guide-remark") == "20 characters or more, please; these are 14"
        assert on.store.ledger("north").attempt == ()
        await on.type(" twice")
        await on.press("enter")
        assert isinstance(on.app.screen, ClientsScreen)
        passed_by = attempt(on)
        assert (passed_by.outcome, passed_by.outcome_reason) == ("na", "It is all said twice")


async def test_the_reason_is_a_draft_and_back_leads_to_the_choice(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await how_did_it_go(on)
        await on.press("2")
        await on.type("Half")
        await on.press("up")
        assert on.items() == ["decide", "pass"]
        await on.press("2")
        assert on.app.screen.query_one(AnswerArea).text == "Half"
        await on.press("escape")
        assert on.store.draft("outcome:north:adapt") == "Half"


async def test_the_next_step_can_be_opened_from_here(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await how_did_it_go(on)
        await on.press("1")
        assert asked(on) == ("adapt", "cause")


async def test_a_client_gone_meanwhile_is_said(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        on.app.push_screen(OutcomeScreen("nobody"))
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.toast == "This client no longer exists."
