"""Today: what was promised, planned and decided for a day, with all clients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from typing_extensions import override

from triage.agenda import AgendaEntry, agenda
from triage.changes import Put
from triage.open_items import settled
from triage.records import Record
from tui.overview.agenda_lines import agenda_items
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import LineList
from tui.wording.formatting import long_day
from tui.wording.safe_text import padded

_EMPTY = (
    "Nothing waits for a day. Promises, things to do and the days on which a step is looked at "
    "again will stand here."
)
_NOT_BY_ONE_KEY = {
    "check": "Nothing to settle yet: enter opens the client, to see how it goes.",
    "cooling": "The goodbye is decided after that day: d opens it.",
    "end": "The last day comes by itself: enter opens the client.",
}


class AgendaScreen(BaseScreen[None]):
    """The agenda as a list; what is done is settled where it stands."""

    GROUP = "today"
    CSS_PATH = "agenda_screen.tcss"
    AUTO_FOCUS = "#today-list"

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, AgendaEntry] = {}

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield Static(id="today-top", classes="title")
        yield Static(classes="rule")
        yield Static(_EMPTY, id="today-empty")
        yield LineList(id="today-list")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.refresh_from_workspace()

    def on_resize(self) -> None:
        self.refresh_from_workspace()

    @override
    def refresh_from_workspace(self) -> None:
        today = self.workspace.today
        width = max(20, self.size.width - 3)
        found = agenda(self.workspace.book, today, self.workspace.settings.limits)
        self._entries = {entry.uid: entry for entry in found}
        overdue = sum(entry.day < today for entry in found)
        due = sum(entry.day == today for entry in found)
        counted = [f"{overdue} overdue"] if overdue else []
        left = Content.assemble(("Today", "bold"), (f"  {long_day(today)}", "$quiet"))
        right = ", ".join([*counted, f"{due} for today"])
        self.query_one("#today-top", Static).update(
            Content.assemble(padded(left, width - len(right) - 1), " ", right)
        )
        self.query_one(LineList).show(agenda_items(found, today, width))
        self.query_one("#today-empty").display = not found

    # --- the line at hand ---------------------------------------------------------------

    def _entry(self) -> AgendaEntry | None:
        return self._entries.get(self.query_one(LineList).current or "")

    @override
    def selected_client_id(self) -> str | None:
        entry = self._entry()
        return entry.client_id if entry else None

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action not in ("back", "help") and self._entry() is None:
            return "Nothing stands here that this key could be for."
        return None

    # --- keys ---------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the client."""
        if (client := self.client_for("open")) is not None:
            from tui.client.screen import ClientScreen

            self.app.push_screen(ClientScreen(client))

    def action_settle(self) -> None:
        """It is done, or kept; a step is asked how it went."""
        entry = None if self.blocked("settle") else self._entry()
        if entry is None:
            return
        if entry.kind == "step":
            self._how_it_went(entry.client_id)
        elif (record := self._record(entry)) is not None:
            self._settle(entry, record)
        else:
            money = "Money is written down as a payment: enter opens the client."
            self.notify_user(_NOT_BY_ONE_KEY.get(entry.kind, money))

    def _how_it_went(self, client_id: str) -> None:
        step = self.workspace.overviews[client_id].step
        if step is not None and step.of_ladder:
            self.action_outcome()
        else:
            self.action_decide()

    def _record(self, entry: AgendaEntry) -> Record | None:
        ledger = self.workspace.ledger(entry.client_id)
        kinds: Mapping[str, Sequence[Record]] = {
            "action": ledger.action,
            "work": ledger.work_item,
            "our_promise": ledger.event,
            "their_promise": ledger.event,
        }
        found = (one for one in kinds.get(entry.kind, ()) if one.id == entry.record)
        return next(found, None)

    def _settle(self, entry: AgendaEntry, record: Record) -> None:
        done = settled(
            record, self.workspace.ledger(entry.client_id), self.workspace.today, str(uuid4())
        )
        if done is not None:
            label = f"{entry.client}: {done.words.lower()}"
            self.write(label, Put(done.record, was=record), said=done.words)
