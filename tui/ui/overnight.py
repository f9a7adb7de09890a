"""Left open overnight: the day on the wall is taken up before anything is done on it."""

from __future__ import annotations

from textual.events import Event, InputEvent, Paste
from typing_extensions import override

from tui.ui.caretaker import Caretaker
from tui.ui.terminal_app import TerminalApp


class OvernightApp(TerminalApp):
    """The timer that looks for a new day does not run while the program is stopped or the computer
    sleeps: what comes first afterwards looks too, so that no key is taken for the day before.
    """

    _caretaker: Caretaker

    @override
    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: self._caretaker.notice_new_day())

    @override
    async def on_event(self, event: Event) -> None:
        if isinstance(event, InputEvent | Paste):
            self._caretaker.notice_new_day()
        await super().on_event(event)
