"""The last changes, each with what undo would do to the records; one of them can be taken back."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content
from typing_extensions import override

from storage.errors import StorageError
from storage.history import PastChange
from triage.records.base import ClientRecord
from tui.ui.base_screen import BaseScreen
from tui.ui.history import step_through_history
from tui.ui.line_list import Item
from tui.ui.list_pane import ListPane
from tui.wording.formatting import day
from tui.wording.safe_text import hanging, short
from tui.wording.undo_words import kept_words, undo_words

_SHOWN = 50
_LABEL, _WHEN = 60, 20
"""Columns of a label at most, and of the time before it."""
_WOULD = 200
"""Characters of what an undo would do."""
_EMPTY = "Nothing has been changed yet."


class HistoryScreen(BaseScreen[None]):
    """The newest first. What another window did stands there, too."""

    GROUP = "history"

    def __init__(self) -> None:
        super().__init__()
        self._changes: dict[int, PastChange] = {}
        self.list_pane = self._pane = ListPane(self.refresh_from_workspace, self.action_open)

    @override
    def refresh_from_workspace(self) -> None:
        try:
            with self.workspace.store.briefly():
                changes = self.workspace.store.changes(_SHOWN)
        except StorageError as trouble:  # the next look shows them
            self.host.trouble(trouble)
            return
        self._changes = {change.entry.number: change for change in changes}
        self._pane.show(
            Content.assemble(("Last changes", "bold"), ("  newest first", "$quiet")),
            self._items(),
            empty=_EMPTY,
        )

    def _items(self) -> Iterator[Item]:
        for number, change in self._changes.items():
            at = change.entry.at.astimezone()
            when = f"{day(at.date(), self.workspace.today)} {at:%H:%M}"
            room = min(_LABEL, self._pane.width - _WHEN)
            label = short(f"{self._whose(change)}{change.entry.label}", room)
            first = Content.assemble((f"{when:<{_WHEN}}", "$quiet"), label)
            yield Item(number, _beside(first, self._would(change), self._pane.width))

    def _whose(self, change: PastChange) -> str:
        """The client in front of a label that does not name them, where it was about one."""
        records = (after or before for before, after in change.records)
        owners = {record.client for record in records if isinstance(record, ClientRecord)}
        if len(owners) != 1:
            return ""
        overview = self.workspace.overviews.get(owners.pop())
        if overview is None or overview.name in change.entry.label:
            return ""
        return f"{overview.name}: "

    @staticmethod
    def _would(change: PastChange) -> str:
        if change.entry.undone:
            return "undone"
        return f"undo {undo_words(change)}" if change.can_go else ""

    def _change(self) -> PastChange | None:
        key = self._pane.lines.current
        return self._changes.get(key) if isinstance(key, int) else None

    @override
    def disabled_reason(self, action: str) -> str | None:
        change = self._change()
        if action in ("take_back", "open") and change is None:
            return _EMPTY
        if action == "take_back" and change is not None and not change.can_go:
            if change.entry.undone:
                return "This change has already been undone."
            return "An undo cannot be undone here: redo brings the change back."
        return None

    def action_open(self) -> None:
        """Say what undo would do."""
        change = self._change()
        if change is None or self.blocked("open"):
            return
        would = f"Undo {undo_words(change)}." if change.can_go else "It has been undone."
        self.notify_user(f"{change.entry.label}. {would}", seconds=10)

    def action_take_back(self) -> None:
        """Take back the change under the cursor."""
        change = self._change()
        if change is None or self.blocked("take_back"):
            return
        store, redo = self.workspace.store, self.key_of("everywhere.redo")
        names = {id_: overview.name for id_, overview in self.workspace.overviews.items()}

        def step() -> str:
            undone = store.take_back(change.entry.number)
            kept = kept_words(undone.kept, names)
            return " ".join(filter(None, (f"Undone: {undone.label}. {redo}: redo.", kept)))

        step_through_history(self.host, step)


def _beside(first: Content, would: str, width: int) -> Content:
    """What an undo would do behind the label, or below it where the line is too narrow."""
    would = short(would, _WOULD)
    if first.cell_length + 2 + cell_len(would) <= width:
        return Content.assemble(first, "  ", (would, "$quiet"))
    below = hanging(Content(" " * _WHEN), Content.styled(would, "$quiet"), width)
    return Content("\n").join([first, below]) if would else first
