"""Copies of the data file and looks through it, when they are due: that one failed keeps nobody
from writing, and is said later.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from storage.errors import BackupFailed, Locked, StorageError

if TYPE_CHECKING:
    from storage.settings.settings import Settings
    from storage.store import Store


class KeptFile(Protocol):
    """The data file, as far as it is looked after."""

    sample: bool

    @property
    def opened_store(self) -> Store | None:
        """The store, when the file is open."""

    @property
    def busy(self) -> bool:
        """Whether a thread writes to it at length."""

    @property
    def settings(self) -> Settings:
        """All settings."""


class Upkeep:
    """Looks after one data file. The sample year, which is thrown away, needs none of it."""

    def __init__(self, file: KeptFile) -> None:
        self._file = file
        self._untold: list[str] = []

    def copy_when_due(self) -> None:
        """A copy of the file, when it is time."""
        self._copy(lambda store: store.backup_if_due(second=self._file.settings.second_backups))

    def copy_before_import(self) -> None:
        """A copy of the file as it is, before many records come in at once."""
        second = self._file.settings.second_backups
        self._copy(lambda store: store.backup_if_due(timedelta(), second=second))

    def look_through_when_due(self) -> None:
        """Looks all through the file once a week. Raises Damaged."""
        if (store := self._idle()) is not None:
            with suppress(Locked, BackupFailed):
                store.look_through_if_due()

    def note(self, sentence: str) -> None:
        """Something that the user should hear; it stops nothing."""
        self._untold.append(sentence)

    def take_notices(self) -> list[str]:
        """What the user should hear and has not heard yet."""
        store = self._file.opened_store
        notices = [*self._untold, *(store.notices if store else ())]
        self._untold.clear()
        if store is not None:
            store.notices.clear()
        return notices

    def _idle(self) -> Store | None:
        """The store, when there is something to look after and nobody is in the way."""
        store = self._file.opened_store
        if self._file.sample or store is None or store.read_only or self._file.busy:
            return None
        return store

    def _copy(self, make: Callable[[Store], object]) -> None:
        store = self._idle()
        if store is None:
            return
        try:
            make(store)
        except Locked:
            return  # the next change, or the next look in some minutes, asks again
        except StorageError as failed:
            self.note(f"{failed.message} {failed.hint}")
