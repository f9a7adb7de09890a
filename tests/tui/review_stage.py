"""A Friday with a review: twelve clients, eight steady, three with a step, one in trouble."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from storage.settings.settings import Settings
from storage.store import Store
from tests.triage.review.lives import event, reviewed
from tests.triage.review.lives import steady as steady_for
from tests.tui.stage import TODAY, Stage, now, stage
from triage.records import KINDS, Attempt, Record, Review
from triage.review.queue import Card
from tui.review.flow import ReviewFlow
from tui.review.opening_screen import OpeningScreen
from tui.review.screen import ReviewScreen
from tui.review.snooze_screen import SnoozeScreen
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog
from tui.wording.formatting import health_word

LAST = date(2026, 2, 20)
"""The day of the last finished review: since then every good client is due again."""
GOOD = tuple(f"good{n}" for n in range(1, 9))
WATCH = ("mild1", "mild2", "mild3")


def steady(id_: str) -> list[Record]:
    """A client who has been good for four months: long enough for every rule."""
    return steady_for(id_, weeks=18)


class Clock:
    """A second, or another `tick`, goes by at each look, unless it is stopped."""

    def __init__(self) -> None:
        self.now = 0.0
        self.tick = 1.0
        self.stopped = False

    def __call__(self) -> float:
        self.now += 0.0 if self.stopped else self.tick
        return self.now


def no_shows(id_: str) -> list[Record]:
    """Enough to be watched, since more than three weeks."""
    return [event(id_, "no_show", back) for back in (24, 26)]


def step(id_: str, left: int) -> Attempt:
    """A step that runs, to be looked at again in so many days."""
    return Attempt(
        id=f"{id_}-step",
        client=id_,
        screen="train",
        on=LAST,
        flag="BOUNDARY",
        taken_on=LAST,
        review_by=TODAY + timedelta(days=left),
    )


def last_review(*clients: str, **seen: Any) -> Review:
    """The finished one before: these clients were good then."""
    return reviewed(LAST, *({"client": c, "verdict": "good"} for c in clients), seen=seen)


def watched(id_: str, left: int) -> list[Record]:
    """One of the watched clients."""
    return [*steady(id_), *no_shows(id_), step(id_, left)]


def rough(id_: str = "rough") -> list[Record]:
    """Three hard messages: time to act."""
    hard = [event(id_, "message_in", back, tone=-1) for back in (3, 5, 8)]
    return [*steady(id_), *hard]


def twelve() -> Iterator[Record]:
    """The clients of the promise: eight good, three with a step, one in trouble."""
    seen = {id_: {"BOUNDARY": {"severity": 2}} for id_ in WATCH}
    for id_ in GOOD:
        yield from steady(id_)
    yield from watched("mild1", 0)
    yield from watched("mild2", 0)
    asks = [event("mild3", "price_ask", back) for back in (2, 3)]
    yield from [*watched("mild3", 5), *asks]
    yield from rough()
    yield last_review(*GOOD, **seen)


def in_order(records: Iterable[Record]) -> list[Record]:
    """The records in an order that a data file takes."""
    places = list(KINDS)
    return sorted(records, key=lambda record: places.index(record.kind))


@asynccontextmanager
async def sitting(
    path: Path,
    records: Iterable[Record] = (),
    *,
    size: tuple[int, int] = (80, 24),
    settings: Settings | None = None,
    clock: Clock | None = None,
    first_card: bool = True,
) -> AsyncIterator[Stage]:
    """The app with the review open, whose clock never makes it drop a key unless it is stopped.

    `first_card`: what is said before the cards was read already.
    """
    ordered = in_order(records)
    if ordered:
        with Store.open(path, now=now) as store:  # as an import: quicker than one by one
            store.import_batch("Test", file="test", fingerprint="", new=ordered)
    async with stage(path, size=size, settings=settings, clock=clock or Clock()) as on:
        await on.press("w")
        if first_card and isinstance(on.app.screen, OpeningScreen):
            await on.press("enter")
        yield on


def flow(on: Stage) -> ReviewFlow:
    """The review that is open, be it under another screen."""
    screens = (screen for screen in reversed(on.app.screen_stack))
    return next(screen.flow for screen in screens if isinstance(screen, ReviewScreen))


def card(on: Stage) -> Card:
    """The card that is asked about."""
    shown = flow(on).card
    assert shown is not None
    return shown


def at_hand(on: Stage) -> str:
    """The name on the card, which stands at its head."""
    name = flow(on).overview.client.name
    assert name in on.words("#review-head")
    return name


def position(on: Stage) -> str:
    """The place of the card among all of this review: "3 of 12"."""
    counted = re.search(r"[\d-]+ of \d+", on.words("#review-top"))
    assert counted is not None
    return counted[0]


def question(on: Stage) -> str | None:
    """The fact that the card asks about, in the words that stand there; None when all is known."""
    fact = flow(on).question
    assert fact is None or fact.question in on.words("#review-asks")
    return fact.fact if fact else None


def computed(on: Stage) -> str:
    """The computed verdict on the client of the card, which stands at its head."""
    verdict = flow(on).overview.health.health
    assert health_word(verdict) in on.words("#review-head")
    return verdict


def remark(on: Stage) -> str:
    """Why a key did nothing; it stands beside the question."""
    return on.words("#review-remark")


def answers(on: Stage) -> dict[str, Mapping[str, Any]]:
    """Client -> how today's reviews answered its card."""
    today = (review for review in on.store.book().reviews if review.on == TODAY)
    return {card["client"]: card for review in today for card in review.cards}


def verdicts(on: Stage) -> dict[str, str]:
    """Client -> the word of that answer."""
    return {client: card["verdict"] for client, card in answers(on).items()}


WHY = "They answer by the end of the month"
"""Why somebody on act is snoozed."""


async def press(on: Stage, *keys: str) -> None:
    """Press each key after what the one before it started is done. Where the weeks of a snooze ask
    why, a reason is given.
    """
    for key in keys:
        before = on.app.screen
        await on.press(key)
        if isinstance(before, SnoozeScreen) and isinstance(on.app.screen, InputDialog):
            on.app.screen.query_one(TextInput).value = WHY
            await on.press("enter")
