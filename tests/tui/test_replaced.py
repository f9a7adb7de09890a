"""The file is restored in another terminal while something is typed: nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

from storage.recovery import bring_back
from storage.store import Store
from tests.tui.stage import client, fill, now, stage


async def test_what_is_typed_goes_into_the_file_that_is_there_now(db: Path) -> None:
    fill(db, [client()])
    with Store.open(db, now=now) as store:
        copy = store.backup()
    async with stage(db) as on:
        await on.press("n", *"before")
        assert on.app.drafts.flush() is None
        bring_back(copy, db, now)
        await on.press(*" and after")
        assert on.app.drafts.flush() is not None
        on.app._look_for_other_writers()
        await on.settle()
        assert on.app.drafts.flush() is None
        with Store.open(db, now=now) as other:
            assert other.drafts() == {"note:north": "before and after"}
        await on.press("escape")
        await on.settle()
    with Store.open(db, now=now) as store:
        assert [note.text for note in store.ledger("north").note] == ["before and after"]
        assert store.drafts() == {}
        assert store.verify() == []


async def test_a_file_that_is_gone_is_not_begun_anew(db: Path) -> None:
    fill(db, [client()])
    async with stage(db) as on:
        db.rename(db.with_name("elsewhere.db"))
        on.app._look_for_other_writers()
        await on.settle()
        assert not db.exists()
        db.with_name("elsewhere.db").rename(db)
        on.app._look_for_other_writers()
        assert "Northlake Foods" in on.text
