"""A page that is still shut: what is missing in words, from when on, and every way on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from storage.store import Store
from tests.tui.guided import (
    KNOWN,
    REASON,
    asked,
    cooled_at,
    creeping,
    flow,
    go_to,
    hard,
    in_danger,
    shut,
    type_answers,
)
from tests.tui.stage import TODAY, Stage, client, event, now, record, stage
from tests.ways import begun, typed_on
from triage.changes import Put
from triage.records import Attempt, Record
from tui.decide.gate_override_screen import GateOverrideScreen
from tui.decide.gate_screen import GateScreen
from tui.decide.gate_text import opens
from tui.decide.screen import DecideScreen
from tui.forms.screen import RecordForm
from tui.ui.field import TextInput

LONG = "They threatened my colleague on the phox"
DAY = timedelta(days=1)
NEXT_DAY = now().replace(tzinfo=None) + DAY


async def open_page(on: Stage, screen: str = "part") -> None:
    on.app.push_screen(DecideScreen("north", screen=screen))
    await on.settle()


def part(on: Stage) -> Attempt | None:
    attempts = [a for a in on.store.ledger("north").attempt if a.screen == "part"]
    return attempts[0] if attempts else None


def answer_owed() -> list[Record]:
    return [event("owed", "message_in", "2026-03-01", needs_answer=True, complaint=True, text="?")]


async def test_every_missing_piece_is_named_and_nothing_is_stored(db: Path) -> None:
    async with stage(db, client(), *creeping()[1:], *answer_owed()) as on:
        await open_page(on)
        assert set(shut(on)) == {"G0", "G1", "G2", "G3", "G4", "G5"}
        assert on.store.ledger("north").attempt == ()


async def test_the_words_of_every_missing_piece(db: Path) -> None:
    async with stage(db, client(), *creeping()[1:], *answer_owed()) as on:
        await open_page(on)
        for piece in (
            "“Part ways” is not available yet.",
            "Reply to them first: their message of Sun 1 March is waiting (“Complaint”)",
            "“Adjust”, “Train”, “Renegotiate” and “Redirect” not yet tried",
            "“Train” comes first: tell them in writing how you work",
            "No offer has been sent yet: new terms, a smaller scope or an alternative",
            "Sleep on it",
            "what was agreed about ending ____ enter the days of notice, or that",
            "open work nothing open",
        ):
            assert piece in on.text


async def test_enter_goes_to_what_comes_first(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_page(on, "redirect")
        await on.press("enter")
        assert asked(on)[0] == "adapt"
    async with stage(db, *answer_owed()) as on:
        await open_page(on, "adapt")
        await on.press("enter")
        assert asked(on)[0] == "complaint"


async def test_a_missing_offer_leads_to_new_terms(db: Path) -> None:
    note = record(
        "message", "m1", template="how_we_work", on="2026-01-10", sent_on="2026-01-10", attempt="a1"
    )
    steps = ("adapt", "train", "renegotiate", "redirect")
    passed = [
        record(
            "attempt",
            f"a{n}",
            screen=screen,
            on="2026-01-05",
            taken_on="2026-01-05" if screen == "train" else None,
            outcome="failed" if screen == "train" else "na",
            outcome_on="2026-01-20",
            outcome_reason="It is not about that at all",
            flag="SCOPE_CREEP",
        )
        for n, screen in enumerate(steps)
    ]
    async with stage(db, *creeping(), *passed, note) as on:
        await open_page(on)
        assert "G1" not in shut(on) and "G3" in shut(on)
        await on.press("enter")
        assert flow(on).view().screen == "renegotiate"


async def test_the_blanks_are_filled_in_on_the_spot(db: Path) -> None:
    async with stage(db, client(), *creeping()[1:]) as on:
        await open_page(on)
        assert "G5" in shut(on) and "facts" in on.actions()
        await on.press("e")
        assert isinstance(on.app.screen, RecordForm)
        await on.press("down")
        await on.type("28")
        await on.press("ctrl+s")
        assert "G5" not in shut(on) and "facts" not in on.actions()


async def test_own_plans_are_one_key_and_no_override(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_page(on)
        assert "own_plans" in on.actions()
        await on.press("P")
        assert set(shut(on)) == {"G4"}
        assert cooled_at(on) == NEXT_DAY
        visit = part(on)
        assert visit is not None and visit.own_plans
        assert (visit.override, visit.overridden) == (None, ())
        assert "own_plans" not in on.actions()


# --- the night before ---------------------------------------------------------------------------


async def test_looking_starts_the_waiting_once_and_the_hour_is_counted_down(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_page(on)
        await on.press("P")
        before = on.store.head()
        for clock, countdown in (
            ("16:31", "from tomorrow 16:30, in 23 h 59 min"),
            ("23:45", "from tomorrow 16:30, in 16 h 45 min"),
        ):
            await go_to(on, "2026-03-13", clock)
            assert countdown in on.words("#shut")
        await go_to(on, "2026-03-14", "16:29")
        assert "from today 16:30, in 1 min" in on.words("#shut")
        assert on.store.head() == before
        await go_to(on, "2026-03-14")
        assert asked(on)[0] == "part"


async def test_a_hard_message_lengthens_the_night(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_page(on)
        await on.press("P")
        with Store.open(db, now=now) as other:
            other.apply("They wrote", [Put(change) for change in hard("14")])
        await go_to(on, "2026-03-14")
        assert set(shut(on)) == {"G4"}
        assert cooled_at(on) == datetime(2026, 3, 15)


async def test_nobody_can_skip_the_night(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_page(on)
        await on.press("P", "equals_sign")
        assert set(shut(on)) == {"G4"}
        assert "override" not in on.actions()


async def test_where_only_the_day_is_known_it_is_the_next_day(db: Path) -> None:
    visit = record(
        "attempt", "p1", screen="part", on="2026-03-13", opened_at="2026-03-13", own_plans=True
    )
    async with stage(db, *creeping(), visit) as on:
        await open_page(on)
        (gate,) = flow(on).view().gates
        assert (gate.gate, gate.earliest) == ("G4", TODAY + DAY)
        assert opens(gate, flow(on).situation) == "from tomorrow"


async def test_safety_opens_the_goodbye_at_once(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_page(on)
        assert asked(on)[0] == "part"


# --- the override -------------------------------------------------------------------------------


async def type_override(on: Stage, reason: str, name: str) -> None:
    on.app.screen.query_one("#override-reason", TextInput).value = reason
    on.app.screen.query_one("#override-name", TextInput).value = name
    await on.settle()


def refused(on: Stage) -> bool:
    """Whether the form says that something in it is wrong."""
    return on.app.screen.query_one("#override-remark").has_class("wrong")


async def test_39_characters_are_refused_and_40_accepted(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_page(on)
        await on.press("equals_sign")
        assert on.words("#override-count") == "40 more characters"
        await type_override(on, LONG[:39], "Northlake Foods")
        assert on.words("#override-count") == "1 more character"
        await on.press("enter")
        assert refused(on)
        assert part(on) is None
        await on.press("x")
        assert on.words("#override-count") == "enough"
        await on.press("enter")
        assert set(shut(on)) == {"G4"}
        visit = part(on)
        assert visit is not None and visit.override == LONG
        assert visit.overridden == ("G1", "G2", "G3")
        assert cooled_at(on) == NEXT_DAY


async def test_the_whole_name_is_typed(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_page(on)
        await on.press("equals_sign")
        for name in ("", "Northlake", "Northlake Food"):
            await type_override(on, LONG, name)
            await on.press("enter", "enter")
            assert refused(on) and part(on) is None
        await type_override(on, LONG, " northlake foods ")
        await on.press("enter")
        assert isinstance(on.app.screen, GateScreen) and part(on) is not None


async def test_the_reason_is_a_draft_until_it_is_used(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_page(on)
        await on.press("equals_sign")
        await on.type("We want")
        await on.press("escape")
        assert isinstance(on.app.screen, GateScreen)
        await on.press("equals_sign")
        assert on.app.screen.query_one("#override-reason", TextInput).value == "We want"
        await type_override(on, REASON, "Northlake Foods")
        await on.press("enter")
        assert not isinstance(on.app.screen, GateOverrideScreen)
        assert on.store.draft("override:north") is None


async def test_an_override_opens_a_step_that_is_out_of_order(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_page(on, "train")
        assert isinstance(on.app.screen, GateScreen)
        await on.press("equals_sign")
        await type_override(on, LONG, "Northlake Foods")
        await on.press("enter")
        assert isinstance(on.app.screen, DecideScreen)
        await type_answers(on, typed_on(flow(on).view(), begun, {}))
        (train,) = on.store.ledger("north").attempt
        assert (train.screen, train.overridden) == ("train", ("G1",))


# --- leaving wins, and not in circles -----------------------------------------------------------


async def test_who_leaves_pauses_every_step(db: Path) -> None:
    gone = record(
        "decision",
        "d1",
        attempt="a1",
        screen="leaving",
        code="GO",
        on="2026-03-12",
        say="Reply today or tomorrow",
        playbook="goodterms 1",
    )
    visit = record("attempt", "a1", screen="leaving", on="2026-03-12", taken_on="2026-03-12")
    leaving = client(**KNOWN, state="leaving")
    async with stage(db, leaving, *creeping()[1:], visit, gone) as on:
        await open_page(on, "adapt")
        assert set(shut(on)) == {"G7"}
        await on.press("enter")
        assert flow(on).view().screen == "leaving"


async def test_a_step_tried_twice_says_when_and_how_it_went(db: Path) -> None:
    tries = [
        record(
            "attempt",
            f"a{day}",
            screen="adapt",
            on=day,
            taken_on=day,
            outcome="worked",
            outcome_on=day,
            flag="SCOPE_CREEP",
        )
        for day in ("2026-01-05", "2026-02-02")
    ]
    async with stage(db, *creeping(), *tries) as on:
        await open_page(on, "adapt")
        (gate,) = flow(on).view().gates
        assert (gate.gate, gate.earliest) == ("G6", date(2026, 7, 4))
        assert "5 January 2026, result worked" in gate.missing


async def test_a_narrow_window_scrolls(db: Path) -> None:
    async with stage(db, client(), *creeping()[1:], size=(60, 20)) as on:
        await open_page(on)
        await on.press("pagedown", "pagedown")
        scroll = on.app.screen.query_one("#guide-text")
        assert scroll.scroll_y == scroll.max_scroll_y > 0


async def test_what_helps_to_decide_stands_below_where_there_is_room(db: Path) -> None:
    async with stage(db, *creeping(), event("met", "meeting", text="At their office")) as on:
        await open_page(on)
        for height, there in ((40, True), (20, False), (40, True)):
            await on.pilot.resize_terminal(70, height)
            await on.settle()
            assert on.app.screen.query_one("#shut-background").display is there, height
        assert "At their office" in on.words("#shut-background")
