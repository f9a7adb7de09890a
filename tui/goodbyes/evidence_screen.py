"""Which dated events show what a lesson says: nothing else counts as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from typing_extensions import override

from triage.lessons.sheet import dated_events
from tui.ui.base_screen import BaseScreen
from tui.ui.line_keys import RecordKey
from tui.ui.line_list import Item
from tui.ui.list_pane import ListPane
from tui.ui.screen_parts import ShownClient
from tui.wording.record_line import record_line
from tui.wording.safe_text import short
from tui.wording.screen_lines import dated_line

_NONE = (
    "No event is logged for this client. Press l on their page to log what happened, "
    "even afterwards."
)


class EvidenceScreen(BaseScreen[tuple[str, ...]]):
    """Answers with the ids of the events that are ticked."""

    GROUP = "evidence"

    def __init__(self, client_id: str, ticked: Sequence[str]) -> None:
        super().__init__()
        self._client = ShownClient(self, client_id, self._draw)
        self._ticked = set(ticked)
        self.list_pane = self._pane = ListPane(self._client.refresh, self.action_tick)

    def _draw(self) -> None:
        ledger = self._client.ledger
        today, width = self.workspace.today, self._pane.width
        title = Content.assemble(("Evidence", "bold"), "  ", short(ledger.client.name, 60))
        items = (
            Item(
                RecordKey.of(event),
                Content.assemble(
                    ("[x]" if event.id in self._ticked else "[ ]", "$accent"),
                    dated_line(record_line(event, ledger, today), today, width - 3),
                ),
            )
            for event in dated_events(ledger, today)
        )
        self._pane.show(title, items, empty=_NONE)

    def action_tick(self) -> None:
        """Take the event as evidence, or leave it out."""
        match self._pane.lines.current:
            case RecordKey(_, id_):
                self._ticked ^= {id_}
                self._draw()

    @override
    def action_leave(self) -> None:
        """Done; what is ticked is kept."""
        still_there = {event.id for event in self._client.ledger.event}
        self.dismiss(tuple(sorted(self._ticked & still_there)))
