"""Clients: the home screen, worst first, with the card of the highlighted client beside it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, Static
from typing_extensions import override

from tui.clients.columns import cells, column_widths, step_and_next
from tui.clients.rowlist import ListLine, RowList
from tui.routes import (
    AgendaRoute,
    ClientRoute,
    GoodbyesRoute,
    ImportRoute,
    PortfolioRoute,
    RecordRoute,
    ReviewReportRoute,
    ReviewRoute,
    SettingsRoute,
    SetupRoute,
)
from tui.ui.base_screen import BaseScreen
from tui.ui.field import TextInput
from tui.ui.keybar import KeyBar
from tui.ui.pause import Pause
from tui.wording.formatting import HEALTH_ORDER, count, long_day, stamp
from tui.wording.safe_text import content, padded, safe
from tui.workspace.list_row import ClientRow

CARD_RESTS = 0.08
"""Seconds of rest before the card follows: drawn on every move, it made moving slow."""
CARD = 53
"""Columns of the card (see app.tcss)."""
TWO_PANES = 100
"""Columns from which the card has room beside the list (see app.py)."""


class ClientsScreen(BaseScreen[None]):
    """The list. It opens with the rows of the last start and is counted anew right after."""

    GROUP = "clients"
    AUTO_FOCUS = "#clients-table"

    def __init__(self, rows: list[ClientRow]) -> None:
        super().__init__()
        self._rows = rows
        self._counted = False
        self._review_due = False
        self._find = ""
        self._with_ended = False
        self._moving = Pause(self, self._show_selected, CARD_RESTS)
        self._width = 0

    # --- drawing ------------------------------------------------------------------------

    @override
    def compose(self) -> ComposeResult:
        """A grid: containers would cost a third of the first picture (they draw what they hide)."""
        self._width = self.app.size.width
        self.set_class(self._two_panes, "-wide")  # Textual's own way comes after the first picture
        yield Static(id="clients-top")
        yield Static(classes="rule")
        yield RowList(id="clients-table")
        yield Static(id="card")
        yield Static(id="clients-line")
        yield Static(classes="rule")
        yield KeyBar(id="keys")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        # Before the first layout: the first picture is then the whole one, drawn once.
        self._fill()
        # The list draws with colours of its own: other ones are known only after the change.
        self.app.theme_changed_signal.subscribe(self, lambda _: self._fill())

    def on_resize(self, event: Resize) -> None:
        if event.size.width != self._width:
            self._width = event.size.width
            self._fill()
            self._show_selected()  # the card of a window that was too narrow for it

    @property
    def _two_panes(self) -> bool:
        return self._width >= TWO_PANES

    @override
    def refresh_from_workspace(self) -> None:
        from tui.review.flow import due_now

        table = self.query_one(RowList)
        begins = not self._counted and table.cursor == 0
        self._rows = self.workspace.list.rows()
        self._counted = True
        self._review_due = due_now(self.workspace)
        self._fill()
        if begins:
            table.cursor = 0  # on the worst, wherever the first row of last time is now
        self._show_selected()

    def _visible(self) -> list[ClientRow]:
        rows = [row for row in self._rows if self._with_ended or row.health != "ended"]
        if not self._find:
            return rows
        from triage.text import fold

        part = fold(self._find)
        return [row for row in rows if part in fold(row.name)]

    def _fill(self) -> None:
        table = self.query_one(RowList)
        rows = self._visible()
        longest = max((len(row.name) for row in rows), default=0)
        width = self._width - (CARD if self._two_panes else 0)
        columns = column_widths(width, longest)
        colours, glyphs = self.app.theme_variables, self.workspace.look.glyphs
        today = self.workspace.today
        drawn = ((row.id, cells(row, today, glyphs, colours)) for row in rows)
        lines = [ListLine(id_, tuple(by[name] for name in columns)) for id_, by in drawn]
        table.show([*columns], [*columns.values()], lines)
        self._show_top()
        table.say_instead("" if rows else self._empty_text())

    def _empty_text(self) -> str:
        if not self._counted:
            return ""
        if self._find:
            return f"No client's name holds “{safe(self._find)}”. esc clears the search."
        if any(row.health == "ended" for row in self._rows):
            return "Every client has ended. x shows them.\na adds a client."
        return "No clients yet.\ni imports a file, a adds a client."

    def _show_top(self) -> None:
        active = [row for row in self._rows if row.health != "ended"]
        tally = [
            Content.styled(f"  {number} {health}", f"$health-{health}")
            for health in HEALTH_ORDER[:4]
            if (number := sum(row.health == health for row in active))
        ]
        name = "Good Terms" + ("  sample" if self.workspace.sample else "")
        left = Content.assemble((name, "bold"), "  ", count(len(active), "client"), " ", *tally)
        today = self.workspace.today
        right = long_day(today) if self._two_panes else stamp(today, today)
        if self._review_due:
            both = f"{right}   review due"
            # Where there is no room for both, what is due says more than the day.
            right = both if left.cell_length + len(both) < self._width - 3 else "review due"
        width = max(len(right), self._width - 2 - len(right) - 1)
        self.query_one("#clients-top", Static).update(
            Content.assemble(padded(left, width), " ", (right, "$quiet"))
        )

    # --- the card -----------------------------------------------------------------------

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._moving.key()

    def _show_selected(self) -> None:
        """The client under the cursor: the card where there is room, else one line."""
        client = self.selected_client_id()
        row = next((row for row in self._rows if row.id == client), None)
        self.query_one("#clients-line", Static).update(
            content(step_and_next(row, self.workspace.today)) if row else ""
        )
        if not self._counted or not self._two_panes:
            return
        from tui.client.card import card

        workspace = self.workspace
        overview, share = workspace.overviews.get(client or ""), workspace.shares.get(client or "")
        self.query_one("#card", Static).update(
            card(overview, workspace.look.glyphs, share, title=workspace.step_title)
            if overview
            else ""
        )

    # --- keys ---------------------------------------------------------------------------

    @override
    def selected_client_id(self) -> str | None:
        return self.query_one(RowList).current

    @override
    def disabled_reason(self, action: str) -> str | None:
        needs_client = ("open", "review", "decide", "note", "log", "why", "safety", "setup")
        if action in needs_client and self.selected_client_id() is None:
            return "There is no client to do that with yet: a adds one, i imports a file."
        return None

    @on(RowList.Chosen)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the client."""
        self.open_for_client("open", ClientRoute)

    def action_goodbyes(self) -> None:
        """Who is leaving, who has left, lessons and watch rules."""
        self.open(GoodbyesRoute())

    def action_review(self) -> None:
        """Begin the weekly review, go on with it, or look at the one that is finished."""
        if self.blocked("review"):
            return
        from tui.review.flow import ReviewFlow, due_now, finished_this_week

        flow, finished = ReviewFlow(self.workspace), finished_this_week(self.workspace)
        if finished is not None and not due_now(self.workspace):
            self.open(ReviewReportRoute(finished.id))
        elif flow.card is not None or flow.done:
            self.open(ReviewRoute(flow))
        else:
            self.notify_user(f"Nobody is due. The next review is on {long_day(flow.next_day)}.")

    def action_add(self) -> None:
        """Add a client by hand; the cursor goes to it."""
        self.open(RecordRoute("client"), self.query_one(RowList).keep_cursor)

    def action_import(self) -> None:
        """Import hours or invoices from a file."""
        self.open(ImportRoute())

    def action_portfolio(self) -> None:
        """Who brings what, and what if one of them went."""
        self.open(PortfolioRoute())

    def action_settings(self) -> None:
        """What the program counts by."""
        self.open(SettingsRoute())

    def action_today(self) -> None:
        """What stands on which day."""
        self.open(AgendaRoute())

    def action_setup(self) -> None:
        """The few facts per client, all in one table."""
        if not self.blocked("setup"):
            self.open(SetupRoute())

    def action_ended(self) -> None:
        """Show or hide clients that have ended."""
        self._with_ended = not self._with_ended
        self._fill()

    # --- finding ------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Type a part of a name."""
        if not self.has_class("-finding"):
            self.add_class("-finding")
            field = TextInput(id="clients-filter", placeholder="a part of the name")
            self.mount(field, before="#clients-table")
        self.query_one("#clients-filter").focus()

    @on(Input.Changed, "#clients-filter")
    def _narrow(self, event: Input.Changed) -> None:
        self._find = event.value
        self._fill()

    @on(Input.Submitted, "#clients-filter")
    def _leave_search(self) -> None:
        self.query_one(RowList).focus()

    @override
    def action_back(self) -> None:
        """Clear the search."""
        if not self.query("#clients-filter"):
            super().action_back()
            return
        self.remove_class("-finding")
        self.query("#clients-filter").remove()
        self._find = ""
        self._fill()
        self.query_one(RowList).focus()
