"""What stands under a form for the field at hand: its choices, or what to type."""

from __future__ import annotations

from textual.content import Content

from tui.forms.choice import ChoiceInput
from tui.forms.fields import RecordField
from tui.ui.field import TextInput


def hint(field: RecordField, editor: ChoiceInput | TextInput, width: int) -> Content:
    """A line or two; more for a long list of choices."""
    if isinstance(editor, ChoiceInput):
        return editor.overview(width)
    return Content.styled(field.hint, "$quiet")
