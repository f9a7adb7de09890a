"""A day that has been, which only the user knows: that on which a message went out."""

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
            lambda text: past_day(
                text, context, "That date is in the future. When did you send it?"
            ),
            typed="today",
            reads=(Day(), context),
        ),
        then,
    )


def past_day(text: str, context: Context, otherwise: str) -> date:
    """The day that was typed, up to today. Raises FieldError, for a later one with what is said
    `otherwise`."""
    day = Day().parse(text, context)
    if day > context.today:
        raise FieldError(otherwise)
    return day
