"""Welcome: the first screen of a new file, with three ways to begin."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from storage.importing.formats import programs
from tui.routes import ImportRoute, RecordRoute
from tui.ui.base_screen import BaseScreen
from tui.wording.safe_text import content

_WAYS = (
    (
        "welcome.import",
        "Import a file",
        f"Hours from {programs('time', last='or')}, invoices as CSV",
    ),
    ("welcome.add", "Add a client", "A name is enough to begin with"),
    (
        "welcome.demo",
        "Look at the sample year",
        "A normal Friday with made-up clients; your own file is not touched",
    ),
)


class WelcomeScreen(BaseScreen[None]):
    """Goes away by itself as soon as there is a client."""

    GROUP = "welcome"
    CSS_PATH = "welcome_screen.tcss"

    @override
    def body(self) -> ComposeResult:
        with Vertical(id="welcome"):
            yield Static(Content.styled("Good Terms", "bold $accent"))
            yield Static(
                "See which of your clients need you, and decide what to do, one question at a time."
            )
            for id_, title, remark in _WAYS:
                key = Content.styled(self.key_of(id_), "$accent bold")
                with Horizontal(classes="way"):
                    yield Static(key, classes="key")
                    yield Static(Content.assemble((title, "bold"), "\n", (remark, "$quiet")))
            yield Static("Everything stays in one file on this computer:", id="welcome-file")
            yield Static(content(str(self.workspace.path)), classes="quiet")

    @override
    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.workspace.book.ledgers:
            self.dismiss()

    def action_import(self) -> None:
        """Import hours or invoices from a file."""
        self.open(ImportRoute())

    def action_add(self) -> None:
        """Add the first client by hand."""
        self.open(RecordRoute("client"))

    def action_demo(self) -> None:
        """Look around in invented data."""
        self.host.show_sample()
