"""The day on which a message went out, which only the user knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from triage.fields.days import Day
from triage.fields.field import Context, FieldError
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import InputDialog, ask_line


def ask_sent_day(screen: BaseScreen[None], then: Callable[[date], None]) -> None:
    """Ask for the day, with today typed already."""
    context = screen.workspace.typing()  # of one day, though midnight passes meanwhile
    ask_line(
        screen,
        InputDialog(
            "Sent on which date?",
            lambda text: _past_day(text, context),
            typed="today",
            reads=(Day(), context),
        ),
        then,
    )


def _past_day(text: str, context: Context) -> date:
    day = Day().parse(text, context)
    if day > context.today:
        raise FieldError("That date is in the future. When did you send it?")
    return day
