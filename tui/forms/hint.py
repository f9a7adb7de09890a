"""What stands under a form for the field at hand: its choices, what to type, how it was read."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from triage.codec import BadValue
from tui.forms.choice import Choice
from tui.forms.fields import FormField
from tui.ui.field import Field
from tui.wording import parse
from tui.wording.formatting import long_day


def hint(field: FormField, editor: Choice | Field, today: date, width: int) -> Content:
    """A line or two; more for a long list of choices."""
    if isinstance(editor, Choice):
        return editor.overview(width)
    read = _read_as(field, editor.value, today)
    parts = [field.hint, read]
    return Content.styled("   ".join(part for part in parts if part), "$quiet")


def _read_as(field: FormField, text: str, today: date) -> str:
    """A day as it was understood, with its weekday."""
    if field.spec.shape != "date" or not text.strip():
        return ""
    try:
        day = date.fromisoformat(parse.day(text, today))
    except BadValue:
        return ""
    return f"= {long_day(day)} {day.year}"
