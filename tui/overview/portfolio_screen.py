"""Portfolio: who brings what, for how many hours, and what if one of them went."""

from __future__ import annotations

from decimal import Decimal

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from typing_extensions import override

from triage.clients.portfolio import Holding, histories, holdings
from triage.health.income import income_currency
from triage.money import amount_text
from tui.overview.portfolio_lines import columns, heading, holding_items
from tui.overview.what_if_lines import left_out_text
from tui.routes import ClientRoute, WhatIfRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.client_glance import ClientGlance
from tui.ui.line_keys import ClientKey
from tui.ui.list_pane import ListPane
from tui.wording.safe_text import content

_NOTE_ROWS = 4
"""Rows of the note below, before it is drawn."""


class PortfolioScreen(BaseScreen[None]):
    """All clients side by side, the largest share of income first."""

    GROUP = "portfolio"
    CSS_PATH = "portfolio_screen.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._holdings: list[Holding] = []
        self._pane = ListPane(self.refresh_from_workspace, self.action_what_if)
        self._glance = ClientGlance()

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield self._pane
        yield self._glance
        yield Static(id="portfolio-note")

    @override
    def refresh_from_workspace(self) -> None:
        workspace = self.workspace
        limits = workspace.settings.limits
        self._holdings = holdings(workspace.overviews, workspace.today, limits)
        at = columns(self._holdings, self._pane.width, limits, workspace.settings.glyphs)
        self._pane.show(
            Content.styled("Portfolio", "bold"),
            holding_items(self._holdings, at),
            right=self._income(),
            head=heading(at),
        )
        self.query_one("#portfolio-note", Static).update(content(self._note()))
        self._show_glance()

    @on(OptionList.OptionHighlighted)
    def _show_glance(self) -> None:
        overview = self.workspace.overviews.get(self.selected_client_id() or "")
        note = self.query_one("#portfolio-note", Static).outer_size.height
        above = self._pane.rows + max(_NOTE_ROWS, note)
        self._glance.show(overview, self.workspace.look.glyphs, above)

    def _income(self) -> str:
        limits = self.workspace.settings.limits
        currency = income_currency(
            histories(self.workspace.overviews), self.workspace.today, limits
        )
        total = sum((holding.income or Decimal(0) for holding in self._holdings), start=Decimal(0))
        return f"ongoing income: {amount_text(total, currency)} {currency} a month"

    def _note(self) -> str:
        if not self._holdings:
            return "No clients to compare yet: add a client or import a file."
        limits = self.workspace.settings.limits
        marks = ", ".join(f"{mark}%" for mark in limits.income_marks)
        text = (
            f"Share of what was paid in the last {limits.income_days} days. The marks at {marks} "
            f"show where a large part comes from one client: a risk to you, not their fault. "
            f"Hours cover the last {limits.window_days} days. Ongoing income is what each client "
            f"paid in those {limits.income_days} days, "
            "spread over the days since the first payment."
        )
        ended = 1 - sum(holding.share or 0 for holding in self._holdings)
        if any(holding.share for holding in self._holdings) and round(ended, 2) > 0:
            text += f" {ended:.0%} came from past clients."
        left_out = {h.client_id: h.left_out for h in self._holdings if h.left_out is not None}
        if left_out:
            names = {holding.client_id: holding.name for holding in self._holdings}
            text += f" Not counted as ongoing income: {left_out_text(left_out, names)}."
        missing = {holding.currency for holding in self._holdings if holding.income is None}
        if missing:
            text += f" Not known: no exchange rate for {', '.join(sorted(missing))}, see settings."
        return text

    # --- keys ---------------------------------------------------------------------------

    @override
    def selected_client_id(self) -> str | None:
        match self._pane.lines.current:
            case ClientKey(id_):
                return id_
        return None

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action != "back" and self.selected_client_id() is None:
            return "There is no client here yet."
        return None

    def action_what_if(self) -> None:
        """What if this client went."""
        self.open_for_client("what_if", WhatIfRoute)

    def action_open(self) -> None:
        """Open the client."""
        self.open_for_client("open", ClientRoute)
