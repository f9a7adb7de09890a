"""What is settled on a client's page, and what that brings with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tui.forms.on_stage import known
from tests.tui.stage import event, record, stage
from tui.ui.line_keys import RecordKey


async def test_a_complaint_settled_here_is_asked_about_tomorrow(db: Path) -> None:
    complaint = event("e", "message_in", complaint=True, text="the price is wrong")
    async with stage(db, known(), complaint) as on:
        await on.press("enter")
        await on.go_to(RecordKey("event", "e"))
        await on.press("space")
        (asked,) = on.store.ledger("north").action
        text = f"{asked.text[0].lower()}{asked.text[1:]}"
        assert on.toast == f"Resolved today. Tomorrow: {text}. u to undo"
        assert (asked.due, asked.template) == (date(2026, 3, 14), "next_day_followup")
        await on.press("u")
        assert on.store.ledger("north").action == ()


async def test_the_last_payment_leaves_the_end_of_a_goodbye_to_its_key(db: Path) -> None:
    invoice = record("invoice", "i", issued="2026-02-01", due="2026-02-20", amount="300.00")
    points = [
        record("checklist", f"c{n}", list="closing", n=n, on="2026-03-01", state="done")
        for n in range(1, 15)
    ]
    async with stage(db, known(state="leaving"), invoice, *points) as on:
        await on.press("enter")
        await on.go_to(RecordKey("invoice", "i"))
        await on.press("space")
        assert "Ended" not in on.toast
        assert on.store.ledger("north").client.state == "leaving"


@pytest.mark.parametrize(("digit", "follow_up"), [("1", "No reply needed"), ("2", "Replied today")])
async def test_hard_words_after_a_goodbye_need_no_reply(
    db: Path, digit: str, follow_up: str
) -> None:
    jab = event("e", "message_in", "2026-03-13", tone=-1, needs_answer=True, text="and another")
    async with stage(db, known(state="closing"), jab) as on:
        await on.press("enter")
        await on.go_to(RecordKey("event", "e"))
        await on.press("space")
        assert "wait until Saturday 14 March" in on.text
        await on.press(digit)
        assert on.toast == f"{follow_up}. u to undo"
        (message,) = on.store.ledger("north").event
        assert message.needs_answer is (digit == "2")
