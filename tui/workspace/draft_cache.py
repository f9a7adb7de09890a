"""What is typed and not saved, as the data file keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.store import Store


class DraftFile(Protocol):
    """Where the drafts lie."""

    @property
    def store(self) -> Store: ...


class DraftCache:
    """The drafts on the disk; while the file is in use, as last read."""

    def __init__(self, file: DraftFile) -> None:
        self._file = file
        self._texts: dict[str, str] = {}
        self._met: set[str] | None = None

    def read(self, key: str) -> str | None:
        """What was typed under this key and not saved; while the file is in use, as last read.

        What that misses is found when the draft is written: `replace` compares.
        """
        try:
            store = self._file.store
            with store.briefly():
                text = store.draft(key)
        except StorageError:
            return self._texts.get(key)
        self.note(key, text)
        return text

    def replace(self, key: str, was: str | None, text: str | None) -> str | None:
        """Put what is typed in the place of the draft `was`; what is stored now.

        Raises DraftChanged, and Locked after no longer than a moment.
        """
        store = self._file.store
        with store.briefly():
            if self._met is not None and key not in self._met:
                was = store.draft(key)  # that of another file says nothing about this one
                self._met.add(key)
            kept = store.replace_draft(key, was, text)
        self.note(key, kept)
        return kept

    def note(self, key: str, text: str | None) -> None:
        """Take in what a key holds on the disk now."""
        if text is None:
            self._texts.pop(key, None)
        else:
            self._texts[key] = text

    def file_replaced(self) -> None:
        """Another file is open now: what is typed replaces whatever draft it holds, once a key."""
        self._met = set()

    def use(self, texts: Mapping[str, str]) -> None:
        """Take in all drafts as they were read."""
        self._texts = dict(texts)
