"""What can be done with a client from wherever one is shown: note, log, why, decide, safety,
how a step ended, the closing list."""

from __future__ import annotations

from tui.routes import (
    ChecklistRoute,
    DecideRoute,
    LogRoute,
    NoteRoute,
    OutcomeRoute,
    TemplatesRoute,
    WhyRoute,
)
from tui.ui.base_screen import BaseScreen, Result


class ClientActionsScreen(BaseScreen[Result]):
    """A screen on which one client is meant by the keys."""

    def selected_client_id(self) -> str | None:
        """The id of the client that the keys act on; None when there is none."""
        raise NotImplementedError

    def _client_for(self, action: str) -> str | None:
        return None if self.blocked(action) else self.selected_client_id()

    def action_note(self) -> None:
        """Write a note."""
        if (client := self._client_for("note")) is not None:
            self.open(NoteRoute(client))

    def action_message(self) -> None:
        """Write a message: which one is asked first."""
        if (client := self._client_for("message")) is not None:
            self.open(TemplatesRoute(client))

    def action_log(self) -> None:
        """Log what happened, by one digit."""
        if (client := self._client_for("log")) is not None:
            self.open(LogRoute(client))

    def action_why(self) -> None:
        """Why this verdict."""
        if (client := self._client_for("why")) is not None:
            self.open(WhyRoute(client))

    def action_decide(self) -> None:
        """The guided decision that fits best now."""
        if (client := self._client_for("decide")) is not None:
            self.open(DecideRoute(client))

    def action_outcome(self) -> None:
        """Say how the running step ended."""
        if (client := self._client_for("outcome")) is not None:
            self.open(OutcomeRoute(client))

    def action_checklist(self) -> None:
        """The closing checklist."""
        if (client := self._client_for("checklist")) is not None:
            self.open(ChecklistRoute(client))

    def action_safety(self) -> None:
        """Abuse or unsafe: no waiting."""
        if (client := self._client_for("safety")) is not None:
            self.open(DecideRoute(client, screen="safety"))
