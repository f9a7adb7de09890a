"""Reading a file and writing an import in a thread, so that the screen stays alive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message
from textual.worker import get_current_worker

from storage.errors import StorageError
from storage.importing import ImportOptions, Preview, Result, inspect, write
from tui.screens.base import DeskScreen
from tui.screens.base import Result as Answer

_GROUP = "import"


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that was written. `entry` is its number in the journal, None without one."""

    result: Result
    entry: int | None


class _Stopped(Exception):
    """The user left while a file was being read or written."""


class ImportWork(DeskScreen[Answer]):
    """A screen that reads and writes files. What comes of it arrives as messages."""

    _stop = False

    class Counted(Message):
        """So many rows were read or written."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    class Looked(Message):
        """The file was looked at with these options."""

        def __init__(self, options: ImportOptions, seen: Preview | StorageError) -> None:
            super().__init__()
            self.options = options
            self.seen = seen

    class Ended(Message):
        """The writing ended; None = it was stopped, and nothing was written."""

        def __init__(self, outcome: Imported | StorageError | None) -> None:
            super().__init__()
            self.outcome = outcome

    def start_reading(self, path: Path, options: ImportOptions) -> None:
        """Look at a file; a look that still goes on is given up."""
        self._stop = False
        self.run_worker(
            lambda: self._read(path, options), thread=True, exclusive=True, group=_GROUP
        )

    def start_writing(self, preview: Preview) -> None:
        """Write what a preview shows, and count everything anew."""
        self._stop = False
        self.run_worker(lambda: self._write(preview), thread=True, exclusive=True, group=_GROUP)

    def stop_work(self) -> None:
        """Stop at the next thousand rows. What was written so far is undone."""
        self._stop = True

    def _read(self, path: Path, options: ImportOptions) -> None:
        try:
            seen: Preview | StorageError = inspect(path, self.desk.store, options, self._ticker())
        except StorageError as trouble:
            seen = trouble
        except _Stopped:
            return
        self.post_message(self.Looked(options, seen))

    def _write(self, preview: Preview) -> None:
        desk, worker = self.desk, get_current_worker()
        outcome: Imported | StorageError | None
        desk.busy = True
        try:
            result = write(preview, desk.store, self._ticker())
            if worker.is_cancelled:
                return  # the program ends; asking the desk would open the file again
            desk.reload()
            outcome = Imported(result, desk.store.head() if result.batch else None)
        except StorageError as trouble:
            outcome = trouble
        except _Stopped:
            outcome = None
        finally:
            desk.busy = False
        self.post_message(self.Ended(outcome))

    def _ticker(self) -> Callable[[int], None]:
        worker = get_current_worker()

        def tick(rows: int) -> None:
            if worker.is_cancelled or self._stop:
                raise _Stopped
            self.post_message(self.Counted(rows))

        return tick
