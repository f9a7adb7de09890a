"""Before the cards: which imports are out of date, and what changed in money since the last one."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from storage.errors import StorageError
from tui.review.opening import Opening, opening_of, opening_page
from tui.routes import SyncRoute
from tui.ui.base_screen import BaseScreen
from tui.wording.formatting import long_day
from tui.wording.safe_text import padded

_WIDEST = 150
"""Columns of a line: longer ones are hard to read."""


class OpeningScreen(BaseScreen[bool]):
    """Answers whether the cards begin."""

    GROUP = "opening"
    CSS_PATH = "opening_screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self.opening = opening

    @override
    def body(self) -> ComposeResult:
        yield Static(id="opening-top")
        yield Static(classes="rule")
        with VerticalScroll(id="opening-text", can_focus=False):
            yield Static(id="opening-page")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    @override
    def refresh_from_workspace(self) -> None:
        """After an import what stood here is another thing."""
        try:
            self.opening = opening_of(self.workspace)
        except StorageError as trouble:
            self.host.trouble(trouble)
            return
        self._draw()

    def _draw(self) -> None:
        width, today = max(20, self.size.width - 2), self.workspace.today
        title = Content.styled(f"Weekly review, {long_day(today)}", "bold")
        self.query_one("#opening-top", Static).update(padded(title, width))
        page = opening_page(
            self.opening,
            today,
            min(width - 1, _WIDEST),
            self.key_of("opening.repeat"),
            self.workspace.look.glyphs,
        )
        self.query_one("#opening-page", Static).update(page)
        self.show_keys()

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action == "sync" and not self.opening.stale:
            return "All your regular imports are less than a week old."
        return None

    def action_go_on(self) -> None:
        """The cards."""
        self.dismiss(True)

    @override
    def action_leave(self) -> None:
        """Leave; nothing was begun."""
        self.dismiss(False)

    def action_sync(self) -> None:
        """Take in what is new from all sources."""
        if not self.blocked("sync"):
            self.open(SyncRoute())

    def action_down(self) -> None:
        """A line down."""
        self.query_one("#opening-text", VerticalScroll).scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """A line up."""
        self.query_one("#opening-text", VerticalScroll).scroll_relative(y=-1, animate=False)
