"""The text of a file that the user writes."""

from __future__ import annotations

import errno
from pathlib import Path

NO_FILE = (FileNotFoundError, NotADirectoryError)
"""What is raised where there is no such file."""


def user_text(path: Path) -> str:
    """What stands in it. Raises OSError, also for a pipe, and UnicodeDecodeError."""
    if path.is_fifo():  # nobody may ever write into it, and the program would wait without end
        raise OSError(errno.EINVAL, "it is a pipe", str(path))
    return path.read_text(encoding="utf-8-sig")
