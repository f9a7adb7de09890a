"""Two windows on one file decide about the same client: one decision, and a sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage.settings.settings import Settings
from storage.store import Store
from tests.tui.guided import CHANGE, creeping, decide, in_danger, reach
from tests.tui.stage import TODAY, Stage, now, record, stage
from tests.ways import decided, typed_on
from triage.changes import ChangeSet, Put
from triage.playbook.decide.commit import CommittedDecision
from triage.records import Record
from tui.clients.screen import ClientsScreen
from tui.decide.checklist_screen import ChecklistScreen, PointKey
from tui.decide.flow import DecisionFlow
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.screen import DecideScreen
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

ASK_FIRST = {"cause": "not_known", "ask": "no"}
"""Leads to a decision after which the same question comes again."""


@asynccontextmanager
async def two(db: Path, *records: Record) -> AsyncIterator[tuple[Stage, Workspace]]:
    """A window, and the workspace of another one."""
    async with stage(db, *records) as on:
        other = Workspace(
            db, today=TODAY, now=now, configuration=Configuration(settings=Settings())
        )
        other.reload()
        yield on, other
        other.close()


def decide_in(workspace: Workspace, screen: str, **answers: str) -> CommittedDecision:
    """A whole decision as the other window makes it, from what is kept already."""
    guide = DecisionFlow(workspace, "north", screen)
    for typed in typed_on(guide.view(), decided, answers):
        workspace.apply(guide.answer(guide.view(), typed))
    taken = guide.take({})
    workspace.apply(taken.changes)
    return taken


@pytest.mark.parametrize("answers", [CHANGE, ASK_FIRST], ids=["decided", "asked again"])
async def test_at_the_same_moment_one_is_stored_and_the_other_is_told(
    db: Path, answers: Mapping[str, str]
) -> None:
    async with two(db, *creeping()) as (on, other):
        on.app.push_screen(DecideScreen("north", screen="adapt"))
        await on.settle()
        await decide(on, **answers)
        other.reload()
        theirs = decide_in(other, "adapt", **answers)
        await on.press("ctrl+s")
        assert "No second decision was saved" in on.toast
        ledger = on.store.ledger("north")
        assert [decision.id for decision in ledger.decision] == [theirs.decision.id]
        assert len(ledger.action) == 1
        assert isinstance(on.app.screen, ClientsScreen)


async def test_decided_elsewhere_while_one_still_answers(db: Path) -> None:
    async with two(db, *creeping()) as (on, other):
        await on.press("d")
        await reach(on, "essence", cause="1")
        theirs = decide_in(other, "adapt", **CHANGE)
        on.app._look_for_other_writers()
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
        assert "No second decision was saved" in on.toast
        assert [d.id for d in on.store.ledger("north").decision] == [theirs.decision.id]


async def test_another_page_of_the_same_client_goes_on(db: Path) -> None:
    async with two(db, *in_danger()) as (on, other):
        on.app.push_screen(DecideScreen("north", screen="later"))
        await on.settle()
        decide_in(other, "watch", real="no", quirk="no")
        on.app._look_for_other_writers()
        await on.settle()
        assert isinstance(on.app.screen, DecideScreen)
        await decide(on, what="check_in", okay="yes")
        await on.press("ctrl+s")
        assert {d.screen for d in on.store.ledger("north").decision} == {"watch", "later"}


async def test_how_it_went_is_said_once(db: Path) -> None:
    async with two(db, *creeping()) as (on, other):
        decide_in(other, "adapt", **CHANGE)
        on.app.workspace.reload()
        on.app.push_screen(OutcomeScreen("north"))
        await on.settle()
        running = on.app.workspace.book.ledgers["north"].attempt[0]
        with Store.open(db, now=now) as third:
            ended = record(
                "attempt",
                running.id,
                screen="adapt",
                on="2026-03-13",
                taken_on="2026-03-13",
                outcome="failed",
                outcome_on="2026-03-13",
            )
            third.apply("Elsewhere", [Put(ended)])
        await on.press("1")
        assert "Your change was not saved" in on.toast
        assert on.store.ledger("north").attempt[0].outcome == "failed"
        assert on.items() == ["decide", "pass"], "the next step is asked about"


async def test_a_point_ticked_in_both_windows(db: Path) -> None:
    async with two(db, *creeping()) as (on, other):
        on.app.push_screen(ChecklistScreen("north"))
        await on.settle()
        point = record("checklist", "x", list="closing", n=1, on="2026-03-13", state="na", text="t")
        other.apply(ChangeSet("Elsewhere", (Put(point),)))
        await on.press("down", "space")
        states = {point.n: point.state for point in on.store.ledger("north").checklist}
        assert states == {1: "na", 2: "done"}
        assert on.drawn(PointKey(1)).startswith("1 n/a")
