"""The records are read behind the list, and the screens that show them wait for that."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from textual.worker import Worker, get_current_worker

from storage.errors import Locked, StorageError

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace


class Reader(Protocol):
    """The app, as far as reading goes."""

    workspace: Workspace

    def run_worker(self, work: Callable[[], None], *, thread: bool, name: str) -> Worker[None]: ...
    def call_from_thread(self, callback: Callable[..., object], *args: object) -> object: ...
    def hold_keys(self) -> None: ...
    def wait_for_file(self) -> None: ...
    async def loaded(self) -> None: ...
    def cannot_open(self, trouble: StorageError) -> None: ...


class FirstReading:
    """A file in use is waited for as long as it takes, without holding anything up but what is
    asked of it: the screen opened meanwhile, and the keys that follow and are meant for it.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._underway = False
        self._postponed: Callable[[], object] | None = None

    def begin(self) -> None:
        """Read everything, in a thread."""
        self._underway = True
        self._reader.run_worker(self._read, thread=True, name="load")

    def postpones(self, opening: Callable[[], object]) -> bool:
        """Whether this has to wait for the records; then it is done once they are there."""
        if self._underway:
            self._postponed = opening
            self._reader.hold_keys()
        return self._underway

    def give_up(self) -> None:
        """The user does not wait for what was to be opened."""
        self._postponed = None

    def ended(self) -> Callable[[], object] | None:
        """It is over; what was to be opened."""
        self._underway = False
        postponed, self._postponed = self._postponed, None
        return postponed

    def _read(self) -> None:
        reader, worker = self._reader, get_current_worker()
        while not worker.is_cancelled:
            try:
                reader.workspace.reload()
            except Locked:
                reader.call_from_thread(reader.wait_for_file)
            except StorageError as trouble:
                reader.call_from_thread(reader.cannot_open, trouble)
                return
            else:
                with suppress(StorageError):  # it only makes the next start quicker
                    reader.workspace.list.remember()
                reader.call_from_thread(reader.loaded)
                return


def resume_collection() -> None:
    """Start the garbage collector again where tui/cli/screens.py put it off.

    What start-up made lives as long as the program, so later passes leave it out. A second freeze
    would keep what is garbage by then for ever: closed screens, and in the tests whole apps.
    """
    if not gc.isenabled():
        gc.enable()
        gc.freeze()
