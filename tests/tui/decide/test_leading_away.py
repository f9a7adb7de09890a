"""A question with an answer that leads to another page: nobody gets there by enter alone."""

from __future__ import annotations

from pathlib import Path

from tests.tui.decide.pages import answers, open_decide
from tests.tui.guided import asked, flow, reach
from tests.tui.stage import client, record, stage
from triage.records import Record


def late() -> list[Record]:
    bill = {"number": "7", "issued": "2026-02-01", "due": "2026-02-20", "amount": "100.00"}
    return [client(), record("invoice", "i", **bill)]


async def test_enter_does_not_lead_away(db: Path) -> None:
    async with stage(db, *late()) as on:
        await open_decide(on, "late")
        await on.press("1")
        assert asked(on) == ("late", "dispute")
        await on.press("enter", "enter")
        assert asked(on) == ("late", "dispute") and "dispute" not in answers(on)
        assert "by number" in on.toast
        await on.press("down", "enter")
        assert asked(on)[0] == "complaint"


async def test_a_number_leads_there_and_back_is_the_page_one_was_on(db: Path) -> None:
    async with stage(db, *late()) as on:
        await open_decide(on, "late")
        await on.press("1", "1")
        assert asked(on)[0] == "complaint"
        await on.press("backspace")
        assert asked(on) == ("late", "dispute")
        await on.press("1", "escape")
        await open_decide(on, "late")
        assert asked(on) == ("late", "dispute"), "asked for by its name, it is that page"
        await on.press("enter")
        assert asked(on)[0] == "complaint", "what was chosen before is marked, and enter agrees"


async def test_what_was_answered_over_there_is_gone_on_with(db: Path) -> None:
    async with stage(db, *late()) as on:
        await open_decide(on, "late")
        await on.press("1", "1")
        await on.type("The logo was wrong and they are cross")
        await on.press("enter")
        there = asked(on)
        assert there[0] == "complaint" and flow(on).view().path[-1].screen == "complaint"
        await on.press("escape")
        await open_decide(on, "late")
        assert asked(on) == there


async def test_enter_alone_does_not_deny_what_is_on_record(db: Path) -> None:
    async with stage(db, *late()) as on:
        await open_decide(on, "finished")
        await reach(on, "money")
        assert asked(on) == ("finished", "money")
        await on.press("enter")
        assert answers(on)["money"] == "waiting_for_payment", "the invoice on record answers it"
    async with stage(db.with_name("paid.db"), client()) as on:
        await open_decide(on, "finished")
        await reach(on, "money")
        await on.press("enter")
        assert asked(on) == ("finished", "again"), "where nothing is owed it is one key"


async def test_a_question_that_stays_on_its_page_is_answered_by_enter_as_before(db: Path) -> None:
    async with stage(db, *late()) as on:
        await open_decide(on, "late")
        await reach(on, "got")
        await on.press("enter")
        assert asked(on) == ("late", "dispute")
