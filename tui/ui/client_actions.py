"""What can be opened for a client from wherever one is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.ui.base_screen import BaseScreen


def client_screen(action: str, client_id: str) -> BaseScreen[None]:
    """The screen that the key of an action opens. Raises ValueError for any other action."""
    match action:
        case "note":
            from tui.client.note_screen import NoteScreen

            return NoteScreen(client_id)
        case "message":
            from tui.messages.template_picker import TemplatePickerScreen

            return TemplatePickerScreen(client_id)
        case "log":
            from tui.client.log_screen import LogScreen

            return LogScreen(client_id)
        case "why":
            from tui.client.why_screen import WhyScreen

            return WhyScreen(client_id)
        case "decide" | "safety":
            from tui.decide.screen import DecideScreen

            return DecideScreen(client_id, screen="safety" if action == "safety" else None)
        case "outcome":
            from tui.decide.outcome_screen import OutcomeScreen

            return OutcomeScreen(client_id)
        case "checklist":
            from tui.decide.checklist_screen import ChecklistScreen

            return ChecklistScreen(client_id)
    raise ValueError(action)
