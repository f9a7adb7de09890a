"""A danger that was decided on: its card asks one thing, and never the whole page again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.tui.guided import flow
from tests.tui.review_stage import (
    card,
    last_review,
    press,
    question,
    sitting,
    steady,
    verdicts,
)
from tests.tui.stage import TODAY, Stage
from triage.clients.safety_look import QUESTION
from triage.records import Attempt, Decision, Event, Message, Record
from tui.client.log_screen import LogScreen
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.screen import DecideScreen
from tui.review.screen import ReviewScreen

DAY = TODAY - timedelta(days=7)
SAY = "Written contact only, until the paid work is done"


def unsafe() -> Iterator[Record]:
    """Abused last week, decided the same day, the message sent; nothing came since."""
    yield from steady("q")
    for back in (8, 9):
        on = TODAY - timedelta(days=back)
        yield Event(id=f"rude{back}", client="q", on=on, what="message_in", tone=-2)
    yield Attempt(
        id="s",
        client="q",
        screen="safety",
        on=DAY,
        taken_on=DAY,
        review_by=DAY + timedelta(days=1),
        flag="DISRESPECT",
    )
    yield Decision(
        id="d",
        client="q",
        attempt="s",
        screen="safety",
        code="LIMIT",
        on=DAY,
        say=SAY,
        playbook="p",
        flag="DISRESPECT",
        template="safety_limit",
    )
    yield Message(
        id="m", client="q", template="safety_limit", on=DAY, sent_on=DAY, decision="d", attempt="s"
    )
    yield last_review("q")


def attempt(on: Stage) -> Attempt:
    (stored,) = on.store.ledger("q").attempt
    return stored


def made_anew(on: Stage) -> bool:
    """Whether the page goes through the same decision once more, about the same flag."""
    guide = flow(on)
    former = guide.former
    return former is not None and (former.id, guide.key.flag) == ("d", "DISRESPECT")


async def test_one_key_says_that_nothing_is_new(db: Path) -> None:
    async with sitting(db, unsafe()) as on:
        assert (card(on).client, question(on)) == ("q", QUESTION)
        assert SAY in on.words("#review-card") and "sent on" in on.words("#review-card")
        await press(on, "1")
        assert verdicts(on) == {"q": "decided"}
        assert attempt(on).review_by == TODAY + timedelta(days=7)
        assert attempt(on).outcome is None


async def test_leaving_it_unchanged_is_the_same_answer(db: Path) -> None:
    async with sitting(db, unsafe()) as on:
        await press(on, "full_stop")
        assert verdicts(on) == {"q": "hold"}
        assert attempt(on).review_by == TODAY + timedelta(days=7)
        assert attempt(on).extended_on == TODAY


async def test_what_is_new_is_logged_and_then_decided_on(db: Path) -> None:
    async with sitting(db, unsafe()) as on:
        await press(on, "2")
        assert isinstance(on.app.screen, LogScreen)
        await on.press("escape")
        assert isinstance(on.app.screen, DecideScreen)
        assert made_anew(on)
        await on.press("escape")
        assert isinstance(on.app.screen, ReviewScreen) and card(on).client == "q"


async def test_it_is_over(db: Path) -> None:
    async with sitting(db, unsafe()) as on:
        await press(on, "3")
        assert attempt(on).outcome == "worked"
        assert verdicts(on) == {"q": "decided"}


async def test_they_are_no_client_any_more(db: Path) -> None:
    async with sitting(db, unsafe()) as on:
        await press(on, "4")
        assert on.store.client("q").closed_on == TODAY


@pytest.mark.parametrize("key", ["enter", "d"])
async def test_its_page_asks_the_same_one_thing(db: Path, key: str) -> None:
    async with sitting(db, unsafe()) as on:
        await press(on, key)
        assert isinstance(on.app.screen, OutcomeScreen)
        assert "Anything new since" in on.words("#guide-ask")
        assert SAY in on.words("#guide-facts")
        await on.press("1")
        assert attempt(on).review_by == TODAY + timedelta(days=7)
        assert verdicts(on) == {"q": "decided"}


async def test_on_the_page_what_is_new_is_logged_first(db: Path) -> None:
    async with sitting(db, unsafe()) as on:
        await press(on, "enter")
        await on.press("2")
        assert isinstance(on.app.screen, LogScreen)
        await on.press("escape")
        assert isinstance(on.app.screen, DecideScreen)
        assert made_anew(on)
