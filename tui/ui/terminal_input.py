"""What a terminal sends, as text that its parser understands, whatever bytes come."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

_OLD_MOUSE = re.compile(rb"\x1b\[M([^\x1b])([^\x1b])([^\x1b])", re.DOTALL)
"""A report of a mouse by terminals that know no newer way: buttons, column and row as one byte
each, 32 more than they are. Beyond column 95 that is no ASCII, and seldom UTF-8."""
_BEGUN = re.compile(rb"\x1b(?:\[(?:M[^\x1b]{0,2})?)?\Z", re.DOTALL)
"""The beginning of such a report, at the end of what was read."""
_RELEASED, _MOVES_OR_WHEEL = 3, 32 | 64


class TerminalInput:
    """Bytes as they are read, in pieces of any size.

    A byte that is no letter in the terminal's encoding becomes U+FFFD, and ends nothing.
    """

    def __init__(self, encoding: str) -> None:
        self._decode = getincrementaldecoder(encoding)(errors="replace").decode
        self._held = b""
        self._given = 0
        """How many of the bytes held were handed on already."""

    def text(self, data: bytes) -> str:
        """The text of what was read, without the beginning of a report whose rest is to come."""
        data = self._held + data
        begun = _BEGUN.search(data)
        self._held = begun.group() if begun else b""
        # An escape alone may be the key, and does not wait.
        alone = self._held == b"\x1b"
        complete = data if alone else data[: len(data) - len(self._held)]
        given = self._given
        if complete:
            self._given = int(alone)
        return self._decode(_OLD_MOUSE.sub(_as_newer, complete)[given:])

    def rest(self) -> str:
        """What was held back for a rest that has not come."""
        held, self._held = self._held[self._given :], b""
        self._given = 0
        return self._decode(held)


def _as_newer(report: re.Match[bytes]) -> bytes:
    """The same report in the way that names each number in digits (SGR)."""
    buttons, column, row = (part[0] - 32 for part in report.groups())
    released = buttons & _RELEASED == _RELEASED and not buttons & _MOVES_OR_WHEEL
    # Which button was let go these terminals do not say; the first one is what is used here.
    pressed = buttons & ~_RELEASED if released else buttons
    return b"\x1b[<%d;%d;%d%c" % (pressed, column, row, b"m" if released else b"M")
