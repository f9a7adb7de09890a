"""Modules are imported by one thread at a time.

The rules load behind the first list, and a key may ask for a screen meanwhile. Python lets two
threads that import packages of one another see them half made: an ImportError, and the end of the
program (the import system's way out of a deadlock, importlib._bootstrap).
"""

from __future__ import annotations

from threading import RLock

IMPORTING = RLock()
"""Held while something is imported late, and while nothing else is waited for."""
