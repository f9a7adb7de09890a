"""The real program in a pseudo-terminal, seen as a user sees it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

ROWS, COLUMNS = 24, 80
_PATIENCE = 30.0
"""Seconds until something that does not come is a failure; a busy machine is slow."""


class Terminal:
    """A running program. `raw` is everything it ever wrote."""

    def __init__(
        self,
        *words: str,
        env: Mapping[str, str],
        size: tuple[int, int] = (ROWS, COLUMNS),
        module: str = "tui",
    ) -> None:
        rows, columns = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes = termios.tcgetattr(slave)
        """How the terminal was set before the program started."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **env},
            cwd=Path(__file__).parents[2],
            start_new_session=True,
            # Only a controlling terminal hangs up. One call; no lock of a thread is needed for it.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  see above
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end(signal.SIGKILL)
        self.hang_up()

    # --- seeing -------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def wait_for(self, words: str) -> None:
        """Read until some words stand on the screen."""
        self.wait_until(lambda: words in self.text, words)

    def wait_until(self, there: Callable[[], bool], what: str) -> None:
        """Read until it is so."""
        until = time.monotonic() + _PATIENCE
        while not there():
            left = until - time.monotonic()
            assert left > 0, f"{what!r} did not come:\n{self.text}"
            self.read(min(left, 0.2))

    def wait_quiet(self, seconds: float) -> None:
        """Read until nothing has come for so long."""
        length = -1
        while length != len(self.raw):
            length = len(self.raw)
            self.read(seconds)

    def read(self, seconds: float) -> None:
        """Take what was drawn, waiting for it no longer than that."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return
        try:
            output = os.read(self._master, 65536)
        except OSError:  # the other end is closed
            return
        self.raw += output
        self._stream.feed(output)

    # --- doing --------------------------------------------------------------------------

    def send(self, keys: str) -> None:
        """Type."""
        self.send_bytes(keys.encode())

    def send_bytes(self, sent: bytes) -> None:
        """What no keyboard may send: any bytes, at once."""
        os.write(self._master, sent)

    def resize(self, rows: int, columns: int) -> None:
        """Pull the window to another size."""
        self.screen.resize(rows, columns)
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def modes_now(self) -> list[object]:
        """How the terminal is set."""
        return termios.tcgetattr(self._master)

    def wait_for_end(self) -> int:
        """Read until the program ends (it waits for somebody to read); the return code."""
        self.wait_until(lambda: self.process.poll() is not None, "the end")
        return self.process.wait()

    def end(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; the return code (negative: ended by that signal)."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(_PATIENCE)

    def hang_up(self) -> None:
        """Close the window."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1
