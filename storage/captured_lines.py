"""What the command line wrote down in a hurry, as a line of the second copy: it lies there, too,
before the store has taken it into the journal. Its sum tells whether it is as it was written.

Imports next to nothing: it is written before a library would be loaded.
"""

from __future__ import annotations

import os
import zlib

START = b'{"captured":'
_SUM = b',"sum":'


def to_line(text: str) -> bytes:
    """The line of what was written down, given as JSON."""
    inner = text.encode()
    return b"%s%s%s%d}\n" % (START, inner, _SUM, zlib.crc32(inner))


def is_captured(line: bytes) -> bool:
    """Whether a line tells what was written down in a hurry."""
    return line.startswith(START)


def captured_in(line: bytes) -> str | None:
    """What was written down, as JSON; None where it is not as it was written."""
    inner, mark, _ = line.removeprefix(START).rpartition(_SUM)
    try:
        text = inner.decode()
    except UnicodeDecodeError:
        return None
    return text if mark and line.rstrip(b"\n") + b"\n" == to_line(text) else None


def add_line(handle: int, line: bytes) -> None:
    """Adds a line to a file open to append, on the disk when this returns. Raises OSError."""
    if os.lseek(handle, 0, os.SEEK_END):
        os.lseek(handle, -1, os.SEEK_END)
        if os.read(handle, 1) != b"\n":
            line = b"\n" + line  # a crash in the middle of a line leaves half of one
    if os.write(handle, line) != len(line):
        raise OSError("only a part of it was written")
    os.fsync(handle)
