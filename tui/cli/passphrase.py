"""A passphrase: from the command in the settings, else typed where nobody sees it.

It is never an argument: those can be read by everybody on the machine, and stay in the history of
the shell.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from getpass import getpass

from tui.cli.errors import CommandRefused
from tui.cli.output import at_terminal
from tui.workspace.workspace import Workspace

_SETTING = "passphrase_command"


def passphrase_for(workspace: Workspace, what: str, *, new: bool) -> str:
    """The passphrase for `what`; a new one is typed twice. Raises CommandRefused."""
    command = workspace.settings.passphrase_command
    if command is not None:
        return _printed_by(command)
    if not at_terminal(sys.stdin):
        raise CommandRefused(
            "there is no terminal to type a passphrase at",
            f"name a command that prints it: {_SETTING} in the settings file",
        )
    lost = " (without it nobody can open the file, not even you)" if new else ""
    typed = _typed(f"Passphrase for {what}{lost}: ")
    if new and _typed("Type it again: ") != typed:
        raise CommandRefused("the two passphrases differ", "nothing was written")
    return typed


def _typed(question: str) -> str:
    try:
        typed = getpass(question)
    except EOFError:
        typed = ""
    if not typed:
        raise CommandRefused("no passphrase was typed", "nothing was done")
    return typed


def _printed_by(command: str) -> str:
    """The first line that the command prints; it may ask at the terminal itself."""
    words = shlex.split(command)
    try:
        done = subprocess.run(words, stdout=subprocess.PIPE, check=False)
    except OSError as trouble:
        raise CommandRefused(
            f"{_SETTING}: {words[0]} cannot be run ({trouble.strerror})", "correct the setting"
        ) from None
    first = done.stdout.decode("utf-8", "replace").split("\n", 1)[0].rstrip("\r")
    if done.returncode or not first:
        raise CommandRefused(
            f"{_SETTING}: {words[0]} ended with {done.returncode} and printed "
            f"{'a' if first else 'no'} passphrase",
            "run it in a terminal to see more",
        )
    return first
