"""Days as they are typed after an option."""

from __future__ import annotations

from datetime import date

from triage.fields.days import Day
from triage.fields.field import FieldError
from tui.cli.errors import CommandRefused
from tui.workspace.workspace import Workspace


def typed_day(text: str | None, name: str, workspace: Workspace, *, ahead: bool = False) -> date:
    """The day of an option, in any form in which days are typed; today without one.

    `ahead` = it lies ahead, so that `fri` is the next one. Raises CommandRefused.
    """
    if text is None:
        return workspace.today
    try:
        return Day(ahead).parse(text, workspace.typing())
    except FieldError as error:
        raise CommandRefused(f"{name}: {text!r} is not a date", str(error)) from None
