"""A progress bar on the terminal; silence anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic

from tui.cli.output import at_terminal
from tui.wording.pace import pace

_CELLS = 30


class Bar:
    """`Bar("Reading")` tells how far it is; as far as the `total` is known it fills. Used as a
    context, it wipes itself away. `clock` gives seconds that only grow.
    """

    def __init__(self, words: str, total: int = 0, clock: Callable[[], float] = monotonic) -> None:
        self._words = words
        self._total = total
        self._clock = clock
        self._began = clock()
        self._shown = at_terminal(sys.stderr)

    def __call__(self, done: int, total: int = 0) -> None:
        """Shows how far it is."""
        if not self._shown:
            return
        total = total or self._total
        done = min(done, total) if total else done
        bar = ""
        if total:
            full = done * _CELLS // total
            bar = f"[{'#' * full}{'.' * (_CELLS - full)}] "
        far = pace(done, total, self._clock() - self._began)
        sys.stderr.write(f"\r{self._words} {bar}{far}\x1b[K")
        sys.stderr.flush()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
