"""Which keys a card offers, and that the others say why they do nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.triage.review.lives import event
from tests.tui.review_stage import (
    flow,
    last_review,
    no_shows,
    press,
    rough,
    sitting,
    steady,
    step,
    verdicts,
)
from tests.tui.stage import TODAY, client
from triage.records import Attempt, Invoice, Record
from tui.client.screen import ClientScreen
from tui.decide.checklist_screen import ChecklistScreen
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.screen import DecideScreen
from tui.review.screen import ReviewScreen
from tui.review.wording import CLIENT, leads_to, progress, ways
from tui.ui.keybar import KeyBar


async def test_a_stop_offers_only_what_can_act_there(db: Path) -> None:
    danger = [*steady("danger"), event("danger", "incident", 1, type="threat")]
    async with sitting(db, [*danger, last_review()]) as on:
        assert flow(on).overview.verdict == "stop"
        assert [way.action for way in ways(flow(on))] == ["enter"]
        for key in ("full_stop", "z", "space", "tab", "7"):
            await press(on, key)
            assert isinstance(on.app.screen, ReviewScreen) and on.words("#review-remark"), key
        assert verdicts(on) == {}
        await press(on, "enter")
        assert isinstance(on.app.screen, DecideScreen)


@pytest.mark.parametrize("key", ["enter", "c"])
async def test_a_goodbye_is_gone_on_with_from_its_card(db: Path, key: str) -> None:
    door = Attempt(
        id="stop",
        client="gone",
        screen="safety",
        on=TODAY - timedelta(days=3),
        taken_on=TODAY - timedelta(days=3),
        review_by=TODAY - timedelta(days=2),
    )
    insult = event("gone", "message_in", 4, tone=-2)
    ended = client("Gone", "gone", state="closing", ended_by="safety")
    records = [ended, *(r for r in steady("gone") if r.kind != "client"), insult, door]
    async with sitting(db, [*records, last_review()]) as on:
        assert "checklist" in ways(flow(on))[0].words
        await press(on, key)
        assert isinstance(on.app.screen, ChecklistScreen)
        await press(on, "space", "escape")
        assert isinstance(on.app.screen, ReviewScreen)
        assert [point.state for point in on.store.ledger("gone").checklist] == ["done"]


async def test_the_page_for_waiting_is_no_second_advice_beside_what_is_to_be_done(
    db: Path,
) -> None:
    issued, due = TODAY - timedelta(days=33), TODAY - timedelta(days=3)
    bill = Invoice(id="late", client="a", issued=issued, due=due, amount=Decimal(900))
    async with sitting(db, [*steady("a"), bill, last_review()]) as on:
        action = flow(on).overview.next_action
        assert action is not None and (action.screen, action.due) == ("watch", TODAY)
        title = on.app.workspace.step_title("watch")
        assert not [way for way in ways(flow(on)) if title in way.words]
        await press(on, "enter")
        assert isinstance(on.app.screen, DecideScreen)


def lives() -> dict[str, list[Record]]:
    """A card of every sort."""
    return {
        "good": [*steady("a"), last_review("a")],
        "act": [*rough(), last_review()],
        "watch": [*steady("mild"), *no_shows("mild"), last_review("mild")],
        "step due": [*steady("mild"), *no_shows("mild"), step("mild", 0), last_review()],
        "step overdue": [*steady("mild"), *no_shows("mild"), step("mild", -2), last_review()],
        "unknown": [client("New", "new", since="2025-01-01")],
        "stop": [*steady("d"), event("d", "incident", 1, type="threat"), last_review()],
    }


KEYS = {"good": "space", "hold": "full_stop", "enter": "enter", "snooze": "z"}


@pytest.mark.parametrize("action", KEYS)
@pytest.mark.parametrize("sort", lives())
async def test_a_key_that_is_shown_works_and_another_says_why_not(
    db: Path, sort: str, action: str
) -> None:
    async with sitting(db, lives()[sort]) as on:
        if flow(on).is_batch:
            await press(on, "tab")
        offered = {way.action for way in ways(flow(on))}
        assert "enter" in offered
        card = on.app.screen
        assert isinstance(card, ReviewScreen)
        await press(on, KEYS[action])
        acted = on.app.screen is not card or bool(verdicts(on))
        assert acted is (action in offered)
        assert acted or on.words("#review-remark"), "it does nothing and does not say why"


async def test_one_who_waits_is_one_other(db: Path) -> None:
    async with sitting(db, [client(f"New {n}", f"new{n}") for n in range(4)]) as on:
        assert flow(on).queue.waiting == 1
        words = progress(flow(on), "unicode", 100)
        assert "1 other can wait" in words
        assert " of " not in words, "who waits may come in: no total is known"


async def test_a_total_that_is_shown_does_not_grow_while_the_question_is_answered(db: Path) -> None:
    """In a first review the good ones wait, until nobody else is left to ask about."""
    rough_start = client("New", "new", not_tracked=["hours", "money", "contact"])
    async with sitting(db, [rough_start, *steady("b")]) as on:
        totals = [flow(on).total if " of " in progress(flow(on), "unicode", 100) else None]
        await press(on, "4")
        totals.append(flow(on).total if " of " in progress(flow(on), "unicode", 100) else None)
        known = [total for total in totals if total is not None]
        assert len(set(known)) <= 1


async def test_a_good_client_whose_step_is_to_be_looked_at_is_first_asked_how_it_went(
    db: Path,
) -> None:
    async with sitting(db, [*steady("calm"), step("calm", 0), last_review("calm")]) as on:
        assert flow(on).overview.verdict == "good" and leads_to(flow(on))[0] == "outcome"
        assert [way.action for way in ways(flow(on))][:2] == ["enter", "good"]
        await press(on, "enter")
        assert isinstance(on.app.screen, OutcomeScreen)
        await press(on, "1")
        assert verdicts(on) == {"calm": "decided"}


async def test_enter_opens_a_good_client_with_whom_nothing_is_to_be_done(db: Path) -> None:
    async with sitting(db, [*steady("a"), last_review("a")]) as on:
        assert flow(on).overview.verdict == "good" and leads_to(flow(on))[0] == CLIENT
        await press(on, "enter")
        assert isinstance(on.app.screen, ClientScreen)


async def test_every_way_fits_on_a_good_card(db: Path) -> None:
    async with sitting(db, [*steady("calm"), last_review("calm")]) as on:
        shown = ways(flow(on))
        assert shown[0].action == "good" and "next Fri" in shown[0].words
        assert all(way.words in on.lines[-2] for way in shown)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("sort", lives())
async def test_no_way_out_of_a_card_is_left_out_of_its_row(db: Path, sort: str, width: int) -> None:
    async with sitting(db, lives()[sort], size=(width, 24)) as on:
        row = on.app.screen.query_one("#review-ways", KeyBar)
        offered = [way.action for way in ways(flow(on))]
        assert [action for _, _, action in row._spots] == offered
