"""Work that waits until somebody pauses: done at every key, it would make the keys slow."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.message_pump import MessagePump
from textual.timer import Timer

_SLACK = 0.005
"""Seconds by which a timer may come too early."""


class Pause:
    """Calls `then` after so many seconds without a `key`.

    With `at_latest` it does so after that many seconds, even while somebody goes on.
    """

    def __init__(
        self,
        node: MessagePump,
        then: Callable[[], object],
        after: float,
        at_latest: float = float("inf"),
    ) -> None:
        self._node = node
        self._then = then
        self._after, self._at_latest = after, at_latest
        self._first = self._last = 0.0
        self._timer: Timer | None = None

    def key(self) -> None:
        """A key was pressed: wait anew. One timer serves all keys; making one costs more."""
        self._last = monotonic()
        if self._timer is None:
            self._first = self._last
            self._wait(min(self._after, self._at_latest))

    def stop(self) -> None:
        """Wait no longer."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = None

    def now(self) -> None:
        """Do at once what waits, if anything does: somebody needs it."""
        if self._timer is not None:
            self.stop()
            self._then()

    def _wait(self, seconds: float) -> None:
        self._timer = self._node.set_timer(seconds, self._look)

    def _look(self) -> None:
        due = min(self._last + self._after, self._first + self._at_latest)
        ahead = due - monotonic()
        if ahead > _SLACK:
            self._wait(ahead)
        else:
            self.now()
