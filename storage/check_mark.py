"""What a data file was like when this program wrote to it last, in a line beside it: so that one
that something else wrote to (a program, a sync, a failing disk, a crash in the middle) is looked
through before anything goes into it.

Imports next to nothing: a note that is written down in a hurry leaves its mark, too.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from storage.bare_platform import write_line


class CheckMark:
    """The mark of one data file. One that is lost or cannot be written costs a check."""

    def __init__(self, path: str) -> None:
        self._file = path
        folder, name = os.path.split(path)
        stem = name.removesuffix(".db")
        self.path = f"{folder}{os.sep}{stem}.checked"

    def is_there(self) -> bool:
        """Whether this program ever left a mark: else nobody knows what the file was like."""
        return bool(self._read()[0])

    def fits(self) -> bool:
        """Whether the file is as this program left it."""
        seen, _ = self._read()
        return seen == self._seen() != ""

    def renew(self) -> None:
        """Says that the file is as it should be, after a change of ours."""
        self._write(self._read()[1])

    def checked(self, at: datetime) -> None:
        """Says that all of the file was looked through at that moment."""
        self._write(at.astimezone(UTC).isoformat(timespec="seconds"))

    def doubt(self) -> None:
        """Says that the file is not as it should be: whoever opens it looks through it first."""
        write_line(self.path, b"doubted; \n")

    def looked(self, at: datetime) -> None:
        """Says that a copy of the file was looked through at that moment: what the file itself was
        like when it was last written to stays as it is."""
        line = f"{self._read()[0]}; {at.astimezone(UTC).isoformat(timespec='seconds')}\n"
        write_line(self.path, line.encode())

    def checked_at(self) -> datetime | None:
        """When all of it was looked through last; None where nobody knows."""
        try:
            return datetime.fromisoformat(self._read()[1])
        except ValueError:
            return None

    def _seen(self) -> str:
        try:
            state = os.stat(self._file)
        except OSError:
            return ""
        return f"{state.st_ino} {state.st_size} {state.st_mtime_ns}"

    def _read(self) -> tuple[str, str]:
        try:
            with open(self.path, encoding="utf-8") as file:
                seen, _, at = file.read().rstrip("\n").partition("; ")
        except (OSError, ValueError):
            return "", ""
        return seen, at

    def _write(self, at: str) -> None:
        # A line of a moment before, or one that a power cut took, costs a check and no more.
        write_line(self.path, f"{self._seen()}; {at}\n".encode())
