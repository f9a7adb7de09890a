"""Every field of every form takes whatever is typed: one plain sentence under it, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.stage import Stage, client, record, stage
from triage.fields.field import Context, FieldError
from triage.records import EVENT_FIELDS, KINDS
from tui.forms.choice import ChoiceInput
from tui.forms.form_line import FormLine
from tui.forms.form_lines import FormLines
from tui.forms.screen import RecordForm
from tui.ui.field import TextInput
from tui.wording.safe_text import safe

HOSTILE = (
    "nonsense",
    "x" * 10_000,
    "9" * 10_000,
    "two\nlines\tand a tab",
    "👩\u200d💻 株式会社",
    "\u202egnp.exe\u202c שלום",
    "\x1b[31mred\x1b[0m\x00\x07\x9b",
    "[/] $x [@click=app.quit]y[/]",
    "-" * 300,
    "1,800",
    "31.2.",
)
DRAWN = (HOSTILE[1], HOSTILE[3], HOSTILE[6])
"""Those that a form draws: a long one, one of several lines, one that would steer a terminal."""
_LONGEST_SENTENCE = 300


async def opened(on: Stage, kind: str) -> tuple[RecordForm, FormLines]:
    form = RecordForm(kind, "north")
    on.app.push_screen(form)
    await on.settle()
    return form, form.query_one(FormLines)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_field_answers_in_a_sentence_and_keeps_what_was_typed(
    db: Path, kind: str
) -> None:
    agreed = record("engagement", "g", mode="hourly", start="2026-01-01")
    async with stage(db, client(), agreed, size=(100, 60)) as on:
        form, lines = await opened(on, kind)
        for text in DRAWN:
            for line in lines.lines:
                if isinstance(line.editor, TextInput):
                    line.text = text
            await on.settle()
            form._values.take(lines.texts())
            for line in lines.lines:
                if isinstance(line.editor, TextInput):
                    assert line.text == text and line.editor.value == safe(text)
                    wrong = form._values.wrong(line.field)
                    assert "\n" not in wrong and len(wrong) < _LONGEST_SENTENCE, line.field.name
            refused = {f.name for f in form._values.fields if form._values.wrong(f)}
            if refused:
                await on.press("ctrl+s")
                assert refused <= lines.errors.keys()
                assert lines.at_hand is not None


@pytest.mark.parametrize("kind", KINDS)
async def test_a_resize_keeps_focus_text_and_scroll(db: Path, kind: str) -> None:
    async with stage(db, client(), size=(80, 24)) as on:
        _, lines = await opened(on, kind)
        typed = [line for line in lines.lines if isinstance(line.editor, TextInput)]
        if not typed:
            return
        last = typed[-1]
        lines.go_to(last.field.name)
        last.text = "half typed"
        await on.settle()
        for size in ((60, 20), (120, 40), (80, 24)):
            await on.pilot.resize_terminal(*size)
            await on.settle()
            assert last.editor.has_focus and last.text == "half typed"
            assert lines.region.contains_region(last.region), "the field at hand is in sight"


@pytest.mark.parametrize("what", EVENT_FIELDS)
async def test_every_field_of_every_event_refuses_in_a_sentence(what: str, db: Path) -> None:
    async with stage(db, client(), size=(100, 40)) as on:
        _, lines = await opened(on, "event")
        chooser = next(line for line in lines.lines if line.field.name == "what").editor
        assert isinstance(chooser, ChoiceInput)
        chooser.value = what
        await on.settle()
        for line in lines.query(FormLine):
            if not line.field.choices:
                for text in HOSTILE:
                    try:
                        line.field.shape.parse(text, Context(on.app.workspace.today, "EUR"))
                    except FieldError as error:
                        assert len(str(error)) < _LONGEST_SENTENCE
