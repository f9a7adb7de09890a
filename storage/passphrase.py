"""Which data files are encrypted, and the passphrase that opens them: kept for as long as the
program runs, for each copy of the file is opened anew.

Loads no library: whoever has a plain file pays a look at its first bytes.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from storage.errors import CipherMissing, NeedsPassphrase
from storage.header import HEADER, MAGIC

_PAGE = 4096
_NOISE = HEADER // 2
"""More different bytes than this are among the first ones of a file that looks like noise; in a
hundred bytes of noise there are about 80, in a plain file hardly 20."""


class _Keys:
    """What opens the encrypted files of this process."""

    def __init__(self) -> None:
        self.passphrase: str | None = None
        self.known: dict[str, bool] = {}
        """Whether a file is encrypted. An open one must not be looked at a second time: on POSIX
        that would drop the locks on it."""


_KEYS = _Keys()


def unlock(passphrase: str) -> None:
    """From now on this passphrase opens what is encrypted."""
    _KEYS.passphrase = passphrase


def lock() -> None:
    """Forgets the passphrase, and which files it opened."""
    _KEYS.passphrase = None
    _KEYS.known.clear()


def is_unlocked() -> bool:
    """Whether there is a passphrase."""
    return _KEYS.passphrase is not None


def will_be_encrypted(path: Path) -> None:
    """A file that is about to be made is one that only the passphrase opens."""
    _KEYS.known[str(path)] = True


def will_be_plain(path: Path) -> None:
    """A file is not encrypted any more."""
    _KEYS.known[str(path)] = False


def is_to_be_looked_at(path: Path) -> None:
    """A file is about to be opened: another one may stand there by now."""
    _KEYS.known.pop(str(path), None)


def is_encrypted(path: Path) -> bool:
    """Whether a file is encrypted, as far as anybody knows who has the passphrase."""
    if _KEYS.passphrase is None:
        return False
    if str(path) not in _KEYS.known:
        _KEYS.known[str(path)] = looks_encrypted(path)
    return _KEYS.known[str(path)]


def looks_encrypted(path: Path) -> bool:
    """Whether a file is noise from its beginning on, in whole pages. It must not be open here."""
    try:
        if not path.is_file() or path.stat().st_size % _PAGE:
            return False
        with path.open("rb") as file:
            header = file.read(HEADER)
    except OSError:
        return False
    return not header.startswith(MAGIC) and len(set(header)) > _NOISE


def another_passphrase(path: Path) -> NeedsPassphrase:
    """The one sentence about a passphrase that does not fit: a damaged beginning looks the same."""
    return NeedsPassphrase(
        f"That passphrase does not open {path}.",
        "Try again. If you are sure it is the right one, `goodterms restore` brings a backup back.",
    )


def refuse_locked(path: Path) -> None:
    """Raises NeedsPassphrase for an encrypted file that nobody gave a passphrase for, and
    CipherMissing where it cannot be opened at all."""
    if _KEYS.passphrase is None and looks_encrypted(path):
        library()
        raise NeedsPassphrase(
            f"{path} is encrypted, or not a Good Terms file.",
            "Start goodterms in a terminal: it asks for the passphrase.",
        )


def passphrase_of(path: Path) -> str | None:
    """What opens a file; None for a plain one."""
    return _KEYS.passphrase if is_encrypted(path) else None


def library() -> ModuleType:
    """storage/cipher_connection.py. Raises CipherMissing where SQLCipher is not installed."""
    try:
        return import_module("storage.cipher_connection")
    except ImportError:
        raise CipherMissing(
            "Encrypted data files need a library that is not installed here.",
            "Install it: pip install 'goodterms[cipher]'",
        ) from None
