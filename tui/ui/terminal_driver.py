"""The terminal as Textual drives it, and what Textual's own driver leaves open (on POSIX)."""

from __future__ import annotations

import io
import os
import selectors
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from tui.ui.look_alikes import ERRORS
from tui.ui.terminal_input import TerminalInput

if TYPE_CHECKING:
    from textual.driver import Driver

_LOOK_AGAIN = 0.1
"""Seconds without a byte after which what was begun is taken as it is; Textual waits as long."""
_MOST_BYTES = 4096
_GIVEN_BACK = (
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l"  # the mouse
    b"\x1b[?2004l\x1b[?1004l\x1b[?2048l\x1b[?7h"  # paste, focus, reports of the size, long lines
    b"\x1b[<u\x1b[?1049l\x1b[?25h"  # keys, the screen from before, the cursor
)
"""What undoes all that the driver may have asked of a terminal (xterm's ctlseqs, kitty's keys)."""


def terminal_driver(usual: type[Driver]) -> type[Driver]:
    """The driver for this system; `usual` is the one that Textual takes."""
    if sys.platform == "win32" or usual is not LinuxDriver:
        return usual
    return TerminalDriver


def give_terminal_back(driver: Driver) -> None:
    """Leave the terminal as it was found."""
    if sys.platform != "win32" and isinstance(driver, TerminalDriver):
        driver.give_back()
    else:
        driver.stop_application_mode()
        driver.close()  # returns when all of it is written


if sys.platform != "win32":
    import termios

    from textual._parser import ParseError
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    class TerminalDriver(LinuxDriver):
        """Takes every byte, draws with the letters there are, has the size of the window whatever
        COLUMNS says, and comes back whole from a stop (`kill -TSTP`, `kill -STOP`).
        """

        @override
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            if isinstance(self._file, io.TextIOWrapper):
                self._file.reconfigure(errors=ERRORS)

        @override
        def _get_terminal_size(self) -> tuple[int, int]:
            with suppress(OSError):
                columns, rows = os.get_terminal_size(self.fileno)
                if columns and rows:
                    return columns, rows
            return super()._get_terminal_size()

        def give_back(self) -> None:
            """Leave the terminal as it was found, at an end from outside: without the queue and
            the thread through which all else is written, for nobody knows where they stand.
            """
            assert self._file is not None  # it has drawn on it
            drawn_on = self._file.fileno()
            terminal, nowhere = os.dup(drawn_on), os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, drawn_on)  # what is still to be drawn
            if self.attrs_before is not None:
                with suppress(termios.error):
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            os.write(terminal, _GIVEN_BACK)

        # --- stopped and gone on ---------------------------------------------------------

        @override
        def _sigtstp_application(self, *_: object) -> None:
            if self._auto_restart:
                # Not here and now: the signal may have come while a queue was locked for writing,
                # and leaving the screen writes to that queue.
                self._loop.call_soon_threadsafe(self._stop)
            else:  # an editor has the terminal
                os.kill(os.getpid(), signal.SIGSTOP)

        def _stop(self) -> None:
            self.suspend_application_mode()
            self._must_signal_resume = True
            os.kill(os.getpid(), signal.SIGSTOP)

        @override
        def _sigcont_application(self, *_: object) -> None:
            if self._auto_restart:
                self._loop.call_soon_threadsafe(self._go_on)

        def _go_on(self) -> None:
            if not self._must_signal_resume:  # stopped without a word: the modes may be others now
                self.suspend_application_mode()
                self._must_signal_resume = True
            self.resume_application_mode()

        # --- reading ---------------------------------------------------------------------

        @override
        def run_input_thread(self) -> None:
            parser = XTermParser(self._debug)
            reader = TerminalInput(getattr(sys.__stdin__, "encoding", None) or "utf-8")
            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    try:
                        text = self._read(selector, reader)
                    except OSError:  # the window is closed: storage/platform.py ends the program
                        break
                    for event in parser.feed(text) if text else ():
                        self.process_message(event)
                    for event in parser.tick():
                        self.process_message(event)
            with suppress(EOFError, ParseError):
                for _ in parser.feed(""):
                    pass

        def _read(self, selector: selectors.BaseSelector, reader: TerminalInput) -> str:
            if not selector.select(_LOOK_AGAIN):
                return reader.rest()
            data = os.read(self.fileno, _MOST_BYTES)
            return reader.text(data)
