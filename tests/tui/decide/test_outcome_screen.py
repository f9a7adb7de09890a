"""How a step ended: suggested by its own flag, said by the user."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from pathlib import Path

import pytest

from tests.tui.decide.outcomes import attempt, decided
from tests.tui.guided import asked, creeping, go_to, guide_to, hard, in_danger
from tests.tui.stage import Stage, client, record, stage
from triage.changes import ChangeSet, Put
from triage.playbook.decide.expectations import GUESSES
from triage.records import Record
from tui.client.screen import ClientScreen
from tui.clients.screen import ClientsScreen
from tui.decide.answer import AnswerArea
from tui.decide.outcome_screen import OutcomeScreen


async def how_did_it_go(on: Stage) -> None:
    on.app.push_screen(OutcomeScreen("north"))
    await on.settle()


def marked(on: Stage) -> Hashable:
    return on.list.current


def fewer() -> list[Record]:
    """Five changes, of which only three are young enough three weeks later."""
    days = ["2026-02-25", "2026-02-26", "2026-03-06", "2026-03-07", "2026-03-08"]
    return [
        client(),
        *(
            record("event", f"r{n}", what="request", on=day, outcome="absorbed")
            for n, day in enumerate(days)
        ),
    ]


async def test_o_asks_beside_what_was_expected_and_what_the_flag_says(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on)
        await go_to(on, "2026-04-20")
        on.app.push_screen(ClientScreen("north"))
        await on.settle()
        await on.press("O")
        facts = on.words("#guide-facts")
        assert "expected two changes at most" in facts
        assert "decided 13 Mar: Make the change you named" in facts
        assert "According to the records: it worked. Scope creep is no longer flagged." in on.words(
            "#guide-ask"
        )
        assert marked(on) == "worked"
        await on.press("enter")
        assert isinstance(on.app.screen, ClientScreen)
        assert (attempt(on).outcome, attempt(on).outcome_on) == ("worked", on.app.workspace.today)
        await on.press("u")
        assert attempt(on).outcome is None


async def test_the_user_says_and_the_machine_never_decides(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on)
        await how_did_it_go(on)
        assert marked(on) == "failed"
        assert on.items() == ["worked", "partly", "failed"]
        await on.press("2")
        assert attempt(on).outcome == "partly"


async def test_more_time_is_given_once(db: Path) -> None:
    async with stage(db, *fewer()) as on:
        await decided(on)
        await go_to(on, "2026-03-27")
        await how_did_it_go(on)
        assert marked(on) == "partly"
        assert on.items() == ["worked", "partly", "failed", "extend"]
        await on.press("4")
        assert isinstance(on.app.screen, ClientsScreen)
        assert attempt(on).outcome is None
        assert attempt(on).review_by == date(2026, 4, 10)
        await how_did_it_go(on)
        assert on.items() == ["worked", "partly", "failed"]


async def test_what_begins_later_is_looked_at_again_then(db: Path) -> None:
    hours = [
        record("time", f"t{n}", on=f"2026-03-0{n}", minutes=300, work="bill") for n in (2, 4, 6)
    ]
    terms = client(rate="60.00", floor="75.00")
    async with stage(db, terms, *hours) as on:
        guide = guide_to(on, "renegotiate", trade="1")
        on.app.workspace.apply(guide.take({}).changes)
        await how_did_it_go(on)
        assert marked(on) == "extend"
        assert "failed" not in on.words("#guide-ask")
        await on.press("enter")
        step = attempt(on, "renegotiate")
        assert step.outcome is None and step.extended_on is None
        assert step.review_by is not None and step.review_by > date(2026, 4, 12)


async def test_what_was_decided_to_prepare_a_step_is_said(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        guide = guide_to(on, "adapt", cause="not_known", ask="no")
        taken = guide.take({})
        on.app.workspace.apply(taken.changes)
        await how_did_it_go(on)
        assert taken.decision.say in on.words("#guide-ask")
        assert on.items() == ["decide", "pass"]
        await on.press("escape")
        on.app.push_screen(ClientScreen("north"))
        await on.settle()
        assert f"so far: {taken.decision.say}" in " ".join(" ".join(on.lines).split())


async def test_a_step_not_decided_is_passed_by_with_twenty_characters(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await how_did_it_go(on)
        assert on.items() == ["decide", "pass"]
        await on.press("2")
        await on.type("It is all said")
        await on.press("enter")
        assert "this one has 14" in on.words("#guide-remark")
        assert on.store.ledger("north").attempt == ()
        await on.type(" twice")
        await on.press("enter")
        assert isinstance(on.app.screen, ClientsScreen)
        passed_by = attempt(on)
        assert (passed_by.outcome, passed_by.outcome_reason) == ("na", "It is all said twice")


async def test_the_reason_is_a_draft_and_back_leads_to_the_choice(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await how_did_it_go(on)
        await on.press("2")
        await on.type("Half")
        await on.press("up")
        assert on.items() == ["decide", "pass"]
        await on.press("2")
        assert on.app.screen.query_one(AnswerArea).text == "Half"
        await on.press("escape")
        assert on.store.draft("outcome:north:adapt") == "Half"


async def test_a_reason_never_passes_by_the_step_after_the_one_it_was_asked_of(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await how_did_it_go(on)
        await on.press("2")
        await on.type("It is all said twice")
        days = {"on": "2026-02-12", "taken_on": "2026-02-12", "outcome_on": "2026-03-12"}
        done = record("attempt", "a", screen="adapt", flag="SCOPE_CREEP", outcome="failed", **days)
        on.app.workspace.apply(ChangeSet("Elsewhere", (Put(done),)))
        on.app.records_changed()
        await on.settle()
        assert not on.app.screen.query_one(AnswerArea).display
        await on.press("escape")
        assert on.store.draft("outcome:north:adapt") == "It is all said twice"
        assert on.store.ledger("north").attempt == (done,)


async def test_the_next_step_can_be_opened_from_here(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await how_did_it_go(on)
        await on.press("1")
        assert asked(on)[0] == "adapt"


async def test_a_client_gone_meanwhile_is_said(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        on.app.push_screen(OutcomeScreen("nobody"))
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)
        assert "deleted" in on.toast


# --- what is no step ---------------------------------------------------------------------------


def door(screen: str, on: str = "2026-03-11", review: str = "2026-03-20") -> list[Record]:
    """A door with a decision in it, to be looked at again."""
    return [
        record("attempt", "door", screen=screen, on=on, taken_on=on, review_by=review),
        record(
            "decision",
            "d",
            attempt="door",
            screen=screen,
            code="X",
            on=on,
            say="Go on",
            playbook="1",
        ),
    ]


def counted_by_late() -> list[Record]:
    """A step whose day has come, which only a decision about late payment counts as tried."""
    begun = {"on": "2026-03-01", "taken_on": "2026-03-01"}
    decided_late = {"attempt": "l", "screen": "late", "code": "REMIND", "on": "2026-03-01"}
    return [
        record("attempt", "a", screen="adapt", review_by="2026-03-10", flag="OVERDUE", **begun),
        record("attempt", "l", screen="late", **begun),
        record("decision", "d", say="Go", playbook="1", **decided_late),
    ]


@pytest.mark.parametrize("screen", ["late", "silent", "safety", "complaint", "watch", "finished"])
async def test_a_door_that_goes_on_is_named_and_opened(db: Path, screen: str) -> None:
    async with stage(db, *creeping(), *door(screen)) as on:
        await how_did_it_go(on)
        assert on.app.workspace.playbook.title(screen) in on.words("#guide-ask")
        assert on.items() == ["decide", "pass"]
        await on.press("1")
        assert asked(on)[0] == screen


async def test_in_danger_no_step_is_offered(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await how_did_it_go(on)
        assert on.items() == ["decide"]
        await on.press("1")
        assert asked(on)[0] == "safety"


async def test_while_nothing_is_wrong_no_step_is_there_to_be_passed_by(db: Path) -> None:
    calm = client(not_tracked=["hours", "money", "contact", "energy"])
    async with stage(db, calm) as on:
        await how_did_it_go(on)
        assert on.items() == ["decide"]


async def test_after_the_end_no_step_is_offered(db: Path) -> None:
    ended = client(state="closed", closed_on="2026-01-05", ended_by="us")
    async with stage(db, ended) as on:
        await how_did_it_go(on)
        assert on.items() == ["decide"]
        await on.press("1")
        assert asked(on)[0] == "lesson"


async def test_a_step_that_late_payment_only_counts_has_no_outcome_to_say(db: Path) -> None:
    async with stage(db, *creeping(), *counted_by_late()) as on:
        await how_did_it_go(on)
        assert "worked" not in on.items()


async def test_beside_a_step_that_only_counts_the_outcome_is_of_the_door_asked_about(
    db: Path,
) -> None:
    begun = {"on": "2026-03-04", "taken_on": "2026-03-04", "review_by": "2026-03-12"}
    watched = record("attempt", "w", screen="watch", flag="DISRESPECT", **begun)
    async with stage(db, client(), *hard("02", "03"), watched, *counted_by_late()) as on:
        await how_did_it_go(on)
        assert on.items() == ["worked", "partly", "failed", "decide"]
        await on.press("1")
        assert attempt(on, "watch").outcome == "worked"
        assert attempt(on, "adapt").outcome is None


async def test_the_outcome_that_was_expected_is_named(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await decided(on, GUESSES["partly"])
        await how_did_it_go(on)
        named = [key for key in on.items() if "expected" in on.drawn(key)]
        assert named == ["partly"]
