"""What can go wrong with the data, each said in two sentences: what and where, then what next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    # Only for the types: this module is on the way to the first list, the records are dear.
    from triage.records import Client, Record


class StorageError(Exception):
    """Something the user has to know. `message` says what and where, `hint` what to do next.

    `exit_code` is the command line's: 3 when the data file itself is in trouble, else 2.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".rstrip())
        self.message = message
        self.hint = hint


class FileTrouble(StorageError):
    """The data file cannot be used as it is; nothing was written to it."""

    exit_code = 3


class NotOurs(FileTrouble):
    """Another program's file, or no database at all."""


class Damaged(FileTrouble):
    """Ours, but its content does not hold together."""


class Newer(FileTrouble):
    """Written by a newer version of this program."""


class Locked(FileTrouble):
    """Another program holds the file longer than we may wait."""


class DraftChanged(StorageError):
    """Another program changed a draft since it was read here; `current` is what it is now."""

    def __init__(self, current: str | None) -> None:
        super().__init__(
            "This draft was changed in another window.",
            "Nothing was overwritten: keep typing to keep your version.",
        )
        self.current = current


class ReadOnly(FileTrouble):
    """The file or its folder may not be written."""


class NeedsPassphrase(FileTrouble):
    """An encrypted file, and nobody gave its passphrase, or another one."""


class CipherMissing(FileTrouble):
    """An encrypted file, and the library that opens such is not installed."""


class MissingFile(FileTrouble):
    """There is no data where data is expected."""


class NotThereNow(MissingFile):
    """There is nothing where the program last saw a data file: a drive that is not mounted?"""


class Moved(FileTrouble):
    """The file was deleted or replaced while it was open."""


class DiskTrouble(FileTrouble):
    """The disk or the system refused: full, over quota, failing, or no permission."""


class BadRecord(StorageError):
    """A record that cannot be kept: a wrong value, or a client or invoice that does not exist."""


class Stale(StorageError):
    """Somebody else changed the record since it was shown; nothing was written.

    `current` is what stands there now (None = removed), `offered` what was to be saved.
    """

    def __init__(self, current: Record | None, offered: Record) -> None:
        what = "was removed" if current is None else "was changed"
        super().__init__(
            f"This {offered.kind} {what} in another window since you opened it.",
            "Nothing was overwritten: compare both, then save again.",
        )
        self.current = current
        self.offered = offered


class CannotUndo(StorageError):
    """There is nothing to take back (or to bring back), or it has moved on since."""


class NoSuchClient(StorageError):
    """No client goes by that name or id."""


class AmbiguousClient(StorageError):
    """Several clients fit; `matches` are they."""

    def __init__(self, text: str, matches: Sequence[Client]) -> None:
        names = ", ".join(f"{client.name} ({client.id})" for client in matches)
        super().__init__(
            f"“{text}” matches {len(matches)} clients: {names}.",
            "Type more of the name, or the id.",
        )
        self.matches = tuple(matches)


class BadSetting(StorageError):
    """A line of the settings file that cannot be used; `message` begins with file:line."""


class BackupFailed(StorageError):
    """No sound backup could be made, or the file chosen is none."""
