"""Where the `goodterms` command begins: with our own packages, whatever lies on Python's way.

`tui`, `storage` and `triage` are plain names. A folder in PYTHONPATH may hold a `tui.py` of
somebody else's, and Python would take that first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_OURS = ("tui", "storage", "triage")
_HERE = os.path.dirname(os.path.abspath(__file__))  # pathlib takes as long to load as a note


class _OwnPackages:
    """Finds our packages beside this file, and nothing else."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module is; None leaves it to the usual ways."""
        return PathFinder.find_spec(name, [_HERE], target) if name in _OURS else None


def main() -> int:
    """Run one command line; the exit code."""
    sys.meta_path.insert(0, _OwnPackages)
    from tui.cli import main as run

    return run()
