"""The closing page: what it says, how all of it is taken back, what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.paths import backup_dir
from storage.settings.settings import Settings
from storage.store import Store
from tests.triage.review.lives import event
from tests.tui.review_stage import (
    GOOD,
    Clock,
    answers,
    flow,
    in_order,
    last_review,
    no_shows,
    position,
    press,
    rough,
    sitting,
    steady,
    step,
    twelve,
    verdicts,
)
from tests.tui.stage import TODAY, Stage, client, fill, now
from triage.changes import ChangeSet, Put
from triage.records import Decision, Energy
from triage.review.report import Report, report_of
from tui.app import GoodTerms
from tui.clients.screen import ClientsScreen
from tui.review.flow import due_now, weekday
from tui.review.report_screen import ReviewReportScreen
from tui.review.screen import ReviewScreen
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace


def report(on: Stage) -> Report:
    """What the closing page is made of."""
    workspace = on.app.workspace
    newest = max(workspace.book.reviews, key=lambda review: review.on)
    return report_of(workspace.book, newest, TODAY, weekday(workspace), workspace.limits)


NINE = ("z", "1", "full_stop", "full_stop", "full_stop", "space", "space", "space")


async def test_the_words_of_what_was_done_left_open_and_promised(db: Path) -> None:
    promise = event("rough", "our_promise", 2, text="Send Rolf the list", due=TODAY)
    async with sitting(db, [*twelve(), promise], size=(80, 50)) as on:
        await press(on, *NINE)
        for words in (
            "Weekly review, Friday 13 March 2026",
            "Twelve active clients: 1 act, 3 watch, 8 good.",
            "Eight were still good, three were left as is until the due date and one was snoozed",
            "Rough until Fri 20 March: They answer by the end of the month",
            "Good1, Good2, Good3, Good4, Good5, Good6, Good7, Good8",
            "Promised Fri 13 March you promised Rough: Send Rolf the list",
            "Clients at “act” or “stop” brought in",
            "Next review: Friday 20 March. Backup saved: gt-",
        ):
            assert words in on.text, words
        assert len(list(backup_dir(db).glob("*.db"))) == 2, (
            "before the first change, and at the end"
        )


async def test_the_last_verdict_and_the_end_are_one_change(db: Path) -> None:
    async with sitting(db, twelve()) as on:
        await press(on, *NINE)
        assert isinstance(on.app.screen, ReviewReportScreen)
        await press(on, "u")
        assert isinstance(on.app.screen, ReviewScreen) and flow(on).is_batch
        await press(on, "U")
        assert isinstance(on.app.screen, ReviewReportScreen)


async def test_the_whole_review_is_taken_back_and_comes_back_as_one(db: Path) -> None:
    async with sitting(db, twelve()) as on:
        await press(on, "n", "H", "m", "escape", *NINE)
        head = on.store.head()
        await press(on, "X")
        assert isinstance(on.app.screen, ClientsScreen)
        assert on.toast == "Undone: the review of Friday 13 March, 12 verdicts. u to restore it"
        assert on.store.head() == head + 1
        assert [r.on for r in on.store.book().reviews] == [last_review().on]
        assert [n.text for n in on.store.ledger("rough").note] == ["Hm"], "a note is no verdict"
        assert due_now(on.app.workspace)
        await press(on, "u")
        assert len(verdicts(on)) == 12 and not due_now(on.app.workspace)


async def test_also_the_next_day(db: Path) -> None:
    async with sitting(db, twelve()) as on:
        await press(on, *NINE)
    workspace = Workspace(
        db,
        today=TODAY + timedelta(days=1),
        now=now,
        configuration=Configuration(settings=Settings()),
        clock=Clock(),
    )
    app = GoodTerms(workspace)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        later = Stage(app, pilot)
        await pilot.pause()
        await later.settle()
        await press(later, "l", "8", "w")
        assert isinstance(app.screen, ReviewReportScreen)
        await press(later, "X")
        assert len(later.store.book().reviews) == 1
        assert [e.what for e in later.store.ledger("rough").event][-1] == "thanks", (
            "logged after it"
        )
    workspace.close()


async def test_what_moved_on_since_is_refused_kindly(db: Path) -> None:
    records = [*steady("mild"), *no_shows("mild"), step("mild", 0), last_review()]
    async with sitting(db, records) as on:
        await press(on, "enter", "1")
        assert isinstance(on.app.screen, ReviewReportScreen)
        (attempt,) = on.store.ledger("mild").attempt
        with Store.open(db, now=now) as elsewhere:
            elsewhere.apply("again", [Put(replace(attempt, outcome="failed"))])
        await press(on, "X")
        assert isinstance(on.app.screen, ReviewReportScreen)
        assert "Nothing was undone" in on.toast
        assert verdicts(on) == {"mild": "decided"}


async def test_taken_back_by_u_elsewhere_it_is_due_again(db: Path) -> None:
    async with sitting(db, steady("a")) as on:
        await press(on, "space", "enter", "u")
        assert isinstance(on.app.screen, ClientsScreen) and due_now(on.app.workspace)


async def test_the_first_review_takes_three_and_w_goes_on_with_the_others(db: Path) -> None:
    many = [client(f"New {n}", f"new{n}") for n in range(5)]
    async with sitting(db, many) as on:
        assert on.words("#review-top").split("card ")[1].startswith("1, first review")
        assert (flow(on).queue.first, flow(on).queue.waiting) == (True, 2)
        for _ in range(3):
            await press(on, "z", "1")
        assert isinstance(on.app.screen, ReviewReportScreen)
        assert "Two are still waiting" in on.words("#done-page")
        assert len(on.store.book().reviews) == 1
        await press(on, "enter")
        assert not due_now(on.app.workspace), "the others can wait"
        await press(on, "w", "w")
        assert isinstance(on.app.screen, ReviewScreen)
        assert position(on) == "4 of 5" and not flow(on).queue.first
        await press(on, "q")
        assert isinstance(on.app.screen, ClientsScreen) and "Paused" in on.toast
        await press(on, "w")
        assert isinstance(on.app.screen, ReviewScreen), "a pause goes on, whatever ended before it"
        assert position(on) == "4 of 5"
        await press(on, "z", "1", "z", "1")
        assert isinstance(on.app.screen, ReviewReportScreen)
        (review,) = on.store.book().reviews
        assert [card["verdict"] for card in review.cards] == ["snooze"] * 5, "one review"
        assert report(on).left_open == () and len(report(on).of("snooze")) == 5
        await press(on, "enter", "w")
        assert isinstance(on.app.screen, ReviewReportScreen), "nothing is left to go on with"
        await press(on, "u")
        assert isinstance(on.app.screen, ReviewScreen) and position(on) == "5 of 5"
        await press(on, "z", "1", "X")
        assert on.store.book().reviews == (), "all of it is taken back"


async def test_what_is_decided_on_another_page_counts(db: Path) -> None:
    async with sitting(db, twelve()) as on:
        await press(on, *NINE[:2], "q")
        elsewhere = Decision(
            id="d",
            client="mild1",
            attempt="mild1-step",
            screen="train",
            code="note",
            on=TODAY,
            say="Say it again",
            playbook="p",
        )
        on.app.workspace.apply(ChangeSet("decided", (Put(elsewhere),)))
        again = replace(elsewhere, id="d2", client="rough", attempt="x", say="Talk")
        on.app.workspace.apply(ChangeSet("decided", (Put(again),)))
        await press(on, "w")
        while isinstance(on.app.screen, ReviewScreen):
            await press(on, "full_stop", "space")
        by_client = {card["client"]: card["verdict"] for card in report(on).cards}
        assert by_client == {
            "rough": "decided",
            "mild1": "decided",
            **dict.fromkeys(("mild2", "mild3"), "hold"),
            **dict.fromkeys(GOOD, "good"),
        }


async def test_flags_older_than_the_file_were_known_before(db: Path) -> None:
    async with sitting(db, [*steady("mild"), *no_shows("mild")]) as on:
        assert "2 no-shows in 28 days (watch from 2), already there when you started" in on.words(
            "#review-card"
        )


async def test_with_nobody_left_w_says_so(db: Path) -> None:
    async with sitting(db, steady("a")) as on:
        await press(on, "space", "w")
        assert isinstance(on.app.screen, ReviewReportScreen)
        assert on.toast == "No other client is due before the next review."


@pytest.mark.parametrize("key", ["enter", "escape", "q"])
async def test_it_is_left_by_a_key(db: Path, key: str) -> None:
    async with sitting(db, steady("a")) as on:
        await press(on, "space", key)
        assert isinstance(on.app.screen, ClientsScreen)


async def test_a_review_of_which_nobody_is_left_is_finished_when_it_is_opened(db: Path) -> None:
    records = [*steady("a"), *rough(), last_review("a")]
    async with sitting(db, records) as on:
        await press(on, "z", "1", "q")
        gone = replace(on.store.ledger("a").client, state="paused")
        on.app.workspace.apply(ChangeSet("rests", (Put(gone),)))
        await press(on, "w")
        assert isinstance(on.app.screen, ReviewReportScreen)
        assert verdicts(on) == {"rough": "snooze"}


async def test_a_mark_goes_back_with_its_verdict(db: Path) -> None:
    fresh = [r for r in steady("a") if not (isinstance(r, Energy) and r.on == TODAY)]
    async with sitting(db, [*fresh, last_review("a")]) as on:
        await press(on, "5", "X")
        assert [e for e in on.store.ledger("a").energy if e.on == TODAY] == []
        assert answers(on) == {}


def test_records_come_in_an_order_the_file_takes(db: Path) -> None:
    fill(db, in_order(twelve()))
    with Store.open(db, now=now) as store:
        assert len(store.clients()) == 12
