"""Folders that are there while the program runs, and gone afterwards, however it ends."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import WeakSet, finalize

_PREFIX = "goodterms-"


class ThrowAwayFolder:
    """A private folder for what is meant for now only. Used as a context, it goes at its end;
    otherwise when nobody holds it any more, at the latest with the program.
    """

    def __init__(self) -> None:
        """Raises OSError where no folder can be made."""
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._removal = finalize(self, shutil.rmtree, self.path, ignore_errors=True)
        _open.add(self)

    def remove(self) -> None:
        """Take it away with all that is in it; what cannot be removed stays without a word."""
        self._removal()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.remove()


_open: WeakSet[ThrowAwayFolder] = WeakSet()


def throw_all_away() -> None:
    """Take away every such folder: at an end from outside nothing else gets to run."""
    for folder in tuple(_open):
        folder.remove()
