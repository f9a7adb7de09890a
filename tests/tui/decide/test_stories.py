"""Two of the six lives walked along the ladder on the screens, by keys."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.material import OWN
from tests.triage.playbook.lives import test_northlake
from tests.triage.playbook.scene import Desk
from tests.tui.guided import asked, decide, fill_in, flow, go_to, reach, send, shut
from tests.tui.stage import Stage, stage
from triage.playbook.after.checklists import checklist
from triage.playbook.after.closing import end_date
from triage.playbook.state.training import trainings
from triage.records import Record
from triage.records.codec import parse
from tui.client.screen import ClientScreen
from tui.decide.checklist_screen import ChecklistScreen
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.screen import DecideScreen
from tui.decide.summary_screen import SummaryScreen
from tui.decide.taken_screen import TakenScreen
from tui.messages.screen import MessageScreen
from tui.workspace.situation import situation_of


@pytest.fixture
def stories() -> Path:
    """Only our own lives: tests/triage/playbook walks the larger ones the same way, in a second."""
    return OWN / "stories"


def life(stories: Path, name: str) -> list[Record]:
    """The records of one life; the client is still with us, whatever the end of the story."""
    text = (stories / f"{name}.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    return [parse({k: v for k, v in line.items() if k != "closed_on"}) for line in lines]


async def take(on: Stage, code: str) -> None:
    """Through the last form, to the page after the decision, and back to the client."""
    assert isinstance(on.app.screen, SummaryScreen), on.text
    await on.press("ctrl+s")
    assert isinstance(on.app.screen, TakenScreen), on.text
    assert on.app.workspace.book.ledgers[on_client(on)].decision[-1].code == code


def on_client(on: Stage) -> str:
    (client_id,) = on.app.workspace.book.ledgers
    return client_id


def state(on: Stage) -> str:
    return on.app.workspace.book.ledgers[on_client(on)].client.state


async def ended(on: Stage, digit: str, suggested: str) -> None:
    """Say how the running step ended, beside what the records suggest."""
    await on.press("O")
    assert isinstance(on.app.screen, OutcomeScreen)
    assert on.list.current == suggested
    await on.press(digit)
    assert isinstance(on.app.screen, ClientScreen)


async def goodbye(on: Stage) -> dict[str, str]:
    """The gates that are shut when the goodbye is asked for, and what each misses."""
    await on.press("b", "3")
    missing = shut(on)
    await on.press("escape")
    return missing


async def test_northlake_from_a_new_manager_to_a_clean_end(db: Path, stories: Path) -> None:
    async with stage(db, *life(stories, "S3")) as on:
        await go_to(on, "2026-01-16")
        await on.press("enter", "d")
        assert asked(on)[0] == "adapt"
        await decide(on, people="no")
        await take(on, "MEET")
        await on.press("escape")
        send(on, "s3", "meet_new_contact", "2026-01-17")

        await go_to(on, "2026-01-30")
        await ended(on, "1", "worked")

        await go_to(on, "2026-02-06")
        missing = await goodbye(on)
        assert missing["G1"] == "adapt, train, renegotiate and redirect not yet tried"
        await on.press("d")
        await decide(on, line="Briefs in writing, by one channel, please")
        await take(on, "CHANGE")
        await on.press("escape")

        await go_to(on, "2026-02-13")
        await on.press("d")
        assert asked(on)[0] == "safety"
        await decide(on, warn="yes")
        await take(on, "BOUNDARY")
        await on.press("escape")
        await ended(on, "3", "failed")
        await on.press("d")
        await decide(on, known="1", topic="6", gloss="", believe="3")
        await take(on, "TEACH")
        await on.press("escape")
        send(on, "s3", "how_we_work", "2026-02-16")
        send(on, "s3", "boundary_note", "2026-02-16")

        for day, repeats in (("2026-02-20", 0), ("2026-02-27", 1)):
            await go_to(on, day)
            missing = await goodbye(on)
            assert "train has no outcome on record (since Fri 13 February)" in missing["G1"]
            assert {"G2", "G3"} <= missing.keys()
            training = trainings(situation_of(on.app.workspace, "s3"))[0]
            assert (training.told_on, training.repeats) == (date(2026, 2, 16), repeats)

        await go_to(on, "2026-03-06")
        assert "G2" not in await goodbye(on)
        await on.press("d")
        await decide(on, known="3", repeat="2", both="no")
        await take(on, "FAILED")
        await on.press("enter")
        assert isinstance(on.app.screen, DecideScreen)
        trail = [(step.outcome, step.mark) for step in flow(on).view().trail[1:4]]
        assert trail == [("failed", "past"), (None, "now"), (None, "next")]
        await decide(on, trade="4", issue="yes", gain="calmer talks for both", kind="5")
        await take(on, "TERMS")
        await on.press("escape")
        send(on, "s3", "new_terms", "2026-03-09")

        await go_to(on, "2026-03-13")
        await ended(on, "3", "failed")
        await go_to(on, "2026-03-20")
        await on.press("d")
        await decide(on, misfit="4", person="no", other="1", consent="yes")
        await fill_in(on, {"person": "Ann"})
        await take(on, "REFER")
        await on.press("escape")
        send(on, "s3", "other_offer", "2026-03-20")
        await ended(on, "3", "failed")

        assert set(await goodbye(on)) == {"G4"}
        await go_to(on, "2026-03-21", "16:29")
        assert set(await goodbye(on)) == {"G4"}

        await go_to(on, "2026-03-23")
        await on.press("d")
        assert asked(on)[0] == "part"
        await reach(on, "open", still="1", solid="1", cushion="1", contract="1")
        await decide(on, open="1", mood="2", way="1")
        await fill_in(on, {"end_date": "24.4."})
        await take(on, "MEETING")
        assert end_date(situation_of(on.app.workspace, "s3")) == date(2026, 4, 24)
        await on.press("escape")

        await go_to(on, "2026-04-24")
        await on.press("c")
        assert isinstance(on.app.screen, ChecklistScreen)
        while checklist(situation_of(on.app.workspace, "s3")).left:
            await on.press("space")
        await on.press("enter")
        # The last invoice is not due yet: it is watched after the end.
        client = on.app.workspace.book.ledgers["s3"].client
        assert (client.state, client.closed_on) == ("closed", date(2026, 4, 24))


async def test_the_goodbye_of_northlake_cannot_be_opened_early(db: Path, stories: Path) -> None:
    northlake: Desk = test_northlake.TestNorthlake().taught(stories)
    async with stage(db, *northlake.records.values()) as on:
        await go_to(on, "2026-02-27")
        await on.press("enter", "b", "3")
        await on.press("1", "enter")
        # Enter leads to the step that has no outcome, and nothing of the goodbye was begun.
        assert isinstance(on.app.screen, OutcomeScreen)
        attempts = on.app.workspace.book.ledgers["s3"].attempt
        assert not any(attempt.screen == "part" for attempt in attempts)
        await on.press("3")
        assert shut(on)["G1"] == "renegotiate and redirect not yet tried"


async def test_noor_leaves_well_and_comes_back(db: Path, stories: Path) -> None:
    async with stage(db, *life(stories, "S4")) as on:
        await go_to(on, "2026-02-20")
        await on.press("enter", "d", "tab", "6")
        await decide(on, real="yes", cost="1", trip="1")
        await fill_in(on, {"what": "they ask for a smaller package"})
        await take(on, "TRIP")
        await on.press("escape", "escape")

        await go_to(on, "2026-02-25")
        await on.press("d")
        await decide(on, reason="1", relief="1", terms="1")
        assert "offer" not in {step.question.id for step in flow(on).view().path}
        await take(on, "GO")
        assert state(on) == "leaving"
        await on.press("m")
        assert isinstance(on.app.screen, MessageScreen)
        await on.press("escape", "escape")
        send(on, "s4", "reply_to_leaver", "2026-02-25")

        await on.press("enter", "O")
        assert on.items() == ["leaving"]
        await on.press("escape")
        await go_to(on, "2026-04-10")
        await on.press("c")
        while checklist(situation_of(on.app.workspace, "s4")).left:
            await on.press("1")
        await on.press("enter")
        await on.press("enter")
        client = on.app.workspace.book.ledgers["s4"].client
        assert (client.state, client.closed_on) == ("left_well", date(2026, 4, 10))
        await on.press("escape")

        await go_to(on, "2026-07-27")
        await on.press("d", "f4", "2")
        await reach(on, "lesson", what="4")
        since = on.app.workspace.book.ledgers["s4"].client.since
        assert since is not None
        assert f"history since {since.day} {since:%B %Y}" in on.words("#guide-facts")
        await decide(on, lesson="yes")
        await take(on, "RETURN")
        assert state(on) == "returned"
        assert len(on.app.workspace.book.ledgers["s4"].decision) == 3
