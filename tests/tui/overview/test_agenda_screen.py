"""Today: nearest first, settled where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.guided import asked
from tests.tui.stage import Stage, client, event, record, stage, stored
from triage.records import Action, Attempt, Event, Record
from tui.client.screen import ClientScreen
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.screen import DecideScreen
from tui.overview.agenda_screen import AgendaScreen

UNTRACKED = ["hours", "money", "contact", "energy"]
NORTH = client(not_tracked=UNTRACKED)


def action(id_: str, due: str, text: str = "Call them") -> Record:
    return record("action", id_, on="2026-03-01", due=due, text=text)


def step(screen: str) -> Record:
    days = {"on": "2026-03-01", "taken_on": "2026-03-01", "review_by": "2026-03-13"}
    return record("attempt", "s", screen=screen, **days)


def headings(on: Stage) -> list[str]:
    near = ("Overdue", "Today", "Tomorrow", "This week", "Later")
    return [line.strip() for line in on.lines[2:] if line.strip() in near]


async def test_overdue_first_then_by_day_in_words(db: Path) -> None:
    days = ("2026-03-06", "2026-03-13", "2026-03-14", "2026-03-20", "2026-03-21")
    async with stage(db, NORTH, *(action(f"x{n}", day) for n, day in enumerate(days))) as on:
        await on.press("t")
        assert isinstance(on.app.screen, AgendaScreen)
        assert headings(on) == ["Overdue", "Today", "Tomorrow", "This week", "Later"]
        assert "1 overdue, 1 for today" in on.lines[0]
        lines = [on.drawn(key) for key in on.items()]
        assert lines[0] == "6 Mar to do Northlake Foods Call them"
        assert lines[-1] == "21 Mar to do Northlake Foods Call them"


async def test_what_is_done_leaves_and_comes_back_by_undo(db: Path) -> None:
    async with stage(db, NORTH, action("x", "2026-03-13")) as on:
        await on.press("t", "space")
        assert on.toast == "Done today. u to undo"
        assert stored(on.store, Action, "x").done_on is not None
        assert on.items() == []
        await on.press("u")
        assert len(on.items()) == 1


@pytest.mark.parametrize(("what", "label"), [("promise", "they"), ("our_promise", "you")])
async def test_promises_of_both_sides_are_kept_by_one_key(db: Path, what: str, label: str) -> None:
    promise = event("e", what, due="2026-03-16", text="The draft")
    async with stage(db, NORTH, promise) as on:
        await on.press("t")
        (key,) = on.items()
        assert on.drawn(key) == f"Mon {label} promised Northlake Foods The draft"
        await on.press("space")
        assert stored(on.store, Event, "e").kept_on is not None


@pytest.mark.parametrize(("screen", "opens"), [("train", OutcomeScreen), ("late", DecideScreen)])
async def test_a_step_is_asked_how_it_went(db: Path, screen: str, opens: type) -> None:
    async with stage(db, NORTH, step(screen)) as on:
        await on.press("t", "space")
        assert isinstance(on.app.screen, opens)


async def test_the_look_for_a_payment_asks_whether_they_have_paid(db: Path) -> None:
    invoice = record("invoice", "i", issued="2026-02-01", due="2026-02-20", amount="900.00")
    async with stage(db, client(), invoice, step("late")) as on:
        await on.press("t", "space")
        assert asked(on) == ("late", "paid")


@pytest.mark.parametrize(("answer", "leads_on"), [("1", False), ("3", True)])
async def test_a_door_is_asked_how_it_went_and_leads_on_where_it_failed(
    db: Path, answer: str, leads_on: bool
) -> None:
    look = record("action", "x", on="2026-03-01", due="2026-03-20", text="Look", decision="d")
    letter = record(
        "action", "y", on="2026-03-01", due="2026-03-20", text="Write", decision="d", template="t"
    )
    facts = {"screen": "watch", "attempt": "s", "on": "2026-03-01", "playbook": "1"}
    made = record("decision", "d", code="WATCH28", say="Leave it", **facts)
    async with stage(db, NORTH, step("watch"), made, look, letter) as on:
        await on.press("t", "space")
        assert isinstance(on.app.screen, OutcomeScreen)
        assert on.items() == ["worked", "partly", "failed", "decide"]
        await on.press(answer)
        decides = any(isinstance(screen, DecideScreen) for screen in on.app.screen_stack)
        assert decides is leads_on and not isinstance(on.app.screen, OutcomeScreen)
        door = stored(on.store, Attempt, "s")
        assert (door.outcome, door.outcome_on) == (
            "worked" if answer == "1" else "failed",
            on.app.workspace.today,
        )
        assert stored(on.store, Action, "x").dropped_on is not None
        assert stored(on.store, Action, "y").dropped_on is None, "what is still to be sent stays"


async def test_what_no_key_can_settle_says_what_to_do(db: Path) -> None:
    opened = record("attempt", "s", screen="part", on="2026-03-13", opened_at="2026-03-13T10:00:00")
    async with stage(db, NORTH, opened) as on:
        await on.press("t", "space")
        assert on.toast == "You can decide once the wait is over: press d then."


async def test_enter_opens_the_client_and_t_goes_back(db: Path) -> None:
    async with stage(db, NORTH, action("x", "2026-03-13")) as on:
        await on.press("t", "enter")
        assert isinstance(on.app.screen, ClientScreen)
        await on.press("escape", "t")
        assert not isinstance(on.app.screen, AgendaScreen)


async def test_who_is_due_on_the_list_is_due_here_the_worst_first(db: Path) -> None:
    threat = event("e", "incident", text="A threat", client="south")
    quiet = client(id="south", name="Southgate", not_tracked=UNTRACKED)
    async with stage(db, NORTH, action("x", "2026-03-13"), quiet, threat) as on:
        due = {row.id for row in on.app.workspace.list.rows() if row.due == "2026-03-13"}
        await on.press("t")
        assert due == {"north", "south"}
        assert on.items() == ["next-south@goodterms", "action-x@goodterms"]
        await on.press("space")
        assert isinstance(on.app.screen, DecideScreen)


async def test_an_empty_day_says_so_and_its_keys_say_why_they_rest(db: Path) -> None:
    async with stage(db, NORTH) as on:
        await on.press("t")
        assert "Nothing is scheduled" in on.text
        await on.press("space")
        assert on.toast == "There is nothing to do here yet."


async def test_texts_of_others_stay_text(db: Path) -> None:
    odd = action("x[/]", "2026-03-13", "[@click=app.quit]x[/] \x1b[2J")
    async with stage(db, NORTH, odd) as on:
        await on.press("t")
        (key,) = on.items()
        assert "[@click=app.quit]x[/] ␛[2J" in on.drawn(key)
