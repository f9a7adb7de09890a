"""Why a file cannot be imported at all; nothing has been changed when one of these is raised."""

from __future__ import annotations

from collections.abc import Sequence

from storage.errors import StorageError


class ImportTrouble(StorageError):
    """The file, or what was said about it, cannot be used. `message` begins with the file."""


class NotRecognised(ImportTrouble):
    """A table, but none of the known exports. `columns` and `sample` let the user map it.

    A column without a name is "", so that names and cells stand at the same places.
    """

    def __init__(
        self,
        message: str,
        hint: str,
        columns: Sequence[str] = (),
        sample: Sequence[Sequence[str]] = (),
    ) -> None:
        super().__init__(message, hint)
        self.columns = tuple(columns)
        self.sample = tuple(tuple(row) for row in sample)
