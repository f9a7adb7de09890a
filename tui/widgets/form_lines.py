"""All lines of a form, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tui.fields import FormField
from tui.widgets.form_line import FormLine


class FormLines(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields with their texts; sections get a heading where they begin.

    The arrows belong to the form: a scrolling container would take them before the screen does.
    """

    DEFAULT_CSS = """
    FormLines { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, fields: Sequence[FormField], texts: Mapping[str, str]) -> None:
        super().__init__()
        self._first = (fields, texts)

    def compose(self) -> ComposeResult:
        yield from _lines(*self._first)

    async def replace_lines(self, fields: Sequence[FormField], texts: Mapping[str, str]) -> None:
        """Other fields, because another one was answered differently."""
        await self.remove_children()
        await self.mount_all(_lines(fields, texts))

    @property
    def lines(self) -> list[FormLine]:
        """The lines from top to bottom."""
        return list(self.query(FormLine))

    @property
    def at_hand(self) -> FormLine | None:
        """The line that is being filled in."""
        return next((line for line in self.lines if line.editor.has_focus), None)

    def texts(self) -> dict[str, str]:
        """Field name -> what stands there."""
        return {line.field.name: line.text for line in self.lines}

    def go_to(self, name: str) -> None:
        """Focus a field by its name, or the first one."""
        found = [line for line in self.lines if line.field.name == name] or self.lines
        if found:
            found[0].editor.focus()
            found[0].scroll_visible(animate=False)

    def complain(self, errors: Mapping[str, str]) -> None:
        """Show complaints at their fields, take all others away, and go to the first."""
        for line in self.lines:
            line.complain(errors.get(line.field.name, ""))
        wrong = [line.field.name for line in self.lines if line.field.name in errors]
        if wrong:
            self.go_to(wrong[0])


def _lines(fields: Sequence[FormField], texts: Mapping[str, str]) -> Iterator[FormLine]:
    section = ""
    for one in fields:
        heading = one.section if one.section != section else ""
        section = one.section
        yield FormLine(one, texts.get(one.name, ""), heading)
