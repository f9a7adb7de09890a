"""Which of the files that could be imported were imported already, and have not changed since."""

from __future__ import annotations

from collections.abc import Mapping

from storage.importing.fetch import hash_of
from tui.imports.file_choice import Candidate


class FilesRead:
    """Knows a file by what it holds; only one that is called like an imported one is looked into,
    and once as long as it stays the same.
    """

    def __init__(self) -> None:
        self._names: Mapping[str, str] = {}
        self._hashes: dict[Candidate, str] = {}

    def learn(self, read: Mapping[str, str]) -> None:
        """What was imported by now: the hash of what a file holds -> its name."""
        self._names = read

    def has(self, file: Candidate) -> bool:
        """Whether all of a file was imported as it is."""
        if file.folder or file.path.name not in self._names.values():
            return False
        if file not in self._hashes:
            self._hashes[file] = hash_of(file.path)
        return self._hashes[file] in self._names
