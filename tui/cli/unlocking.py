"""The passphrase of an encrypted data file, asked for before it is opened."""

from __future__ import annotations

from pathlib import Path

from storage import passphrase as keys
from storage.paths import followed
from tui.cli.passphrase import passphrase_for
from tui.workspace.workspace import Workspace


def unlock(workspace: Workspace, *paths: Path) -> None:
    """Asks for the passphrase where one of the files is encrypted; plain ones cost a look at their
    first bytes. Raises CommandRefused, CipherMissing, and NeedsPassphrase for one that opens none
    of them."""
    if keys.is_unlocked():
        return
    encrypted = [path for path in map(followed, paths) if keys.looks_encrypted(path)]
    if not encrypted:
        return
    library = keys.library()
    typed = passphrase_for(workspace, str(encrypted[0]), new=False)
    if not any(library.opens(path, typed) for path in encrypted):
        raise keys.another_passphrase(encrypted[0])
    keys.unlock(typed)
