"""What can be done with a client from wherever one is shown: note, log, why, decide, safety,
how a step ended, the closing list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui.routes import (
    ChecklistRoute,
    DecideRoute,
    LogRoute,
    NoteRoute,
    OutcomeRoute,
    Route,
    TemplatesRoute,
    WhyRoute,
)
from tui.ui.base_screen import BaseScreen, Result


class ClientActionsScreen(BaseScreen[Result]):
    """A screen on which one client is meant by the keys."""

    def selected_client_id(self) -> str | None:
        """The id of the client that the keys act on; None when there is none."""
        raise NotImplementedError

    def open_for_client(self, action: str, route: Callable[[str], Route]) -> None:
        """Open a route for the client that is meant, unless the action cannot run now."""
        client_id = None if self.blocked(action) else self.selected_client_id()
        if client_id is not None:
            self.open(route(client_id))

    def action_note(self) -> None:
        """Write a note."""
        self.open_for_client("note", NoteRoute)

    def action_message(self) -> None:
        """Write a message: which one is asked first."""
        self.open_for_client("message", TemplatesRoute)

    def action_log(self) -> None:
        """Log what happened, by one digit."""
        self.open_for_client("log", LogRoute)

    def action_why(self) -> None:
        """Why this verdict."""
        self.open_for_client("why", WhyRoute)

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
