"""One line of a form: its label and the field."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from triage.fields.field import Context
from tui.forms.choice import ChoiceInput
from tui.forms.fields import REFERENCES, RecordField
from tui.ui.field import TextInput
from tui.ui.read_back import ReadBack
from tui.wording.read_back import is_read_back
from tui.wording.safe_text import safe


class FormLine(Horizontal):
    """`text` is what stands in the field, whatever its sort."""

    DEFAULT_CSS = """
    FormLine { height: 1; }
    FormLine .label { width: 25; color: $quiet; padding: 0 0 0 1; }
    FormLine:focus-within .label { color: $foreground; text-style: bold; }
    FormLine .assumed { color: $quiet; padding: 0 1; width: 1fr; }
    FormLine TextInput { width: 1fr; }
    FormLine.-short TextInput { width: 22; }
    FormLine.-long {
        height: auto;
        layout: grid;
        grid-size: 2;
        grid-columns: 25 1fr;
        grid-rows: auto;
    }
    FormLine.-long ReadBack { column-span: 2; padding: 0 1 0 26; }
    """

    def __init__(self, field: RecordField, text: str, context: Context) -> None:
        super().__init__()
        self.field = field
        self._stored = text
        self._shown = safe(text)
        self.editor: ChoiceInput | TextInput = (
            ChoiceInput(field.choices, text, name=field.name)
            if field.choices or field.name in REFERENCES
            else TextInput(text, name=field.name, selects=True)
        )
        shown = is_read_back(field.shape) and isinstance(self.editor, TextInput)
        self._read = ReadBack(field.shape, text, context) if shown else None
        # A day or an amount is short: what it is understood as stands right beside it, and so does
        # that nobody chose it.
        beside = self._read is not None and not self._read.below
        self.set_class(beside or bool(field.assumed), "-short")
        self.set_class(self._read is not None and self._read.below, "-long")

    @override
    def compose(self) -> ComposeResult:
        mark = " *" if self.field.required else ""
        yield Static(Content(self.field.label + mark), classes="label")
        yield self.editor
        if self._read is not None:
            if self.field.assumed:
                self._read.display = False  # there is room for one of them
            yield self._read
        if self.field.assumed:
            yield Static(Content(self.field.assumed), classes="assumed")

    @on(TextInput.Changed)
    def _chosen(self) -> None:
        """What is typed is not assumed any more."""
        self.query(".assumed").set(display=self.text == self._stored)

    def read_against(self, context: Context) -> None:
        """Show anew what stands there is understood as."""
        if self._read is not None:
            self._read.follow(self.text, context)

    @property
    def reading(self) -> str:
        """What is shown beside the field."""
        return self._read.reading if self._read is not None else ""

    @property
    def text(self) -> str:
        """What stands there; untouched, it is the stored text and not its safe form."""
        value = self.editor.value
        return self._stored if value == self._shown else value

    @text.setter
    def text(self, text: str) -> None:
        self._stored, self._shown = text, safe(text)
        self.editor.value = text if isinstance(self.editor, ChoiceInput) else self._shown

    def go_on_typing(self) -> None:
        """The cursor after a text that was typed last time: it is not there to be replaced."""
        if isinstance(self.editor, TextInput):
            self.editor.go_on_with(self.text)
