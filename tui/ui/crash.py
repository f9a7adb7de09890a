"""Ends that nobody chose: a closed window, a `kill`, a fault in the program itself."""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress

from rich.text import Text

from storage.errors import StorageError
from storage.platform import on_end
from storage.throw_away import throw_all_away

LAST_WORDS = 1.0
"""Seconds that an end from outside waits for the drafts; the newest is half a second old anyway."""
_GIVING_BACK = 0.5
"""Seconds that it waits for the terminal to be given back."""


def watch(last_words: Callable[[], Callable[[], None]], restore: Callable[[], None]) -> None:
    """On an end from outside keep what is typed, then end at once: Textual would run no hook.

    `last_words` reads the texts and returns what writes them. That runs in a thread of its own,
    for the main thread may hold the store's lock at this very moment. `restore` gives the terminal
    back.
    """

    def ended(exit_code: int, terminal_there: bool) -> None:
        keeping = threading.Thread(target=_kept, args=(last_words(),), daemon=True)
        keeping.start()
        keeping.join(LAST_WORDS)
        if terminal_there:
            give_back(restore)
        throw_all_away()
        os._exit(exit_code)

    on_end(ended)


def give_back(restore: Callable[[], None]) -> None:
    """Runs `restore` for half a second at most: a terminal that nobody reads would hold us up."""

    def restored() -> None:
        with suppress(OSError, ValueError):  # the terminal may be gone by now
            restore()

    restoring = threading.Thread(target=restored, daemon=True)
    restoring.start()
    restoring.join(_GIVING_BACK)


def _kept(keep: Callable[[], None]) -> None:
    with suppress(StorageError):  # nobody is left to hear of it
        keep()


def fault(error: BaseException | None, *, kept: bool) -> Text:
    """What is printed after a fault: where it happened, and never what the user wrote.

    So neither the values of variables nor the error's own words, which may quote them.
    """
    lines = [
        "Good Terms had to stop. This is a bug in the program, not your mistake.",
        "Everything shown as saved is on disk.",
        "What you were typing is kept." if kept else "What you typed last could not be kept.",
        "Start it again to continue. For a report, these lines say where it happened:",
        "",
    ]
    if error is not None:
        lines += [part.rstrip() for part in traceback.format_tb(error.__traceback__)]
        lines.append(type(error).__name__)
    return Text("\n".join(lines))
