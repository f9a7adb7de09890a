"""Today: what was promised, planned and decided for a day, with all clients."""

from __future__ import annotations

from collections.abc import Hashable
from uuid import uuid4

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from typing_extensions import override

from triage.changes import Put
from triage.clients.agenda import AgendaEntry, agenda
from triage.clients.door_look import door_look
from triage.clients.due_now import with_next_actions
from triage.clients.look_again import look_again
from triage.ledger import with_ids
from triage.open_items import not_in_one_key, settled
from triage.playbook.state.abuse import SAFETY
from triage.records import Record
from tui.overview.agenda_lines import agenda_items
from tui.routes import ClientRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.client_glance import ClientGlance
from tui.ui.list_pane import ListPane
from tui.wording.formatting import long_day

_EMPTY = "Nothing is scheduled. Promises, tasks and the review dates of steps will appear here."
_BY_ONE_KEY = ("action", "work", "our_promise", "their_promise")
_BY_PAGE = ("next", "step")
_NOT_BY_ONE_KEY = {
    "check": "Nothing to mark as done yet: press Enter to open the client.",
    "cooling": "You can decide once the wait is over: press d then.",
    "end": "A last day cannot be marked as done: press Enter to open the client.",
}


class AgendaScreen(BaseScreen[None]):
    """The agenda as a list; what is done is settled where it stands."""

    GROUP = "today"

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[Hashable, AgendaEntry] = {}
        self.list_pane = self._pane = ListPane(self.refresh_from_workspace, self.action_open)
        self._glance = ClientGlance()

    @override
    def body(self) -> ComposeResult:
        yield from super().body()
        yield self._glance

    @override
    def refresh_from_workspace(self) -> None:
        today = self.workspace.today
        entries = with_next_actions(
            agenda(self.workspace.book, today, self.workspace.settings.limits),
            self.workspace.overviews,
            today,
        )
        self._entries = {entry.uid: entry for entry in entries}
        overdue = sum(entry.day < today for entry in entries)
        due = sum(entry.day == today for entry in entries)
        counts = [f"{overdue} overdue"] if overdue else []
        self._pane.show(
            Content.assemble(("Today", "bold"), (f"  {long_day(today)}", "$quiet")),
            agenda_items(entries, today, self._pane.width),
            right=", ".join([*counts, f"{due} for today"]),
            empty=_EMPTY,
        )
        self._show_glance()

    @on(OptionList.OptionHighlighted)
    def _show_glance(self) -> None:
        overview = self.workspace.overviews.get(self.selected_client_id() or "")
        self._glance.show(overview, self.workspace.look.glyphs, self._pane.rows)

    # --- the line at hand ---------------------------------------------------------------

    def _entry(self) -> AgendaEntry | None:
        return self._entries.get(self._pane.lines.current)

    @override
    def selected_client_id(self) -> str | None:
        entry = self._entry()
        return entry.client_id if entry else None

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action not in ("back", "help") and self._entry() is None:
            return "There is nothing to do here yet."
        return None

    # --- keys ---------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the client."""
        self.open_for_client("open", ClientRoute)

    def action_settle(self) -> None:
        """It is done, or kept; a step is asked how it went."""
        entry = None if self.blocked("settle") else self._entry()
        if entry is None:
            return
        if entry.kind in _BY_PAGE or self._looks_at_safety(entry):
            self._open_page(entry)
        elif (record := self._record(entry)) is not None:
            self._settle(entry, record)
        else:
            money = "Add the payment on the client's page: press Enter to open it."
            self.notify_user(_NOT_BY_ONE_KEY.get(entry.kind, money))

    def _open_page(self, entry: AgendaEntry) -> None:
        if self._is_asked_how_it_went(entry):
            self.action_outcome()
        else:
            self.action_decide()

    def _is_asked_how_it_went(self, entry: AgendaEntry) -> bool:
        overview = self.workspace.overviews[entry.client_id]
        action, step = overview.next_action, overview.step
        if action is not None and action.outcome is not None:
            return True
        if self._looks_at_safety(entry):
            return True
        return entry.kind == "step" and door_look(overview.situation, step) is not None

    def _looks_at_safety(self, entry: AgendaEntry) -> bool:
        """Whether it is the look at one's safety, which is a question and no thing to tick off."""
        look = self.workspace.overviews[entry.client_id].safety_look
        return look is not None and entry.text.startswith(look_again(SAFETY))

    def _record(self, entry: AgendaEntry) -> Record | None:
        if entry.kind not in _BY_ONE_KEY:
            return None
        records = with_ids(self.workspace.ledger(entry.client_id), [entry.record])
        return next(iter(records), None)

    def _settle(self, entry: AgendaEntry, record: Record) -> None:
        ledger, today = self.workspace.ledger(entry.client_id), self.workspace.today
        limits = self.workspace.limits
        done = settled(record, ledger, today, str(uuid4()), limits)
        if done is None:
            self.notify_user(not_in_one_key(record, ledger, today, limits))
        else:
            label = f"{entry.client}: {done.words.lower()}"
            self.write(label, Put(done.record, was=record), message=done.words)
