"""Reading a file and writing an import in a thread, so that the screen stays alive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from textual.message import Message
from textual.worker import get_current_worker

from storage.errors import StorageError
from storage.importing import ImportOptions, ImportPreview, Result, inspect, write
from tui.ui.base_screen import BaseScreen


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that was written. `entry` is its number in the journal, None without one."""

    result: Result
    entry: int | None


class Stopped(Exception):
    """The user left while a file was being read or written."""


class Tick(Protocol):
    """Tells the screen how far it is, and ends the work when the user has left."""

    def __call__(self, rows: int, total: int = 0) -> None:
        """So many rows, of so many."""


class ImportWork:
    """Reads and writes files for a screen. What comes of it arrives there as messages."""

    def __init__(self, screen: BaseScreen[Any]) -> None:
        self._screen = screen
        self._stop = Event()

    @dataclass
    class Counted(Message):
        """So many rows were read or written, of so many; 0 = nobody knows how many there are."""

        rows: int
        total: int

    @dataclass
    class Looked(Message):
        """The file was looked at with these options."""

        options: ImportOptions
        seen: ImportPreview | StorageError

    @dataclass
    class Ended(Message):
        """The writing ended; None = it was stopped, and nothing was written."""

        outcome: Imported | StorageError | None

    def start_reading(self, path: Path, options: ImportOptions) -> None:
        """Look at a file; a look that still goes on is given up."""
        stop = self._begin()
        self._screen.run_worker(lambda: self._read(path, options, stop), thread=True)

    def start_writing(self, preview: ImportPreview) -> None:
        """Write what a preview shows, and count everything anew."""
        stop = self._begin()
        self._screen.run_worker(lambda: self._write(preview, stop), thread=True)

    def stop_work(self) -> None:
        """Stop at the next thousand rows. What was written so far is undone."""
        self._stop.set()

    def _begin(self) -> Event:
        self._stop.set()
        self._stop = Event()
        return self._stop

    def _read(self, path: Path, options: ImportOptions, stop: Event) -> None:
        try:
            seen: ImportPreview | StorageError = inspect(
                path, self._screen.workspace.store, options, self._ticker(stop)
            )
        except StorageError as trouble:
            seen = trouble
        except Stopped:
            return
        self._screen.post_message(self.Looked(options, seen))

    def _write(self, preview: ImportPreview, stop: Event) -> None:
        workspace, worker = self._screen.workspace, get_current_worker()
        outcome: Imported | StorageError | None
        try:
            workspace.upkeep.copy_before_import()
            with workspace.writing_at_length():
                result = write(preview, workspace.store, self._ticker(stop))
                if worker.is_cancelled:
                    return  # the program ends; asking the workspace would open the file again
                workspace.reload()
                outcome = Imported(result, workspace.store.head() if result.batch else None)
        except StorageError as trouble:
            outcome = trouble
        except Stopped:
            outcome = None
        self._screen.post_message(self.Ended(outcome))

    def _ticker(self, stop: Event) -> Tick:
        worker = get_current_worker()

        def tick(rows: int, total: int = 0) -> None:
            if stop.is_set() or worker.is_cancelled:
                raise Stopped
            self._screen.post_message(self.Counted(rows, total))

        return tick
