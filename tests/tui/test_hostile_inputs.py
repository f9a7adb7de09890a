"""Whatever is pasted into a field outside the forms: taken as text, or refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Static

from storage.settings.file import load_settings
from tests.tui.decide.pages import answers, area, open_decide
from tests.tui.forms.on_stage import line, open_form
from tests.tui.forms.test_hostile_fields import HOSTILE
from tests.tui.guided import CANNOT, creeping, decide, in_danger, reach
from tests.tui.stage import Stage, client, stage
from triage.fields.days import Day, DayRanges
from triage.fields.field import Field
from triage.fields.numbers import Amount, Hours, Minutes, Number, Rate, Whole
from triage.fields.parts import Instalments
from tui.decide.form import DecisionForm
from tui.decide.summary_screen import SummaryScreen
from tui.decide.taken_screen import TakenScreen
from tui.settings.screen import SettingsScreen
from tui.setup.screen import SetupScreen
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog, ask_value
from tui.ui.remark import Remark

_LONGEST_SENTENCE = 300
_LETTERS = tuple(text for text in HOSTILE if not text[0].isdecimal())
"""Those that no number, day or amount can be read from."""


def is_a_sentence(text: str) -> bool:
    return bool(text) and "\n" not in text and len(text) < _LONGEST_SENTENCE


async def paste(on: Stage, text: str) -> None:
    """Paste into the field that has the focus, in the place of what stands there."""
    field = on.app.focused
    assert isinstance(field, TextInput)
    field.select_all()
    field.post_message(Paste(text))
    await on.settle()


@pytest.mark.parametrize(
    "field",
    [Day(), DayRanges(), Amount(), Rate(), Hours(), Minutes(), Number(), Whole(), Instalments()],
    ids=lambda field: type(field).__name__,
)
async def test_a_dialog_refuses_in_a_sentence_and_keeps_what_was_typed(
    db: Path, field: Field
) -> None:
    async with stage(db, client()) as on:
        taken: list[object] = []
        ask_value(on.app.screen, "What?", field, on.app.workspace.typing(), taken.append)
        await on.settle()
        dialog = on.app.screen
        assert isinstance(dialog, InputDialog)
        for text in _LETTERS:
            await paste(on, text)
            typed = dialog.query_one(TextInput).value
            await on.press("enter")
            assert on.app.screen is dialog and taken == []
            assert dialog.query_one(TextInput).value == typed and typed
            remark = dialog.query_one(Remark)
            assert remark.has_class("wrong") and is_a_sentence(str(remark.content)), text
        await on.press("escape")
        assert taken == []


async def test_several_pasted_lines_are_one_and_none_is_lost(db: Path) -> None:
    async with stage(db, client()) as on:
        await open_form(on, "action", "north")
        await paste(on, "\nfirst line\r\n\nsecond\x1b\n")
        assert line(on, "text").text == "first line second␛"


async def test_the_number_of_a_guided_page(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "renegotiate")
        await reach(on, "walk")
        before, remark = answers(on), on.app.screen.query_one(Remark)
        for text in _LETTERS:
            area(on).select_all()
            area(on).post_message(Paste(text))
            await on.settle()
            typed = area(on).text
            await on.press("enter")
            assert answers(on) == before and area(on).text == typed
            assert remark.has_class("wrong") and is_a_sentence(str(remark.content)), text


@pytest.mark.parametrize("text", HOSTILE)
async def test_the_words_of_a_guided_page(db: Path, text: str) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        area(on).post_message(Paste(text))
        await on.settle()
        typed = area(on).text
        await on.press("enter")
        if "line" in answers(on):
            assert answers(on)["line"] == typed.strip()
        else:
            assert area(on).text == typed
            assert is_a_sentence(str(on.app.screen.query_one(Remark).content))


@pytest.mark.parametrize("text", HOSTILE)
async def test_the_last_form_of_a_decision(db: Path, text: str) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await decide(on, **CANNOT)
        form = on.app.screen.query_one(DecisionForm)
        for name in form.texts:
            form.go_to(name)
            await on.settle()
            await paste(on, text)
        typed = form.texts
        assert len(set(typed.values())) == 1
        await on.press("ctrl+s")
        if isinstance(on.app.screen, SummaryScreen):
            assert form.texts == typed and on.store.ledger("north").decision == ()
            assert all(is_a_sentence(wrong) for wrong in form.errors.values()) and form.errors
        else:
            assert isinstance(on.app.screen, TakenScreen)
            (decision,) = on.store.ledger("north").decision
            assert decision.set["reason"] == typed["reason"].strip()


async def test_the_set_up_table(db: Path) -> None:
    async with stage(db, client(rate=None, floor=None)) as on:
        await on.press("s")
        screen = on.app.screen
        assert isinstance(screen, SetupScreen)
        head = on.store.head()
        for column in range(len(screen._table.columns)):
            screen._table.move_cursor(row=0, column=column)
            await on.settle()
            for text in _LETTERS:
                screen.post_message(Paste(text))
                await on.settle()
                assert on.store.head() == head
                asked = str(screen.query_one("#setup-ask", Static).content)
                assert all(len(part) < _LONGEST_SENTENCE for part in asked.split("\n"))


async def test_every_setting_refuses_or_takes_it_alone(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    async with stage(db, client(), settings_file=file, size=(100, 40)) as on:
        await on.press("comma")
        screen = on.app.screen
        assert isinstance(screen, SettingsScreen)
        rows = screen.rows.items()
        typed = [key for key, row in rows if not (row.choices or row.only_in_file)]
        for number, key in enumerate(typed):
            await on.go_to(key)
            await on.press("enter")
            dialog = on.app.screen
            assert isinstance(dialog, InputDialog), key
            before = {row.key: row.value for row in screen.rows.values()}
            await paste(on, HOSTILE[number % len(HOSTILE)])
            await on.press("enter")
            if on.app.screen is dialog:
                assert is_a_sentence(str(dialog.query_one(Remark).content)), key
                await on.press("escape")
            after = {row.key: row.value for row in screen.rows.values()}
            assert {name for name in after if after[name] != before[name]} <= {key}
            load_settings(file)
