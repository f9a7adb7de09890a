"""A new file that somebody asked for on a screen: never over one that is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from storage.errors import StorageError
from storage.platform import private_file


@contextmanager
def new_file(path: Path) -> Iterator[TextIO]:
    """A text file (0600) to be filled in the block.

    Raises StorageError when a file of that name is there or none can be made; nothing is left of
    one that could not be written to its end.
    """
    try:
        private_file(path)
    except FileExistsError:
        raise StorageError(f"{path} already exists.", "Name another file.") from None
    except (OSError, ValueError) as error:
        raise _not_written(path, error) from error
    try:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _not_written(path, error) from error
    except StorageError:
        path.unlink(missing_ok=True)
        raise


def _not_written(path: Path, error: OSError | ValueError) -> StorageError:
    why = error.strerror if isinstance(error, OSError) else error
    return StorageError(
        f"{path}: the file could not be written ({why}).", "Name one in another folder."
    )
