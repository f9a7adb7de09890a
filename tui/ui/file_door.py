"""Trouble with the data file that nobody expected where it came up: it is said, and nothing ends.

Screens say what could not be saved where the user looks. Whatever else is read or written while a
screen opens, by a timer, or after another screen's answer comes through here.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import Any

from textual._callback import invoke
from textual.events import Compose, Mount, Resize, ScreenResume
from textual.message import Message
from textual.message_pump import Callback, MessagePump
from textual.timer import Timer, TimerCallback
from typing_extensions import override

from storage.errors import StorageError

_NEEDS_A_WHOLE_SCREEN = (Resize, ScreenResume)


class FileDoor(MessagePump):
    """What an app and its screens share: a StorageError ends none of their handlers unheard."""

    _unopened = False
    """Whether it could not be put together: what comes for it then finds half of its parts."""

    @override
    async def _dispatch_message(self, message: Message) -> None:
        if self._unopened and isinstance(message, _NEEDS_A_WHOLE_SCREEN):
            return
        try:
            await super()._dispatch_message(message)
        except StorageError as trouble:
            self._unopened = isinstance(message, Compose | Mount)
            self.meet_trouble(trouble, opening=self._unopened)

    # What a timer calls, and what is done with another screen's answer, is no message.

    @override
    def set_interval(
        self,
        interval: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        repeat: int = 0,
        pause: bool = False,
    ) -> Timer:
        # Textual's own calls it in the timer's task, where nobody hears of an error.
        heard = None if callback is None else partial(self.call_next, callback)
        return super().set_interval(interval, heard, name=name, repeat=repeat, pause=pause)

    @override
    def call_next(self, callback: Callback, *args: Any, **kwargs: Any) -> None:
        super().call_next(self._heard, partial(callback, *args, **kwargs))

    async def _heard(self, callback: Callback) -> None:
        try:
            await invoke(callback)
        except StorageError as trouble:
            self.meet_trouble(trouble, opening=False)

    @abstractmethod
    def meet_trouble(self, trouble: StorageError, *, opening: bool) -> None:
        """Say it; a screen that was just being opened goes again."""
