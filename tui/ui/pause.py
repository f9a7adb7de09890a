"""Work that waits until somebody pauses: done at every key, it would make the keys slow."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer


class Pause:
    """Calls `then` after so many seconds without a `key`.

    With `at_latest` it does so after that many seconds, even while somebody goes on.
    """

    def __init__(
        self,
        node: MessagePump,
        then: Callable[[], object],
        after: float,
        at_latest: float | None = None,
    ) -> None:
        self._node = node
        self._then = then
        self._after, self._at_latest = after, at_latest
        self._timer: Timer | None = None
        self._latest: Timer | None = None

    def key(self) -> None:
        """A key was pressed: wait anew."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._node.set_timer(self._after, self._over)
        if self._at_latest is not None and self._latest is None:
            self._latest = self._node.set_timer(self._at_latest, self._over)

    def stop(self) -> None:
        """Wait no longer."""
        for timer in (self._timer, self._latest):
            if timer is not None:
                timer.stop()
        self._timer = self._latest = None

    def _over(self) -> None:
        self.stop()
        self._then()
