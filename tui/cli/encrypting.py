"""`encrypt` and `decrypt`: the data file made over, and what lay beside it deleted."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from storage.encrypting import decrypt, encrypt, files_beside
from storage.passphrase import library
from tui.cli.command import command
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import prompted, say
from tui.cli.passphrase import passphrase_for
from tui.cli.unlocking import unlock
from tui.wording.formatting import count
from tui.workspace.workspace import Workspace


@command("encrypt")
def encrypt_file(_args: argparse.Namespace, workspace: Workspace) -> None:
    """Make the data file one that only a passphrase opens. It is typed twice, or printed by the
    command that the setting passphrase_command names. Backups and the second copy of the journal
    are deleted, and a new, encrypted backup is made.
    """
    library()
    with data_file(workspace):
        pass  # it is sound, and there
    _confirm(workspace, "Without the passphrase nobody can open it, not even you.")
    passphrase = passphrase_for(workspace, str(workspace.path), new=True)
    _make_over(
        workspace,
        lambda second: encrypt(workspace.path, passphrase, workspace.now, second),
        f"Encrypted: {workspace.path}",
    )


@command("decrypt")
def decrypt_file(_args: argparse.Namespace, workspace: Workspace) -> None:
    """Make an encrypted data file a plain one again. Its encrypted backups are deleted, and a new
    backup is made.
    """
    unlock(workspace, workspace.path)
    with data_file(workspace):
        pass
    _confirm(workspace, "Then anyone who can read the file can read your notes.")
    _make_over(
        workspace,
        lambda second: decrypt(workspace.path, workspace.now, second),
        f"No longer encrypted: {workspace.path}",
    )


def _confirm(workspace: Workspace, warning: str) -> None:
    beside = files_beside(workspace.path, workspace.settings.second_backups)
    say(warning)
    if beside:
        say(f"Deleted, because they hold the same data: {count(len(beside), 'file')}")
        say(*(f"  {path}" for path in beside))
    if (prompted("Go on? [y/N] ") or "").strip().lower() not in ("y", "yes"):
        raise CommandRefused("not confirmed", "nothing was changed")


def _make_over(workspace: Workspace, work: Callable[[Path | None], object], done: str) -> None:
    second = workspace.settings.second_backups
    work(second)
    with data_file(workspace) as store:
        copy = store.backup(second=second)
    say(done, f"A new backup: {copy}")
