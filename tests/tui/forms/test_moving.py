"""Where the cursor of a form stands, and what typing does to the text it comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.forms.on_stage import fill, known, line, north, open_form
from tests.tui.guided import CANNOT, creeping, decide
from tests.tui.stage import event, record, stage
from triage.fields.days import Day
from tui.decide.form import DecisionForm
from tui.forms.screen import RecordForm
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog, ask_value


async def test_typing_replaces_what_stands_in_a_field_that_one_comes_to(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "client", record=north(on))
        await on.press("down")
        assert line(on, "rate").text == "75.00"
        await on.type("80")
        assert line(on, "rate").text == "80"
        await on.press("down", "up", "9", "ctrl+s", "enter")
        assert north(on).rate == 9


async def test_a_move_of_the_caret_keeps_the_text(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "client", record=north(on))
        await on.press("end", "exclamation_mark")
        assert line(on, "name").text == "Northlake Foods!"
        await on.press("down", "home", "1")
        assert line(on, "rate").text == "175.00"


async def test_what_was_replaced_by_mistake_comes_back(db: Path) -> None:
    async with stage(db, known(), event("e", "call", text="A long talk")) as on:
        await open_form(on, "event", "north", on.store.get("event", "e"))
        head = on.store.head()
        line(on, "text").editor.focus()
        await on.press("x", "ctrl+z", "ctrl+z")
        assert line(on, "text").text == "A long talk"
        assert on.store.head() == head


async def test_what_was_typed_last_time_is_gone_on_with(db: Path) -> None:
    async with stage(db, known()) as on:
        await open_form(on, "action", "north")
        await on.type("Call them")
        await on.press("ctrl+q")
    async with stage(db) as on:
        await open_form(on, "action", "north")
        await on.press("exclamation_mark")
        assert line(on, "text").text == "Call them!"


async def test_a_dialog_opens_with_its_text_to_be_replaced(db: Path) -> None:
    async with stage(db, known()) as on:
        typing = on.app.workspace.typing()
        ask_value(on.app.screen, "When?", Day(), typing, lambda day: None, typed="2026-03-20")
        await on.settle()
        assert isinstance(on.app.screen, InputDialog)
        assert on.app.screen.styles.background.a < 1, "the page that it is about shows through"
        await on.type("today")
        assert on.app.screen.query_one(TextInput).value == "today"


async def test_a_suggestion_of_the_last_form_of_a_decision_is_replaced(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("enter", "d")
        await decide(on, **CANNOT)
        form = on.app.screen.query_one(DecisionForm)
        name = next(iter(form.texts))
        form.fill({name: "put there"})
        form.step(1)
        await on.settle()
        await on.press("up", "x")
        assert form.texts[name] == "x"


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("client", "name"),
        ("time", "minutes"),
        ("invoice", "amount"),
        ("gift", "until"),
        ("energy", "mark"),
        ("event", "what"),
        ("action", "text"),
        ("lesson", ""),
    ],
)
async def test_a_new_record_begins_at_the_first_field_that_must_be_filled(
    db: Path, kind: str, first: str
) -> None:
    agreed = record("engagement", "g", mode="hourly", start="2026-01-01")
    async with stage(db, known(), agreed) as on:
        form = await open_form(on, kind, "north")
        at_hand = form._lines.at_hand
        assert at_hand is not None
        assert at_hand.field.name == (first or form._values.fields[0].name)


async def test_a_stored_record_begins_at_its_first_field_or_the_one_asked_for(db: Path) -> None:
    async with stage(db, known()) as on:
        for at in ("name", "email"):
            await open_form(on, "client", record=north(on), at="" if at == "name" else at)
            assert line(on, at).editor.has_focus
            await on.press("escape")


async def test_the_arrows_stop_at_both_ends(db: Path) -> None:
    async with stage(db, known()) as on:
        form = await open_form(on, "time", "north")
        names = [field.name for field in form._values.fields]
        await on.press(*["up"] * len(names))
        assert line(on, names[0]).editor.has_focus
        await on.press(*["down"] * (len(names) + 1))
        assert line(on, names[-1]).editor.has_focus
        assert isinstance(on.app.screen, RecordForm)


async def test_a_day_that_follows_from_another_is_replaced_by_typing(db: Path) -> None:
    async with stage(db, known(payment_days=30)) as on:
        await open_form(on, "invoice", "north")
        await fill(on, "issued", "1.3.")
        line(on, "due").editor.focus()
        await on.type("eom")
        assert line(on, "due").text == "eom"
