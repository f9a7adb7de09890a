"""Before the cards: data that is old, and what changed; nothing to say, nothing is shown."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from storage.import_topics import READ_TOPIC, SOURCES_TOPIC
from storage.importing.sources import remembered_source
from storage.settings.data_sources import DataSource
from storage.settings.settings import Settings
from storage.store import Store
from tests.tui.review_stage import (
    card,
    last_review,
    no_shows,
    press,
    rough,
    sitting,
    steady,
    twelve,
    watched,
)
from tests.tui.stage import TODAY, client, event, now
from triage.changes import ChangeSet, Put, Remember
from triage.clients.overview import overviews
from triage.health.windows import shift
from triage.ledger import book
from tui.clients.screen import ClientsScreen
from tui.imports.preview_screen import PreviewScreen
from tui.imports.result_screen import ImportResultScreen
from tui.imports.screen import ImportScreen
from tui.review.opening import Opening, opening_page
from tui.review.opening_screen import OpeningScreen
from tui.review.screen import ReviewScreen
from tui.wording.formatting import dated

TIMES = "Start date,Start time,Duration,Client,Project,Description\n"


def remember(db: Path, path: Path, days_ago: int, label: str = "Toggl") -> None:
    """That a file was imported some days ago."""
    named = remembered_source("toggl", label, "toggl", path, TODAY - timedelta(days=days_ago))
    with Store.open(db, now=now) as store:
        store.apply("Import", [Remember(SOURCES_TOPIC, *pair) for pair in named.items()])


async def test_the_first_review_of_fresh_data_begins_with_its_card(db: Path) -> None:
    async with sitting(db, [*steady("a"), *no_shows("a")], first_card=False) as on:
        assert isinstance(on.app.screen, ReviewScreen)


async def test_what_changed_is_told_before_the_first_card_and_once(db: Path) -> None:
    async with sitting(db, twelve(), first_card=False) as on:
        assert isinstance(on.app.screen, OpeningScreen)
        since = on.app.screen.opening.since
        assert since is not None and [moved.client_id for moved in since.moved] == ["rough"]
        for sum_ in (*since.paid.values(), *since.billed.values()):
            assert f"{sum_:,.2f} EUR" in on.words("#opening-page")
        assert "repeat" not in on.actions(), "no import is old"
        await press(on, "i")
        assert isinstance(on.app.screen, OpeningScreen) and on.toast
        await press(on, "space", "z", "1", "q", "w")
        assert isinstance(on.app.screen, ReviewScreen), "it goes on where it was"


async def test_it_says_how_many_wait_and_how_much_is_to_be_decided(db: Path) -> None:
    async with sitting(db, twelve(), first_card=False) as on:
        assert isinstance(on.app.screen, OpeningScreen)
        opening = on.app.screen.opening
        await press(on, "enter")
        screen = on.app.screen
        assert isinstance(screen, ReviewScreen)
        assert len(opening.coming) == screen.flow.total == 12
        assert [overview.client.id for overview in opening.coming] == [
            id_ for card in screen.flow.queue.cards for id_ in card.clients
        ]
        assert opening.decisions == screen.flow.queue.decisions


def test_promises_of_both_sides_that_are_open_are_told_before_the_cards() -> None:
    promises = {
        "ours": event("ours", "our_promise", text="Send the draft", due="2026-03-16"),
        "theirs": event("theirs", "promise", text="Name a contact", due="2026-03-18"),
        "kept": event("kept", "our_promise", due="2026-03-11", kept_on="2026-03-11", text="Call"),
    }
    known = overviews(book([client(), *promises.values()]), TODAY)
    page = opening_page(
        Opening((known["north"],), (), 0, (), None), TODAY, 100, "i", "unicode"
    ).plain
    assert {id_ for id_, each in promises.items() if str(getattr(each, "text", "")) in page} == {
        "ours",
        "theirs",
    }


async def test_the_first_card_is_the_first_of_the_list_after_what_came_meanwhile(db: Path) -> None:
    records = [*steady("a"), *no_shows("a"), *steady("b"), last_review(a={}, b={})]
    async with sitting(db, records, first_card=False) as on:
        assert isinstance(on.app.screen, OpeningScreen)
        assert [each.client.id for each in on.app.screen.opening.coming] == ["a", "b"]
        hard = [Put(message) for message in rough("b") if message.kind == "event"]
        on.app.workspace.apply(ChangeSet("An import", tuple(hard)))
        on.app.records_changed()
        await on.settle()
        assert [each.client.id for each in on.app.screen.opening.coming] == ["b", "a"]
        await press(on, "enter")
        assert card(on).client == "b"


async def test_who_waits_for_a_day_of_their_own_is_named_with_it(db: Path) -> None:
    seen = {id_: {"BOUNDARY": {"severity": 2}} for id_ in ("a", "b")}
    records = [*watched("a", 6), *watched("b", 0), last_review(**seen)]
    async with sitting(db, records, first_card=False) as on:
        assert isinstance(on.app.screen, OpeningScreen)
        opening = on.app.screen.opening
        assert [overview.client.id for overview in opening.coming] == ["b"]
        name, until = on.app.workspace.overviews["a"].name, shift(TODAY, 6)
        assert opening.waiting == ((name, until),)
        page = on.words("#opening-page")
        assert f"{name} {dated(until, TODAY)}" in page


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_left_there_nothing_was_begun(db: Path, key: str) -> None:
    async with sitting(db, twelve(), first_card=False) as on:
        await press(on, key)
        assert isinstance(on.app.screen, ClientsScreen)
        assert [review.on for review in on.store.book().reviews] == [last_review().on]


async def test_an_old_import_is_named_and_repeated_with_the_newest_file(
    db: Path, tmp_path: Path
) -> None:
    async with sitting(db, [*steady("a"), *no_shows("a")]) as on:
        await press(on, "q")
    old, new = tmp_path / "toggl-1.csv", tmp_path / "toggl-2.csv"
    old.write_text(TIMES)
    new.write_text(f"{TIMES}{shift(TODAY, -1)},09:00:00,01:00:00,A,Site,work\n")
    remember(db, old, 9)
    async with sitting(db, first_card=False) as on:
        assert isinstance(on.app.screen, OpeningScreen)
        (stale,) = on.app.screen.opening.stale
        assert stale.source.path == old and "9 days ago" in on.words("#opening-page")
        await press(on, "i")
        assert isinstance(on.app.screen, OpeningScreen), "nothing has to be asked: it is in"
        assert [str(time.text) for time in on.store.ledger("a").time if time.source] == ["work"]
        read = on.store.remembered(READ_TOPIC)
        assert list(read.values()) == [new.name]
        assert on.app.screen.opening.stale == (), "it was repeated just now"
        await press(on, "enter")
        assert isinstance(on.app.screen, ReviewScreen)


async def test_all_new_files_of_a_folder_follow_each_other(db: Path, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    for day, name in ((-2, "b.csv"), (-1, "a.csv")):
        path = box / name
        path.write_text(f"{TIMES}{shift(TODAY, day)},09:00:00,01:00:00,A,Site,work\n")
        os.utime(path, (5000 + day, 5000 + day))
    settings = Settings(sources=(DataSource(name="box", folder=box),))
    records = [*steady("a"), *no_shows("a")]
    async with sitting(db, records, settings=settings, first_card=False) as on:
        await press(on, "i")
        for name in ("b.csv", "a.csv"):
            assert isinstance(on.app.screen, PreviewScreen)
            below = on.app.screen_stack[-2]
            assert isinstance(below, ImportScreen) and below._field.value.endswith(name)
            await press(on, "enter")
        assert isinstance(on.app.screen, ImportResultScreen), "both are told of together"


async def test_a_source_is_asked_for_what_it_has(
    db: Path,
) -> None:
    entry = '[{"id":1,"start":"20260302T090000Z","end":"20260302T100000Z","tags":["A"]}]'
    code = f"print({entry!r})"
    data = DataSource(name="timew", command=(sys.executable, "-c", code), clients={"A": "A"})
    settings = Settings(sources=(data,))
    async with sitting(
        db, [*steady("a"), *no_shows("a")], settings=settings, first_card=False
    ) as on:
        assert isinstance(on.app.screen, OpeningScreen)
        assert "not imported yet" in on.words("#opening-page")
        await press(on, "i")
        await on.app.workers.wait_for_complete()
        await on.pilot.pause()
        assert isinstance(on.app.screen, PreviewScreen)


async def test_a_fresh_import_is_not_spoken_of(db: Path, tmp_path: Path) -> None:
    async with sitting(db, [*steady("a"), *no_shows("a")]) as on:
        await press(on, "q")
    remember(db, tmp_path / "x.csv", 6)
    async with sitting(db, first_card=False) as on:
        assert isinstance(on.app.screen, ReviewScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (160, 50)])
async def test_it_fits(db: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    async with sitting(db, twelve(), size=size) as on:
        await press(on, "q")
    remember(db, tmp_path / "x.csv", 30, label="A [/] name that goes on " * 9)
    async with sitting(db, size=size, first_card=False) as on:
        assert isinstance(on.app.screen, OpeningScreen)
        assert "A [/] name" in on.text and all(len(line) <= size[0] for line in on.lines)
