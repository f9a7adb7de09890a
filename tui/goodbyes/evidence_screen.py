"""Which dated events show what a lesson says: nothing else counts as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from typing_extensions import override

from triage.lessons.sheet import dated_events
from tui.client.sections import dated_line
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import Item, LineList
from tui.wording.record_line import record_line
from tui.wording.safe_text import content, padded, short

_NONE = (
    "No event is on file for them. What happened on a day can be logged with l on their page, "
    "also afterwards."
)


class EvidenceScreen(BaseScreen[tuple[str, ...]]):
    """Answers with the ids of the events that are ticked."""

    GROUP = "evidence"
    AUTO_FOCUS = "#evidence-list"
    DEFAULT_CSS = "EvidenceScreen #evidence-empty { padding: 1 3; color: $quiet; height: auto; }"

    def __init__(self, client_id: str, chosen: Sequence[str]) -> None:
        super().__init__()
        self._client_id = client_id
        self._chosen = set(chosen)

    @override
    def body(self) -> ComposeResult:
        yield Static(id="evidence-top", classes="title")
        yield Static(classes="rule")
        yield Static(content(_NONE), id="evidence-empty")
        yield LineList(id="evidence-list")

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
        today, width = self.workspace.today, max(20, self.size.width - 3)
        events = dated_events(ledger, today)
        top = Content.assemble(("What shows it", "bold"), "  ", short(ledger.client.name, 60))
        self.query_one("#evidence-top", Static).update(padded(top, width))
        self.query_one("#evidence-empty", Static).display = not events
        self.query_one(LineList).show(
            Item(
                event.id,
                Content.assemble(
                    ("[x]" if event.id in self._chosen else "[ ]", "$accent"),
                    dated_line(record_line(event, ledger, today), today, width - 3),
                ),
            )
            for event in events
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_tick()

    def action_tick(self) -> None:
        """Take the event as evidence, or leave it out."""
        current = self.query_one(LineList).current
        if current is not None:
            self._chosen ^= {current}
            self.refresh_from_workspace()

    def action_leave(self) -> None:
        """Done; what is ticked is kept."""
        known = {event.id for event in self.workspace.ledger(self._client_id).event}
        self.dismiss(tuple(sorted(self._chosen & known)))

    @override
    def action_back(self) -> None:
        self.action_leave()
