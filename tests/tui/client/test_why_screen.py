"""Why: number, limit, source, since when, the records, and what clears it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from storage.settings.settings import Settings
from tests.tui.stage import Stage, client, event, record, stage
from triage.health import FLAG_CODES, RULES
from triage.limits import Limits
from triage.records import Record
from triage.terms import flag_term
from tui.client.records_screen import RecordsScreen
from tui.client.screen import ClientScreen
from tui.client.why_screen import WhyScreen
from tui.forms.screen import RecordForm
from tui.ui.line_keys import FactKey
from tui.ui.line_list import LineList


def known(**fields: Any) -> Record:
    return client(not_tracked=["hours", "money", "contact", "energy"], **fields)


RUDE = [
    event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1, text=f"mail {n}") for n in range(1, 4)
]


async def scrolled(on: Stage) -> str:
    """All lines, also those below the edge."""
    lines = on.app.screen.query_one(LineList)
    return " ".join(" ".join(str(option.prompt) for option in lines.options).split())


def test_every_flag_has_a_name() -> None:
    assert all(flag_term(code) == RULES[code].name for code in FLAG_CODES)
    assert flag_term("RULE:x") == flag_term("RULE")


async def test_a_flag_tells_everything_about_itself(db: Path) -> None:
    async with stage(db, known(), *RUDE) as on:
        await on.press("v")
        text = await scrolled(on)
        for part in (
            f"▲ {flag_term('DISRESPECT')} since Mon 2 Mar, 1 week",
            "3 harsh messages in 28 days (act from 3)",
            "watch from 2 harsh",
            "our default",
            "clears no new harsh messages in that time",
            "next ",
            "Tue 3 Mar they wrote harsh; mail 3",
            "Sun 1 Mar they wrote harsh; mail 1",
        ):
            assert part in text, part
        assert "data" not in text, "no label stands without its words"


async def test_enter_opens_a_record_and_v_goes_back(db: Path) -> None:
    async with stage(db, known(), *RUDE) as on:
        await on.press("enter", "v", "j", "enter")
        form = on.app.screen
        assert isinstance(form, RecordForm)
        assert form._record is not None and form._record.id == "e3"
        await on.press("escape", "v")
        assert isinstance(on.app.screen, ClientScreen)


async def test_many_records_are_one_key_further(db: Path) -> None:
    many = [event(f"e{n:02}", "message_in", on=f"2026-03-{n:02}", tone=-1) for n in range(1, 13)]
    async with stage(db, known(), *many) as on:
        await on.press("v")
        assert "and 4 more: press Enter to see all" in await scrolled(on)
        await on.press("enter")
        assert isinstance(on.app.screen, RecordsScreen)
        assert on.app.screen.query_one(LineList).option_count == 12


async def test_missing_facts_accepted_habits_and_pay_risk(db: Path) -> None:
    paid = [
        part
        for n in range(1, 5)
        for part in (
            record("invoice", f"i{n}", issued="2025-11-01", due="2025-11-15", amount="10.00"),
            record("payment", f"p{n}", invoice=f"i{n}", on="2025-12-20", amount="10.00"),
        )
    ]
    accepting = client(
        not_tracked=["hours"],
        quirks=[{"flag": "PAY_RISK", "until": "2026-06-01", "reason": "slow but sure"}],
    )
    async with stage(db, accepting, *paid) as on:
        await on.press("v")
        text = await scrolled(on)
        assert "? contact How many days ago was your last real conversation? 0 to 60" in text
        assert "? money " in text
        assert f"accepted {flag_term('PAY_RISK')}, until 1 Jun: slow but sure" in text
        assert f"{flag_term('PAY_RISK')} 4 of 4 invoices had problems: 4 overdue too long" in text
        assert "hours not tracked, your choice" in text
        assert "score" not in text.lower(), "a number nobody can check"


@pytest.mark.parametrize(("days", "said"), [(3, "1 of 2"), (4, "2 of 2")])
async def test_it_says_what_counts_as_paid_on_time(db: Path, days: int, said: str) -> None:
    paid = [
        part
        for id_, day in (("a", "2026-02-18"), ("b", "2026-02-19"))
        for part in (
            record("invoice", id_, issued="2026-02-01", due="2026-02-15", amount="10.00"),
            record("payment", f"p{id_}", invoice=id_, on=day, amount="10.00"),
        )
    ]
    settings = Settings(limits=Limits(pay_on_time_days=days))
    async with stage(db, known(), *paid, settings=settings) as on:
        await on.press("v")
        text = await scrolled(on)
        assert f"on time {said} newest invoices; up to {days} days overdue" in text


async def test_a_calm_client_says_what_good_means(db: Path) -> None:
    async with stage(db, known()) as on:
        await on.press("v")
        assert "No flags, and nothing is missing." in on.text
        await on.press("enter")
        assert on.toast == "There is no record to open here."


async def test_the_answers_listed_for_what_is_not_known_are_given_by_their_digits(db: Path) -> None:
    async with stage(db, client(since="2025-01-01")) as on:
        await on.press("v")
        first, *others = on.app.workspace.overviews["north"].health.unknown
        listed = on.drawn(FactKey(first.fact))
        assert all(f"{n} {text}" in listed for n, text in enumerate(first.answers, start=1))
        assert others and not any(
            text in on.drawn(FactKey(other.fact)) for other in others for text in other.answers
        )
        await on.go_to(FactKey(others[-1].fact))
        before = on.store.head()
        await on.press("1")
        known = {fact.fact for fact in on.app.workspace.overviews["north"].health.unknown}
        answered = on.store.head() > before or not isinstance(on.app.screen, WhyScreen)
        assert answered and first.fact in known


async def test_without_a_question_a_digit_says_so(db: Path) -> None:
    async with stage(db, known(), *RUDE) as on:
        await on.press("v", "1")
        assert on.toast


async def test_a_contact_on_record_is_named_and_stands_there_to_be_agreed_to(db: Path) -> None:
    met = event("met", "meeting", on="2026-01-02")
    async with stage(db, client(not_tracked=["hours", "money", "energy"]), met) as on:
        await on.press("enter", "v")
        assert "Last contact on record: 2 January." in await scrolled(on)
        await on.go_to(FactKey("contact"))
        await on.press("enter")
        assert on.app.screen.query_one(Input).value == "70"
        await on.press("4", "enter")
        newest = max(each.on for each in on.store.ledger("north").event)
        assert newest.isoformat() == "2026-03-09", "typing replaced what stood there"
