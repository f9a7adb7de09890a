"""What only POSIX has, and what stands in for it elsewhere.

| POSIX | Windows |
|---|---|
| owner and mode of a file | the access list of the user's own folders; nothing is narrowed |
| a folder that is synced, so that a new name survives a power cut | NTFS journals names itself |
| `xdg-open` (Linux), `open` (macOS) | `os.startfile` |
| a limit on the memory of a process | none |
| a file that is open can be replaced | it cannot: whoever tries is refused |
| two programs take turns at the second copy | lines of both may mix; `verify` tells |
| SIGHUP and a terminal that can be polled | none: the draft is at most a second old anyway |

Locks are SQLite's own, on every system. No other module asks which system this is but for
bare_platform.py, for the commands that load nothing, and the driver of the terminal
(tui/ui/terminal_driver.py).
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
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

if sys.platform != "win32":
    import fcntl
    import pwd

PATH_SEPARATORS = "/\\" if sys.platform == "win32" else "/"

CAN_REPLACE_OPEN_FILES = sys.platform != "win32"
"""Whether another file may take the name of one that a program has open."""

LONGEST_LINK = 2_000 if sys.platform == "win32" else 100_000
"""Bytes of a link that is handed to the desktop. Linux takes 131,071 an argument (measured), macOS
more; what Windows passes on to a mail program ends at 2,083."""

_A_TURN, _TURNS = 0.02, 100
"""Seconds between two questions whether it is our turn, and how often it is asked."""

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


def write_protected(path: Path) -> Path | None:
    """The file or its folder, where one of them has no write permission: then the file is left
    alone, even by the superuser. None where both may be written. Raises OSError."""
    return next((place for place in (path, path.parent) if not may_be_written(place)), None)


def take_from_others(path: Path) -> bool:
    """Takes a file or folder of ours out of other people's sight; whether they could see it. A
    device or a pipe, to which a link may lead, is left alone."""
    if sys.platform == "win32":
        return False
    state = path.stat()
    if not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)):
        return False
    if not stat.S_IMODE(state.st_mode) & _ANYBODY_ELSE or state.st_uid != os.geteuid():
        return False
    path.chmod(_NOBODY_ELSE_FOLDER if stat.S_ISDIR(state.st_mode) else _NOBODY_ELSE)
    return True


def is_own_file(path: Path) -> bool:
    """Whether that is a file, and no link to one, and the user's own where files have owners."""
    try:
        there = path.lstat()
    except OSError:
        return False  # gone meanwhile
    own = sys.platform == "win32" or there.st_uid == os.getuid()
    return own and stat.S_ISREG(there.st_mode)


def made_by_sudo(place: Path, env: Mapping[str, str]) -> str:
    """Whose place it is, where sudo would have root make files in it; "" where all is well."""
    if sys.platform == "win32" or os.geteuid() != 0 or env.get("SUDO_UID", "0") == "0":
        return ""
    return owner_if_not_us(place)


def owner_if_not_us(path: Path) -> str:
    """The name of whoever owns a file that is not ours; "" for our own."""
    if sys.platform == "win32" or (owner := path.stat().st_uid) == os.geteuid():
        return ""
    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return f"user {owner}"


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


@contextlib.contextmanager
def alone_with(handle: int) -> Iterator[None]:
    """A block for which other programs that ask for the same file wait, where the system can do
    that, but not for ever: one of them may have been halted in the middle."""
    if sys.platform == "win32":
        yield
        return
    for _ in range(_TURNS):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_A_TURN)  # flock waits for ever or not at all
        except OSError:
            break
        else:
            break
    yield  # closing the file ends it


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
    runs in a thread of its own: the main one may be waiting for a file at that moment, and hears
    of a signal only afterwards. From then on the main one does nothing more.
    """
    if sys.platform == "win32":
        signal.signal(signal.SIGTERM, lambda number, _frame: ended(128 + number, True))
        return
    ending = threading.Lock()

    def end(number: int) -> None:
        if ending.acquire(blocking=False):  # once: a second signal changes nothing
            ended(128 + number, not _is_hung_up())

    def stand_still(_number: int, _frame: FrameType | None) -> None:
        threading.Event().wait()

    def watch_terminal() -> None:
        _terminal_gone()
        end(signal.SIGHUP)

    told, tells = os.pipe()
    os.set_blocking(tells, False)

    def watch_signals() -> None:
        while True:
            for number in os.read(told, 1):
                # An editor that has the terminal has its Ctrl+C, too.
                if signal.getsignal(number) is stand_still:
                    end(number)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, stand_still)
    signal.set_wakeup_fd(tells, warn_on_full_buffer=False)
    for watch in (watch_terminal, watch_signals):
        threading.Thread(target=watch, daemon=True).start()


def is_running(process: int) -> bool:
    """Whether a process of this number runs, ourselves not counted: then another one had it."""
    if sys.platform == "win32" or process == os.getpid():
        return False  # Windows cannot be asked without harm
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OverflowError, PermissionError):
        return True
    return True


@contextlib.contextmanager
def keys_for_others() -> Iterator[None]:
    """Around a program that has the terminal: Ctrl+C and Ctrl+\\ are for it, and mean there what
    they usually mean."""

    def ignored(_number: int, _frame: FrameType | None) -> None: ...

    numbers = [signal.SIGINT, *([] if sys.platform == "win32" else [signal.SIGQUIT])]
    usual = [signal.signal(number, ignored) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, usual, strict=True):
            signal.signal(number, handler)


def user_number() -> int:
    """A number for the person at the keyboard, where files of several lie in one folder."""
    return 0 if sys.platform == "win32" else os.getuid()


# --- the clock -------------------------------------------------------------------------------


def follow_time_zone() -> None:
    """Let the clock go by the time zone that holds now; else that of the start holds until the
    end. Elsewhere Python asks the system itself."""
    if sys.platform != "win32":
        time.tzset()


# --- memory -----------------------------------------------------------------------------------


def limit_memory(most: int) -> None:
    """Let this process take so many bytes at most, where the system can be asked for that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
