"""The keys that act on a client, the same on every screen that shows one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

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
from tui.ui.host import Answered
from tui.ui.screen_parts import ShownClient


class ClientKeys:
    """What those keys of a screen do; which of them it has says the table of keys."""

    shown_client: ShownClient | None = None
    """The client that the screen is about, where there is one."""

    def open(self, route: Route, answered: Answered | None = None) -> None:
        """Put another screen on top; `answered` takes the answer of one that gives one."""
        raise NotImplementedError

    def blocked(self, action: str) -> bool:
        """Whether an action cannot run now; if so, the reason is said."""
        raise NotImplementedError

    def selected_client_id(self) -> str | None:
        """The id of the client that the keys act on; None when there is none."""
        return self.shown_client.client_id if self.shown_client is not None else None

    def open_for_client(self, action: str, route: Callable[[str], Route]) -> None:
        """Open what `route` makes of that client's id; when the action cannot run, say why."""
        if not self.blocked(action) and (client := self.selected_client_id()) is not None:
            self.open(route(client))

    def action_open_client_page(self, screen: str) -> None:
        """Open a screen that takes nothing but the client."""
        self.open_for_client(f"open_client_page({screen!r})", partial(Page, screen))

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
