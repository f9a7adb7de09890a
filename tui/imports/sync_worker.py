"""Reading all sources in a thread, and taking in what nobody has to be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from textual.message import Message
from textual.worker import Worker, get_current_worker

from storage.bare_store import BareStore
from storage.errors import StorageError
from storage.import_topics import SOURCES_TOPIC
from storage.importing import ImportOptions, ImportPreview, Result, inspect, write
from storage.importing.sync import Reader, SourceNews, take_in
from storage.paths import source_outputs
from tui.imports.worker import Stopped
from tui.ui.base_screen import BaseScreen
from tui.workspace.sources import known_sources
from tui.workspace.workspace import Workspace


@dataclass(frozen=True)
class SyncOutcome:
    """What each source brought, as far as they were read; `trouble` is that of the data file."""

    news: Sequence[SourceNews]
    trouble: StorageError | None = None
    stopped: bool = False


class SyncWork:
    """Reads the sources for a screen; what comes of it arrives there as messages."""

    def __init__(self, screen: BaseScreen[Any]) -> None:
        self._screen = screen
        self._stop = Event()
        self._copied = False  # what was there before is copied once, before the first source

    @dataclass
    class Counted(Message):
        """So many rows of a source are read or written, of so many; 0 = nobody knows."""

        label: str
        rows: int = 0
        total: int = 0

    @dataclass
    class Ended(Message):
        """All sources were read, or it was stopped before."""

        outcome: SyncOutcome

    def start(self) -> None:
        """Begin to read."""
        self._screen.run_worker(self._run, thread=True)

    def stop(self) -> None:
        """Stop at the next thousand rows. Sources that are in stay in."""
        self._stop.set()

    def _run(self) -> None:
        workspace, worker = self._screen.workspace, get_current_worker()
        news: list[SourceNews] = []
        trouble = self._read_all(news, workspace, worker)
        if worker.is_cancelled:
            return  # the program ends
        try:
            if any(each.has_come for each in news):
                workspace.reload()  # also where the file could not be used any more after it
        except StorageError as error:
            trouble = error
        outcome = SyncOutcome(news, trouble, stopped=self._stop.is_set())
        self._screen.post_message(self.Ended(outcome))

    def _read_all(
        self, news: list[SourceNews], workspace: Workspace, worker: Worker[Any]
    ) -> StorageError | None:
        """Read one source after the other; why the data file cannot be used, if it cannot."""
        try:
            store = workspace.store
            with store.imports_together():
                for source in known_sources(workspace, store.remembered(SOURCES_TOPIC)):
                    news.append(SourceNews(source))
                    self._read(news[-1], workspace, store, worker)
        except StorageError as error:
            return error
        except Stopped:
            news[-1].trouble = None  # that it was stopped is all there is to say of it
        return None

    def _read(
        self, news: SourceNews, workspace: Workspace, store: BareStore, worker: Worker[Any]
    ) -> None:
        label = news.source.label

        def stopped() -> bool:
            return self._stop.is_set() or worker.is_cancelled

        def tick(rows: int, total: int = 0) -> None:
            if stopped():
                raise Stopped
            self._screen.post_message(self.Counted(label, rows, total))

        def look(path: Path, options: ImportOptions) -> ImportPreview:
            return inspect(path, store, options, tick)

        def take(preview: ImportPreview) -> Result:
            if not self._copied:
                workspace.upkeep.copy_before_import()
                self._copied = True
            with workspace.writing_at_length():
                return write(preview, store, tick)

        tick(0)
        options = ImportOptions(on=workspace.today, currency=workspace.limits.base_currency)
        reader = Reader(source_outputs(workspace.path), look, take, stopped)
        take_in(news, store, options, workspace.limits, reader)
        if stopped():
            raise Stopped
