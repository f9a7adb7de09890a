"""Clients: the home screen, with the card of the highlighted client where there is room for it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, Static
from typing_extensions import override

from storage.errors import StorageError
from tui.clients.columns import Drawing, reason_and_next, table
from tui.clients.layout import Layout, layout
from tui.clients.rowlist import ListLine, RowList
from tui.clients.tally import empty_text, heading, lines_needed, matched_text, under_the_list
from tui.keys.action import KeyAction
from tui.keys.table import CLIENT_PAGES
from tui.routes import (
    ClientRoute,
    ImportRoute,
    RecordRoute,
    ReviewReportRoute,
    ReviewRoute,
    SettingsRoute,
    SetupRoute,
    SeveralRoute,
    SyncRoute,
)
from tui.ui.base_screen import BaseScreen
from tui.ui.field import TextInput
from tui.ui.keybar import KeyBar
from tui.ui.pause import Pause
from tui.wording.formatting import long_day
from tui.workspace.list_row import ClientRow

CARD_RESTS = 0.08
"""Seconds of rest before the card follows: drawn on every move, it made moving slow."""
NARROWED_AFTER, NARROWED_AT_LATEST = 0.1, 0.3
"""Seconds without a letter after which the filter is used, and while somebody types on."""
MARKS = {"unicode": "•", "ascii": "*"}
"""The sign before a marked row."""


class ClientsScreen(BaseScreen[None]):
    """The list. It opens with the rows of the last start and is counted anew right after.

    What is under the cursor when it is counted stays there: a key acts on the client seen.
    """

    GROUP = "clients"
    AUTO_FOCUS = "#clients-table"

    def __init__(self, rows: list[ClientRow]) -> None:
        super().__init__()
        self._rows = rows
        self._counted = False
        self._review_due = False
        self._new_data = False
        self._find = ""
        self._with_ended = False
        self._marked: set[str] = set()
        self._moving = Pause(self, self._show_selected, CARD_RESTS)
        self._narrowing = Pause(self, self._fill, NARROWED_AFTER, NARROWED_AT_LATEST)
        self._layout: Layout | None = None

    # --- drawing ------------------------------------------------------------------------

    @override
    def compose(self) -> ComposeResult:
        """A grid: containers would cost a third of the first picture (they draw what they hide)."""
        yield Static(id="clients-top")
        yield Static(classes="rule")
        yield RowList(id="clients-table")
        yield Static(id="clients-between", classes="rule")
        yield Static(id="card")
        yield Static(id="clients-line")
        yield self.foot
        yield KeyBar(id="keys")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        # Before the first layout: the first picture is then the whole one, drawn once.
        self._fill()
        # The list draws with colours of its own: other ones are known only after the change.
        self.app.theme_changed_signal.subscribe(self, lambda _: self._fill())

    def on_resize(self, _: Resize) -> None:
        if self._lay_out(self._visible()[0]):
            self._fill()
            self._show_selected()  # the card of a window that was too small for it

    def _lay_out(self, rows: list[ClientRow]) -> bool:
        """Place list and card for so many rows in the present size; whether that moved anything."""
        width, height = self.app.size
        today, finding = self.workspace.today, self.has_class("-finding")
        lines = lines_needed([reason_and_next(row, today) for row in rows], width)
        new = layout(width, height, len(rows), finding=finding, lines=lines)
        if new == self._layout:
            return False
        self._layout = new
        for place in ("alone", "below"):
            self.set_class(new.place == place, f"-{place}")
        self.styles.grid_rows = new.grid_rows
        return True

    @override
    def refresh_from_workspace(self) -> None:
        from tui.review.flow import due_now

        rows = self.query_one(RowList)
        only_names = not any(row.health for row in self._rows)
        begins = not self._counted and only_names and rows.cursor == 0
        self._rows = self.workspace.list.rows()
        self._marked &= {row.id for row in self._rows}
        self._counted = True
        self._review_due = due_now(self.workspace)
        self._new_data = self.workspace.records.new_data_is_due()
        self._fill()
        if begins:
            rows.cursor = 0  # on the worst: nothing but names stood there, in no order
        self._show_selected()

    def _visible(self) -> tuple[list[ClientRow], str]:
        """The rows to show, and what the filter says of them; "" without one."""
        rows = [row for row in self._rows if self._with_ended or row.health != "ended"]
        if not self._find.strip():
            return rows, ""
        hits, by = self.workspace.list.view(rows).matching(self._find)
        return hits, matched_text(len(hits), len(rows), by)

    def _fill(self) -> None:
        rows, matched = self._visible()
        moved = self._lay_out(rows)
        workspace, shown = self.workspace, self.query_one(RowList)
        colours, order = self.app.theme_variables, workspace.list.order
        drawing = Drawing(workspace.today, workspace.look.glyphs, colours, order or "worst")
        drawn = table(rows, self.app.size.width, drawing)
        sign = MARKS[drawing.glyphs]
        lines = [
            ListLine(row.id, drawn.cells[row.id], sign if row.id in self._marked else " ")
            for row in rows
        ]
        shown.show(drawn.heads, drawn.widths, lines, drawn.right)
        self._show_top(matched)
        shown.say_instead("" if rows else self._empty_text())
        if moved:
            self._show_selected()  # the card was drawn for another room

    def _empty_text(self) -> str:
        if not self._counted:
            return ""
        return empty_text(self._find, ended=any(row.health == "ended" for row in self._rows))

    def _show_top(self, matched: str) -> None:
        workspace = self.workspace
        self.query_one("#clients-top", Static).update(
            heading(
                self._rows,
                self.app.size.width - 2,
                workspace.today,
                sample=workspace.sample,
                counted=self._counted,
                as_of=workspace.list.as_of,
                review_due=self._review_due,
                order=workspace.list.order,
                matched=matched,
                marked=len(self._marked),
            )
        )

    # --- the card -----------------------------------------------------------------------

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._moving.key()

    def _show_selected(self) -> None:
        """The client under the cursor: the card where there is room, else why and what is next."""
        client, place = self.selected_client_id(), self._layout
        if place is None:
            return
        if place.place == "alone":
            self.query_one("#clients-line", Static).update(self._lines_under(client))
        elif self._counted:
            card = self._card(client or "", place)
            # Its rows are those of the grid: with a layout the whole list would be drawn anew.
            self.query_one("#card", Static).update(card, layout=False)

    def _lines_under(self, client: str | None) -> Content:
        row = next((row for row in self._rows if row.id == client), None)
        if row is None:
            return Content("")
        return under_the_list(*reason_and_next(row, self.workspace.today), self.app.size.width)

    def _card(self, client: str, place: Layout) -> Content:
        from tui.client.card import card

        workspace = self.workspace
        overview, share = workspace.overviews.get(client), workspace.shares.get(client)
        if overview is None:
            return Content("")
        glyphs, title = workspace.look.glyphs, workspace.step_title
        return card(overview, glyphs, share, place.card_width, title, place.card_height)

    # --- keys ---------------------------------------------------------------------------

    @override
    def selected_client_id(self) -> str | None:
        self._narrowing.now()
        return self.query_one(RowList).current

    @override
    def disabled_reason(self, action: str) -> str | None:
        needs_client = ("open", "review", "decide", "note", "log", "safety", "setup", "mark")
        about_one = action in needs_client or action in CLIENT_PAGES.values()
        if about_one and self.selected_client_id() is None:
            if self._find.strip():
                return "No client matches. Press Esc to show all clients."
            return "You have no clients yet: press a to add one, or i to import a file."
        return None

    @override
    def bar(self) -> list[KeyAction]:
        """New data is offered among the first keys while there is some."""
        keys = super().bar()
        if self._new_data:
            keys.sort(key=lambda key: key.action not in ("open", "review", "sync"))
        return keys

    @on(RowList.Chosen)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the client."""
        self.open_for_client("open", ClientRoute)

    def action_mark(self) -> None:
        """Mark the client for what is done with several, or take the mark off; on to the next."""
        client = self.selected_client_id()
        if not self.blocked("mark") and client is not None:
            self._marked ^= {client}
            self._fill()
            self.query_one(RowList).action_cursor_down()

    @override
    def action_log(self) -> None:
        """Log what happened; with marks, what can be done with all of them."""
        if not self._marked:
            super().action_log()
            return
        marked = tuple(row.id for row in self._rows if row.id in self._marked)
        self.open(SeveralRoute(marked, self._unmark))

    def _unmark(self) -> None:
        self._marked.clear()
        self._fill()

    def action_review(self) -> None:
        """Begin the weekly review, go on with it, or look at the one that is finished."""
        if self.blocked("review"):
            return
        from tui.review.flow import ReviewFlow, due_now, finished_this_week

        flow, finished = ReviewFlow(self.workspace), finished_this_week(self.workspace)
        paused = finished is not None and finished.id == self.workspace.paused_review
        goes_on = paused and flow.card is not None
        if finished is not None and not goes_on and not due_now(self.workspace):
            self.open(ReviewReportRoute(finished.id))
        elif flow.card is not None or flow.done:
            self.open(ReviewRoute(flow))
        else:
            self.notify_user(
                f"No client is due for review. The next review is on {long_day(flow.next_day)}."
            )

    def action_add(self) -> None:
        """Add a client by hand; the cursor goes to it."""
        self.open(RecordRoute("client"), self.query_one(RowList).keep_cursor)

    def action_import(self) -> None:
        """Import hours or invoices from a file."""
        self.open(ImportRoute())

    def action_sync(self) -> None:
        """Take in what is new from every source."""
        self.open(SyncRoute())

    def action_settings(self) -> None:
        """What the program counts by."""
        self.open(SettingsRoute())

    def action_setup(self) -> None:
        """The few facts per client, all in one table."""
        if not self.blocked("setup"):
            self.open(SetupRoute())

    def action_ended(self) -> None:
        """Show or hide clients that have ended."""
        self._with_ended = not self._with_ended
        self._fill()

    # --- order and filter ---------------------------------------------------------------

    def action_order(self) -> None:
        """Order by the next column, from its top; the next start begins with it."""
        self.workspace.list.change_order()
        if self._counted:
            try:
                self.workspace.list.remember()
            except StorageError as trouble:
                self.notify_trouble(trouble)
        self._rows = self.workspace.list.view(self._rows).in_order()
        self._fill()
        self.query_one(RowList).action_scroll_top()

    def action_filter(self) -> None:
        """Show only some: by name, tag, flag word or health."""
        if not self.has_class("-finding"):
            self.add_class("-finding")
            field = TextInput(id="clients-filter", placeholder="name, tag:, flag or health")
            self.mount(field, before="#clients-table")
            self._fill()
        self.query_one("#clients-filter").focus()

    @on(Input.Changed, "#clients-filter")
    def _narrow(self, event: Input.Changed) -> None:
        self._find = event.value
        self._narrowing.key()

    @on(Input.Submitted, "#clients-filter")
    def _leave_search(self) -> None:
        self._narrowing.now()  # what comes next acts on a row that the filter has left
        self.query_one(RowList).focus()

    @override
    def action_back(self) -> None:
        """Show all again; when all are shown, take the marks off."""
        if self._marked and not self.has_class("-finding"):
            self._unmark()
            return
        if not self.has_class("-finding"):
            super().action_back()
            return
        self._narrowing.stop()
        self.remove_class("-finding")
        self.query("#clients-filter").remove()
        self._find = ""
        self._fill()
        self.query_one(RowList).focus()
