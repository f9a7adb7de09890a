"""What a data file was like when this program wrote to it last, in a line beside it: so that one
that something else wrote to (a program, a sync, a failing disk, a crash in the middle) is looked
through before anything goes into it.

Imports next to nothing: a note that is written down in a hurry leaves its mark, too.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime


class CheckMark:
    """The mark of one data file. One that is lost or cannot be written costs a check."""

    def __init__(self, path: str) -> None:
        self._file = path
        folder, name = os.path.split(path)
        stem = name.removesuffix(".db")
        self.path = f"{folder}{os.sep}{stem}.checked"

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
            with open(self.path, encoding="ascii") as file:
                seen, _, at = file.read().rstrip("\n").partition("; ")
        except (OSError, ValueError):
            return "", ""
        return seen, at

    def _write(self, at: str) -> None:
        # One write of a few bytes: a reader sees the old line or the new one, and a line of a
        # moment before costs a check, no more.
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        except OSError:
            return
        try:
            line = f"{self._seen()}; {at}\n".encode()
            os.write(handle, line)
            os.ftruncate(handle, len(line))
        except OSError:
            return
        finally:
            os.close(handle)
