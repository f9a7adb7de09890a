"""A step through the history: undo, redo, and their like."""

from __future__ import annotations

from collections.abc import Callable

from storage.errors import StorageError
from tui.ui.host import Host


def step_through_history(host: Host, step: Callable[[], str]) -> bool:
    """Do `step`, which returns the words for it, and draw every screen anew; whether it was done.

    If not, the reason is said.
    """
    if host.workspace.busy:
        host.notify_user("An import is running. Please wait a moment.")
        return False
    try:
        words = step()
        host.workspace.reload()
    except StorageError as trouble:
        host.notify_user(f"{trouble.message} {trouble.hint}".rstrip())
        return False
    host.records_changed()
    host.notify_user(words)
    return True
