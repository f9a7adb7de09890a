"""Why a command was not done."""

from __future__ import annotations


class CommandRefused(Exception):
    """The command was not done and nothing was changed.

    `message` says what and where, `hint` what to do next; both go into the one line that is shown.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
