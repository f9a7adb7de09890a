"""The day on which a message went out, which only the user knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from triage.fields.days import Day
from triage.fields.field import Context, FieldError
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import ask_line


def ask_sent_day(screen: BaseScreen[None], then: Callable[[date], None]) -> None:
    """Ask for the day, with today typed already."""
    ask_line(
        screen,
        "Sent on which date?",
        lambda text: _past_day(text, screen.workspace.typing()),
        then,
        typed="today",
        reads=(Day(), screen.workspace.typing()),
    )


def _past_day(text: str, context: Context) -> date:
    day = Day().parse(text, context)
    if day > context.today:
        raise FieldError("That date is in the future. When did you send it?")
    return day
