"""The start: the list at once, everything heavy behind it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from textual.events import Ready
from typing_extensions import override

import tui.app
from storage.data_file.copy_names import list_backups
from storage.data_file.list_cache import read_list_cache
from storage.paths import backup_dir
from storage.settings.appearance import Appearance
from storage.settings.settings import Settings
from tests.tui.stage import TODAY, Stage, client, fill, now, record, stage
from tui.app import GoodTerms
from tui.client.screen import ClientScreen
from tui.clients.rowlist import RowList
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

QUIET = ["hours", "money", "contact", "energy"]
TWO = [
    client("Marta Bakery", "marta", not_tracked=QUIET),
    client("Northlake Foods", "north", not_tracked=QUIET),
]
FIRST_PICTURE = """
import asyncio, datetime, json, pathlib, sys
from storage.settings.loading import load_look
import tui.app
from tui.app import GoodTerms
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

class Start(GoodTerms):
    CSS_PATH = pathlib.Path(tui.app.__file__).with_name("app.tcss")
    def on_ready(self, event=None):
        event.prevent_default()
        sys.stderr.write(json.dumps(sorted(sys.modules)) + "\\n")
        self.exit()

path, settings = map(pathlib.Path, sys.argv[1:])
day = datetime.date(2026, 3, 13)
configuration = Configuration(settings=load_look(settings))
Start(Workspace(path, today=day, now=None, configuration=configuration)).run(headless=True)
"""


class Uncounted(GoodTerms):
    """A program that has drawn its first picture and not begun to count."""

    CSS_PATH = str(Path(tui.app.__file__).with_name("app.tcss"))

    @override
    def on_ready(self, event: Ready | None = None) -> None:
        if event is not None:
            event.prevent_default()


def workspace(path: Path) -> Workspace:
    return Workspace(path, today=TODAY, now=now, configuration=Configuration(settings=Settings()))


async def first_picture(path: Path) -> str:
    app = Uncounted(workspace(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        return "\n".join(Stage(app, pilot).lines)


def loaded_before_the_list(path: Path, settings: Path) -> Iterable[str]:
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, str(path), str(settings)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(ended.stderr.splitlines()[-1]))


def test_the_first_list_waits_for_no_rule_and_no_table(db: Path, tmp_path: Path) -> None:
    fill(db, TWO)
    loaded = loaded_before_the_list(db, tmp_path / "none.toml")
    assert "storage.data_file.list_cache" in loaded
    late = ("sqlmodel", "sqlalchemy", "pydantic", "triage", "argparse", "tomllib", "storage.store")
    assert not [name for name in loaded if name in late or name.startswith("triage.")]
    assert not [name for name in loaded if name.startswith("textual.document")], (
        "a screen on the way to the first list imports TextArea, which is as long as the list"
    )


def test_with_a_settings_file_it_waits_for_that_alone(db: Path, tmp_path: Path) -> None:
    fill(db, TWO)
    settings = tmp_path / "settings.toml"
    settings.write_text('glyphs = "ascii"\n', encoding="utf-8")
    loaded = loaded_before_the_list(db, settings)
    assert "triage.limits" in loaded
    late = ("sqlmodel", "storage.store", "triage.records", "triage.records.codec", "tomlkit")
    assert not [name for name in late if name in loaded]


async def test_the_list_of_last_time_stands_there_before_anything_is_counted(db: Path) -> None:
    async with stage(db, *TWO) as on:
        counted = on.lines
    assert (await first_picture(db)).splitlines()[1:5] == counted[1:5]


async def test_without_a_list_of_last_time_the_names_stand_there(db: Path) -> None:
    fill(db, TWO)
    seen = await first_picture(db)
    assert "2 clients" in seen
    assert "Northlake Foods" in seen
    assert "good" not in seen


async def test_an_uncounted_file_is_not_called_empty(db: Path) -> None:
    seen = await first_picture(db)
    assert "No clients yet" not in seen
    assert "0 clients" not in seen


async def test_a_list_of_another_day_is_shown_and_then_counted_anew(db: Path) -> None:
    fill(db, TWO)
    before = Workspace(
        db,
        today=TODAY - timedelta(days=40),
        now=now,
        configuration=Configuration(settings=Appearance()),
    )
    before.list.remember()
    before.close()
    assert "Northlake Foods" in await first_picture(db)
    async with stage(db) as on:
        assert on.toast == ""
        assert "Northlake Foods" in on.text
    glance = read_list_cache(db)
    assert glance is not None and glance.key.split()[1] == TODAY.isoformat()


def keep_a_list(path: Path, day: date, order: str = "") -> None:
    before = Workspace(path, today=day, now=now, configuration=Configuration(settings=Appearance()))
    before.list.order = order
    before.list.remember()
    before.close()


async def test_a_list_of_another_day_says_of_which(db: Path) -> None:
    fill(db, TWO)
    keep_a_list(db, date(2026, 3, 6))
    assert "as of Fri 6 Mar" in (await first_picture(db)).splitlines()[0]
    keep_a_list(db, TODAY)
    assert "as of" not in (await first_picture(db)).splitlines()[0]


async def test_a_list_that_another_version_kept_is_not_shown(db: Path) -> None:
    fill(db, TWO)
    keep_a_list(db, TODAY)
    with closing(sqlite3.connect(db)) as file, file:
        file.execute("UPDATE glance SET name = '1 2026-03-13'")
    app = Uncounted(workspace(db))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.workspace.list.as_of is None
        assert [row.health for row in app.workspace.list.remembered()] == ["", ""]


GOT_WORSE = [
    record("event", f"e{n}", "north", on=f"2026-03-0{n}", what="message_in", tone=-1)
    for n in range(1, 6)
]


async def test_no_row_changes_place_under_the_cursor_when_the_list_is_counted(db: Path) -> None:
    """Last time Marta stood first; meanwhile Northlake got worse and comes before her."""
    fill(db, TWO)
    keep_a_list(db, TODAY - timedelta(days=40))
    fill(db, GOT_WORSE)
    app = Uncounted(workspace(db))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(RowList)
        assert (rows.current, rows.cursor) == ("marta", 0)
        GoodTerms.on_ready(app)
        listed = ["north", "marta"]
        await Stage(app, pilot).until(lambda: [line.key for line in rows._lines] == listed)
        assert (rows.current, rows.cursor) == ("marta", 1)
        app.workspace.close()


async def test_a_key_typed_before_the_verdicts_acts_on_the_client_seen(db: Path) -> None:
    fill(db, TWO)
    keep_a_list(db, TODAY - timedelta(days=40))
    fill(db, GOT_WORSE)
    app = Uncounted(workspace(db))
    async with app.run_test(size=(80, 24)) as pilot:
        on = Stage(app, pilot)
        await pilot.pause()
        GoodTerms.on_ready(app)
        await on.press("enter")
        assert isinstance(app.screen, ClientScreen)
        assert app.screen.selected_client_id() == "marta"
        app.workspace.close()


async def test_names_alone_leave_the_cursor_on_the_worst(db: Path) -> None:
    async with stage(db, *TWO, *GOT_WORSE) as on:
        assert on.app.screen.query_one(RowList).current == "north"


def test_a_key_and_the_loading_thread_open_the_file_once(db: Path) -> None:
    fill(db, TWO)
    here = workspace(db)
    with ThreadPoolExecutor(4) as pool:
        stores = [future.result() for future in [pool.submit(lambda: here.store) for _ in range(8)]]
    assert len({id(store) for store in stores}) == 1
    here.close()


async def test_a_copy_is_kept_while_the_program_stays_open(db: Path) -> None:
    async with stage(db, *TWO) as on:
        for _ in range(2):  # the second time nothing has changed
            on.app.keep_a_copy()
            await on.settle()
    assert len(list_backups(backup_dir(db))) == 1
