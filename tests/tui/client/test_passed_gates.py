"""Card, list, timeline and letter show a gate that was passed until what it opened is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.triage.overrides.test_gates import ON, PLANS, WHY, overridden, own_plans
from tests.triage.playbook.scene import Desk, day
from tests.tui.message_stage import head as message_head
from tests.tui.message_stage import rolf, write
from tests.tui.stage import record, stage
from triage.clients.overview import overview_of
from tui.client.card import flag_column, newest_lines
from tui.client.sections import ClientPage, client_items
from tui.review.card import Frame, head
from tui.workspace.list_rows import why


@pytest.mark.parametrize(
    ("desk", "text", "short"),
    [(overridden(), WHY, "override"), (own_plans(), PLANS, "own reasons")],
    ids=["override", "own reasons"],
)
def test_card_list_and_timeline(desk: Desk, text: str, short: str) -> None:
    shown = overview_of(desk.book, "c", day(ON))
    assert text in head(shown, Frame(glyphs="unicode", width=200, rows=40)).plain
    for lines in (flag_column,):
        assert any(text in line.plain for line in lines(shown, "unicode", 200))
    assert short in why(shown)
    assert any(text in line.plain for line in newest_lines(shown, 200, lambda code: code))
    items = [item.text.plain for item in client_items(ClientPage(shown, "unicode", 200))]
    assert any(text in item for item in items)


async def test_the_letter(db: Path) -> None:
    passed = record(
        "attempt", "a", screen="train", on="2026-03-12", override=WHY, overridden=["G1"]
    )
    async with stage(db, rolf(), passed) as on:
        await write(on)
        assert "override" in message_head(on)
