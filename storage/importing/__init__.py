"""Exports of other programs, and our own records, into the store.

`inspect` (or `inspect_all`) says what a file would do and what has to be asked; `write` does it.
"""

from storage.importing.inspecting import inspect, inspect_all, write
from storage.importing.options import NOT_A_CLIENT, ImportOptions, Question
from storage.importing.preview import Preview, Result, Skip
from storage.importing.trouble import ImportTrouble, NotRecognised

__all__ = [
    "NOT_A_CLIENT",
    "ImportOptions",
    "ImportTrouble",
    "NotRecognised",
    "Preview",
    "Question",
    "Result",
    "Skip",
    "inspect",
    "inspect_all",
    "write",
]
