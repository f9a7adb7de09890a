"""A progress bar on the terminal; silence anywhere else."""

from __future__ import annotations

import sys

from tui.cli.output import at_terminal
from tui.wording.pace import Pace

_CELLS = 30


class Bar:
    """`Bar("Reading")` counts; with a `total` it fills. Used as a context, it wipes itself away."""

    def __init__(self, words: str, total: int | None = None) -> None:
        self._words = words
        self._pace = Pace(total)
        self._shown = at_terminal(sys.stderr)

    def __call__(self, done: int, total: int = 0) -> None:
        """Shows how far it is; `total` where it turned out meanwhile."""
        if not self._shown:
            return
        self._pace.total = total or self._pace.total
        if self._pace.total:
            full = min(_CELLS, done * _CELLS // self._pace.total)
            bar = f"[{'#' * full}{'.' * (_CELLS - full)}] {self._pace.words(done)}"
        else:
            bar = self._pace.words(done)
        sys.stderr.write(f"\r{self._words} {bar}\x1b[K")
        sys.stderr.flush()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
