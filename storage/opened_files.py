"""Which data files held something when they were last open.

So a folder that is not mounted, or was emptied, does not look like a first start.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from storage.errors import NotThereNow
from storage.files import write_atomically
from storage.paths import followed


class OpenedFiles:
    """Paths of data files, one a line, in `list_file`. A list that cannot be read is an empty one:
    it only guards, and keeps nobody from working."""

    def __init__(self, list_file: Path) -> None:
        self.list_file = list_file

    def check(self, path: Path) -> None:
        """Raises NotThereNow where there is nothing at a path that held a data file."""
        if self.is_gone(path):
            raise NotThereNow(
                f"{followed(path)} was here when it was last opened, and is not here now.",
                "If its drive or folder is not mounted, mount it and try again. To begin a new "
                f"one there, take its line out of {self.list_file}.",
            )

    def is_gone(self, path: Path) -> bool:
        """Whether the folder of a data file is empty or gone: of a file that alone is missing the
        store offers the copies, or somebody has taken all of them away.
        """
        with suppress(OSError):
            place = followed(path)
            if any(each != place or each.stat().st_size for each in place.parent.iterdir()):
                return False
        return str(followed(path)) in self._lines()

    def remember(self, path: Path) -> None:
        """Notes a data file that is open."""
        line, lines = str(followed(path)), self._lines()
        if line not in lines and line.isprintable():
            self._write([*lines, line])

    def forget(self, path: Path) -> None:
        """Leaves a data file to begin anew."""
        self._write([line for line in self._lines() if line != str(followed(path))])

    def _lines(self) -> list[str]:
        with suppress(OSError, UnicodeDecodeError):
            return self.list_file.read_text(encoding="utf-8").splitlines()
        return []

    def _write(self, lines: list[str]) -> None:
        with suppress(OSError, UnicodeEncodeError):
            write_atomically(self.list_file, "".join(f"{line}\n" for line in lines))
