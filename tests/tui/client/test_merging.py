"""Two clients become one, and a project one of its own, from the page of a client."""

from __future__ import annotations

from pathlib import Path

from tests.tui.stage import Stage, client, record, stage
from triage.records import Record
from tui.client.screen import ClientScreen


def hours(id_: str, of: str, project: str) -> Record:
    return record("time", id_, client=of, on="2026-03-09", minutes=60, work="bill", project=project)


def hours_by_client(on: Stage) -> dict[str, list[str]]:
    return {
        ledger.client.name: sorted(time.id for time in ledger.time)
        for ledger in on.app.workspace.book.ledgers.values()
    }


async def test_another_client_becomes_part_of_this_one(db: Path) -> None:
    others = [client(id="f", name="Zebra"), client(id="o", name="Acme  Ltd.")]
    async with stage(db, client(id="a", name="Acme Ltd"), *others, hours("t", "o", "Site")) as on:
        on.app.push_screen(ClientScreen("a"))
        await on.press("M", "1", "1", "enter")
        assert len(hours_by_client(on)) == 3, "one Enter too many merges nobody"
        await on.press("M", "1", "1", "2")
        assert hours_by_client(on) == {"Acme Ltd": ["t"], "Zebra": []}, "who is alike comes first"
        await on.press("u")
        assert hours_by_client(on) == {"Acme Ltd": [], "Zebra": [], "Acme  Ltd.": ["t"]}


async def test_a_project_becomes_a_client_of_its_own(db: Path) -> None:
    records = [hours("s", "a", "Site"), hours("t", "a", "Shop")]
    async with stage(db, client(id="a", name="Acme"), *records) as on:
        on.app.push_screen(ClientScreen("a"))
        await on.press("M", "2", "1", "enter")
        assert hours_by_client(on) == {"Acme": ["s"], "Shop": ["t"]}
