"""The keys that act on a client, the same on every screen that shows one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial

from tui.keys.table import CLIENT_PAGES
from tui.routes import (
    ChecklistRoute,
    DecideRoute,
    LogRoute,
    NoteRoute,
    OutcomeRoute,
    Page,
    Route,
    TemplatesRoute,
)


class ClientKeys:
    """What those keys of a screen do; which of them it has says the table of keys.

    Textual looks for an action on the screen itself, so these are methods of one, which tells
    whose client it is.
    """

    @abstractmethod
    def open_for_client(self, action: str, route: Callable[[str], Route]) -> None:
        """Open what `route` makes of that client's id; when the action cannot run, say why."""

    def action_open_client_page(self, screen: str) -> None:
        """Open a screen that takes nothing but the client."""
        self.open_for_client(CLIENT_PAGES[screen], partial(Page, screen))

    def action_note(self) -> None:
        """Write a note."""
        self.open_for_client("note", NoteRoute)

    def action_message(self) -> None:
        """Write a message: which one is asked first."""
        self.open_for_client("message", TemplatesRoute)

    def action_log(self) -> None:
        """Log what happened, by one digit."""
        self.open_for_client("log", LogRoute)

    def action_decide(self) -> None:
        """The guided decision that fits best now."""
        self.open_for_client("decide", DecideRoute)

    def action_outcome(self) -> None:
        """Say how the running step ended."""
        self.open_for_client("outcome", OutcomeRoute)

    def action_checklist(self) -> None:
        """The closing checklist."""
        self.open_for_client("checklist", ChecklistRoute)

    def action_safety(self) -> None:
        """Abuse or unsafe: no waiting."""
        self.open_for_client("safety", partial(DecideRoute, screen="safety"))
