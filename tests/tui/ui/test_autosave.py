"""What is typed is on the disk a second later, wherever one types, also when that takes long."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.widgets import Input

from storage.store import Store
from tests.tui.guided import CANNOT, KNOWN, creeping, guide_to, in_danger, reach
from tests.tui.stage import Stage, client, event, now, stage
from triage.records import Record
from tui.client.note_screen import NoteScreen
from tui.decide.answer import AnswerArea
from tui.decide.flow import DecisionFlow
from tui.decide.gate_override_screen import GateOverrideScreen
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.summary_screen import SummaryScreen
from tui.forms.screen import RecordForm
from tui.goodbyes.lesson_screen import LessonScreen
from tui.goodbyes.watch_rule_screen import WatchRuleScreen
from tui.messages.marked_text import MarkedText
from tui.messages.screen import MessageScreen
from tui.review.override_screen import OwnVerdict
from tui.ui.autosave import Drafts
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import ChoiceDialog

HURRY = 20
"""How many times as quick; the real pauses are those of tests/tui/test_terminal.py."""
Open = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True)
class Place:
    """Where one types: whose records, the way there, and what the draft is called."""

    open: Open
    key: str
    records: Callable[[], list[Record]]
    keys: str = "abc"
    more: str = "def"


def known() -> list[Record]:
    return [client(not_tracked=["hours", "money", "contact", "energy"], **KNOWN)]


def without_rate() -> list[Record]:
    return [client(rate=None)]


def unpaid_changes() -> list[Record]:
    return [
        client(**KNOWN),
        *(event(f"r{n}", "request", f"2026-03-0{n}", outcome="absorbed") for n in range(1, 6)),
    ]


async def _note(on: Stage) -> None:
    on.app.push_screen(NoteScreen("north"))
    await on.settle()


async def _message(on: Stage) -> None:
    on.app.push_screen(MessageScreen("north", "reset_expectations"))
    await on.settle()
    on.app.screen.query_one(MarkedText).focus()
    await on.settle()


async def _message_reason(on: Stage) -> None:
    await _message(on)
    on.app.screen.query_one(MarkedText).load_text("Hello Rolf, you always ignore my mails.")
    await on.press("escape", "s", "3")


async def _form(on: Stage) -> None:
    on.app.push_screen(
        RecordForm("client", record=on.app.workspace.ledger("north").client, at="contact")
    )
    await on.settle()


async def _question(on: Stage) -> None:
    await on.press("d")
    if not on.app.screen.query_one(AnswerArea).display:
        await reach(on, "line", cause="1", essence="2", style="1")


async def _summary(on: Stage) -> None:
    on.app.push_screen(SummaryScreen(guide_to(on, "adapt", **CANNOT)))
    await on.settle()


async def _outcome(on: Stage) -> None:
    on.app.push_screen(OutcomeScreen("north"))
    await on.settle()
    await on.press("2")


async def _override(on: Stage) -> None:
    on.app.push_screen(GateOverrideScreen(DecisionFlow(on.app.workspace, "north", "part")))
    await on.settle()


async def _rule(on: Stage) -> None:
    on.app.push_screen(WatchRuleScreen())
    await on.settle()
    on.app.screen.query_one("#rule-sentence", Input).focus()
    await on.settle()


async def _lesson(on: Stage) -> None:
    on.app.push_screen(LessonScreen("north"))
    await on.settle()
    await on.press("enter")


async def _verdict(on: Stage) -> None:
    screen = on.app.screen
    assert isinstance(screen, BaseScreen)
    OwnVerdict(
        screen, on.app.workspace.overviews["north"], lambda own, label: None, lambda: True
    ).ask()
    await on.settle()
    await on.press("1")


async def _colleague(on: Stage) -> None:
    await on.press("A")


async def _setup(on: Stage) -> None:
    await on.press("s")


PLACES = {
    "a note": Place(_note, "note:north", known),
    "a message": Place(_message, "message:north:reset_expectations", known),
    "why it is sent all the same": Place(
        _message_reason, "sending:north:reset_expectations", known
    ),
    "a form": Place(_form, "form:client:north:north", known),
    "a question": Place(_question, "decide:north:", creeping),
    "the last form of a decision": Place(_summary, "decide:north:", creeping),
    "why a step does not apply": Place(_outcome, "outcome:north:", creeping),
    "why a gate is passed": Place(_override, "override:north", in_danger),
    "a watch rule": Place(_rule, "rule:new:", known),
    "a line of a lesson": Place(_lesson, "lesson:north:", known),
    "one's own verdict": Place(_verdict, "verdict:north", unpaid_changes),
    "a question to a colleague": Place(_colleague, "colleague:north", unpaid_changes),
    "an amount of the set-up table": Place(
        _setup, "setup", lambda: [client(rate=None)], "12", "34"
    ),
}
EVERYWHERE = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())


def on_disk(db: Path, key: str) -> str:
    """The drafts of this name as another program reads them."""
    with closing(sqlite3.connect(db, timeout=0)) as other:
        query = "SELECT text FROM draft WHERE name LIKE ?"
        return " ".join(text for (text,) in other.execute(query, (f"{key}%",)))


@contextmanager
def held(db: Path) -> Iterator[None]:
    """Another program has the file for itself."""
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def hurry(on: Stage) -> None:
    """Let the moments that a text waits go by quicker; a second is the longest of them."""

    def schedule(seconds: float, due: Callable[[], None]) -> None:
        assert seconds <= 1
        on.app.set_timer(seconds / HURRY, due)

    on.app.drafts = Drafts(on.app.workspace, schedule)


@EVERYWHERE
async def test_what_is_typed_after_a_pause_is_kept_too(db: Path, place: Place) -> None:
    async with stage(db, *place.records()) as on:
        hurry(on)
        await place.open(on)
        await on.type(place.keys)
        await on.until(lambda: place.keys in on_disk(db, place.key))
        await on.type(place.more)
        await on.until(lambda: place.keys + place.more in on_disk(db, place.key))
        assert "another window" not in on.text.lower()
    async with stage(db) as on:
        await place.open(on)
        await on.type("9")
        assert on.app.drafts.flush() is None
        kept = on_disk(db, place.key)
        assert place.keys + place.more in kept and "9" in kept


@EVERYWHERE
async def test_a_file_in_use_is_waited_for_while_one_types_on(db: Path, place: Place) -> None:
    async with stage(db, *place.records()) as on:
        hurry(on)
        if place.open is _question:  # the answers before it are stored on the way
            await place.open(on)
            await on.press("escape")
        with held(db):
            await place.open(on)
            await on.type(place.keys + place.more)
            await on.until(lambda: "Not saved yet" in on.text)
            on.app._look_for_other_writers()
        await on.until(lambda: place.keys + place.more in on_disk(db, place.key))
        await on.until(lambda: "Not saved yet" not in on.text)


async def test_a_kept_draft_leaves_the_reason_of_a_refusal(db: Path) -> None:
    async with stage(db, client(contact="Rolf"), *unpaid_changes()[1:]) as on:
        await _colleague(on)
        await on.type(" Rolf")
        await on.press("enter")
        refusal = on.words("#ask-remark")
        assert refusal
        assert on.app.drafts.flush() is None
        assert on_disk(db, "colleague:north").endswith("Rolf")
        assert on.words("#ask-remark") == refusal


async def test_quitting_asks_before_it_loses_anything(db: Path) -> None:
    async with stage(db, *known()) as on:
        await _note(on)
        await on.type("abc")
        with held(db):
            await on.app.action_quit()
            await on.settle()
            assert isinstance(on.app.screen, ChoiceDialog)
            await on.press("3")
            assert isinstance(on.app.screen, NoteScreen)
            await on.app.action_quit()
            await on.settle()
        await on.press("1")
        assert on_disk(db, "note:north") == "abc"


async def test_a_closed_screen_s_text_follows_when_the_file_is_free(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        hurry(on)
        await _question(on)
        with held(db):
            await on.type("abc")
            await on.press("escape")
            assert "It stays here as long as the program is open" in on.toast
            await _question(on)
            await on.until(lambda: on.app.screen.query_one(AnswerArea).text == "abc")
        await on.until(lambda: on_disk(db, "decide:north:") == "abc")


async def test_another_window_s_draft_is_told_once_and_not_overwritten_before(db: Path) -> None:
    async with stage(db, *known()) as on:
        await _note(on)
        await on.type("mine")
        assert on.app.drafts.flush() is None
        with Store.open(db, now=now) as other:
            other.replace_draft("note:north", "mine", "theirs")
        await on.type("!")
        assert on.app.drafts.flush() is not None
        assert "This draft was changed in another window" in on.text
        assert on_disk(db, "note:north") == "theirs"
        await on.type("!")
        assert on.app.drafts.flush() is None
        assert "another window" not in on.text
        assert on_disk(db, "note:north") == "mine!!"


async def test_another_window_s_other_changes_are_no_change_of_the_draft(db: Path) -> None:
    async with stage(db, *known()) as on:
        await _note(on)
        await on.type("mine")
        with Store.open(db, now=now) as other:
            other.replace_draft("note:south", None, "theirs")
            other.apply("elsewhere", [])
        on.app._look_for_other_writers()
        await on.type("!")
        assert on.app.drafts.flush() is None
        assert on_disk(db, "note:north") == "mine!"


@EVERYWHERE
async def test_what_was_typed_last_is_kept_when_the_page_is_left_at_once(
    db: Path, place: Place
) -> None:
    async with stage(db, *place.records()) as on:
        await place.open(on)
        page = on.app.screen
        assert isinstance(page, BaseScreen)
        await on.press(*place.keys)
        page.dismiss()
        await on.settle()
        assert place.keys in on_disk(db, place.key)
