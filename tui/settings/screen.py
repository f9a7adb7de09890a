"""Settings: every number that somebody could argue about, where it comes from, and one's own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from typing_extensions import override

from triage.fields.field import Context, Field
from triage.terms import flag_term
from tui.settings.parse import read, read_key
from tui.settings.rows import SettingRow, rows
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.input_dialog import InputDialog, ask_line
from tui.ui.line_list import Item, headed
from tui.ui.list_pane import ListPane
from tui.wording.safe_text import content, hanging, padded, safe, short

_LEAST, _FAIR, _MOST = 13, 22, 32
"""Columns of a value, at least, before long labels stand whole, and at most: one far from its label
is hard to follow to it."""
_FAIR_LABEL = 42
"""Columns of a label before its value gets more than the least."""
_MARK = 2
"""Columns of the sign before a setting that was changed."""
_BLANK = 2
"""Columns free before a value."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns of a label, and of either value behind it."""

    label: int
    value: int

    @classmethod
    def of(cls, rows: Sequence[SettingRow], width: int) -> _Columns:
        """Both as wide as their longest text where there is room; the labels come first."""
        longest_label = max(len(row.label) for row in rows)
        longest = max(len(text) for row in rows for text in (row.shown, row.shown_default)) + _BLANK
        label, value = min(longest_label, _FAIR_LABEL, width - _MARK - 2 * _LEAST), _LEAST
        for most in (_FAIR, _MOST):
            aim = min(longest, most)
            value = max(value, min((width - _MARK - label) // 2, aim))
            label = max(label, min(longest_label, width - _MARK - 2 * aim))
        return cls(label, value)


class SettingsScreen(BaseScreen[None]):
    """One line a setting; what is set is written to the file at once and counts at once."""

    GROUP = "settings"
    CSS_PATH = "screen.tcss"

    def __init__(self, at: str = "") -> None:
        """`at` is the setting on which the cursor begins."""
        super().__init__()
        self._at = at
        self.rows: dict[Hashable, SettingRow] = {}
        """The settings shown, by key."""
        self._columns = _Columns(0, 0)
        self._pane = ListPane(self.refresh_from_workspace, self.action_change)

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield self._pane
        yield Static(classes="rule")
        yield Static(id="settings-more")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._pane.lines.go_to(self._at)

    @override
    def refresh_from_workspace(self) -> None:
        settings = rows(self.workspace.settings, tuple(sorted(self.app.available_themes)))
        self.rows = {row.key: row for row in settings}
        width = self._pane.width
        name = _at_home(self.workspace.configuration.file)
        room = width - len("Settings") - 3
        self._columns = columns = _Columns.of(settings, width)
        indent, value = _MARK + columns.label, columns.value
        head = f"{'':<{indent}}{'now':>{value}}{'default':>{value}}"
        self._pane.show(
            Content.styled("Settings", "bold"),
            headed(
                (section, [Item(row.key, _line(row, columns)) for row in group])
                for section, group in groupby(settings, lambda row: row.section)
            ),
            right=padded(short(name, room), min(room, len(name)), "$quiet"),
            head=Content.styled(head, "$quiet"),
        )
        self._show_more()

    @on(OptionList.OptionHighlighted)
    def _show_more(self) -> None:
        row = self._row()
        lines = [] if row is None else _more(row, self._columns, self.size.width - 2)
        self.query_one("#settings-more", Static).update(Content("\n").join(lines))

    # --- keys ---------------------------------------------------------------------------

    def _row(self) -> SettingRow | None:
        return self.rows.get(self._pane.lines.current)

    def action_change(self) -> None:
        """Choose or type another value."""
        row = self._row()
        if row is None:
            return
        if row.choices:
            self._pick(row)
        elif row.only_in_file:
            self.notify_user("Sources are written in the settings file; docs/imports.md shows how.")
        elif row.key == "keys":
            self._ask(row, lambda text: read_key(row, text), self._set_key, empty="")
        else:
            context = self.workspace.typing(self.workspace.limits.base_currency)
            default = f"Press Enter to reset to the default: {row.shown_default}"
            self._ask(
                row,
                lambda text: read(row, text, context),
                lambda value: self._set(row.key, value),
                empty=default,
                reads=(row.field, context) if row.field is not None else None,
            )

    def action_reset(self) -> None:
        """Back to the default."""
        row = self._row()
        if row is None:
            return
        if row.only_in_file:
            self.notify_user("Take them out of the settings file.")
        elif row.key == "keys":
            self.notify_user(
                "Reset keys one at a time: press Enter, then type the action without a key."
            )
        elif not row.changed:
            self.notify_user("It is already the default.")
        else:
            self._set(row.key, None)

    def _pick(self, row: SettingRow) -> None:
        choices = [(choice, choice) for choice in row.choices]
        choose(
            self, _question(row), choices, lambda choice: self._set(row.key, choice), now=row.value
        )

    def _ask(
        self,
        row: SettingRow,
        check: Callable[[str], Any],
        then: Callable[[Any], None],
        *,
        empty: str,
        reads: tuple[Field, Context] | None = None,
    ) -> None:
        ask_line(
            self,
            InputDialog(
                f"{_question(row)}. {row.hint}",
                check,
                typed="" if row.key == "keys" else row.text_of(row.value),
                empty=empty,
                reads=reads,
            ),
            then,
        )

    def _set_key(self, remapped: tuple[str, str | None]) -> None:
        id_, key = remapped
        self._set(f"keys.{id_}", key)

    def _set(self, key: str, value: Any) -> None:
        if not self.change_setting(key, value):
            return
        default = (
            "" if value is None else f". {self.key_of('settings.reset')} resets it to the default"
        )
        self.notify_user(f"Saved and applied{default}")


def _question(row: SettingRow) -> str:
    return f"{row.section}: {row.label}" + (f", in {row.unit}" if row.unit else "")


def _line(row: SettingRow, columns: _Columns) -> Content:
    mark = "* " if row.changed else "  "
    label = padded(row.label, columns.label)
    now = _right(row.shown, columns.value, "bold" if row.changed else "")
    return Content.assemble(mark, label, now, _right(row.shown_default, columns.value, "$quiet"))


def _right(text: str, width: int, style: str) -> Content:
    """At the right of its column, cut so that a gap stays."""
    shown = padded(short(text), width - _BLANK, style).rstrip()
    return Content.assemble(" " * (width - shown.cell_length), shown)


def _more(row: SettingRow, columns: _Columns, width: int) -> list[Content]:
    """Everything about one setting; what its line had to cut comes first, whole."""
    parts = [("setting", row.label)] if len(row.label) > columns.label else []
    cut = len(row.shown) > columns.value - _BLANK
    parts.append(("now", row.shown) if cut else ("in file", row.key))
    used = [flag_term(code) for code in row.used_by if code.isupper()]
    if used:
        parts.append(("used by", ", ".join(used)))
    if row.source:
        parts.append(("from", row.source))
    elif row.hint:
        parts.append(("typed", row.hint))
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
