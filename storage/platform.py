"""What only POSIX has, and what stands in for it elsewhere.

| POSIX | Windows |
|---|---|
| owner and mode of a file | the access list of the user's own folders; nothing is narrowed |
| a folder that is synced, so that a new name survives a power cut | NTFS journals names itself |
| `xdg-open` (Linux), `open` (macOS) | `os.startfile` |
| a limit on the memory of a process | none |
| SIGHUP and a terminal that can be polled | none: the draft is at most a second old anyway |

Locks are SQLite's own, on every system. No other module asks which system this is but for
bare_platform.py, for the commands that load nothing.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

PATH_SEPARATORS = "/\\" if sys.platform == "win32" else "/"

LONGEST_LINK = 2_000 if sys.platform == "win32" else 100_000
"""Bytes of a link that is handed to the desktop. Linux takes 131,071 an argument (measured), macOS
more; what Windows passes on to a mail program ends at 2,083."""

_NOBODY_ELSE = 0o600
_NOBODY_ELSE_FOLDER = 0o700
_ANYBODY_ELSE = 0o077
_ANYBODY_WRITES = 0o222

# --- owners and modes -------------------------------------------------------------------------


def private_folder(folder: Path) -> None:
    """Makes the folder, and those above it, (0700) where they are not there; one that is there
    keeps its mode."""
    if not folder.parent.exists():
        private_folder(folder.parent)  # `parents=True` would leave those to the umask
    folder.mkdir(mode=_NOBODY_ELSE_FOLDER, exist_ok=True)


def private_file(path: Path) -> None:
    """Makes an empty file (0600). Raises FileExistsError."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NOBODY_ELSE))


def open_to_append(path: Path) -> int:
    """The descriptor of a file to read and append to, made (0600) where it is not there."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, _NOBODY_ELSE)


def may_be_written(path: Path) -> bool:
    """Whether anybody has write permission here, and we do; the superuser asks the mode, too."""
    return bool(path.stat().st_mode & _ANYBODY_WRITES) and os.access(path, os.W_OK)


def take_from_others(path: Path) -> bool:
    """Takes a file of ours out of other people's sight; whether they could see it."""
    if sys.platform == "win32":
        return False
    state = path.stat()
    if not stat.S_IMODE(state.st_mode) & _ANYBODY_ELSE or state.st_uid != os.geteuid():
        return False
    path.chmod(_NOBODY_ELSE)
    return True


def is_own_file(path: Path) -> bool:
    """Whether that is a file, and no link to one, and the user's own where files have owners."""
    try:
        there = path.lstat()
    except OSError:
        return False  # gone meanwhile
    own = sys.platform == "win32" or there.st_uid == os.getuid()
    return own and stat.S_ISREG(there.st_mode)


# --- syncing ----------------------------------------------------------------------------------


def fsync_folder(folder: Path) -> None:
    """Returns when the names in a folder are on the disk, where the system can do that."""
    if sys.platform == "win32":
        return
    # Some network file systems refuse to sync a folder; the file itself is safe by then.
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


# --- the desktop ------------------------------------------------------------------------------


class NoDesktop(Exception):
    """There is no desktop here that could open a link."""


def open_link(link: str, env: Mapping[str, str] = os.environ) -> subprocess.Popen[bytes] | None:
    """Hands a link to the program that the desktop has for it, and does not wait.

    The process is the desktop's opener, whose exit code says whether it could; None where there
    is none to ask. Raises NoDesktop, and OSError when the opener does not start.
    """
    if sys.platform == "win32":
        os.startfile(link)
        return None
    name = "open" if sys.platform == "darwin" else "xdg-open"
    # Without a display xdg-open would start a text browser in this terminal.
    shown = sys.platform == "darwin" or env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")
    opener = shutil.which(name, path=env.get("PATH"))
    if not shown or opener is None:
        raise NoDesktop
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        [opener, link], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    )


# --- an end from outside ----------------------------------------------------------------------


if sys.platform != "win32":

    def _is_hung_up() -> bool:
        """Whether the terminal's other end is closed."""
        watcher = select.poll()
        watcher.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        return any(what & select.POLLHUP for _, what in watcher.poll(0))

    def _terminal_gone() -> None:
        """Waits until the terminal's other end is closed; not every one of them sends SIGHUP."""
        watcher = select.poll()
        watcher.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        for _, what in watcher.poll():
            if what & select.POLLHUP:
                return
        threading.Event().wait()  # this system cannot tell: then the signals have to do


def on_end(ended: Callable[[int, bool], None]) -> None:
    """Calls `ended` when the program is told to end or its terminal is closed.

    It gets the exit code, 128 + the signal's number, and whether there still is a terminal. It
    may run in a thread of its own.
    """

    def signalled(number: int, _frame: FrameType | None) -> None:
        ended(128 + number, sys.platform == "win32" or not _is_hung_up())

    signal.signal(signal.SIGTERM, signalled)
    if sys.platform != "win32":

        def watch_terminal() -> None:
            _terminal_gone()
            signalled(signal.SIGHUP, None)

        signal.signal(signal.SIGHUP, signalled)
        threading.Thread(target=watch_terminal, daemon=True).start()


# --- memory -----------------------------------------------------------------------------------


def limit_memory(most: int) -> None:
    """Let this process take so many bytes at most, where the system can be asked for that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
