"""Left open overnight: the day on the screen and in the records is the one on the wall."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from storage.settings.settings import Settings
from tests.tui import exports
from tests.tui.file_troubles import come_to
from tests.tui.keys.test_no_silent_key import PLACES
from tests.tui.review_stage import (
    Clock,
    at_hand,
    flow,
    last_review,
    rough,
    sitting,
    steady,
    watched,
)
from tests.tui.stage import TODAY, Stage, client, event, now, stage
from tests.tui.stage import one_by_one as press
from tui.imports.preview_screen import PreviewScreen
from tui.review.report_screen import ReviewReportScreen
from tui.review.wording import leads_to
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

LOOKS_OTHERWISE = {
    "what if": "what a month costs is asked once",
    "today": "the cursor stays on what was chosen",
    "setup": "the cursor stays on what is asked",
}
"""What a place that was open when the day changed shows otherwise than one opened afterwards."""
FURTHER = {
    "opening of the review": ["w"],
    "card of the review": ["w", "enter"],
    "own verdict": ["w", "enter", "tab", "equals_sign"],
    "decision": ["d"],
    "reasons": ["v"],
    "strip of the log": ["l"],
}
"""Places that only keys lead to, from the list."""


async def test_midnight_passes_while_it_is_open(db: Path) -> None:
    async with stage(db, client(), event("m", "message_in", str(TODAY), complaint=True)) as on:
        workspace = on.app.workspace
        assert not workspace.overviews["north"].health.severity("OUR_TURN")
        workspace.now = lambda: now() + timedelta(days=1)
        on.app._look_for_other_writers()
        await on.settle()
        assert workspace.today == TODAY + timedelta(days=1)
        assert workspace.overviews["north"].health.severity("OUR_TURN") == 3
        assert "14 March" in on.toast
        on.app._look_for_other_writers()
        assert workspace.today == TODAY + timedelta(days=1)


def test_a_day_that_was_given_never_ends(db: Path) -> None:
    def later() -> datetime:
        return now() + timedelta(days=3)

    configuration = Configuration(settings=Settings())
    workspace = Workspace(db, today=TODAY, now=later, configuration=configuration, by_day=True)
    assert not workspace.begin_new_day()
    assert workspace.today == TODAY


async def go_to_day(on: Stage, days: int) -> None:
    """The clock on the wall goes on, or back, to so many days after TODAY."""
    on.app.workspace.now = lambda: now() + timedelta(days=days)
    on.app._look_for_other_writers()
    await on.settle()
    on.app.clear_notifications()
    await on.settle()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (0, 1),
        *(pytest.param(*days, marks=pytest.mark.torture) for days in ((1, 0), (0, 200), (200, 0))),
    ],
)
async def test_every_screen_shows_the_day_on_the_wall(year: Path, before: int, after: int) -> None:
    """What is open while the day changes looks like what is opened on that day."""
    async with stage(year, size=(100, 40)) as on:
        differing = []
        for place, route in PLACES.items():
            await go_to_day(on, before)
            await come_to(on, route)
            await go_to_day(on, after)
            went_on = on.lines
            await come_to(on, route)
            on.app.clear_notifications()
            await on.settle()
            if place not in LOOKS_OTHERWISE and went_on != on.lines:
                differing.append((place, *set(went_on) ^ set(on.lines)))
        assert differing == []


def without_rules(on: Stage) -> list[str]:
    """The screen without its rules, on which a review says that it is another day."""
    return [line for line in on.lines if not line.startswith("──")]


@pytest.mark.parametrize("place", FURTHER)
async def test_what_keys_lead_to_shows_the_day_on_the_wall(year: Path, place: str) -> None:
    async with stage(year, size=(100, 40), clock=Clock()) as on:
        await press(on, *FURTHER[place])
        await go_to_day(on, 1)
        went_on = without_rules(on)
        await come_to(on, None)
        await press(on, *FURTHER[place])
        on.app.clear_notifications()
        await on.settle()
        assert went_on == without_rules(on)


async def test_after_a_stop_or_a_sleep_the_first_key_is_of_the_day_on_the_wall(db: Path) -> None:
    """No timer has gone by: those of a program do not run while the computer sleeps."""
    async with stage(db, client(not_tracked=["hours", "money", "contact", "energy"])) as on:
        workspace = on.app.workspace
        workspace.now = lambda: now() + timedelta(days=1)
        await on.press("l", "1")
        (talked,) = on.store.ledger("north").event
        assert talked.on == TODAY + timedelta(days=1)
        workspace.now = lambda: now() + timedelta(days=2)
        on.app.app_resume_signal.publish(on.app)
        await on.settle()
        assert workspace.today == TODAY + timedelta(days=2)
        assert "15 Mar" in on.lines[0], "before any key"


@pytest.mark.parametrize(("hours", "day"), [(14, 14), (-12, 13), (-17, 12)])
async def test_another_time_zone_is_another_day(db: Path, hours: int, day: int) -> None:
    """On a journey the same moment is of another day, the one before too."""
    async with stage(db, client()) as on:
        zone = timezone(timedelta(hours=hours))
        on.app.workspace.now = lambda: now().astimezone(zone)
        await on.press("n")
        assert f"{day} March" in on.lines[0]
        assert on.app.workspace.today == date(2026, 3, day)


@pytest.mark.parametrize("days", [1, -1])
async def test_an_import_left_open_is_of_the_day_on_the_wall(
    db: Path, tmp_path: Path, days: int
) -> None:
    """A row of tomorrow has not happened; once tomorrow is there it comes in, asked for or not."""
    path = exports.write(
        tmp_path,
        "t.csv",
        exports.TOGGL,
        *(exports.hours(day=str(TODAY + timedelta(days=ahead))) for ahead in (-1, 0, 1)),
    )
    async with stage(db, client("Northlake")) as on:
        on.app.push_screen(PreviewScreen(path))
        await on.settle()
        preview = on.app.screen
        assert isinstance(preview, PreviewScreen)
        read_once = preview.preview
        preview.refresh_from_workspace()
        await on.settle()
        assert preview.preview is read_once, "on the same day the file is not read again"
        await go_to_day(on, days)
        went_on = on.lines
        assert preview.preview is not None
        counted = preview.preview.new
        await on.press("escape")
        on.app.push_screen(PreviewScreen(path))
        await on.settle()
        assert went_on == on.lines
        assert counted == 2 + days


async def test_midnight_passes_while_the_sample_year_is_looked_at(db: Path) -> None:
    async with stage(db) as on:
        own = on.app.workspace
        on.app.show_sample()
        await on.settle()
        own.now = lambda: now() + timedelta(days=1)
        await go_to_day(on, 1)
        await on.app.action_quit()
        await on.settle()
        assert on.app.workspace is own and own.today == TODAY + timedelta(days=1)


async def test_a_note_keeps_the_day_of_its_first_word_and_says_so(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("n")
        await go_to_day(on, 1)
        assert "Saturday 14 March" in on.lines[0], "nothing is typed yet"
        await on.type("late")
        await go_to_day(on, 2)
        assert "started Saturday 14 March" in on.lines[0]
        await on.press("escape")
        (note,) = on.store.ledger("north").note
        assert note.on == TODAY + timedelta(days=1)
        await on.press("n")
        await on.type("new")
        await on.press("escape")
        notes = on.store.ledger("north").note
        assert {note.on for note in notes} == {TODAY + timedelta(days=n) for n in (1, 2)}


async def test_midnight_passes_in_the_middle_of_a_review(db: Path) -> None:
    records = [*rough(), *watched("mild", 1), *steady("a"), *steady("b"), last_review("a", "b")]
    async with sitting(db, records) as on:
        await press(on, "z", "1")
        await on.type("waiting for their answer")
        await on.press("enter")
        assert at_hand(on) == "Mild"
        workspace = on.app.workspace
        workspace.now = lambda: now() + timedelta(days=1)
        on.app._look_for_other_writers()
        await on.settle()
        assert at_hand(on) == "Mild", "the card at hand stays, as of the new day"
        assert flow(on).overview.on == workspace.today == TODAY + timedelta(days=1)
        assert leads_to(flow(on))[0] == "outcome", "its day has come over night"
        await press(on, "enter", "1", "space", "space")
        assert isinstance(on.app.screen, ReviewReportScreen)
        (review,) = (r for r in on.store.book().reviews if r.on == TODAY)
        assert review.finished_on == workspace.today
        assert [card["client"] for card in review.cards] == ["rough", "mild", "a", "b"]
        assert [card["on"] for card in review.cards[:2]] == [
            TODAY.isoformat(),
            workspace.today.isoformat(),
        ]
