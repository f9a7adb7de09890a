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


class NewestUndo:
    """The key that undoes: it takes back what the user saw happen. A newest change that another
    window made is named first, and only the key pressed again takes it back."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._named: int | None = None

    def press(self, undo: str, redo: str, history: str) -> None:
        """Undo the newest change, or say whose it is; the words name the keys."""
        if not self._host.workspace.busy:
            store = self._host.workspace.store
            newest = store.newest_change()
            number = newest.number if newest else None
            if newest and store.is_from_elsewhere(newest.number) and self._named != number:
                self._named = number
                self._host.notify_user(
                    f"The newest change was made in another window: {newest.label}. "
                    f"{undo} again undoes it; {history} lists all.",
                    seconds=10,
                )
                return

            def step() -> str:
                return f"Undone: {store.undo(number)}. {redo}: redo"

            step_through_history(self._host, step)
            return
        step_through_history(self._host, lambda: "")
