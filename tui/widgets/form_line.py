"""One line of a form: its label, the field, and what is wrong with it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.fields import REFERENCES, FormField
from tui.text import content, safe
from tui.widgets.choice import Choice
from tui.widgets.field import Field


class FormLine(Vertical):
    """`text` is what stands in the field, whatever its sort."""

    DEFAULT_CSS = """
    FormLine { height: auto; }
    FormLine Horizontal { height: 1; }
    FormLine .label { width: 25; color: $quiet; padding: 0 0 0 1; }
    FormLine Field { width: 1fr; }
    FormLine .section { color: $accent; padding: 1 0 0 1; }
    FormLine .wrong { color: $health-act; padding: 0 0 0 26; display: none; height: auto; }
    """

    def __init__(self, field: FormField, text: str, heading: str = "") -> None:
        super().__init__()
        self.field = field
        self._heading = heading
        self._stored = text
        self._shown = safe(text)
        self.editor: Choice | Field = (
            Choice(field.choices, text, name=field.name)
            if field.choices or field.name in REFERENCES
            else Field(text, name=field.name)
        )

    def compose(self) -> ComposeResult:
        if self._heading:
            yield Static(Content(self._heading), classes="section")
        with Horizontal():
            mark = " *" if self.field.required else ""
            yield Static(Content(self.field.label + mark), classes="label")
            yield self.editor
        yield Static(classes="wrong")

    @property
    def text(self) -> str:
        """What stands there; untouched, it is the stored text and not its safe form."""
        value = self.editor.value
        return self._stored if value == self._shown else value

    @text.setter
    def text(self, text: str) -> None:
        self._stored, self._shown = text, safe(text)
        self.editor.value = text if isinstance(self.editor, Choice) else self._shown

    def complain(self, sentence: str) -> None:
        """Show what is wrong with it; an empty sentence takes the complaint away."""
        line = self.query_one(".wrong", Static)
        line.update(content(sentence))
        line.display = bool(sentence)
