"""The last changes: each with what undo would do, and any of them taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.store import Store
from tests.tui.stage import client, now, record, stage
from triage.changes import Put
from triage.records import Note
from tui.overview.history_screen import HistoryScreen

NORTH = client()


def note(id_: str, text: str = "hello") -> Note:
    made = record("note", id_, on="2026-03-01", text=text)
    assert isinstance(made, Note)
    return made


async def test_each_says_what_undo_would_do(db: Path) -> None:
    async with stage(db, NORTH) as on:
        on.store.apply("Northlake Foods: note", [Put(note("n1"))])
        await on.press("H")
        assert isinstance(on.app.screen, HistoryScreen)
        lines = [on.drawn(key) for key in on.items()]
        assert "Northlake Foods: note undo removes 1 note" in lines[0]
        await on.press("enter")
        assert on.toast == "Northlake Foods: note. Undo removes 1 note."
        await on.press("H")
        assert not isinstance(on.app.screen, HistoryScreen)


async def test_each_change_of_one_client_s_names_them_once(db: Path) -> None:
    async with stage(db, NORTH, client("Quay", "quay")) as on:
        other = record("note", "n2", client="quay", on="2026-03-01", text="x")
        on.store.apply("Answers saved", [Put(note("n1"))])
        on.store.apply("Northlake Foods: note", [Put(note("n3"))])
        on.store.apply("Both", [Put(note("n4")), Put(other)])
        await on.press("H")
        both, named, nameless = (on.drawn(key) for key in on.items()[:3])
        name = "Northlake Foods"
        assert named.count(name) == nameless.count(name) == 1
        assert name not in both and "Quay" not in both


async def test_what_undo_would_do_stands_below_where_there_is_no_room_beside(db: Path) -> None:
    label = "Northlake Foods: they need time, vacation until 22 Nov"
    async with stage(db, NORTH, size=(80, 24)) as on:
        on.store.apply(label, [Put(note("n1")), Put(note("n2"))])
        await on.press("H")
        rows = on.list.items[0].text.plain.split("\n")
        assert rows[0].endswith(label) and rows[1].strip() == "undo removes 2 notes"


async def test_one_that_is_not_the_newest_is_undone(db: Path) -> None:
    async with stage(db, NORTH) as on:
        on.store.apply("first", [Put(note("n1"))])
        on.store.apply("second", [Put(note("n2"))])
        await on.press("H", "down", "u")
        assert on.toast == "Undone: first. U: redo."
        assert [each.id for each in on.store.of_kind("note")] == ["n2"]
        lines = [on.drawn(key) for key in on.items()]
        assert "Undo: first" in lines[0] and "undone" not in lines[0]
        assert lines[2].endswith("first undone")
        await on.press("u")
        assert "already" in on.toast and [each.id for each in on.store.of_kind("note")] == ["n2"]
        await on.press("U")
        assert len(on.store.of_kind("note")) == 2


async def test_the_key_names_what_another_window_did_before_it_undoes_it(db: Path) -> None:
    async with stage(db, NORTH) as on:
        on.store.apply("mine", [Put(note("n1"))])
        with Store.open(db, now=now) as other:
            other.apply("theirs [/]", [Put(note("n2"))])
        await on.press("u")
        assert on.toast == (
            "The newest change was made in another window: theirs [/]. u again undoes it; "
            "H lists all."
        )
        assert len(on.store.of_kind("note")) == 2
        await on.press("u")
        assert on.toast == "Undone: theirs [/]. U: redo"
        await on.press("u")
        assert on.toast == "Undone: mine. U: redo"
        assert on.store.of_kind("note") == []


async def test_while_another_program_holds_the_file_it_says_so_and_lives(db: Path) -> None:
    async with stage(db, NORTH) as on:
        with closing(sqlite3.connect(db, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await on.press("H")
            assert isinstance(on.app.screen, HistoryScreen)
            assert "in use by another program" in on.toast
            await on.press("u", "enter")
            other.execute("ROLLBACK")
        await on.press("H", "H")
        assert "added" in on.text.lower() or on.items()
