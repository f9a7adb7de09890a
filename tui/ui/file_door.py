"""Trouble with the data file that nobody expected where it came up: it is said, and nothing ends.

Screens say what could not be saved where the user looks. Whatever else is read or written while a
screen opens, by a timer, or after another screen's answer comes through here.
"""

from __future__ import annotations

from textual.events import Compose, Mount, Resize, ScreenResume
from textual.message import Message
from textual.message_pump import CallbackError, MessagePump
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
        except (StorageError, CallbackError) as error:
            # What a timer calls comes wrapped up, as text.
            trouble = error.__context__ if isinstance(error, CallbackError) else error
            if not isinstance(trouble, StorageError):
                raise
            self._unopened = isinstance(message, Compose | Mount)
            self.meet_trouble(trouble, opening=self._unopened)

    def meet_trouble(self, trouble: StorageError, *, opening: bool) -> None:
        """Say it; a screen that was just being opened goes again."""
        raise NotImplementedError
