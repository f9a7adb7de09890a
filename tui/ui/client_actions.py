"""What can be done with a client from wherever one is shown: note, log, why, decide, safety,
how a step ended, the closing list."""

from __future__ import annotations

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
            from tui.client.note_screen import NoteScreen

            self.app.push_screen(NoteScreen(client))

    def action_message(self) -> None:
        """Write a message: which one is asked first."""
        if (client := self._client_for("message")) is not None:
            from tui.messages.template_picker import TemplatePickerScreen

            self.app.push_screen(TemplatePickerScreen(client))

    def action_log(self) -> None:
        """Log what happened, by one digit."""
        if (client := self._client_for("log")) is not None:
            from tui.client.log_screen import LogScreen

            self.app.push_screen(LogScreen(client))

    def action_why(self) -> None:
        """Why this verdict."""
        if (client := self._client_for("why")) is not None:
            from tui.client.why_screen import WhyScreen

            self.app.push_screen(WhyScreen(client))

    def action_decide(self) -> None:
        """The guided decision that fits best now."""
        if (client := self._client_for("decide")) is not None:
            from tui.decide.screen import DecideScreen

            self.app.push_screen(DecideScreen(client))

    def action_outcome(self) -> None:
        """Say how the running step ended."""
        if (client := self._client_for("outcome")) is not None:
            from tui.decide.outcome_screen import OutcomeScreen

            self.app.push_screen(OutcomeScreen(client))

    def action_checklist(self) -> None:
        """The closing checklist."""
        if (client := self._client_for("checklist")) is not None:
            from tui.decide.checklist_screen import ChecklistScreen

            self.app.push_screen(ChecklistScreen(client))

    def action_safety(self) -> None:
        """Abuse or unsafe: no waiting."""
        if (client := self._client_for("safety")) is not None:
            from tui.decide.screen import DecideScreen

            self.app.push_screen(DecideScreen(client, screen="safety"))
