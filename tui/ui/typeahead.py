"""Keys typed faster than screens open wait for the screen that the first of them opens."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key
from textual.screen import Screen
from typing_extensions import override

PATIENCE = 0.5
"""Seconds after which the next key goes on all the same: what should tell may be gone."""


class TypeAheadApp(App[None]):
    """Hands out one key at a time.

    Textual gives a key to what has the focus when it is read. Typed at once, `l` and `8` would
    both reach the list, though `8` is meant for the strip that `l` opens; and the first letters
    of a note would be keys of the screen below it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: deque[Key] = deque()
        self._handed: Key | None = None
        self._painted: Screen[object] | None = None

    def on_mount(self) -> None:
        """A key that closes its screen cannot be followed: the queues it came through are gone."""
        self.screen_change_signal.subscribe(self, self._screen_changed)

    def _screen_changed(self, _: Screen[object]) -> None:
        if self._keys and self._handed is self._keys[0]:
            self.call_later(self._done, self._keys[0])

    @property
    def keys_waiting(self) -> int:
        """How many keys were typed and have not done what they do yet."""
        return len(self._keys)

    @override
    async def on_event(self, event: Event) -> None:
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._keys.append(event)
        if len(self._keys) == 1:
            await self._next(event)

    async def _next(self, key: Key) -> None:
        """Hand a key out, on a screen that opened just now only after it is painted."""
        if self.screen is self._painted:
            await self._hand_out(key)
            return
        self._painted = self.screen
        self.screen.call_after_refresh(self._hand_out, key)
        self.set_timer(PATIENCE, partial(self._hand_out, key))

    async def _hand_out(self, key: Key) -> None:
        if key is self._handed or not self._keys or key is not self._keys[0]:
            return
        self._handed = key
        first = self.focused or self.screen
        self.set_timer(PATIENCE, partial(self._done, key))
        await super().on_event(key)
        # Once after the key itself, and once after the messages that its action has posted: in a
        # form, enter moves the focus only when its message has come up to the screen.
        self._follow(first, partial(self._follow, first, partial(self._done, key)))

    def _follow(self, node: DOMNode | None, then: Callable[[], object]) -> None:
        """Come after it through every queue that it passes on its way up to the app."""
        if node is None or node is self:
            self.call_later(then)
        else:
            node.call_later(self._follow, node.parent, then)

    async def _done(self, key: Key) -> None:
        if self._keys and key is self._keys[0]:
            self._keys.popleft()
            if self._keys:
                await self._next(self._keys[0])
