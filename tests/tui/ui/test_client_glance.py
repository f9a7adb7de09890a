"""The client under the cursor stands beneath lists of all clients, where there is room."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from textual.content import Content

from tests.tui.stage import TODAY, Stage, client, event, record, stage
from triage.ledger import book
from triage.records import What
from triage.terms import value_term
from tui.ui.client_glance import ROOM, TWO_COLUMNS, ClientGlance, newest
from tui.wording.record_line import RecordLine
from tui.wording.screen_lines import dated_line

LEFT = client("Kestrel Maps", "kestrel", state="left_well", closed_on="2026-03-02")
LIFE = [
    client(),
    LEFT,
    event("met", "meeting", on="2026-03-10", text="Half an hour with Rolf"),
    event("coming", "meeting", on="2026-03-20"),
    record("note", "heard", on="2026-03-11", text="Dana comes back"),
    record("action", "call", on="2026-03-09", due="2026-03-13", text="Call Rolf"),
    record("time", "t", on="2026-03-12", minutes=60),
    event("gone", "meeting", on="2026-03-01", client="kestrel", text="The last one"),
]


def test_the_newest_first_without_hours_and_without_what_is_to_come() -> None:
    ledger = book(LIFE).ledgers["north"]
    assert [each.id for each in newest(ledger, TODAY, 5)] == ["heard", "met"]
    assert [each.id for each in newest(ledger, TODAY, 1)] == ["heard"]


def glance(on: Stage) -> ClientGlance:
    return on.app.screen.query_one(ClientGlance)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["t"], "Dana comes back"),
        (["p"], "Dana comes back"),
        (["b"], "The last one"),
        (["F", *"rolf"], "Dana comes back"),
    ],
    ids=["today", "portfolio", "goodbyes", "find"],
)
async def test_it_stands_where_there_is_room(db: Path, keys: list[str], words: str) -> None:
    async with stage(db, *LIFE, size=(TWO_COLUMNS, ROOM)) as on:
        await on.press(*keys)
        assert glance(on).display
        assert words in on.text
        await on.pilot.resize_terminal(80, ROOM)
        await on.settle()
        assert words in on.text
        await on.pilot.resize_terminal(TWO_COLUMNS, ROOM - 1)
        await on.settle()
        assert not glance(on).display


async def test_it_follows_the_cursor(db: Path) -> None:
    quay = [client("Quay", "quay"), record("note", "q", "quay", on="2026-03-11", text="Fog")]
    async with stage(db, *LIFE, *quay, size=(TWO_COLUMNS, ROOM)) as on:
        await on.press("p")
        seen = []
        for _ in range(2):
            seen.append(("Fog" in on.text, "Dana comes back" in on.text))
            await on.press("down")
        assert sorted(seen) == [(False, True), (True, False)]


@pytest.mark.parametrize("width", range(60, 221, 20))
def test_the_columns_of_a_timeline_stand_whatever_the_word(width: int) -> None:
    starts = set()
    for what in get_args(What):
        word = value_term("what", what)
        line = RecordLine(TODAY - timedelta(days=40), word, "xyz")
        drawn = dated_line(line, date(2026, 3, 13), width)
        assert isinstance(drawn, Content)
        row = next(row for row in drawn.plain.splitlines() if "xyz" in row)
        starts.add(row.index("xyz"))
        assert word in drawn.plain
    assert len(starts) == 1
