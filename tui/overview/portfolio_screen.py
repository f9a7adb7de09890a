"""Portfolio: who brings what, for how many hours, and what if one of them went."""

from __future__ import annotations

from decimal import Decimal

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from typing_extensions import override

from triage.health.income import income_currency
from triage.portfolio import Holding, histories, holdings
from tui.overview.portfolio_lines import columns, heading, holding_items
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import LineList
from tui.wording.record_line import amount
from tui.wording.safe_text import content, padded


class PortfolioScreen(BaseScreen[None]):
    """All clients side by side, the largest share of income first."""

    GROUP = "portfolio"
    CSS_PATH = "portfolio_screen.tcss"
    AUTO_FOCUS = "#portfolio-list"

    def __init__(self) -> None:
        super().__init__()
        self._holdings: list[Holding] = []

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield Static(id="portfolio-top", classes="title")
        yield Static(classes="rule")
        yield Static(id="portfolio-head")
        yield LineList(id="portfolio-list")
        yield Static(id="portfolio-note")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.refresh_from_workspace()

    def on_resize(self) -> None:
        self.refresh_from_workspace()

    @override
    def refresh_from_workspace(self) -> None:
        workspace = self.workspace
        limits = workspace.settings.limits
        width = max(20, self.size.width - 3)
        self._holdings = holdings(workspace.overviews, workspace.today, limits)
        at = columns(self._holdings, width, limits, workspace.settings.glyphs)
        right = self._income()
        top = padded(Content.styled("Portfolio", "bold"), width - len(right) - 1)
        self.query_one("#portfolio-top", Static).update(Content.assemble(top, " ", right))
        self.query_one("#portfolio-head", Static).update(heading(at))
        self.query_one(LineList).show(holding_items(self._holdings, at))
        self.query_one("#portfolio-note", Static).update(content(self._note()))

    def _income(self) -> str:
        limits = self.workspace.settings.limits
        currency = income_currency(
            histories(self.workspace.overviews), self.workspace.today, limits
        )
        total = sum((one.income or Decimal(0) for one in self._holdings), start=Decimal(0))
        return f"{amount(total, currency)} {currency} a month, over {limits.income_days} days"

    def _note(self) -> str:
        if not self._holdings:
            return "Nobody to compare yet: a client added or an import will stand here."
        limits = self.workspace.settings.limits
        marks = ", ".join(f"{mark}%" for mark in limits.income_marks)
        said = (
            f"Share of what was paid in {limits.income_days} days. {marks} are marks of your own "
            f"risk, and no fault of theirs. Hours: {limits.window_days} days."
        )
        ended = 1 - sum(one.share or 0 for one in self._holdings)
        if any(one.share for one in self._holdings) and round(ended, 2) > 0:
            said += f" {ended:.0%} came from clients who have ended."
        missing = {one.currency for one in self._holdings if one.income is None}
        if missing:
            said += f" Not known: no exchange rate for {', '.join(sorted(missing))}, see settings."
        return said

    # --- keys ---------------------------------------------------------------------------

    @override
    def selected_client_id(self) -> str | None:
        return self.query_one(LineList).current

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action != "back" and self.selected_client_id() is None:
            return "There is no client here yet."
        return None

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_what_if()

    def action_what_if(self) -> None:
        """What if this client went."""
        if (client := self.client_for("what_if")) is not None:
            from tui.overview.what_if_screen import WhatIfScreen

            self.app.push_screen(WhatIfScreen(client))

    def action_open(self) -> None:
        """Open the client."""
        if (client := self.client_for("open")) is not None:
            from tui.client.screen import ClientScreen

            self.app.push_screen(ClientScreen(client))
