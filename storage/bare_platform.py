"""What `capture` and its mark ask of the system, in as few imports as it takes; all else is in
platform.py.
"""

from __future__ import annotations

import errno
import os
import stat
import sys

IS_LINUX = sys.platform.startswith("linux")

_ANYBODY_ELSE = 0o077
_ANYBODY_WRITES = 0o222


def is_plain_file(path: str) -> bool:
    """Whether only its owner may read a file, and file and folder may be written.

    Raises OSError where one of them is not there.
    """
    mode, folder = os.stat(path).st_mode, os.path.dirname(path)
    if not stat.S_ISREG(mode) or mode & _ANYBODY_ELSE or not mode & _ANYBODY_WRITES:
        return False
    return bool(os.stat(folder).st_mode & _ANYBODY_WRITES) and os.access(folder, os.W_OK)


def open_to_read(path: str) -> int:
    """The descriptor of a file to be read as it is. Raises OSError."""
    return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))


def open_to_add(path: str) -> int:
    """The descriptor of a file that is there, to read and to append to. Raises OSError, also for
    what is no file: a pipe would be waited for without end."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(errno.EINVAL, "it is not a file", path)
    return os.open(path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0))


def write_line(path: str, line: bytes) -> bool:
    """Writes a short line in the place of what a file (0600) holds, at once and without a sync;
    whether it could be written."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    except OSError:
        return False
    try:
        os.write(handle, line)
        os.ftruncate(handle, len(line))
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def make_private() -> None:
    """What this process makes from now on is for its owner alone."""
    os.umask(_ANYBODY_ELSE)
