"""What is done for the data file without a key: copies, the weekly look, changes from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual.worker import Worker

from storage.errors import StorageError
from tui.routes import RecoveryRoute, Route
from tui.wording.formatting import long_day

if TYPE_CHECKING:
    from tui.ui.host import Answered
    from tui.workspace.workspace import Workspace

COPY_AGAIN = 300.0
"""Seconds between two questions whether a copy of the file is due (see storage/bare_store.py)."""
LOOK_AGAIN = 2.0
"""Seconds between two looks for changes that another terminal made to the file."""


class Household(Protocol):
    """The app, as far as its file is looked after."""

    workspace: Workspace

    def run_worker(self, work: Callable[[], None], *, thread: bool, name: str) -> Worker[None]: ...
    def call_from_thread(self, callback: Callable[..., object], *args: object) -> object: ...
    def open(self, route: Route, answered: Answered | None = None) -> None: ...
    def trouble(self, trouble: StorageError) -> None: ...
    def records_changed(self) -> None: ...
    def notify_user(self, text: str, *, bad: bool = False, seconds: float = 5) -> None: ...


class Caretaker:
    """Looks after the file of the app, again and again."""

    def __init__(self, app: Household) -> None:
        self._app = app

    def keep_a_copy(self) -> None:
        """Copy the file when that is due, and look through it once a week, behind the screens."""
        self._app.run_worker(self._copy_and_look, thread=True, name="copy")

    def _copy_and_look(self) -> None:
        workspace = self._app.workspace
        try:
            workspace.upkeep.look_through_when_due()
        except StorageError as trouble:
            self._app.call_from_thread(self._cannot_go_on, trouble)
            return
        workspace.upkeep.copy_when_due()

    def _cannot_go_on(self, trouble: StorageError) -> None:
        self._app.workspace.close()
        self._app.open(RecoveryRoute(trouble))

    def notice_new_day(self) -> None:
        """Take up the day on the wall, however it came: midnight, a sleep, another time zone."""
        workspace = self._app.workspace
        if workspace.begin_new_day():
            self._app.notify_user(f"It is {long_day(workspace.today)} now.")
            self._app.records_changed()

    def look_for_other_writers(self) -> None:
        """Take up a new day, and what another program wrote; say what the user should hear."""
        self.notice_new_day()
        workspace = self._app.workspace
        try:
            if workspace.catch_up():
                self._app.records_changed()
        except StorageError as trouble:
            self._app.trouble(trouble)
        for notice in workspace.upkeep.take_notices():
            self._app.notify_user(notice)
