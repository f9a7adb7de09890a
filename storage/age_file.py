"""Files that a passphrase opens, in the age format (age-encryption.org/v1), which the program `age`
reads and writes too. Needs the extra `encrypt`.

How long a passphrase takes to try is the library's own choice: about a second, and half a gigabyte
of memory, on the machine that encrypts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import StorageError

if TYPE_CHECKING:
    from types import ModuleType

_MARKS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
_HEAD = max(map(len, _MARKS))


def is_encrypted(path: Path) -> bool:
    """Whether a file begins as an age file does; False for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).startswith(_MARKS)
    except (OSError, ValueError):
        return False


def require_library() -> None:
    """Raises StorageError where the library is missing: before anybody types a passphrase."""
    _library()


def encrypted(content: bytes, passphrase: str) -> bytes:
    """The content as a file that only this passphrase opens. Raises StorageError."""
    sealed: bytes = _library().passphrase.encrypt(content, passphrase)
    return sealed


def decrypted(path: Path, passphrase: str) -> bytes:
    """What is in a file. Raises StorageError for a wrong passphrase or a damaged file."""
    library = _library()
    try:
        content: bytes = library.passphrase.decrypt(path.read_bytes(), passphrase)
    except library.DecryptError:
        raise StorageError(
            f"{path}: this passphrase does not open it, or the file is damaged.",
            "Nothing was read; try again.",
        ) from None
    except OSError as error:
        raise StorageError(
            f"{path}: cannot be read ({error.strerror}).", "Check the file."
        ) from None
    return content


def _library() -> ModuleType:
    try:
        import pyrage
    except ImportError:
        raise StorageError(
            "Encryption needs a library that is not installed.",
            "Install it: pip install 'goodterms[encrypt]'.",
        ) from None
    library: ModuleType = pyrage
    return library
