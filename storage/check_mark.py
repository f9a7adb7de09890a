"""What a data file was like when this program wrote to it last, in a line beside it: so that one
that something else wrote to (a program, a sync, a failing disk) is looked through before anything
goes into it.

While it writes, the mark says so, with the count of changes that SQLite keeps in the file: it grows
by one in the same transaction. A program that was killed in the middle of a save leaves a file
whose count is the old one or the next, and nobody has to wait for a look.

Imports next to nothing: a note that is written down in a hurry leaves its mark, too.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from storage.bare_platform import write_line
from storage.header import COUNT_AT, COUNT_BYTES

_SAVING = "saving"
_TRIES = 3
"""How often a mark is written that another program's save has overtaken."""


class CheckMark:
    """The mark of one data file. One that is lost or cannot be written costs a check.

    `handle` is the file, open for reading as long as SQLite has it open here: closing it would
    drop SQLite's locks. Without one, a mark that was left in the middle of a save fits nothing.
    """

    def __init__(self, path: str, handle: int | None = None) -> None:
        self._file = path
        self._handle = handle
        folder, name = os.path.split(path)
        stem = name.removesuffix(".db")
        self.path = f"{folder}{os.sep}{stem}.checked"

    def is_there(self) -> bool:
        """Whether this program ever left a mark: else nobody knows what the file was like."""
        return bool(self._read()[0])

    def fits(self) -> bool:
        """Whether the file is as this program left it, or as it may be in the middle of a save.
        Inside a transaction that writes, no other program is saving."""
        seen, _ = self._read()
        if seen.startswith(_SAVING):
            count = self._count()
            return count is not None and seen in (self._saving(count), self._saving(count - 1))
        return seen == self._seen() != ""

    def is_saving(self) -> bool:
        """Whether a save began and nobody said that it ended: it is under way, or was killed."""
        return self._read()[0].startswith(_SAVING)

    def begin(self) -> None:
        """Says that a change of ours begins; inside its transaction, before it writes anything."""
        count = self._count()
        if count is not None:
            self._write(self._saving(count), self._read()[1])

    def renew(self) -> None:
        """Says that the file is as it should be, after a change of ours."""
        self._write_seen(self._read()[1])

    def checked(self, at: datetime) -> None:
        """Says that all of the file was looked through at that moment."""
        self._write_seen(at.astimezone(UTC).isoformat(timespec="seconds"))

    def unchecked(self) -> None:
        """Says that the file is as it should be, for all that is known, and that it is time to
        look through it."""
        self._write_seen("")

    def doubt(self) -> None:
        """Says that the file is not as it should be: whoever opens it looks through it first."""
        write_line(self.path, b"doubted; \n")

    def looked(self, at: datetime) -> None:
        """Says that a copy of the file was looked through at that moment: what the file itself was
        like when it was last written to stays as it is."""
        self._write(self._read()[0], at.astimezone(UTC).isoformat(timespec="seconds"))

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

    def _saving(self, count: int) -> str:
        try:
            return f"{_SAVING} {os.stat(self._file).st_ino} {count}"
        except OSError:
            return _SAVING

    def _count(self) -> int | None:
        """How many changes were made to the file, as SQLite counts them."""
        if self._handle is None:
            return None
        try:
            os.lseek(self._handle, COUNT_AT, os.SEEK_SET)
            return int.from_bytes(os.read(self._handle, COUNT_BYTES), "big")
        except OSError:
            return None

    def _read(self) -> tuple[str, str]:
        try:
            with open(self.path, encoding="utf-8") as file:
                # Two programs may have written at once, and the longer line left its end.
                seen, _, at = file.readline().rstrip("\n").partition("; ")
        except (OSError, ValueError):
            return "", ""
        return seen, at

    def _write_seen(self, at: str) -> None:
        # Between the look and the line another program may have saved, and left its own mark.
        for _ in range(_TRIES):
            seen = self._seen()
            self._write(seen, at)
            if seen == self._seen():
                return

    def _write(self, seen: str, at: str) -> None:
        # A line that a power cut took costs a check and no more.
        write_line(self.path, f"{seen}; {at}\n".encode())
