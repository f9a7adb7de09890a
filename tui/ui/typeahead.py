"""Keys, pastes and clicks that come faster than screens open wait for the one they mean."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from textual.app import App
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.errors import NoWidget
from textual.events import Event, InputEvent, Key, MouseDown, MouseEvent, MouseUp, Paste
from textual.screen import Screen
from typing_extensions import override

PATIENCE = 0.5
"""Seconds after which the next key goes on all the same: what should tell may be gone."""
TYPED_ON = 0.7
"""Seconds between two keys of somebody who types on without looking at the screen."""
_NEVER_HELD = ("ctrl+q", "ctrl+c", "escape")
"""Keys that lead out wherever one is."""

Typed = InputEvent | Paste


class TypeAheadApp(App[None]):
    """Hands out one key, paste or click at a time, in the order in which they came.

    Textual gives a key to what has the focus when it is read. Typed at once, `l` and `8` would
    both reach the list, though `8` is meant for the strip that `l` opens; and the first letters
    of a note would be keys of the screen below it. What goes into a text that has the focus
    already goes straight there, as Textual would have it: nothing can come of it that the next
    letter would have to wait for.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Typed] = deque()
        self._handed: Typed | None = None
        self._painted: Screen[object] | None = None
        self._held = self._refuses = False
        self._typed_at = self._deaf_until = 0.0

    def on_mount(self) -> None:
        """A key that closes its screen cannot be followed: the queues it came through are gone."""
        self.screen_change_signal.subscribe(self, self._screen_changed)

    def _screen_changed(self, _: Screen[object]) -> None:
        if self._waiting and self._handed is self._waiting[0]:
            self.call_later(self._done, self._waiting[0])

    @property
    def keys_waiting(self) -> int:
        """How many keys and the like came and have not done what they do yet."""
        return 0 if self._held else len(self._waiting)

    # --- held, or meant for nothing -----------------------------------------------------

    def hold_keys(self) -> None:
        """The screen that the next keys are meant for comes later: they wait until `let_go`."""
        self._held = True

    def refuse_keys(self) -> None:
        """What the next keys would act on cannot be seen yet: none is used before `let_go`."""
        self._refuses = True

    def keys_not_used(self) -> None:
        """Called for keys that did nothing, because what they were meant for is not there: an app
        says so."""

    async def let_go(self) -> None:
        """It is there: hand out what has waited for it."""
        self._refuses = False
        if self._held:
            self._held = False
            if self._waiting:
                await self._next(self._waiting[0])

    def drop_keys(self) -> None:
        """What the next keys are meant for could not be opened: none of them, nor what is typed on
        before the next look at the screen, may do something elsewhere.
        """
        self._held = self._refuses = False
        first = self._waiting.popleft() if self._waiting else None
        under_way = first is not None and first is self._handed
        if self._waiting or (first is not None and not under_way):
            self.keys_not_used()
        self._waiting.clear()
        if first is not None and under_way:
            self._waiting.append(first)
        # By the clock of the events: what waits to be read was typed before.
        self._deaf_until = max(Event().time, self._typed_at + TYPED_ON)

    def _was_meant_for_what_did_not_open(self, event: Typed) -> bool:
        if isinstance(event, MouseEvent) or (isinstance(event, Key) and event.key in _NEVER_HELD):
            return False
        if self._refuses:
            return True
        if event.time >= self._deaf_until:
            return False
        self._deaf_until = max(self._deaf_until, event.time + TYPED_ON)
        return True

    # --- in the order in which they come ------------------------------------------------

    @override
    async def on_event(self, event: Event) -> None:
        if not isinstance(event, InputEvent | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if not isinstance(event, MouseEvent):
            self._typed_at = event.time
        if self._held and isinstance(event, Key) and event.key in _NEVER_HELD:
            self.drop_keys()
            await super().on_event(event)
        elif self._was_meant_for_what_did_not_open(event):
            self.keys_not_used()
        elif self._waiting or self._held:
            self._waiting.append(event)
        elif self._has_no_effect_on_others(event):
            await super().on_event(event)
        else:
            self._waiting.append(event)
            await self._next(event)

    def _has_no_effect_on_others(self, event: Typed) -> bool:
        """Whether nothing that comes after it could have to wait for it."""
        if isinstance(event, MouseEvent):
            return not isinstance(event, MouseDown | MouseUp)
        return (
            self.screen is self._painted
            and self._writes()
            and (isinstance(event, Paste) or (isinstance(event, Key) and event.is_printable))
        )

    def _writes(self) -> bool:
        """Whether a letter goes into a text that has the focus. The text is asked: importing its
        class to know it by costs the first list more than all keys do.
        """
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    async def _next(self, event: Typed) -> None:
        """Hand it out, on a screen that opened just now only after that is painted."""
        if self._held:
            return
        if self.screen is self._painted:
            await self._hand_out(event)
            return
        self._painted = self.screen
        self.screen.call_after_refresh(self._hand_out, event)
        self.set_timer(PATIENCE, partial(self._hand_out, event))

    async def _hand_out(self, event: Typed) -> None:
        if event is self._handed or not self._waiting or event is not self._waiting[0]:
            return
        self._handed = event
        first = self._begins_at(event)
        self.set_timer(PATIENCE, partial(self._done, event))
        await super().on_event(event)
        # Once after the key itself, and once after the messages that its action has posted: in a
        # form, enter moves the focus only when its message has come up to the screen.
        self._follow(first, partial(self._follow, first, partial(self._done, event)))

    def _begins_at(self, event: Typed) -> DOMNode:
        if isinstance(event, MouseEvent):
            try:
                return self.get_widget_at(event.x, event.y)[0]
            except (NoWidget, NoMatches):
                return self.screen
        return self.focused or self.screen

    def _follow(self, node: DOMNode | None, then: Callable[[], object]) -> None:
        """Come after it through every queue that it passes on its way up to the app."""
        if node is None or node is self:
            self.call_later(then)
        else:
            node.call_later(self._follow, node.parent, then)

    async def _done(self, event: Typed) -> None:
        if not self._waiting or event is not self._waiting[0]:
            return
        self._waiting.popleft()
        while self._waiting and not self._held:
            following = self._waiting[0]
            if not self._has_no_effect_on_others(following):
                await self._next(following)
                return
            self._waiting.popleft()
            await super().on_event(following)
