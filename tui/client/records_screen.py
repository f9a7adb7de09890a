"""Some records of a client, to look at and to open: the evidence of a flag, the hours of a week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from typing_extensions import override

from triage.ledger import Ledger
from triage.records import KINDS, Lesson, Message, Note, Record
from tui.client.sections import dated_line, record_key
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import Item, LineList
from tui.wording.record_line import record_line
from tui.wording.safe_text import content, padded, short

Find = Callable[[Ledger], Sequence[Record]]


def record_screen(record: Record, client_id: str) -> Screen[Any]:
    """The screen on which a record is changed: words for a note, the draft for a message that
    was not sent, the sheet for a lesson, the form for all others.
    """
    if isinstance(record, Note):
        from tui.client.note_screen import NoteScreen

        return NoteScreen(client_id, record)
    if isinstance(record, Message) and record.sent_on is None and record.text:
        from tui.messages.screen import MessageScreen

        return MessageScreen(client_id, record.template)
    if isinstance(record, Lesson):
        from tui.goodbyes.lesson_screen import LessonScreen

        return LessonScreen(client_id)
    from tui.forms.screen import RecordForm

    return RecordForm(record.kind, client_id, record)


def with_ids(ledger: Ledger, ids: Sequence[str]) -> list[Record]:
    """The records that go by some ids, in that order."""
    known = {
        record.id: record
        for kind in KINDS
        if kind not in ("client", "review", "watch_rule")
        for record in getattr(ledger, kind)
    }
    return [known[id_] for id_ in ids if id_ in known]


class RecordsScreen(BaseScreen[None]):
    """`find` picks the records out of the client's ledger, and again after every change."""

    GROUP = "records"
    CSS_PATH = "records_screen.tcss"

    def __init__(self, client_id: str, title: str, find: Find) -> None:
        super().__init__()
        self._client_id = client_id
        self._title = title
        self._find = find

    @override
    def body(self) -> ComposeResult:
        yield Static(id="records-top", classes="title")
        yield Static(classes="rule")
        yield LineList(id="records-list")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.refresh_from_workspace()

    def on_resize(self) -> None:
        self.refresh_from_workspace()

    @override
    def refresh_from_workspace(self) -> None:
        ledger = self.workspace.book.ledgers.get(self._client_id)
        if ledger is None:
            self.client_gone()
            return
        width = max(20, self.size.width - 3)
        name = Content.assemble((short(ledger.client.name, 40), "bold"), "  ", content(self._title))
        self.query_one("#records-top", Static).update(padded(name, width))
        self.query_one(LineList).show(
            Item(
                record_key(record),
                dated_line(
                    record_line(record, ledger, self.workspace.today), self.workspace.today, width
                ),
            )
            for record in self._find(ledger)
        )

    def action_open(self) -> None:
        """Open the record."""
        key = self.query_one(LineList).current
        for record in self._find(self.workspace.ledger(self._client_id)):
            if record_key(record) == key:
                self.app.push_screen(record_screen(record, self._client_id))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()
