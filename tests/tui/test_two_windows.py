"""Two windows on one file decide about the same client: one decision, and a sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage.settings import Settings
from storage.store import Store
from tests.tui.guided import LINE, creeping, in_danger
from tests.tui.stage import TODAY, Stage, now, record, stage
from triage.changes import ChangeSet, Put
from triage.playbook.decide.commit import CommittedDecision
from triage.records import Record
from tui.clients.screen import ClientsScreen
from tui.decide.checklist_screen import ChecklistScreen, PointKey
from tui.decide.flow import DecisionFlow
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.screen import DecideScreen
from tui.decide.summary_screen import SummaryScreen
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

ADAPT = ("1", "2", "1", LINE)
ASK_FIRST = ("6", "2")
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


def decide(workspace: Workspace, screen: str, *answers: str) -> CommittedDecision:
    """A whole decision as the other window makes it; what is kept already is answered there too."""
    guide = DecisionFlow(workspace, "north", screen)
    for typed in answers:
        if (view := guide.view()).question is not None:
            workspace.apply(guide.answer(view, typed))
    taken = guide.take({})
    workspace.apply(taken.changes)
    return taken


async def at_the_end(on: Stage, *keys: str) -> None:
    """In this window all is answered, and only the last enter is missing."""
    on.app.push_screen(DecideScreen("north", screen="adapt"))
    await on.settle()
    await on.press(*keys)
    if len(keys) == 3:
        await on.type(LINE)
        await on.press("enter")
    assert isinstance(on.app.screen, SummaryScreen)


@pytest.mark.parametrize("answers", [ADAPT, ASK_FIRST], ids=["decided", "asked again"])
async def test_at_the_same_moment_one_is_stored_and_the_other_is_told(
    db: Path, answers: tuple[str, ...]
) -> None:
    async with two(db, *creeping()) as (on, other):
        await at_the_end(on, *(key for key in answers if key != LINE))
        other.reload()
        theirs = decide(other, "adapt", *answers)
        await on.press("ctrl+s")
        assert "Nothing was saved twice" in on.toast
        ledger = on.store.ledger("north")
        assert [decision.id for decision in ledger.decision] == [theirs.decision.id]
        assert len(ledger.action) == 1
        assert isinstance(on.app.screen, ClientsScreen)


async def test_decided_elsewhere_while_one_still_answers(db: Path) -> None:
    async with two(db, *creeping()) as (on, other):
        await on.press("d", "1")
        theirs = decide(other, "adapt", *ADAPT)
        on.app._look_for_other_writers()
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
        assert "Nothing was saved twice" in on.toast
        assert [d.id for d in on.store.ledger("north").decision] == [theirs.decision.id]


async def test_another_page_of_the_same_client_goes_on(db: Path) -> None:
    async with two(db, *in_danger()) as (on, other):
        on.app.push_screen(DecideScreen("north", screen="later"))
        await on.settle()
        decide(other, "watch", "no", "no")
        on.app._look_for_other_writers()
        await on.settle()
        assert isinstance(on.app.screen, DecideScreen)
        await on.press("1", "1", "ctrl+s")
        assert {d.screen for d in on.store.ledger("north").decision} == {"watch", "later"}


async def test_how_it_went_is_said_once(db: Path) -> None:
    async with two(db, *creeping()) as (on, other):
        decide(other, "adapt", *ADAPT)
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
        assert "stored twice" in on.toast
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
