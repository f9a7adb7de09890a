"""Settings: every number that somebody could argue about, where it comes from, and one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from typing_extensions import override

from storage.errors import BadSetting
from tui.settings.parse import read, read_key
from tui.settings.rows import SettingRow, rows
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.input_dialog import InputDialog
from tui.ui.line_list import Item, LineList
from tui.wording.formatting import flag_label
from tui.wording.safe_text import content, hanging, padded, safe, short

_COLUMN, _SMALL_COLUMN, _SMALL = 17, 13, 70
"""Columns of the value in force, and of the default; fewer in a window under the third number."""


class SettingsScreen(BaseScreen[None]):
    """One line a setting; what is set is written to the file at once and counts at once."""

    GROUP = "settings"
    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#settings-list"

    def __init__(self, at: str = "") -> None:
        """`at` is the setting on which the cursor begins."""
        super().__init__()
        self._at = at
        self._rows: dict[str, SettingRow] = {}

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield Static(id="settings-top", classes="title")
        yield Static(classes="rule")
        yield Static(id="settings-head")
        yield LineList(id="settings-list")
        yield Static(classes="rule")
        yield Static(id="settings-more")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.refresh_from_workspace()
        self.query_one(LineList).go_to(self._at)

    def on_resize(self) -> None:
        self.refresh_from_workspace()

    @override
    def refresh_from_workspace(self) -> None:
        found = rows(self.workspace.settings, tuple(sorted(self.app.available_themes)))
        self._rows = {row.key: row for row in found}
        width = max(20, self.size.width - 3)
        name = _at_home(self.workspace.configuration.file)
        room = width - len("Settings") - 3
        where = padded(short(name, room), min(room, len(name)), "$quiet")
        title = padded(Content.styled("Settings", "bold"), width - where.cell_length - 1)
        self.query_one("#settings-top", Static).update(Content.assemble(title, " ", where))
        column = _column(width)
        head = f"{'':<{width - 2 * column}}{'now':>{column}}{'default':>{column}}"
        self.query_one("#settings-head", Static).update(Content.styled(head, "$quiet"))
        self.query_one(LineList).show(self._items(found, width))
        self._show_more()

    def _items(self, found: list[SettingRow], width: int) -> list[Item]:
        items: list[Item] = []
        section = ""
        for row in found:
            if row.section != section:
                section = row.section
                gap = "\n" if items else ""
                items.append(Item("", Content.assemble(gap, (section, "$accent"))))
            items.append(Item(row.key, _line(row, width)))
        return items

    @on(OptionList.OptionHighlighted)
    def _show_more(self) -> None:
        row = self._row()
        lines = [] if row is None else _more(row, self.size.width - 2)
        self.query_one("#settings-more", Static).update(Content("\n").join(lines))

    # --- keys ---------------------------------------------------------------------------

    def _row(self) -> SettingRow | None:
        return self._rows.get(self.query_one(LineList).current or "")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_change()

    def action_change(self) -> None:
        """Choose or type another value."""
        row = self._row()
        if row is None:
            return
        if row.choices:
            self._pick(row)
        elif row.key == "keys":
            self._ask(row, lambda text: read_key(row, text), self._set_key, empty="")
        else:
            today = self.workspace.today
            default = f"enter alone = the default again: {row.shown_default}"
            self._ask(
                row,
                lambda text: read(row, text, today),
                lambda value: self._set(row.key, value),
                empty=default,
            )

    def action_reset(self) -> None:
        """Back to the default."""
        row = self._row()
        if row is None:
            return
        if row.key == "keys":
            self.notify_user("One by one: enter, then the action's name alone.")
        elif not row.changed:
            self.notify_user("It is the default already.")
        else:
            self._set(row.key, None)

    def _pick(self, row: SettingRow) -> None:
        def picked(index: int | None) -> None:
            if index is not None:
                self._set(row.key, row.choices[index])

        self.app.push_screen(ChoiceDialog(_question(row), row.choices), picked)

    def _ask(
        self,
        row: SettingRow,
        check: Callable[[str], Any],
        then: Callable[[Any], None],
        *,
        empty: str,
    ) -> None:
        def answered(text: str | None) -> None:
            if text is not None:
                then(check(text) if text else None)

        question = f"{_question(row)}. {row.how}"
        self.app.push_screen(InputDialog(question, check, typed=row.typed, empty=empty), answered)

    def _set_key(self, remapped: tuple[str, str | None]) -> None:
        id_, key = remapped
        self._set(f"keys.{id_}", key)

    def _set(self, key: str, value: Any) -> None:
        try:
            self.workspace.change_setting(key, value)
        except BadSetting as bad:
            self.notify_user(f"{bad.message}\n{bad.hint}", bad=True, seconds=10)
            return
        self.owner.settings_changed()
        default = "" if value is None else f". {self.key_of('settings.reset')} is the default again"
        self.notify_user(f"Set, and counted with{default}")


def _question(row: SettingRow) -> str:
    return f"{row.section}: {row.label}" + (f", in {row.unit}" if row.unit else "")


def _line(row: SettingRow, width: int) -> Content:
    mark = "* " if row.changed else "  "
    column = _column(width)
    label = padded(row.label, width - 2 * column - len(mark) - 1)
    now = _right(row.shown, column, "bold" if row.changed else "")
    return Content.assemble(mark, label, " ", now, _right(row.shown_default, column, "$quiet"))


def _column(width: int) -> int:
    return _SMALL_COLUMN if width < _SMALL else _COLUMN


def _right(text: str, width: int, style: str) -> Content:
    """At the right of its column, cut so that a gap stays."""
    shown = padded(short(text), width - 2, style).rstrip()
    return Content.assemble(" " * (width - shown.cell_length), shown)


def _more(row: SettingRow, width: int) -> list[Content]:
    """Everything about one setting, its whole value first when the line had to cut it."""
    cut = len(row.shown) > _column(width) - 2
    parts = [("now", row.shown) if cut else ("name", row.key)]
    used = [flag_label(code) for code in row.used_by if code.isupper()]
    if used:
        parts.append(("read by", ", ".join(used)))
    if row.source:
        parts.append(("from", row.source))
    elif row.how:
        parts.append(("typed", row.how))
    if row.changed:
        parts.append(("default", row.shown_default))
    return [
        hanging(Content.styled(f"{label:<9}", "$quiet"), content(safe(text)), width, 2)
        for label, text in parts[:3]
    ]


def _at_home(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return path.as_posix()
