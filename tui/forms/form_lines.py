"""All lines of a form, one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from triage.fields.field import Context
from tui.forms.fields import RecordField
from tui.forms.form_line import FormLine
from tui.wording.safe_text import content


class FormLines(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields with their texts; sections get a heading where they begin. Few widgets a line:
    a client has forty fields.

    The arrows belong to the form: a scrolling container would take them before the screen does.
    """

    DEFAULT_CSS = """
    FormLines { height: 1fr; scrollbar-size-vertical: 1; }
    FormLines .section { color: $accent; padding: 1 0 0 1; }
    FormLines .wrong { color: $health-act; padding: 0 0 0 26; }
    """

    def __init__(
        self, fields: Sequence[RecordField], texts: Mapping[str, str], context: Context
    ) -> None:
        super().__init__()
        self._first = (fields, texts)
        self._read_in = context
        self.errors: Mapping[str, str] = {}
        """The sentences that stand under the fields, by the field's name."""

    @override
    def compose(self) -> ComposeResult:
        fields, texts = self._first
        section = ""
        for field in fields:
            if field.section != section:
                section = field.section
                yield Static(Content(section), classes="section")
            yield FormLine(field, texts.get(field.name, ""), self._read_in)

    def read_against(self, context: Context) -> None:
        """Show anew beside each field what its text is understood as."""
        self._read_in = context
        for line in self.lines:
            line.read_against(context)

    async def replace_lines(self, fields: Sequence[RecordField], texts: Mapping[str, str]) -> None:
        """Other fields, because another one was answered differently; those in both lists stay."""
        kept = {line.field.name: line for line in self.lines if line.field in fields}
        await self.remove_children([line for line in self.lines if line.field.name not in kept])
        above: FormLine | None = None
        for field in fields:
            line = kept.get(field.name)
            if line is None:
                line = FormLine(field, texts.get(field.name, ""), self._read_in)
                await self.mount(line, before=0 if above is None else None, after=above)
            above = line

    @property
    def lines(self) -> list[FormLine]:
        """The lines from top to bottom."""
        return list(self.query(FormLine))

    @property
    def at_hand(self) -> FormLine | None:
        """The line that is being filled in."""
        return next((line for line in self.lines if line.editor.has_focus), None)

    def keep_in_sight(self) -> None:
        """Scroll to the line that is being filled in: a smaller window may have passed it by."""
        if self.at_hand is not None:
            self.at_hand.scroll_visible(animate=False)

    def texts(self) -> dict[str, str]:
        """Field name -> what stands there."""
        return {line.field.name: line.text for line in self.lines}

    def go_to(self, name: str) -> None:
        """Focus a field by its name, or the first one."""
        lines = self.lines
        line = next((line for line in lines if line.field.name == name), next(iter(lines), None))
        if line is not None:
            line.editor.focus()
            line.scroll_visible(animate=False)

    def step(self, by: int) -> None:
        """To the next field, or with -1 to the one before; it stops at the ends."""
        lines, line = self.lines, self.at_hand
        place = lines.index(line) + by if line is not None else 0
        if 0 <= place < len(lines):
            self.go_to(lines[place].field.name)

    async def follow(self, errors: Mapping[str, str]) -> None:
        """Let the complaints that stand there follow what is typed now: change, or go."""
        for name in self.errors:
            about = self.query(f".wrong.{_css(name)}")
            if name in errors:
                about.only_one(Static).update(content(errors[name]))
            else:
                await about.remove()
        self.errors = {name: errors[name] for name in self.errors if name in errors}

    async def complain(self, errors: Mapping[str, str], at: str = "") -> None:
        """Show complaints under their fields, take all others away, and go to the one `at` a
        field, else to the first."""
        await self.mark(errors)
        if self.errors:
            self.go_to(at or next(iter(self.errors)))

    async def mark(self, errors: Mapping[str, str]) -> None:
        """Show complaints under their fields, take all others away, and stay where one is."""
        wrong = await self._show_under(errors)
        self.errors = {line.field.name: errors[line.field.name] for line in wrong}

    async def compare(self, beside: Mapping[str, str]) -> None:
        """Show under some fields what another version holds there, and go to the first."""
        differ = await self._show_under(beside)
        self.errors = {}
        if differ:
            self.go_to(differ[0].field.name)

    async def _show_under(self, sentences: Mapping[str, str]) -> list[FormLine]:
        """The lines of these fields, each with its sentence under it; all others are gone."""
        await self.query(".wrong").remove()
        about = [line for line in self.lines if line.field.name in sentences]
        for line in about:
            classes = f"wrong {_css(line.field.name)}"
            sentence = content(sentences[line.field.name])
            await self.mount(Static(sentence, classes=classes), after=line)
        return about


def _css(name: str) -> str:
    """A class for what is about a field: the names of nested ones hold a dot."""
    return f"about-{name.replace('.', '-')}"
