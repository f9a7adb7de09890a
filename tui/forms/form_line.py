"""One line of a form: its label and the field."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from tui.forms.choice import ChoiceInput
from tui.forms.fields import REFERENCES, RecordField
from tui.ui.field import TextInput
from tui.wording.safe_text import safe


class FormLine(Horizontal):
    """`text` is what stands in the field, whatever its sort."""

    DEFAULT_CSS = """
    FormLine { height: 1; }
    FormLine .label { width: 25; color: $quiet; padding: 0 0 0 1; }
    FormLine TextInput { width: 1fr; }
    """

    def __init__(self, field: RecordField, text: str) -> None:
        super().__init__()
        self.field = field
        self._stored = text
        self._shown = safe(text)
        self.editor: ChoiceInput | TextInput = (
            ChoiceInput(field.choices, text, name=field.name)
            if field.choices or field.name in REFERENCES
            else TextInput(text, name=field.name)
        )

    @override
    def compose(self) -> ComposeResult:
        mark = " *" if self.field.required else ""
        yield Static(Content(self.field.label + mark), classes="label")
        yield self.editor

    @property
    def text(self) -> str:
        """What stands there; untouched, it is the stored text and not its safe form."""
        value = self.editor.value
        return self._stored if value == self._shown else value

    @text.setter
    def text(self, text: str) -> None:
        self._stored, self._shown = text, safe(text)
        self.editor.value = text if isinstance(self.editor, ChoiceInput) else self._shown
