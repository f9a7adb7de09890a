"""What stands under a form for the field at hand: its choices, what to type, how it was read."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from triage.fields.field import Context, FieldError
from tui.forms.choice import ChoiceInput
from tui.forms.fields import RecordField
from tui.ui.field import TextInput
from tui.wording.read_back import read_back


def hint(field: RecordField, editor: ChoiceInput | TextInput, today: date, width: int) -> Content:
    """A line or two; more for a long list of choices."""
    if isinstance(editor, ChoiceInput):
        return editor.overview(width)
    read = _read_as(field, editor.value, today)
    parts = [field.hint, read]
    return Content.styled("   ".join(part for part in parts if part), "$quiet")


def _read_as(field: RecordField, text: str, today: date) -> str:
    try:
        return read_back(field.shape, text, Context(today)) if text.strip() else ""
    except FieldError:
        return ""  # said when it is saved: one cannot type a day all at once
