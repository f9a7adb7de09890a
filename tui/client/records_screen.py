"""Some records of a client, to look at and to open: the evidence of a flag, the hours of a week."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from triage.ledger import Ledger
from triage.records import Lesson, Message, Note, Record
from tui.routes import LessonRoute, MessageRoute, NoteRoute, RecordRoute, Route
from tui.ui.base_screen import BaseScreen
from tui.ui.line_keys import RecordKey
from tui.ui.line_list import Item
from tui.ui.list_pane import ListPane
from tui.ui.screen_parts import ShownClient
from tui.wording.record_line import record_line
from tui.wording.safe_text import content, short
from tui.wording.screen_lines import dated_line

Find = Callable[[Ledger], Sequence[Record]]


def record_route(record: Record, client_id: str) -> Route:
    """Where a record is changed: words for a note, the draft for a message that
    was not sent, the sheet for a lesson, the form for all others.
    """
    if isinstance(record, Note):
        return NoteRoute(client_id, record)
    if isinstance(record, Message) and record.sent_on is None and record.text:
        return MessageRoute(client_id, record.template)
    if isinstance(record, Lesson):
        return LessonRoute(client_id)
    return RecordRoute(record.kind, client_id, record)


class RecordsScreen(BaseScreen[None]):
    """`find` picks the records out of the client's ledger, and again after every change."""

    GROUP = "records"
    CSS_PATH = "records_screen.tcss"

    def __init__(self, client_id: str, title: str, find: Find) -> None:
        super().__init__()
        self._client = ShownClient(self, client_id, self._draw)
        self._title = title
        self._find = find
        self.list_pane = self._pane = ListPane(self._client.refresh, self.action_open)

    def _draw(self) -> None:
        ledger, today = self._client.ledger, self.workspace.today
        name = Content.assemble((short(ledger.client.name, 40), "bold"), "  ", content(self._title))
        items = (
            Item(
                RecordKey.of(record),
                dated_line(
                    record_line(record, ledger, today, self.workspace.step_title),
                    today,
                    self._pane.width,
                ),
            )
            for record in self._find(ledger)
        )
        self._pane.show(name, items)

    def action_open(self) -> None:
        """Open the record."""
        for record in self._find(self._client.ledger):
            if RecordKey.of(record) == self._pane.lines.current:
                self.open(record_route(record, self._client.client_id))
