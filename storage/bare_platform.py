"""What `capture` asks of the system, in as few imports as it takes; all else is in platform.py."""

from __future__ import annotations

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
