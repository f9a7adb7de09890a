"""What changes in another window while a guided page is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from storage.store import Store
from tests.tui.decide.pages import open_decide
from tests.tui.guided import (
    KNOWN,
    asked,
    creeping,
    flow,
    reach,
)
from tests.tui.stage import Stage, client, event, now, record, stage
from triage.changes import Put, Remove
from triage.playbook.ask.fact_lines import FactLine
from triage.records import Answer
from tui.client.screen import ClientScreen
from tui.clients.screen import ClientsScreen
from tui.decide.screen import DecideScreen


def drawn(on: Stage, facts: Sequence[FactLine]) -> bool:
    """Whether the facts above the question are these."""
    return all(" ".join(fact.text.split()) in on.words("#guide-facts") for fact in facts)


# --- meanwhile, in another window ---------------------------------------------------------------


async def test_a_client_taken_out_meanwhile_is_said(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("enter", "d")
        await reach(on, "essence")
        assert isinstance(on.app.screen, DecideScreen)
        with Store.open(db, now=now) as other:
            gone = list(other.records("north"))
            other.apply("Gone", [Remove(r.kind, r.id) for r in reversed(gone)])
        await on.press("1")
        assert "deleted" in on.toast or "Nothing was saved" in on.toast
        on.app._look_for_other_writers()
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)


async def test_a_client_taken_out_before_the_answer_ends_the_decision(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("enter", "d")
        await reach(on, "essence")
        with Store.open(db, now=now) as other:
            gone = list(other.records("north"))
            other.apply("Gone", [Remove(r.kind, r.id) for r in reversed(gone)])
        on.app._look_for_other_writers()
        await on.settle()
        assert "deleted" in on.toast
        assert isinstance(on.app.screen, ClientsScreen)


async def test_facts_that_change_meanwhile_are_shown(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "essence")
        before = flow(on).view().facts
        assert drawn(on, before)
        more = event("r9", "request", "2026-03-12", outcome="absorbed")
        with Store.open(db, now=now) as other:
            other.apply("One more", [Put(more)])
        on.app._look_for_other_writers()
        await on.settle()
        facts = flow(on).view().facts
        assert facts != before and drawn(on, facts)
        assert asked(on) == ("adapt", "essence")


async def test_an_answer_the_playbook_does_not_know_is_left_out(db: Path) -> None:
    attempt = record("attempt", "a1", screen="adapt", on="2026-03-12")
    odd = Answer(
        id="a1/cause",
        client="north",
        attempt="a1",
        screen="adapt",
        question="cause",
        on=now().date(),
        value="no_such_answer",
        ask="?",
        playbook="older 0",
    )
    async with stage(db, *creeping(), attempt, odd) as on:
        await open_decide(on)
        await reach(on, "cause")


async def test_note_and_log_come_back_to_the_same_question(db: Path) -> None:
    async with stage(db, client(**KNOWN), *creeping()[1:]) as on:
        on.app.push_screen(ClientScreen("north"))
        await on.settle()
        await on.press("d")
        await reach(on, "essence")
        await on.press("l", "8")
        assert asked(on) == ("adapt", "essence")
        assert any(e.what == "thanks" for e in on.store.ledger("north").event)
