"""Sentences that stand over the screen for a moment."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.notifications import Notification, Notify, SeverityLevel

from tui.wording.safe_text import safe

_REMARK = 3.0
"""Seconds for which a remark about a key stays."""


class Toasts:
    """The app's toasts: no sentence stands twice, and of remarks about keys only the newest stands.

    A misplaced paste is a dozen keys that mean nothing; a dozen remarks would hide the screen.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._last_remark: Notification | None = None

    def show(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """Show a sentence; user text in it stays text. One that stands there begins anew."""
        self._add(text, "error" if bad else "information", seconds)

    def remark(self, text: str) -> None:
        """Say why a key does nothing, in the place of the remark before."""
        if self._last_remark is not None:
            self._app._unnotify(self._last_remark)
        self._last_remark = self._add(text, "information", _REMARK)

    def _add(self, text: str, severity: SeverityLevel, seconds: float) -> Notification:
        message = safe(text, lines=True)
        for shown in list(self._app._notifications):
            if shown.message == message:
                self._app._unnotify(shown)
        toast = Notification(message, severity=severity, timeout=seconds, markup=False)
        # Not posted, as App.notify does: keys that come at once would each still find the last one
        # in the queue.
        self._app._on_notify(Notify(toast))
        return toast
