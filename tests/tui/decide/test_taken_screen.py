"""After a decision: what was set down, the way on, and one key that takes it all back."""

from __future__ import annotations

from pathlib import Path

from storage.store import Store
from tests.tui.guided import (
    CANNOT,
    CHANGE,
    LINE,
    REASON,
    asked,
    creeping,
    fill_in,
    flow,
    guide_to,
    in_danger,
    send,
)
from tests.tui.stage import Stage, event, now, stage
from triage.changes import Put
from tui.client.screen import ClientScreen
from tui.decide.screen import DecideScreen
from tui.decide.summary_screen import SummaryScreen
from tui.decide.taken_screen import TakenScreen
from tui.messages.screen import MessageScreen


async def taken(on: Stage, screen: str, **answers: str) -> None:
    """The page after a decision, over the client's page."""
    on.app.push_screen(ClientScreen("north"))
    on.app.push_screen(SummaryScreen(guide_to(on, screen, **answers)))
    await on.settle()
    await on.press("ctrl+s")
    assert isinstance(on.app.screen, TakenScreen)


async def test_everything_on_it_is_on_the_disk(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await taken(on, "adapt", **CHANGE)
        for part in (
            "Decided",
            "Make the change you named",
            LINE,
            "Mon carry out the decision",
            "see whether your change",
        ):
            assert part in on.text
        ledger = on.store.ledger("north")
        assert [d.code for d in ledger.decision] == ["CHANGE"]
        assert len(ledger.action) == 1 and {a.question for a in ledger.answer} >= CHANGE.keys()
        assert "u undo" in on.lines[-1] and "esc done" in on.lines[-1]


async def test_u_takes_it_back_and_returns_to_the_client(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        before = list(on.store.records())
        await taken(on, "adapt", **CHANGE)
        await on.press("u")
        assert isinstance(on.app.screen, ClientScreen)
        assert on.toast == "Undone: Adjust: Make the change you named. U to redo"
        assert list(on.store.records()) == before
        await on.press("U")
        assert [d.code for d in on.store.ledger("north").decision] == ["CHANGE"]


async def test_u_never_takes_back_what_somebody_else_wrote_since(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await taken(on, "adapt", **CHANGE)
        with Store.open(db, now=now) as other:
            other.apply("Elsewhere", [Put(event("e9", "thanks"))])
        await on.press("u")
        assert isinstance(on.app.screen, TakenScreen)
        assert "Something else" in on.toast
        ledger = on.store.ledger("north")
        assert len(ledger.decision) == 1 and any(e.id == "e9" for e in ledger.event)


async def test_taken_back_in_another_window_it_is_no_decision_any_more(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await taken(on, "adapt", **CHANGE)
        with Store.open(db, now=now) as other:
            other.undo()
        on.app._look_for_other_writers()
        await on.settle()
        assert isinstance(on.app.screen, ClientScreen)
        assert on.toast == "This decision was undone."


async def test_enter_goes_on_to_the_page_that_comes_next(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        on.app.push_screen(SummaryScreen(guide_to(on, "adapt", **CANNOT)))
        await on.settle()
        await fill_in(on, {"reason": REASON})
        await on.press("ctrl+s")
        assert "next Train; press Enter to open it" in on.text
        await on.press("enter")
        assert isinstance(on.app.screen, DecideScreen)
        assert on.lines[0].startswith(" Train")


async def test_without_a_next_page_enter_is_done(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await taken(on, "adapt", **CHANGE)
        await on.press("enter")
        assert isinstance(on.app.screen, ClientScreen)


async def test_its_message_is_one_key_away(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await taken(on, "watch", real="no", quirk="no")
        await on.press("m")
        assert on.toast == "This decision has no message."
        await on.press("escape")
        await taken(on, "later", what="check_in", okay="yes")
        await on.press("m")
        assert isinstance(on.app.screen, MessageScreen)


async def test_a_message_that_was_sent_is_not_to_be_sent_any_more(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await taken(on, "adapt", cause="not_known", ask="no")
        (decision,) = on.store.ledger("north").decision
        assert decision.template is not None and "carry out" in on.text
        send(on, "north", decision.template, "2026-03-13")
        on.app.records_changed()
        await on.settle()
        assert "done" in on.text and "carry out" not in on.text


async def test_d_shows_a_decision_that_holds_and_begins_anew_on_purpose(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await taken(on, "adapt", **CHANGE)
        assert "decide" not in on.actions()
        await on.press("escape", "d")
        assert isinstance(on.app.screen, TakenScreen)
        assert "Decided today:" in on.text and "Adjust" in on.lines[0] and "decide" in on.actions()
        await on.press("d")
        assert asked(on)[0] == "adapt"
        assert flow(on).earlier_answer("essence") == "fine_and_paid"
        assert len(on.store.ledger("north").decision) == 1
