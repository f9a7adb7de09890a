"""Sentences that stand over the screen for a moment."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.notifications import Notification, Notify, SeverityLevel

from tui.wording.safe_text import safe

_REMARK = 3.0
"""Seconds for which a remark about a key stays."""
_WAIT = 3600.0
"""Seconds for which something that is waited for is named at most."""


class Toasts:
    """The app's toasts: of what was done and of remarks about keys only the newest stands, trouble
    until its time is over.

    A misplaced paste is a dozen keys that mean nothing; a dozen remarks would hide the screen. And
    the key that takes back the last change takes back no earlier one.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._last_remark: Notification | None = None
        self._last_sentence: Notification | None = None
        self._waits: Notification | None = None

    def show(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """Show a sentence; user text in it stays text. One that stands there begins anew."""
        if bad:
            self._add(text, "error", seconds)
            return
        if self._last_sentence is not None:
            self._app._unnotify(self._last_sentence)
        self._last_sentence = self._add(text, "information", seconds)

    def remark(self, text: str) -> None:
        """Say why a key does nothing, in the place of the remark before."""
        if self._last_remark is not None:
            self._app._unnotify(self._last_remark)
        self._last_remark = self._add(text, "information", _REMARK)

    def wait(self, text: str) -> None:
        """Say what is waited for, until `done_waiting`."""
        if self._waits is None or self._waits.has_expired:
            self._waits = self._add(text, "warning", _WAIT)

    def done_waiting(self) -> None:
        """It is over."""
        if self._waits is not None:
            self._app._unnotify(self._waits)
            self._waits = None

    def take(self) -> str:
        """What was done last, if it still stands there, off the screen: a screen that has a place
        of its own for it says it there."""
        taken, self._last_sentence = self._last_sentence, None
        for toast in (taken, self._last_remark):
            if toast is not None:
                self._app._unnotify(toast)
        return taken.message if taken is not None and not taken.has_expired else ""

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
