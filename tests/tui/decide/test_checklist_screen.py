"""The closing checklist: fourteen points by digits and space, and the close that ends it."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.tui.guided import KNOWN
from tests.tui.stage import Stage, client, record, stage
from triage.playbook.after.checklists import CLOSING, checklist
from triage.records import Record
from tui.client.screen import ClientScreen
from tui.clients.screen import ClientsScreen
from tui.decide.checklist_screen import ChecklistScreen, PointKey
from tui.ui.input_dialog import InputDialog
from tui.workspace.situation import situation_of


def ending(state: str = "closing", **fields: Any) -> Record:
    return client(**KNOWN, state=state, **fields)


def unpaid() -> Record:
    return record(
        "invoice", "i1", number="2026-07", issued="2026-03-01", due="2026-03-10", amount="100.00"
    )


async def open_list(on: Stage) -> None:
    on.app.push_screen(ChecklistScreen("north"))
    await on.settle()


def states(on: Stage) -> dict[int, str]:
    return {point.n: point.state for point in on.store.ledger("north").checklist}


def points(on: Stage, which: str) -> list[str]:
    """What the points of a list say."""
    listed = checklist(situation_of(on.app.workspace, "north"), which).items
    return [" ".join(point.text.split()) for point in listed]


def drawn_points(on: Stage) -> list[str]:
    """What the points on the screen say, after their number and state."""
    return [on.drawn(key).split(maxsplit=2)[2] for key in on.items()]


def left(on: Stage, which: str = CLOSING) -> int:
    """How many points are open still, which the heading says in its words."""
    shown = checklist(situation_of(on.app.workspace, "north"), which)
    assert shown.words in on.lines[0]
    return shown.left


def rest(on: Stage) -> str:
    """What stands below the list: what is in the way of closing."""
    return on.words("#checklist-rest")


def at(on: Stage) -> Hashable:
    return on.list.current


async def test_c_shows_all_fourteen_on_one_screen(db: Path) -> None:
    async with stage(db, ending()) as on:
        on.app.push_screen(ClientScreen("north"))
        await on.settle()
        await on.press("c")
        assert on.items() == [PointKey(n) for n in range(1, 15)]
        assert all(on.drawn(PointKey(n)).startswith(f"{n} open") for n in range(1, 15))
        assert left(on) == 14
        keys = "space done  - not applicable  enter end  tab other list  esc back  ? help"
        assert on.lines[-1].strip() == keys
        await on.press("c")
        assert isinstance(on.app.screen, ClientScreen)


async def test_space_is_done_and_goes_on_to_the_next_open_point(db: Path) -> None:
    async with stage(db, ending()) as on:
        await open_list(on)
        await on.press("space", "minus", "space")
        assert states(on) == {1: "done", 2: "na", 3: "done"}
        assert at(on) == PointKey(4) and left(on) == 11
        assert on.drawn(PointKey(2)).startswith("2 n/a")
        await on.press("up", "space")
        assert states(on)[3] == "open" and at(on) == PointKey(3)
        await on.press("u")
        assert states(on)[3] == "done" and left(on) == 11


@pytest.mark.parametrize(("digit", "state"), [("1", "done"), ("2", "na"), ("3", "open")])
async def test_digits_say_it_too(db: Path, digit: str, state: str) -> None:
    async with stage(db, ending()) as on:
        await open_list(on)
        await on.press("space", "up", digit)
        assert states(on)[1] == ("open" if digit == "1" else state)


async def test_nothing_ends_before_enter_which_asks_for_the_last_day(db: Path) -> None:
    async with stage(db, ending()) as on:
        await open_list(on)
        await on.press(*["minus"] * 14)
        assert left(on) == 0
        assert on.store.client("north").state == "closing"
        await on.press("enter")
        assert isinstance(on.app.screen, InputDialog)
        await on.press("escape")
        assert on.store.client("north").state == "closing"
        await on.press("enter")
        await on.type("14.3.")
        await on.press("enter")
        assert isinstance(on.app.screen, InputDialog), "a day to come is not taken"
        await on.press("ctrl+u")
        await on.type("11.3.")
        await on.press("enter")
        assert on.store.client("north").closed_on == date(2026, 3, 11)
        assert rest(on) == "Ended on Wednesday 11 March."
        await on.press("enter")
        assert "nobody" not in on.toast and "ended already" in on.toast


async def test_a_last_day_before_the_first_is_not_taken(db: Path) -> None:
    async with stage(db, ending()) as on:
        await open_list(on)
        await on.press(*["minus"] * 14, "enter")
        await on.type("2001-01-01")
        await on.press("enter")
        assert "before you began to work together" in on.toast
        assert on.store.client("north").closed_on is None


async def test_what_is_not_due_yet_is_named_before_and_after_the_end(db: Path) -> None:
    invoice = record(
        "invoice", "i1", number="2026-07", issued="2026-03-05", due="2026-03-20", amount="100.00"
    )
    async with stage(db, ending(), invoice) as on:
        await open_list(on)
        await on.press(*["space"] * 14)
        assert "2026-07, 100.00 EUR, due Fri 20 March" in rest(on)
        await on.press("enter", "enter")
        assert on.store.client("north").state == "closed"
        assert "2026-07" in rest(on) and "2026-07" in on.toast
        assert "nothing left open" not in on.toast


async def test_what_is_ended_is_open_again_after_u(db: Path) -> None:
    async with stage(db, ending()) as on:
        await open_list(on)
        await on.press(*["space"] * 14, "enter")
        await on.press("enter")
        closed = on.store.client("north")
        assert (closed.state, closed.closed_on) == ("closed", on.app.workspace.today)
        await on.press("u")
        assert on.store.client("north").state == "closing"


async def test_the_words_of_what_is_in_the_way_and_enter_says_it(db: Path) -> None:
    work = record("work_item", "w1", text="Logo")
    async with stage(db, ending("leaving"), unpaid(), work) as on:
        await open_list(on)
        for part in ("Before you can end it", "1 invoice not paid (2026-07)", "Logo"):
            assert part in rest(on)
        await on.press(*["space"] * 14)
        assert left(on) == 0
        assert on.store.client("north").state == "leaving"
        await on.press("enter")
        assert on.toast.startswith("Not ended yet: 1 invoice not paid (2026-07)")


async def test_enter_closes_once_the_way_is_free(db: Path) -> None:
    done = [
        record("checklist", f"c{n}", list="closing", n=n, on="2026-03-12", state="done", text="x")
        for n in range(1, 15)
    ]
    async with stage(db, ending("leaving"), *done) as on:
        await open_list(on)
        assert "close" in on.actions()
        assert rest(on) == "Everything is done: press Enter to end it."
        await on.press("enter")
        await on.press("enter")
        assert on.store.client("north").state == "left_well"


async def test_over_a_client_who_stays_it_says_so(db: Path) -> None:
    async with stage(db, client(**KNOWN)) as on:
        await open_list(on)
        assert rest(on).startswith("Nobody is leaving")
        assert "close" not in on.actions()
        await on.press("enter")
        assert "nobody has decided to end it" in on.toast


async def test_tab_shows_the_agenda_and_the_other_lists(db: Path) -> None:
    async with stage(db, ending()) as on:
        await open_list(on)
        await on.press("tab")
        assert drawn_points(on) == points(on, "agenda")
        await on.press("space")
        assert [(p.list, p.state) for p in on.store.ledger("north").checklist] == [
            ("agenda", "done")
        ]
        assert left(on, "agenda") == 4
        for which in ("prepare", "safety"):
            await on.press("tab")
            assert drawn_points(on) == points(on, which)
        await on.press("enter")
        assert "press Tab to go back" in on.toast
        await on.press("tab")
        assert on.lines[0].strip().startswith("Closing ")


async def test_a_client_gone_meanwhile_is_said(db: Path) -> None:
    async with stage(db, client()) as on:
        on.app.push_screen(ChecklistScreen("nobody"))
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
        assert "deleted" in on.toast


@pytest.mark.parametrize(
    ("reason", "tone"),
    [
        (None, "nothing harsh in it"),
        (
            "it had to be said",
            "sent against advice: it had to be said. A short thank-you",
        ),
    ],
)
async def test_the_tone_of_the_last_message_stands_below(
    db: Path, reason: str | None, tone: str
) -> None:
    letter = record(
        *("message", "m"),
        template="parting_letter",
        on="2026-03-12",
        sent_on="2026-03-12",
        reason=reason,
    )
    async with stage(db, ending(), letter) as on:
        await open_list(on)
        assert f"Your last message: parting letter on Thu 12 March, {tone}" in on.text


async def test_a_goodbye_that_was_told_goes_on_with_its_list(db: Path) -> None:
    goodbye = [
        record("attempt", "p", screen="part", on="2026-03-10", taken_on="2026-03-10"),
        record(
            "decision",
            "d",
            attempt="p",
            screen="part",
            code="LETTER",
            on="2026-03-10",
            say="Send the letter",
            playbook="1",
            set={"end_date": "2026-04-07"},
        ),
    ]
    async with stage(db, client(**KNOWN, state="closing"), *goodbye) as on:
        await on.press("d")
        assert isinstance(on.app.screen, ChecklistScreen)
