"""Exports of other programs, and our own records, into the store.

`inspect` (or `inspect_all`) says what a file would do and what has to be asked; `write` does it.
"""

from storage.importing.api import inspect, inspect_all, write
from storage.importing.errors import ImportTrouble, NotRecognised
from storage.importing.options import NOT_A_CLIENT, ImportOptions, ImportQuestion
from storage.importing.preview import ImportPreview, Result
from storage.importing.table import Skip
